# Training: what is found, trained, judged and written

A table with classes.

```console
$ gradus train @iris --target species --test 0.2 2>/dev/null
@iris: 150 rows, 5 columns
classification, since 'species' is text
classes: setosa, versicolor, virginica
rows: 120 for training, 30 for the test
network: 4-64-32-3 (relu, relu, softmax), 2499 parameters, loss cross-entropy, float32
training: adam at 0.003, cosine, batches of 32, at most 200 epochs, seed 1
trained: 200 epochs; the weights are those of epoch 200

on the 30 test rows:
          this model  majority class  linear model
loss        0.119886         1.09861     0.0711031
accuracy    0.966667        0.333333      0.966667
log_loss    0.119886         1.09861     0.0711031

truth \ predicted  setosa  versicolor  virginica
setosa                 10           0          0
versicolor              0           9          1
virginica               0           0         10

wrote iris.safetensors

$ gradus evaluate iris.safetensors @iris
rows: 150
          this model  majority class
loss       0.0322805         1.09861
accuracy    0.993333        0.333333
log_loss   0.0322805         1.09861

truth \ predicted  setosa  versicolor  virginica
setosa                 50           0          0
versicolor              0          49          1
virginica               0           0         50

class       rows  precision  recall        f1
setosa        50          1       1         1
versicolor    50          1    0.98  0.989899
virginica     50   0.980392       1  0.990099

$ gradus train @iris --target species -q -o again.safetensors --test 0.2; cmp iris.safetensors again.safetensors
```

Progress goes to standard error; away from a terminal about ten lines a run.

```console
$ gradus train @iris --target species -o p.safetensors --epochs 20 --validation 0.2 2>&1 >/dev/null | sed "s:rows/s.*:rows/s N:"
epoch 1/20  loss 0.730109  val_loss 0.485347  accuracy 0.7  rows/s N
epoch 2/20  loss 0.471472  val_loss 0.347889  accuracy 0.8  rows/s N
epoch 4/20  loss 0.308176  val_loss 0.229086  accuracy 0.933333  rows/s N
epoch 6/20  loss 0.265531  val_loss 0.172853  accuracy 0.966667  rows/s N
epoch 8/20  loss 0.239172  val_loss 0.145931  accuracy 0.966667  rows/s N
epoch 10/20  loss 0.22406  val_loss 0.13497  accuracy 0.966667  rows/s N
epoch 12/20  loss 0.212008  val_loss 0.132113  accuracy 0.966667  rows/s N
epoch 14/20  loss 0.205402  val_loss 0.127615  accuracy 0.966667  rows/s N
epoch 16/20  loss 0.200961  val_loss 0.125847  accuracy 0.966667  rows/s N
epoch 18/20  loss 0.199135  val_loss 0.12522  accuracy 0.966667  rows/s N
epoch 20/20  loss 0.198676  val_loss 0.12512  accuracy 0.966667  rows/s N
```

Quiet says nothing, JSON all in one document.

```console
$ gradus train @iris --target species -q -o q.safetensors
$ gradus train @iris --target species --json -o j.safetensors --epochs 3 --test 0.2
{"model": "j.safetensors", "rows": {"training": 120, "validation": 0, "test": 30}, "layers": [4, 64, 32, 3], "parameters": 2499, "loss_name": "cross-entropy", "epochs_trained": 3, "best_epoch": 3, "ended": "epochs", "loss": 0.42773542191745034, "val_loss": null, "judged_on": "test", "judged_rows": 30, "metrics": {"accuracy": 0.8, "log_loss": 0.3867024126506218}, "baseline": {"constant": {"accuracy": 0.3333333333333333, "log_loss": 1.0986122588657883}, "linear": {"accuracy": 0.9666666666666667, "log_loss": 0.07110311622583478}}, "runs": [{"learning_rate": 0.003, "seed": 1, "epochs": 3, "loss": 0.42773542191745034, "val_loss": null, "ended": "epochs"}], "options": {"recipe": "auto", "optimizer": "adam", "learning_rate": 0.003, "clip_norm": 0, "schedule": "cosine", "batch_size": 32, "epochs": 3, "tolerance": 0, "patience": 0, "shuffle": true, "validation": 0, "test": 0.2, "scale": "auto", "init": "auto", "init_bias": "zeros", "split_seed": 1, "seed": 1}}
```

