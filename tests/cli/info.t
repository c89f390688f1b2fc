# What is in a file

Data.

```console
$ gradus info @iris
@iris: 150 rows, 5 columns

column        type      range                           missing  training
sepal_length  number    4.3 .. 7.9                            0  1 input, (x - 5.84333) * 1.21168
sepal_width   number    2 .. 4.4                              0  1 input, (x - 3.05733) * 2.30197
petal_length  number    1 .. 6.9                              0  1 input, (x - 3.758) * 0.568374
petal_width   number    0.1 .. 2.5                            0  1 input, (x - 1.19933) * 1.31632
species       category  3: setosa versicolor virginica        0  target, 3 classes

classification, since 'species' is text

$ gradus info @hours --json
{"kind": "data", "rows": 3, "columns": [{"name": "slept", "type": "number", "min": 0.3, "max": 1, "missing": 0, "training": "1 input, (x - 0.6) * 3.39683"}, {"name": "studied", "type": "number", "min": 0.2, "max": 1, "missing": 0, "training": "1 input, (x - 0.533333) * 2.94174"}, {"name": "score", "type": "number", "min": 0.75, "max": 0.93, "missing": 0, "training": "target, (x - 0.833333) * 13.4976"}], "remarks": ["regression, since 'score' holds numbers that are not whole"]}

$ printf 'id,age,city,day,y\n' > m.csv; for k in 1 2 3 4 5 6; do echo "$k,,Oslo,d$k,$((k % 2))"; echo "$k,$k.5,Rome,e$k,1"; done >> m.csv; gradus info m.csv
m.csv: 12 rows, 5 columns

column  type      range                missing  training
id      number    1 .. 6                     0  1 input, (x - 3.5) * 0.58554
age     number    1.5 .. 6.5                 6  2 inputs, one marks missing, (x - 4) * 0.58554
city    category  2: Oslo Rome               0  2 inputs, one a level
day     category  12: d1 d2 d3 d4 ...        0  12 inputs, one a level
y       number    0 .. 1                     0  target, 2 classes

classification, since 'y' holds 2 different whole numbers
column 'age' has missing cells: they get the median, and an input that marks them

$ gradus info m.csv --target age --digits 3 | tail -3
regression, since 'age' holds numbers that are not whole
column 'city' is left out: it has the same text in every training row
column 'y' has the same number in every training row
```

Models.

```console
$ gradus train @iris --target species -q --epochs 2 --hidden 3 -o i.safetensors; gradus info i.safetensors
model: 4-3-3, 27 parameters, loss cross-entropy, float32

layer  inputs  units  activation  bias
    0       4      3        relu  yes
    1       3      3     softmax  yes

column        as      levels  missing becomes    shift     scale
sepal_length  number       0              5.8  5.84333   1.21168
sepal_width   number       0                3  3.05733   2.30197
petal_length  number       0             4.35    3.758  0.568374
petal_width   number       0              1.3  1.19933   1.31632
species       target       3                -        -         -
classes: setosa, versicolor, virginica

training: {"recipe":"auto","optimizer":"adam","learning_rate":0.003,"clip_norm":0,"schedule":"cosine","batch_size":32,"epochs":2,"tolerance":0,"patience":0,"shuffle":true,"validation":0,"test":0,"scale":"auto","init":"auto","init_bias":"zeros","split_seed":1,"seed":1,"epochs_trained":2,"best_epoch":2,"ended":"epochs","loss":1.3963079651297916,"val_loss":null,"judged_on":"training","judged_rows":150,"metrics":{"accuracy":0.26666666666666666,"log_loss":1.3924477671613167}}

$ gradus info i.safetensors --json
{"kind": "model", "dtype": "float32", "loss": "cross-entropy", "parameters": 27, "inputs": 4, "layers": [{"units": 3, "activation": "relu", "bias": true}, {"units": 3, "activation": "softmax", "bias": true}], "task": "classification", "columns": [{"name": "sepal_length", "type": "number", "fill": 5.8, "indicator": false, "shift": 5.843333333333335, "scale": 1.211678704436513}, {"name": "sepal_width", "type": "number", "fill": 3, "indicator": false, "shift": 3.057333333333334, "scale": 2.3019676625864647}, {"name": "petal_length", "type": "number", "fill": 4.35, "indicator": false, "shift": 3.7580000000000027, "scale": 0.5683742691360314}, {"name": "petal_width", "type": "number", "fill": 1.3, "indicator": false, "shift": 1.199333333333334, "scale": 1.3163218429030086}], "targets": [{"name": "species", "type": "category"}], "classes": ["setosa", "versicolor", "virginica"], "training": {"recipe":"auto","optimizer":"adam","learning_rate":0.003,"clip_norm":0,"schedule":"cosine","batch_size":32,"epochs":2,"tolerance":0,"patience":0,"shuffle":true,"validation":0,"test":0,"scale":"auto","init":"auto","init_bias":"zeros","split_seed":1,"seed":1,"epochs_trained":2,"best_epoch":2,"ended":"epochs","loss":1.3963079651297916,"val_loss":null,"judged_on":"training","judged_rows":150,"metrics":{"accuracy":0.26666666666666666,"log_loss":1.3924477671613167}}}

$ gradus info i.safetensors --target species
stderr:
gradus: --target is for data, and 'i.safetensors' is a model
[exit 2]
```

The weights alone, which `new` takes back.

```console
$ gradus new 2-2-1 --weights 'W1=[[0.1, -2], [1e-9, 3]] b1=[0.5, 1e300] W2=[[1, 2]] b2=[0.25]' --dtype float64 -q -o w.safetensors; gradus info w.safetensors --weights
W1=[[0.1, -2], [1e-09, 3]]
b1=[0.5, 1e+300]
W2=[[1, 2]]
b2=[0.25]

$ gradus info w.safetensors --weights --json > w.json; cat w.json; gradus new 2-2-1 --weights w.json --dtype float64 --loss sse -q -o again.safetensors; gradus info again.safetensors --weights --json | diff w.json -
{"W1": [[0.1, -2], [1e-09, 3]], "b1": [0.5, 1e+300], "W2": [[1, 2]], "b2": [0.25]}

$ gradus new 2-1 --no-bias --weights 'W1=[[0.1, 0.2]]' -q -o f.safetensors; gradus info f.safetensors --weights
W1=[[0.10000000149011612, 0.20000000298023224]]

$ gradus info @xor --weights
stderr:
gradus: --weights is for models, and '@xor' is data
[exit 2]
```

One row, one column.

```console
$ printf 'x\n1\n' > one.csv; gradus info one.csv | head -n 1
one.csv: 1 row, 1 column
```
