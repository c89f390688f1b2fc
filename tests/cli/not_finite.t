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