The log has one JSON line an epoch.

```console
$ gradus train @iris --target species -q --epochs 3 --log log.jsonl -o l.safetensors; sed "s/seconds.*/seconds/" log.jsonl
{"epoch": 1, "loss": 0.6786536232322032, "val_loss": null, "metric": null, "learning_rate": 0.003, "seconds
{"epoch": 2, "loss": 0.4212269669163401, "val_loss": null, "metric": null, "learning_rate": 0.0022500000000000003, "seconds
{"epoch": 3, "loss": 0.3665665455046155, "val_loss": null, "metric": null, "learning_rate": 0.0007500000000000003, "seconds
```

Without rows that are kept back, it says so where there are enough of them.

```console
$ gradus train @iris --target species --epochs 1 -o all.safetensors 2>/dev/null | grep ^rows
rows: 150 for training, none kept back to test it (--test 0.2)

$ gradus train @iris --target species --epochs 1 --validation 0.1 -o all.safetensors 2>/dev/null | grep ^rows
rows: 135 for training, 15 for validation
```

Numbers: the mean and a linear model are what to beat.

```console
$ printf 'a,b,y\n1,1,3.5\n2,1,5\n3,2,8\n4,0,8\n5,3,13\n' > sums.csv; gradus train sums.csv --target y 2>/dev/null
sums.csv: 5 rows, 3 columns
regression, since 'y' holds numbers that are not whole
rows: 5 for training
network: 2-64-32-1 (relu, relu, identity), 2305 parameters, loss mse, float32
training: adam at 0.003, cosine, batches of 32, at most 200 epochs, seed 1
trained: 200 epochs; the weights are those of epoch 200

on the 5 training rows:
      this model     mean  linear model
loss  0.00013311        1    0.00184291
r2      0.999867        0      0.998157
rmse   0.0375628  3.25576      0.139767
mae    0.0229207      2.6      0.124663

wrote sums.safetensors
```

Several rates and restarts: every run in a table, the best kept.

```console
$ gradus train @xor --target y --recipe plain --learning-rate 0.1,1 --restarts 2 -o runs.safetensors 2>/dev/null
@xor: 4 rows, 3 columns
classification, since 'y' holds 2 different whole numbers
classes: 0, 1
rows: 4 for training
network: 2-3-1 (sigmoid, sigmoid), 13 parameters, loss bce, float64
training: sgd at 0.1 and 1, constant, all rows a step, at most 10000 epochs, seed 1
run  learning rate  seed  epochs         loss  validation loss  ended
  1            0.1     1   10000    0.0174432                -  all epochs
  2            0.1     2   10000    0.0169455                -  all epochs
  3              1     1   10000   0.00092095                -  all epochs
  4              1     2   10000  0.000910167                -  all epochs
kept: run 4
trained: 10000 epochs; the weights are those of epoch 10000

on the 4 training rows:
          this model  majority class  linear model
loss      0.00091007        0.693147      0.693147
accuracy           1             0.5           0.5
log_loss  0.00091007        0.693147      0.693147
auc                1             0.5           0.5

truth \ predicted  0  1
0                  2  0
1                  0  2

wrote runs.safetensors
```

Every loss has its baselines: probabilities as numbers, one column an output.

