# What is accepted is written

A model file keeps the options of its training as JSON, whose readers take whole numbers below 2^63.
What a file cannot hold is wrong usage, said before any data are read; what is accepted is there when
the training is over.

```console
$ printf 'x,y\n0,1\n1,3\n2,5\n3,7\n' > line.csv
$ gradus train none.csv --target y --seed 9223372036854775808
stderr:
gradus: --seed: '9223372036854775808' is not a whole number from 0 to 9223372036854775807
[exit 2]

$ gradus train none.csv --target y --seed 18446744073709551615
stderr:
gradus: --seed: '18446744073709551615' is not a whole number from 0 to 9223372036854775807
[exit 2]

$ gradus train none.csv --target y --batch-size 9223372036854775808
stderr:
gradus: --batch-size: '9223372036854775808' is neither full nor a whole number from 1 to 9223372036854775807
[exit 2]

$ gradus train none.csv --target y --batch-size 18446744073709551616
stderr:
gradus: --batch-size: '18446744073709551616' is neither full nor a whole number from 1 to 9223372036854775807
[exit 2]

$ gradus train none.csv --target y --seed 9223372036854775806 --restarts 3
stderr:
gradus: --seed 9223372036854775806 and --restarts 3 do not go together: seeds end at 9223372036854775807
a smaller --seed leaves room for them
[exit 2]

$ gradus train none.csv --target y --seed 9223372036854775807 --restarts 2
stderr:
gradus: --seed 9223372036854775807 and --restarts 2 do not go together: seeds end at 9223372036854775807
a smaller --seed leaves room for them
[exit 2]

$ gradus train line.csv --target y --hidden 2 --epochs 1 -q -o most.safetensors --seed 9223372036854775806 --restarts 2 --batch-size 9223372036854775807 --patience 1000000000 --validation line.csv --learning-rate 5e-324,1e-3 --weight-decay 1e-320 --clip-norm 1.7976931348623157e308 --tolerance 123456789012345678901234567890
$ gradus info most.safetensors | grep -o '"learning_rate.*clip_norm[^,]*\|"batch_size[^,]*\|"tolerance[^,]*\|"split_seed[^}]*"seed":[0-9]*'
"learning_rate":0.001,"weight_decay":1e-320,"clip_norm":1.7976931348623157e+308
"batch_size":9223372036854775807
"tolerance":1.2345678901234568e+29
"split_seed":9223372036854775806,"seed":9223372036854775807
```

First weights are finite in the type of the network.

```console
$ gradus train none.csv --target y --init constant:1e39
stderr:
gradus: --init: 'constant:1e39' is beyond float32, where constant goes up to 3.40282e+38
[exit 2]

$ gradus train none.csv --target y --init constant:-1e39
stderr:
gradus: --init: 'constant:-1e39' is beyond float32, where constant goes up to 3.40282e+38
[exit 2]

$ gradus train none.csv --target y --recipe plain --init uniform:1e39
stderr:
gradus: none.csv: cannot open: No such file or directory
[exit 1]

$ gradus train none.csv --target y --recipe plain --init normal:1e308
stderr:
gradus: --init: 'normal:1e308' is beyond float64, where normal goes up to 1.12356e+307
[exit 2]

$ gradus new 300-300-1 --init normal:3e37 -o n.safetensors
stderr:
gradus: --init: 'normal:3e37' is beyond float32, where normal goes up to 2.12676e+37
[exit 2]

$ gradus new 300-300-1 --init normal:2.1e37 --init-bias same -o n.safetensors
network: 300-300-1, 90601 parameters
wrote n.safetensors

$ gradus new 1-1 -o n.safetensors --weights 'W1=[[1e39]]'
stderr:
gradus: --weights: W1 holds 1e+39, which is beyond float32
--dtype float64 goes further
[exit 2]

$ gradus new 1-1 -o n.safetensors --dtype float64 -q --weights 'W1=[[1e39]] b1=[-18446744073709551616]'; gradus info --weights n.safetensors
W1=[[1e+39]]
b1=[-1.8446744073709552e+19]
```

The description of a model, with the texts of its columns, is at most 100 MB long, which a table of 15
MB can exceed: a control character takes seven bytes there. It is said before the first epoch.

```console
$ for k in a b c d e f; do printf $k; head -c 2500000 /dev/zero | tr '\0' '\001'; printf ",$k,1\n$k,$k,2\n"; done > tail; (echo 'note,kind,y'; cat tail) > large.csv
$ gradus train large.csv --target y --epochs 1 -o large.safetensors
stderr:
gradus: the description of the model is longer than the 100 MB that a file can hold: the texts of column 'note' take 105 MB
leave the column out (--ignore), or shorten its texts
[exit 1]

$ gradus train large.csv --target note --epochs 1 -q -o large.safetensors
stderr:
gradus: the description of the model is longer than the 100 MB that a file can hold: the texts of column 'note' take 105 MB
shorten its texts
[exit 1]

$ ls large.safetensors
stderr:
ls: cannot access 'large.safetensors': No such file or directory
[exit 2]

$ gradus train large.csv --target y --ignore note --hidden 2 --epochs 1 -q -o large.safetensors; gradus info large.safetensors | head -n 1
model: 6-2-1, 17 parameters, loss bce, float32
```
