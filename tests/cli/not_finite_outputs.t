# Outputs that are not finite

A row without a finite output has no class and no number, the others have theirs.

```console
$ gradus train @iris --target species -q --epochs 5 -o iris.safetensors
$ printf 'sepal_length,sepal_width,petal_length,petal_width,id\n5.1,3.5,1.4,0.2,01\n1e39,3.5,-1e39,1e39,02\n6.1,2.8,4.7,1.2,03\n5.1,1e300,1.4,0.2,04\n' > big.csv
$ gradus predict iris.safetensors big.csv --keep id
id,prediction,p(setosa),p(versicolor),p(virginica)
01,setosa,0.9932467937469482,0.005205824039876461,0.0015473245875909925
02,,,,
03,versicolor,0.035917140543460846,0.563098669052124,0.40098416805267334
04,,,,
stderr:
gradus: warning: big.csv:3: output 'setosa' is not finite, as its input 'sepal_length' is too large for this network; 2 rows have no prediction, and this is the first

$ gradus predict iris.safetensors big.csv --json -q | grep -o '"prediction": [^}]*' | sed 's/0\.[0-9]*/P/g'
"prediction": "setosa", "p": {"setosa": P, "versicolor": P, "virginica": P
"prediction": null, "p": {"setosa": null, "versicolor": null, "virginica": null
"prediction": "versicolor", "p": {"setosa": P, "versicolor": P, "virginica": P
"prediction": null, "p": {"setosa": null, "versicolor": null, "virginica": null
```

More rows than go through at once, the last without; one row; one that is typed.

```console
$ (head -n 1 big.csv; yes 5.1,3.5,1.4,0.2,01 | head -n 2999; echo 1e39,0,0,0,99) > many.csv; gradus predict iris.safetensors many.csv --keep id | cut -d, -f 1,2 | sort | uniq -c | sed 's/^ *//'
2999 01,setosa
1 99,
1 id,prediction
stderr:
gradus: warning: many.csv:3001: output 'setosa' is not finite, as its input 'sepal_length' is too large for this network; this row has no prediction

$ gradus predict iris.safetensors --row 'sepal_length=5,sepal_width=1e300,petal_length=1,petal_width=1'
prediction,p(setosa),p(versicolor),p(virginica)
,,,
stderr:
gradus: warning: output 'setosa' is not finite, as its input 'sepal_width' is too large for this network; this row has no prediction
```

Numbers: an empty line would be no row for many readers, so it has quotes.

```console
$ gradus new 1-1 --seed 1 -q -o n.safetensors --dtype float64 --weights 'W1=[[2]] b1=[1]'; printf '1\n1e308\n-3\n' > n.csv; gradus predict n.safetensors n.csv --header no
y1
3
""
-5
stderr:
gradus: warning: n.csv:2: output 'y1' is not finite; this row has no prediction

$ gradus new 1-2 --seed 1 -q -o n2.safetensors --dtype float64 --weights 'W1=[[1],[2]] b1=[0,1]'; gradus predict n2.safetensors n.csv --header no --json
[{"y1": 1, "y2": 3}, {"y1": null, "y2": null}, {"y1": -3, "y2": -5}]
stderr:
gradus: warning: n.csv:2: output 'y2' is not finite; this row has no prediction
```

An input that is no number has no output to blame: its column is constant, so that the scale is 0,
and its difference from the shift is infinite. So is what is filled in for a missing cell of b.

```console
$ python3 - << 'END'
> import json, struct
> layer = {"units": 1, "activation": "identity", "bias": True}
> step = lambda fill, shift, scale: {"fill": fill, "shift": shift, "scale": scale}
> name = lambda text: {"name": text, "type": "number"}
> about = {"version": 1, "inputs": 2, "loss": "mse", "layers": [layer],
>          "columns": {"inputs": [name("a"), name("b")], "targets": [name("y")]},
>          "preprocess": {"inputs": [step(0, 0, 1), step(1.7e308, -1.7e308, 0)],
>                         "targets": [step(0, 0, 1)]}}
> tensor = lambda shape, begin, end: {"dtype": "F64", "shape": shape, "data_offsets": [begin, end]}
> head = json.dumps({"__metadata__": {"format": "gradus", "gradus": json.dumps(about)},
>                    "layers.0.weight": tensor([1, 2], 0, 16), "layers.0.bias": tensor([1], 16, 24)})
> head = head.encode() + b" " * (-len(head) % 8)
> open("far.safetensors", "wb").write(struct.pack("<Q", len(head)) + head + struct.pack("<3d", 2, 1, 1))
> END
$ printf 'a,b\n1,0\n2,1.7e308\n3,5\n,\n' > far.csv; gradus predict far.safetensors far.csv
y
3
""
7
""
stderr:
gradus: warning: far.csv:3: input 'b' is too large for this network; 2 rows have no prediction, and this is the first

$ gradus predict far.safetensors --row a=2,b=1.7e308
y
""
stderr:
gradus: warning: input 'b' is too large for this network; this row has no prediction

$ gradus predict far.safetensors --row a=2
y
""
stderr:
gradus: warning: 1 of the 2 columns are not in --row, taken as missing
gradus: warning: an input is not a number; this row has no prediction
```

A missing cell without a schema remains an error.