```console
$ gradus train @xor --target y --task regression --loss bce --scale none --epochs 3 -o bce.safetensors 2>/dev/null | grep -e network -e loss
network: 2-64-32-1 (relu, relu, sigmoid), 2305 parameters, loss bce, float32
loss    0.640667  0.693147      0.693147

$ gradus train @iris --target species --loss huber --epochs 3 -o huber.safetensors 2>/dev/null | grep -e network -e loss
network: 4-64-32-3 (relu, relu, softmax), 2499 parameters, loss huber, float32
loss         0.10467        0.333333     0.0224205
log_loss    0.369741         1.09861      0.102039

$ gradus train @iris --target 1,2 --features 3,4 --epochs 3 -o two.safetensors 2>/dev/null | grep -e network -e loss
network: 2-64-32-2 (relu, relu, identity), 2338 parameters, loss mse, float32
loss    0.947434         2       1.04649
```

Digits.

```console
$ gradus train @hours --target score --recipe plain --epochs 10 --digits 3 2>/dev/null
@hours: 3 rows, 3 columns
regression, since 'score' holds numbers that are not whole
rows: 3 for training
network: 2-3-1 (sigmoid, sigmoid), 13 parameters, loss mse, float64
training: sgd at 0.1, constant, all rows a step, at most 10 epochs, seed 1
trained: 10 epochs; the weights are those of epoch 10

on the 3 training rows:
      this model     mean  linear model
loss       0.121  0.00549      0.000861
r2           -21        0         0.843
rmse       0.347   0.0741        0.0293
mae        0.336   0.0644        0.0254

wrote hours.safetensors
```

From a model: its layers, its scaling; another number type where asked.

```console
$ gradus train @iris --target species --from iris.safetensors --epochs 5 -q -o more.safetensors; gradus info more.safetensors | head -1
model: 4-64-32-3, 2499 parameters, loss cross-entropy, float32

$ gradus train @iris --target species --from iris.safetensors --dtype float64 --epochs 1 -q -o d.safetensors; gradus info d.safetensors | head -1
model: 4-64-32-3, 2499 parameters, loss cross-entropy, float64
```

The model is called like the data, and lies here; the tables may lie in other files.

```console
$ mkdir far; cp $SRC/data/iris.csv far/flowers.csv; gradus train far/flowers.csv --target species -q --epochs 2; ls *.safetensors
again.safetensors
all.safetensors
bce.safetensors
d.safetensors
flowers.safetensors
hours.safetensors
huber.safetensors
iris.safetensors
j.safetensors
l.safetensors
more.safetensors
p.safetensors
q.safetensors
runs.safetensors
sums.safetensors
two.safetensors

$ gzip -k far/flowers.csv; gradus train far/flowers.csv.gz --target 5 --validation far/flowers.csv --test far/flowers.csv -q --epochs 2 -o gz.safetensors; ls gz.safetensors
gz.safetensors

$ cat far/flowers.csv | gradus train - --target species -q --epochs 2; ls model.safetensors
model.safetensors
```

An optimizer given without a rate brings its own; an activation each.

```console
$ gradus train @iris --target species --optimizer momentum --epochs 2 --activation tanh,relu -o o.safetensors 2>/dev/null | grep -e training: -e network:
network: 4-64-32-3 (tanh, relu, softmax), 2499 parameters, loss cross-entropy, float32
training: momentum, cosine, batches of 32, at most 2 epochs, seed 1

$ gradus train @xor --target y --recipe plain --loss cross-entropy --epochs 1 -o o.safetensors 2>/dev/null | grep network:
network: 2-3-2 (sigmoid, softmax), 17 parameters, loss cross-entropy, float64

$ gradus train @hours --target score --hidden none --epochs 1 -o o.safetensors 2>/dev/null | grep network:
network: 2-1 (identity), 3 parameters, loss mse, float32
```

A signal keeps what is best so far (Ctrl-C does, too, but not in the background: faults.t).

```console
$ gradus train @xor --target y --recipe plain --epochs 1000000000 --log i.jsonl -o i.safetensors -q & p=$!
> while ! [ -s i.jsonl ]; do :; done; kill -TERM $p; wait $p; echo "exit $?"; gradus info i.safetensors | head -1
exit 143
model: 2-3-1, 13 parameters, loss bce, float64
stderr:
gradus: interrupted by SIGTERM; the best model so far (epoch [..]) is in 'i.safetensors'
```

