# Predictions

Classes: the label, then a probability each.

```console
$ printf 'age,city,bought\n1,Oslo,yes\n2,Rome,no\n3,Oslo,yes\n,Rome,no\n5,"a, b",no\n' > shop.csv; gradus train shop.csv --target bought -q -o shop.safetensors --epochs 30; gradus predict shop.safetensors shop.csv
prediction,p(no),p(yes)
yes,0.07976418733596802,0.920235812664032
no,0.8337498754262924,0.16625012457370758
yes,0.15578687191009521,0.8442131280899048
no,0.9010522440075874,0.09894775599241257
no,0.9484945647418499,0.0515054352581501
```

Columns kept: all, or by name or number; numbers and texts as they were.

```console
$ gradus predict shop.safetensors shop.csv --keep all | cut -d, -f 1-4
age,city,bought,prediction
1,Oslo,yes,yes
2,Rome,no,no
3,Oslo,yes,yes
,Rome,no,no
5,"a, b",no

$ gradus predict shop.safetensors shop.csv --keep 2,age --json
[{"city": "Oslo", "age": 1, "prediction": "yes", "p": {"no": 0.07976418733596802, "yes": 0.920235812664032}}, {"city": "Rome", "age": 2, "prediction": "no", "p": {"no": 0.8337498754262924, "yes": 0.16625012457370758}}, {"city": "Oslo", "age": 3, "prediction": "yes", "p": {"no": 0.15578687191009521, "yes": 0.8442131280899048}}, {"city": "Rome", "age": null, "prediction": "no", "p": {"no": 0.9010522440075874, "yes": 0.09894775599241257}}, {"city": "a, b", "age": 5, "prediction": "no", "p": {"no": 0.9484945647418499, "yes": 0.0515054352581501}}]
```

Quotes: what was written is read back as it was.

```console
$ printf 'n,"a ""b"" c",y\n1,"say ""hi""",1.5\n2," x",2\n3,"two\nlines",4\n4," x",3\n' > odd.csv
> gradus train odd.csv --target y -q -o odd.safetensors; gradus predict odd.safetensors odd.csv --keep 1,2 -o back.csv
> cut -d, -f 1-2 back.csv; gradus predict odd.safetensors back.csv --keep 1,2 | cmp - back.csv
n,"a ""b"" c"
1,"say ""hi"""
2," x"
3,"two
lines",4.000013718727019
4," x"
```

One row, with a comma in a text; a column that is not given, a category never seen.

```console
$ gradus predict shop.safetensors --row 'age=5,city="a, b"'
prediction,p(no),p(yes)
no,0.9484945647418499,0.0515054352581501

$ gradus predict shop.safetensors --row 'city=Paris'
prediction,p(no),p(yes)
no,0.7100362479686737,0.2899637520313263
stderr:
gradus: warning: 1 of the 2 columns are not in --row, taken as missing
gradus: warning: 1 cell with a category that training never saw, taken as missing

$ gradus predict shop.safetensors --row 'city=Paris' -q
prediction,p(no),p(yes)
no,0.7100362479686737,0.2899637520313263

$ gradus predict shop.safetensors --row 'city=Oslo,city=Rome'
stderr:
gradus: --row: 'city' is given twice
[exit 2]
```

A file: whole or not at all, a link is followed.

```console
$ gradus predict shop.safetensors shop.csv -o out.csv; head -1 out.csv; ln -s out.csv link.csv; gradus predict shop.safetensors shop.csv --keep city -o link.csv; head -1 out.csv; ls
prediction,p(no),p(yes)
city,prediction,p(no),p(yes)
back.csv
link.csv
odd.csv
odd.safetensors
out.csv
shop.csv
shop.safetensors

$ printf "age,city\n1,x\n2\n" > bad.csv; gradus predict shop.safetensors bad.csv -o out.csv; head -1 out.csv
city,prediction,p(no),p(yes)
stderr:
gradus: bad.csv:3: expected 2 cells in this row, found 1
```

From standard input; semicolons and decimal commas.

```console
$ printf 'city;age\nOslo;1,5\nRome;2,5\n' | gradus predict shop.safetensors - | cut -d, -f1
prediction
yes
no
```

More rows than one piece.

```console
$ (echo age,city; yes 1,Oslo | head -3000) > many.csv; gradus predict shop.safetensors many.csv | sort | uniq -c | sed 's/^ *//; s/,.*//'
1 prediction
3000 yes
```

Without a schema: the outputs as they are.

```console
$ gradus new 2-2 --seed 3 -q -o n.safetensors --weights 'W1=[[1,2],[3,4]] b1=[0.5,-0.5]'; printf '1,1\n1,0\n' > n.csv; gradus predict n.safetensors n.csv --header no
y1,y2
3.5,6.5
1.5,2.5

$ gradus predict n.safetensors --row 'x1=0,x2=1'
y1,y2
2.5,3.5
```

Numbers.

```console
$ printf 'a,y\n1,1.5\n2,3\n3,4.5\n' > num.csv; gradus train num.csv --target y -q -o num.safetensors --hidden none --learning-rate 0.1; gradus predict num.safetensors num.csv --keep y | cut -c 1-8
y,y_pred
1.5,1.50
3,3
4.5,4.49
```

Columns that are kept and predicted have names of their own; a column is kept once.

```console
$ printf 'x,y\n1,0.5\n2,2\n3,3\n' > kept.csv; gradus train kept.csv --target y --epochs 1 -q -o kept.safetensors

$ gradus predict kept.safetensors kept.csv --keep y | head -n 1
y,y_predicted

$ gradus predict kept.safetensors kept.csv --keep all --json | sed 's/predicted": [^}]*/predicted": N/g'
[{"x": 1, "y": 0.5, "y_predicted": N}, {"x": 2, "y": 2, "y_predicted": N}, {"x": 3, "y": 3, "y_predicted": N}]

$ gradus predict kept.safetensors kept.csv --keep x,y,1
stderr:
gradus: --keep: column '1' is named twice
[exit 2]

$ printf 'prediction,p,k\n1,4,a\n2,5,b\n3,6,a\n' > named.csv; gradus train named.csv --target k --epochs 1 -q -o named.safetensors

$ gradus predict named.safetensors named.csv --keep all --json | head -c 62
[{"prediction": 1, "p": 4, "k": "a", "prediction_predicted": " (no line end)

$ gradus predict named.safetensors named.csv --keep all | head -n 1
prediction,p,k,prediction_predicted,p(a),p(b)
```

What is easily typed wrong gets a hint.

```console
$ printf 'age,y\n1,2.5\n2,3.5\n3,5\n' > ages.csv; gradus train ages.csv --target y --epochs 1 -q -o ages.safetensors
$ gradus predict ages.safetensors --row 'age="3,5"'
stderr:
gradus: column 'age' takes numbers, not '3,5'
here the decimal point is a point
[exit 1]

$ gradus predict ages.safetensors --row 'age=old'
stderr:
gradus: column 'age' takes numbers, not 'old'
[exit 1]

$ gradus predict ages.safetensors --row 'income=3'
stderr:
gradus: the model has no column 'income'
gradus info MODEL lists its columns
[exit 2]

$ gradus predict ages.csv ages.safetensors
stderr:
gradus: ages.csv: not a safetensors file: the length of its header is not possible, or it was cut short
the model, which train or new wrote, comes first
[exit 1]

$ gradus train ages.csv --target y --test 30%
stderr:
gradus: --test: '30%' is no fraction
such as 0.2 for 20%
[exit 2]
```