```console
$ printf '1\nNA\n' > gap.csv; gradus predict n.safetensors gap.csv --header no
stderr:
gradus: gap.csv:2:1: a cell of column 'c1' is missing
a model without a schema cannot fill it
[exit 1]

$ gradus new 2-1 --seed 1 -q -o n3.safetensors; gradus predict n3.safetensors --row x1=1
stderr:
gradus: input 'x2' of row 1 is missing
[exit 1]
```

Metrics: such a row has no class, so it is wrong; what needs the number is not known.

```console
$ printf 'a,b,k\n1,2,u\n2,1,v\n3,5,u\n4,3,v\n5,6,u\n6,5,v\n' > ov.csv; gradus train ov.csv --target k -q --scale none --hidden 8 --epochs 3 --seed 1 -o ov.safetensors
$ printf 'a,b,k\n1,2,u\n2,1,\n3e38,-3e38,v\n3e38,-3e38,u\n4,3,v\n' > over.csv; gradus evaluate ov.safetensors over.csv
rows: 4
          this model  majority class
loss               -        0.693147
accuracy        0.25             0.5
log_loss           -        0.693147
auc                -             0.5

truth \ predicted  u  v
u                  1  0
v                  1  0

class  rows  precision  recall   f1
u         2        0.5     0.5  0.5
v         2          -       0    0
stderr:
gradus: warning: 1 row without an answer left out
gradus: warning: over.csv:4: output 'u' is not finite; 2 rows have no prediction, and this is the first; accuracy counts a row without one as wrong, and no other metric is known

$ gradus evaluate ov.safetensors over.csv --json -q
{"rows": 4, "loss": null, "metrics": {"accuracy": 0.25}, "confusion": [[1, 0], [1, 0]], "per_class": [{"class": "u", "rows": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}, {"class": "v", "rows": 2, "precision": null, "recall": 0, "f1": 0}], "baseline": {"name": "majority class", "loss": 0.6931471805599453, "metrics": {"accuracy": 0.5, "log_loss": 0.6931471805599453, "auc": 0.5}}}
```

Numbers, in their units.

```console
$ printf '1,3\n1e308,4\n-3,-6\n' > y.csv; gradus evaluate n.safetensors y.csv --header no --target 2
rows: 3
      this model     mean
loss           -  20.2222
r2             -        0
rmse           -  4.49691
mae            -  4.22222
stderr:
gradus: warning: y.csv:2: output 'y1' is not finite; this row has no prediction; no metric is known

$ gradus evaluate n.safetensors y.csv --header no --target 2 --json -q
{"rows": 3, "loss": null, "metrics": {}, "baseline": {"name": "mean", "loss": 20.222222222222218, "metrics": {"r2": 0, "rmse": 4.496912521077347, "mae": 4.222222222222222}}}
```

Pictures: a gap, no class, and no accuracy that is not so.

```console
$ gradus plot confusion ov.safetensors over.csv -o c.gp -q; grep "^set label\|^set title '" c.gp | cut -d ' ' -f 1-8
set label '1' at 1,1 center front textcolor
set label '0' at 2,1 center front textcolor
set label '1' at 1,2 center front textcolor
set label '0' at 2,2 center front textcolor
set title '4 rows, accuracy 0.25'

$ gradus plot boundary ov.safetensors over.csv --points 2 -o b.gp -q; sed -n '/regions <</,/EOD/p' b.gp
$regions << EOD
-2.5e+37 -3.25e+38 255 255 255
3.25e+38 -3.25e+38 255 255 255
-2.5e+37 2.5e+37 234 175 128
3.25e+38 2.5e+37 234 175 128
EOD

$ gradus plot fit n.safetensors y.csv --header no --target 2 --points 3 -o f.gp; grep "^set title '" f.gp; sed -n '/<</,/EOD/p' f.gp
wrote f.gp
set title '3 rows, root of the mean squared error unknown'
$fit << EOD
-8.333333333333333e+306 -1.6666666666666666e+307
5e+307 1e+308
1.0833333333333333e+308 NaN
EOD
$rows << EOD
1 3 1 1 3 3
1e+308 4 1e+308 1e+308 4 4
-3 -6 -3 -2.5194805194805197 -6 -5
EOD
stderr:
gradus: warning: y.csv:2: output 'y1' is not finite; this row has no prediction; no metric is known
```

A training keeps its model, whatever the metrics of other rows are.

```console
$ gradus train ov.csv --target k --test over.csv --scale none --hidden 8 --epochs 3 --seed 1 -o kept.safetensors 2> /dev/null | sed -n '/^on the/,$p'
on the 4 test rows:
          this model  majority class  linear model
loss               -        0.693147             -
accuracy        0.25             0.5          0.75
log_loss           -        0.693147       9.06194
auc                -             0.5         0.625
over.csv:4: output 'u' is not finite; 2 rows have no prediction, and this is the first; accuracy counts a row without one as wrong, and no other metric is known

truth \ predicted  u  v
u                  1  0
v                  1  0

wrote kept.safetensors

$ gradus predict ov.safetensors ov.csv > ov.out; gradus predict kept.safetensors ov.csv | cmp - ov.out

$ gradus train ov.csv --target k --test over.csv --scale none --hidden 8 --epochs 3 --seed 1 -o kept.safetensors --json -q | grep -o '"judged_on.*"baseline'
"judged_on": "test", "judged_rows": 4, "metrics": {"accuracy": 0.25}, "baseline
```