Labels that come with images are what is learned, without `--target`:

```console
$ printf '\000\000\010\003\000\000\000\004\000\000\000\001\000\000\000\002\000\377\377\000\001\376\376\001' > t-idx3-ubyte
$ printf '\000\000\010\001\000\000\000\004\000\001\000\001' > t-idx1-ubyte
$ gradus train t-idx3-ubyte --labels t-idx1-ubyte --hidden none --epochs 2 2> progress | head -n 2
t-idx3-ubyte: 4 rows, 3 columns
classification, since 'label' holds 2 different whole numbers

$ gradus train t-idx3-ubyte --hidden none --epochs 2
stderr:
gradus: --target COLUMN is missing: what shall be predicted?
gradus info DATA lists the columns
[exit 2]
```

A run that is killed leaves the whole lines of its log, and no model.

```console
$ gradus train @iris --target species --epochs 100000000 -q --log killed.jsonl -o killed.safetensors & \
> while [ ! -s killed.jsonl ]; do sleep 0.1; done; kill -KILL $!; wait $! 2> /dev/null; \
> ls killed*; tail -c 2 killed.jsonl; head -n 1 killed.jsonl | cut -c 1-11
killed.jsonl
}
{"epoch": 1
```

Why a training ended, in words.

```console
$ gradus train @iris --target species --validation 0.2 --patience 3 --schedule constant --learning-rate 0.03 -o e.safetensors 2> /dev/null | grep trained
trained: 12 of 200 epochs, then the validation loss got no better; the weights are those of epoch 9

$ gradus train @iris --target species --tolerance 0.01 -o e.safetensors 2> /dev/null | grep trained
trained: 9 of 200 epochs, then the loss changed by less than the tolerance; the weights are those of epoch 9

$ printf 'x,y\n0,0.5\n1,2\n2,3\n3,5\n' > line.csv

$ gradus train line.csv --target y --optimizer sgd --learning-rate 1 -o e.safetensors 2> /dev/null | grep trained
trained: 4 of 200 epochs, then a number was no longer finite; the weights are those of epoch 1

$ gradus train line.csv --target y --optimizer sgd --learning-rate 1e30,0.01 --epochs 1 -o e.safetensors 2> /dev/null | grep -A 2 "^run\|trained"
run  learning rate  seed  epochs     loss  validation loss  ended
  1          1e+30     1       1  1.72843                -  all epochs
  2           0.01     1       1  1.72843                -  all epochs
--
trained: 1 epoch; the weights are those of epoch 1

on the 4 training rows:
```

What a model is called when nobody says it: also of standard input, of what is packed, of images.

```console
$ mkdir named; cp $SRC/data/iris.csv named/a.b.csv; gzip -n named/a.b.csv; cd named; \
> gradus train a.b.csv.gz --target species -q --epochs 1; \
> gradus train - --target species -q --epochs 1 < $SRC/data/iris.csv; \
> gradus train @hours --target score -q --epochs 1; \
> printf '\0\0\10\3\0\0\0\4\0\0\0\1\0\0\0\2abcdefgh' > some-idx3-ubyte; \
> cp $SRC/fuzz/seeds/idx/labels some-idx1-ubyte; \
> gradus train some-idx3-ubyte --labels some-idx1-ubyte -q --epochs 1; ls
a.b.csv.gz
a.b.safetensors
hours.safetensors
model.safetensors
some-idx1-ubyte
some-idx3-ubyte
some-idx3-ubyte.safetensors
```

A linear model of a small table arrives: least squares leaves 0.0728908 of the variance.

```console
$ gradus train @iris --target petal_width --features petal_length --hidden none -o line.safetensors 2>&1 | grep -A 2 'this model'
      this model         mean
loss   0.0728909            1
r2      0.927109  2.22045e-16
```
