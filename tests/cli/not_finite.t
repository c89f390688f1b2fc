Numbers that are not finite: training says what was first and where, keeps what was better, and
writes nothing that a loss never judged to be the best.

A validation row beyond what a float32 holds. With patience no epoch can be the best:

```console
$ printf 'x,y\n0,1\n1,3\n2,5\n3,7\n' > m1.csv; printf 'x,y\n1,3\n,\n-3.4028234663852886e+38,1\n' > m2.csv

$ gradus train m1.csv --target y --validation m2.csv --patience 5 -q -o a.safetensors; echo $?; echo *.safetensors
1
*.safetensors
stderr:
gradus: m2.csv:4: no epoch has a finite validation loss: in epoch 5, Z of layer 1 is not finite for row 2 of the validation rows
look at that row: its numbers may be far from those of the training rows

$ gradus train m1.csv --target y --validation m2.csv --restarts 3 --patience 2 -q -o a.safetensors; echo $?; echo *.safetensors
1
*.safetensors
stderr:
gradus: m2.csv:4: none of the 3 runs has a finite loss; the first: no epoch has a finite validation loss: in epoch 2, Z of layer 1 is not finite for row 2 of the validation rows
look at that row: its numbers may be far from those of the training rows
```

Without patience the last weights are kept, with a warning; of several runs one must be the best.

```console
$ gradus train m1.csv --target y --task regression --validation m2.csv --patience 0 --epochs 2 --log log.jsonl -o a.safetensors 2>&1 | grep "^trained\|warning"; cut -d , -f 1,3,4 log.jsonl
gradus: warning: 1 of 3 validation rows have no target and are left out
trained: 2 epochs; the weights are those of epoch 2
gradus: warning: m2.csv:4: the validation loss is not finite; the first number that is not is Z of layer 1, for row 2 of the validation rows
{"epoch": 1, "val_loss": null, "metric": null
{"epoch": 2, "val_loss": null, "metric": null

$ gradus train m1.csv --target y --validation m2.csv --patience 0 --epochs 2 --json -o a.safetensors | grep -o '"best_epoch.*val_loss": [^,]*, "judged'
"best_epoch": 2, "ended": "epochs", "loss": 0.8024993314300779, "val_loss": null, "judged
stderr:
gradus: warning: 1 of 3 validation rows have no target and are left out
gradus: warning: m2.csv:4: the validation loss is not finite; the first number that is not is Z of layer 1, for row 2 of the validation rows

$ rm -f *.safetensors; gradus train m1.csv --target y --validation m2.csv --patience 0 --epochs 2 --learning-rate 0.1,0.01 -q -o a.safetensors; echo $?; echo *.safetensors
1
*.safetensors
stderr:
gradus: m2.csv:4: none of the 2 runs has a finite loss; the first: the validation loss is not finite; the first number that is not is Z of layer 1, for row 2 of the validation rows
```

A row without a finite output has no class: it is wrong in the log as it is in the table.

```console
$ printf 'a,b,k\n1,2,u\n2,1,v\n3,5,u\n4,3,v\n5,6,u\n6,5,v\n' > ov.csv; printf 'a,b,k\n1,2,u\n3e38,-3e38,v\n3e38,-3e38,u\n4,3,v\n' > over.csv; gradus train ov.csv --target k --validation over.csv --scale none --hidden 8 --patience 0 --epochs 3 --seed 1 --log log.jsonl -o k.safetensors 2> /dev/null | grep '^accuracy'; cut -d , -f 1,3,4 log.jsonl
accuracy        0.25             0.5          0.75
{"epoch": 1, "val_loss": null, "metric": 0.25
{"epoch": 2, "val_loss": null, "metric": 0.25
{"epoch": 3, "val_loss": null, "metric": 0.25
```

The row may be one that was drawn for validation. Where a file has no lines, its number is said.

```console
$ (echo x,y; for i in 1 2 3 4 5 6 7 8; do echo $i,$i.5; done; echo 1e300,9; echo 1e300,9) > far.csv

$ gradus train far.csv --target y --dtype float64 --scale none --hidden none --loss mse --validation 0.5 --patience 2 -q -o b.safetensors
stderr:
gradus: far.csv:10: no epoch has a finite validation loss: in epoch 2, the loss is not finite for row 4 of the validation rows
look at that row: its numbers may be far from those of the training rows
[exit 1]

$ (printf '\223NUMPY\001\000\166\000%-117s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 2), }"; printf '\0\0\0\0\0\0\0\0%s' 87654321; for k in 1 2 3 4; do printf '\0\0\0\0\0\0\360\077%s' 12345678; done; printf '\234\165\0\210\074\344\067\176%s' 12345678) > far.npy

$ gradus train far.npy --target 2 --task regression --dtype float64 --scale none --hidden none --validation 0.5 --patience 2 --seed 1 -q -o b.safetensors
stderr:
gradus: far.npy: no epoch has a finite validation loss: in epoch 2, the loss is not finite for row 3 of the validation rows, row 6 of the table
look at that row: its numbers may be far from those of the training rows
[exit 1]
```

A run whose loss is not finite is the worst, also when it is the first:

