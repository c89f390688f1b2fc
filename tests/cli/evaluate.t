# How good a model is

```console
$ printf 'a,y\n1,no\n2,no\n3,yes\n4,yes\n' > a.csv; gradus train a.csv --target y -q --epochs 100 -o a.safetensors; printf 'y,a\nno,1\nyes,1.2\nyes,4\n,5\n' > b.csv; gradus evaluate a.safetensors b.csv
rows: 3
          this model  majority class
loss          2.6371        0.636514
accuracy    0.666667        0.666667
log_loss      2.6371        0.636514
auc                1             0.5

truth \ predicted  no  yes
no                  1    0
yes                 1    1

class  rows  precision  recall        f1
no        1        0.5       1  0.666667
yes       2          1     0.5  0.666667
stderr:
gradus: warning: 1 row without an answer left out

$ gradus evaluate a.safetensors b.csv --json -q
{"rows": 3, "loss": 2.6371016594168495, "metrics": {"accuracy": 0.6666666666666666, "log_loss": 2.6371016516800325, "auc": 1}, "confusion": [[1, 0], [1, 1]], "per_class": [{"class": "no", "rows": 1, "precision": 0.5, "recall": 1, "f1": 0.6666666666666666}, {"class": "yes", "rows": 2, "precision": 1, "recall": 0.5, "f1": 0.6666666666666666}], "baseline": {"name": "majority class", "loss": 0.6365141682948128, "metrics": {"accuracy": 0.6666666666666666, "log_loss": 0.6365141682948164, "auc": 0.5}}}
```

Numbers.

```console
$ printf 'a,y\n1,1.5\n2,3\n3,4.5\n' > num.csv; gradus train num.csv --target y -q -o num.safetensors --epochs 20; gradus evaluate num.safetensors num.csv; gradus evaluate num.safetensors num.csv --json
rows: 3
      this model     mean
loss    0.106233        1
r2      0.893767        0
rmse    0.399187  1.22474
mae     0.276677        1
{"rows": 3, "loss": 0.10623330329093217, "metrics": {"r2": 0.8937667044411027, "rmse": 0.39918661667996613, "mae": 0.2766769223528445}, "baseline": {"name": "mean", "loss": 1.0000000727835356, "metrics": {"r2": 0, "rmse": 1.2247449159622192, "mae": 1.0000000363917672}}}
```

A model without a schema: one column of class numbers, or a column an output.

```console
$ gradus new 1-3 --loss cross-entropy -q -o c.safetensors --weights 'W1=[[0],[1],[2]] b1=[1,0,-1]'; printf 'x,k,p,q,r\n0,0,1,0,0\n1,1,0,1,0\n2,2,0,0,1\n2,1,0,1,0\n' > c.csv; gradus evaluate c.safetensors c.csv --target k --ignore p,q,r
rows: 4
          this model  majority class
loss        0.830358         1.03972
accuracy         0.5             0.5
log_loss    0.830358         1.03972

truth \ predicted  0  1  2
0                  1  0  0
1                  1  0  1
2                  0  0  1

class  rows  precision  recall        f1
0         1        0.5       1  0.666667
1         2          -       0         0
2         1        0.5       1  0.666667

$ gradus evaluate c.safetensors c.csv --target p,q,r --ignore k | head -3
rows: 4
          this model  majority class
loss        0.830358         1.03972
```

A category that training never saw counts as missing, and is counted.

```console
$ printf 'a,c,y\n1,u,2\n2,v,4\n3,u,6.5\n4,v,8\n' > seen.csv; gradus train seen.csv --target y -q --epochs 1 -o seen.safetensors

$ sed 's/v/w/' seen.csv > unseen.csv; gradus evaluate seen.safetensors unseen.csv | head -n 1
rows: 4
stderr:
gradus: warning: 2 cells with a category that training never saw, taken as missing

$ gradus evaluate seen.safetensors unseen.csv -q | head -n 1
rows: 4
```