```console
$ printf 'x,y\n1e30,2\n' > v.csv; printf 'x,y\n0,0.5\n1,2\n2,3\n3,5\n' > t.csv

$ gradus train t.csv --target y --scale none --hidden none --optimizer sgd --validation v.csv --patience 0 --epochs 3 --learning-rate 1e6,0.01 -o c.safetensors 2> /dev/null | grep -A 4 '^run\|^trained'
run  learning rate  seed  epochs         loss  validation loss  ended
  1        1000000     1       3  1.11153e+29              inf  all epochs
  2           0.01     1       3      29.4629       1.6375e+60  all epochs
kept: run 2
trained: 3 epochs; the weights are those of epoch 3

on the 1 validation row:
       this model      mean
loss   1.6375e+60  0.390625
```

Weights that a training starts from are a candidate wherever the best are kept. New moments are
announced.

```console
$ gradus train t.csv --target y --hidden none --optimizer sgd --learning-rate 0.5 --epochs 500 -q -o good.safetensors

$ gradus train t.csv --target y --from good.safetensors --validation t.csv --patience 3 --learning-rate 0.5 -o more.safetensors 2> /dev/null | grep -A 1 '^training\|^trained'
training: adam at 0.5, cosine, batches of 32, at most 200 epochs, patience 3, seed 1
adam starts without the moments of an earlier training, so the loss may rise at first
trained: 3 of 200 epochs, then the validation loss got no better; none was better than the start: the weights are those it started from
(empty line)

$ gradus info more.safetensors --json | grep -o '"epochs_trained.*"ended":"[a-z]*","loss":null'
"epochs_trained":3,"best_epoch":0,"ended":"patience","loss":null

$ gradus train t.csv --target y --from good.safetensors --validation t.csv --patience 3 --optimizer sgd --learning-rate 1e20 -o more.safetensors 2>&1 | grep -v '^epoch' | grep -A 1 '^training\|^trained\|^gradus'
training: sgd at 1e+20, cosine, batches of 32, at most 200 epochs, patience 3, seed 1
trained: 2 of 200 epochs, then a number was no longer finite; none was better than the start: the weights are those it started from

--
gradus: a parameter of layer 1 is not finite: epoch 3, batch 1
a smaller learning rate helps, or scaled inputs, or clipping by norm

$ gradus trace good.safetensors t.csv --target y --json > 1; gradus trace more.safetensors t.csv --target y --json > 2; cmp 1 2
```

It ends before an epoch did: nothing was better or worse than the start, and nothing is written.

```console
$ rm -f *.safetensors; gradus train t.csv --target y --optimizer sgd --learning-rate 1e38 --batch-size 1 --validation t.csv --patience 3 -q -o d.safetensors; echo $?; echo *.safetensors
1
*.safetensors
stderr:
gradus: Z of layer 2 is not finite: epoch 1, batch 2
a smaller learning rate helps, or scaled inputs, or clipping by norm
```

What was first not finite.

```console
$ gradus train t.csv --target y --optimizer sgd --learning-rate 1e15 --batch-size 1 -q -o e.safetensors
stderr:
gradus: Z of layer 3 is not finite: epoch 1, batch 2
a smaller learning rate helps, or scaled inputs, or clipping by norm
[exit 1]

$ printf 'x,y\n1,1\n2,2\n3,1e25\n' > g.csv; gradus train g.csv --target y --task regression --scale none --hidden none --loss sse --optimizer sgd --learning-rate 1e15 --batch-size 1 -q -o e.safetensors
stderr:
gradus: a parameter of layer 1 is not finite: epoch 1, batch 2
a smaller learning rate helps, or scaled inputs, or clipping by norm
[exit 1]

$ printf 'x,y\n1,1\n2,2\n1e25,3\n' > h.csv; gradus train h.csv --target y --task regression --scale none --hidden none --loss sse --optimizer sgd --learning-rate 1e-9 --batch-size 1 -q -o e.safetensors
stderr:
gradus: a gradient of layer 1 is not finite: epoch 1, batch 2
a smaller learning rate helps, or scaled inputs, or clipping by norm
[exit 1]

$ gradus train t.csv --target y --recipe plain --hidden none --learning-rate 1e10 --mistake sign-flipped --output-activation identity -q -o e.safetensors
stderr:
gradus: the loss is not finite: epoch 16, batch 1
a smaller learning rate helps, or scaled inputs
[exit 1]
```

A divergence keeps the best weights of the epochs before, with the loss that these have, not the one
that the epoch began with; weights without a finite loss are none to keep, and what stood there stays.

```console
$ gradus train t.csv --target y --optimizer sgd --learning-rate 1 --json -o f.safetensors 2> /dev/null | grep -o '"best_epoch": 1, "ended": "diverged", "loss": [^,]*'
"best_epoch": 1, "ended": "diverged", "loss": 30411.19138510034

$ gradus evaluate f.safetensors t.csv --json | grep -o '^{"rows": 4, "loss": [^,]*'
{"rows": 4, "loss": 30411.19138510034

$ cp f.safetensors g.safetensors
$ gradus train t.csv --target y --optimizer sgd --learning-rate 1e30 -q -o g.safetensors
stderr:
gradus: Z of layer 2 is not finite: epoch 2, batch 1
a smaller learning rate helps, or scaled inputs, or clipping by norm
[exit 1]

$ gradus train t.csv --target y --optimizer sgd --learning-rate 1e30 --restarts 3 -q -o g.safetensors
stderr:
gradus: none of the 3 runs has a finite loss; the first: Z of layer 2 is not finite: epoch 2, batch 1
a smaller learning rate helps, or scaled inputs, or clipping by norm
[exit 1]

$ cmp f.safetensors g.safetensors
```
