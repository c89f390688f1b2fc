# Wrong usage: exit 2, before anything is read or written

Commands.

```console
$ gradus 2>&1 | head -1
Usage: gradus COMMAND ...

$ gradus trian
stderr:
gradus: unknown command 'trian'
did you mean train?
[exit 2]

$ gradus xyzzy
stderr:
gradus: unknown command 'xyzzy'
gradus --help lists the commands
[exit 2]

$ gradus --versoin
stderr:
gradus: unknown option '--versoin'
did you mean --version?
[exit 2]

$ gradus trian
stderr:
gradus: unknown command 'trian'
did you mean train?
[exit 2]
```

Options: unknown, abbreviated, given twice, without a value, with one too many.

```console
$ gradus train @iris --target species --learing-rate 0.1
stderr:
gradus: unknown option '--learing-rate'
did you mean --learning-rate?
[exit 2]

$ gradus train @iris --target species --learning 0.1
stderr:
gradus: unknown option '--learning'
did you mean --learning-rate?
[exit 2]

$ gradus train @iris --target species --epoch 3
stderr:
gradus: unknown option '--epoch'
did you mean --epochs?
[exit 2]

$ gradus train @iris --target species --zebra
stderr:
gradus: unknown option '--zebra'
gradus train --help lists the options
[exit 2]

$ gradus train @iris --target species -x
stderr:
gradus: unknown option '-x'
gradus train --help lists the options
[exit 2]

$ gradus train @iris --target species --seed 1 --seed 2
stderr:
gradus: option '--seed' is given twice
[exit 2]

$ gradus train @iris --target species --seed
stderr:
gradus: option '--seed' needs a value
[exit 2]

$ gradus train @iris --target species --no-bias=yes
stderr:
gradus: option '--no-bias' takes no value
[exit 2]

$ gradus train @iris --target species -target=3
stderr:
gradus: unknown option '-target'
did you mean --target?
[exit 2]

$ gradus train @iris --target species --json=1
stderr:
gradus: option '--json' takes no value
[exit 2]

$ gradus predict --keep
stderr:
gradus: option '--keep' needs a value
[exit 2]

$ gradus info --ignroe a @iris
stderr:
gradus: unknown option '--ignroe'
did you mean --ignore?
[exit 2]
```

Values.

```console
$ gradus train @iris --target species --epochs 0
stderr:
gradus: --epochs: '0' is not a whole number from 1 to 1000000000
[exit 2]

$ gradus train @iris --target species --epochs 1.5
stderr:
gradus: --epochs: '1.5' is not a whole number from 1 to 1000000000
[exit 2]

$ gradus train @iris --target species --epochs -1
stderr:
gradus: --epochs: '-1' is not a whole number from 1 to 1000000000
[exit 2]

$ gradus train @iris --target species --epochs 99999999999999999999
stderr:
gradus: --epochs: '99999999999999999999' is not a whole number from 1 to 1000000000
[exit 2]

$ gradus train @iris --target species --epochs ""
stderr:
gradus: --epochs: '' is not a whole number from 1 to 1000000000
[exit 2]

$ gradus train @iris --target species --seed abc
stderr:
gradus: --seed: 'abc' is not a whole number from 0 to 9223372036854775807
[exit 2]

$ gradus train @iris --target species --digits 18
stderr:
gradus: --digits: '18' is not a whole number from 1 to 17
[exit 2]

$ gradus train @iris --target species --threads 0
stderr:
gradus: --threads: '0' is not a whole number from 1 to 1024
[exit 2]

$ gradus train @iris --target species --restarts 0
stderr:
gradus: --restarts: '0' is not a whole number from 1 to 1000000
[exit 2]

$ gradus train @iris --target species --batch-size 0
stderr:
gradus: --batch-size: '0' is neither full nor a whole number from 1 to 9223372036854775807
[exit 2]

$ gradus train @iris --target species --batch-size all
stderr:
gradus: --batch-size: 'all' is neither full nor a whole number from 1 to 9223372036854775807
[exit 2]

$ gradus train @iris --target species --learning-rate 0
stderr:
gradus: --learning-rate: '0' is not a number above 0
[exit 2]

$ gradus train @iris --target species --learning-rate 0.1,
stderr:
gradus: --learning-rate: '' is not a number above 0
[exit 2]

$ gradus train @iris --target species --learning-rate inf
stderr:
gradus: --learning-rate: 'inf' is not a number above 0
[exit 2]

$ gradus train @iris --target species --learning-rate 0x1p3
stderr:
gradus: --learning-rate: '0x1p3' is not a number above 0
[exit 2]

$ gradus train @iris --target species --momentum 1 --optimizer momentum
stderr:
gradus: --momentum: '1' is not a number from 0 to below 1
[exit 2]

$ gradus train @iris --target species --weight-decay -0.1
stderr:
gradus: --weight-decay: '-0.1' is not a number that is 0 or more
[exit 2]

$ gradus train @iris --target species --tolerance nan
stderr:
gradus: --tolerance: 'nan' is not a number that is 0 or more
[exit 2]

$ gradus train @iris --target species --validation 1
stderr:
gradus: --validation: '1' is neither a fraction from 0 to below 1 nor a file
[exit 2]

$ gradus train @iris --target species --test -0.5
stderr:
gradus: --test: '-0.5' is neither a fraction from 0 to below 1 nor a file
[exit 2]

$ gradus train @iris --target species --validation 0.5 --test 0.5
stderr:
gradus: --validation and --test leave no rows to train on
[exit 2]

$ gradus train @iris --target species --hidden 64,,32
stderr:
gradus: --hidden: '' is not a whole number from 1 to 16777216
such as 64,32
[exit 2]

$ gradus train @iris --target species --hidden 0
stderr:
gradus: --hidden: '0' is not a whole number from 1 to 16777216
such as 64,32
[exit 2]

$ gradus train @iris --target species --hidden 64x32
stderr:
gradus: --hidden: '64x32' is not a whole number from 1 to 16777216
such as 64,32
[exit 2]

$ gradus train @iris --target species --hidden 99999999999
stderr:
gradus: --hidden: '99999999999' is not a whole number from 1 to 16777216
such as 64,32
[exit 2]

$ gradus train @iris --target ""
stderr:
gradus: --target: the value is empty
[exit 2]

$ gradus train @iris --target species --delimiter ab
stderr:
gradus: --delimiter: 'ab' is not one character such as , ; | or tab
[exit 2]

$ gradus train @iris --target species --decimal x
stderr:
gradus: --decimal: 'x' is neither . nor ,
[exit 2]

$ gradus train @iris --target species --header maybe
stderr:
gradus: --header: 'maybe' is none of yes, no
[exit 2]
```

Names.

```console
$ gradus train @iris --target species --optimizer addam
stderr:
gradus: --optimizer: 'addam' is none of sgd, momentum, nesterov, rmsprop, adam, adamw
did you mean adam?
[exit 2]

$ gradus train @iris --target species --activation rleu
stderr:
gradus: --activation: 'rleu' is none of identity, sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, silu, mish, softplus, softsign, softmax
did you mean relu?
[exit 2]

$ gradus train @iris --target species --activation relu,tanh,relu
stderr:
gradus: --activation: 3 names, and the hidden layers are 2
[exit 2]

$ gradus train @iris --target species --activation softmax
stderr:
gradus: --activation: softmax is for outputs only
--output-activation is the last layer's
[exit 2]

$ gradus train @iris --target species --output-activation soft
stderr:
gradus: --output-activation: 'soft' is none of identity, sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, silu, mish, softplus, softsign, softmax
did you mean softplus?
[exit 2]

$ gradus train @iris --target species --loss hinge
stderr:
gradus: --loss: 'hinge' is none of sse, mse, half-mse, mae, huber, bce, cross-entropy
[exit 2]

$ gradus train @iris --target species --schedule cosin
stderr:
gradus: --schedule: 'cosin' is none of constant, step, cosine, plateau, one-cycle
did you mean cosine?
[exit 2]

$ gradus train @iris --target species --init xavier
stderr:
gradus: --init: unknown initialisation 'xavier'
known: auto he glorot lecun normal uniform constant xavier-half
[exit 2]

$ gradus train @iris --target species --init normal
stderr:
gradus: --init: the initialisation normal needs a number, as in normal:0.1
[exit 2]

$ gradus train @iris --target species --init uniform:-1
stderr:
gradus: --init: the initialisation uniform needs a number from 0
[exit 2]

$ gradus train @iris --target species --init-bias ones
stderr:
gradus: --init-bias: 'ones' is none of zeros, same
[exit 2]

$ gradus train @iris --target species --scale z
stderr:
gradus: --scale: 'z' is none of auto, none, standard, minmax, max
[exit 2]

$ gradus train @iris --target species --dtype float16
stderr:
gradus: --dtype: 'float16' is none of float32, float64
did you mean float32?
[exit 2]

$ gradus train @iris --target species --recipe best
stderr:
gradus: --recipe: 'best' is none of auto, plain
[exit 2]

$ gradus train @iris --target species --task cluster
stderr:
gradus: --task: 'cluster' is none of auto, classification, regression
[exit 2]
```

What does not go together.

```console
$ gradus train @iris --target species --loss bce --output-activation tanh
stderr:
gradus: the loss bce needs the output activation sigmoid
[exit 2]

$ gradus train @iris --target species --loss cross-entropy --output-activation sigmoid
stderr:
gradus: the loss cross-entropy needs the output activation softmax
[exit 2]

$ gradus train @iris --target species --momentum 0.9 --optimizer adam
stderr:
gradus: --momentum and --optimizer adam do not go together
--optimizer momentum or nesterov has one
[exit 2]

$ gradus train @iris --target species --beta1 0.9 --optimizer sgd
stderr:
gradus: --beta1 and --optimizer sgd do not go together
--optimizer adam or adamw has one
[exit 2]

$ gradus train @iris --target species --beta2 0.9 --optimizer nesterov
stderr:
gradus: --beta2 and --optimizer nesterov do not go together
--optimizer rmsprop, adam or adamw has one
[exit 2]

$ gradus train @iris --target species --patience 5 --validation 0
stderr:
gradus: --patience and --validation 0 do not go together: patience waits for a better validation loss
[exit 2]

$ gradus train @iris --target species --test 0.2 --test-labels y.npy
stderr:
gradus: --test-labels needs --test FILE
[exit 2]

$ gradus train @iris --target species --hidden none --activation relu
stderr:
gradus: --activation and --hidden none do not go together
[exit 2]

$ gradus train @iris --from m.safetensors --hidden 3
stderr:
gradus: --hidden and --from do not go together: the model has its own
[exit 2]

$ gradus train @iris --from m.safetensors --loss mse
stderr:
gradus: --loss and --from do not go together: the model has its own
[exit 2]
```

Arguments and columns.

```console
$ gradus train
stderr:
gradus: too few arguments: gradus train DATA --target COLUMN [options] [-o MODEL]
[exit 2]

$ gradus train @iris
stderr:
gradus: --target COLUMN is missing: what shall be predicted?
gradus info DATA lists the columns
[exit 2]

$ gradus train @iris @xor --target y
stderr:
gradus: argument '@xor' is one too many: gradus train DATA --target COLUMN [options] [-o MODEL]
[exit 2]

$ gradus train @iris --target speceis
stderr:
gradus: @iris: the data has no column 'speceis'
did you mean 'species'?
[exit 2]

$ gradus train @iris --target 6
stderr:
gradus: @iris: the data has no column '6'
[exit 2]

$ gradus train @iris --target species --features sepal
stderr:
gradus: @iris: the data has no column 'sepal'
[exit 2]

$ gradus train @iris --target species --features species
stderr:
gradus: column 'species' is the target, it cannot be a feature
[exit 2]

$ gradus train @iris --target species,species
stderr:
gradus: column 'species' is named twice
[exit 2]

$ gradus info @iris --ignore nothing
stderr:
gradus: @iris: the data has no column 'nothing'
[exit 2]

$ gradus info @iris --target x
stderr:
gradus: @iris: the data has no column 'x'
[exit 2]

$ gradus info
stderr:
gradus: too few arguments: gradus info FILE [options]
[exit 2]

$ gradus train @irsi --target y
stderr:
gradus: no built-in table '@irsi'
built in: @iris @xor @not @hours
[exit 2]
```

The other commands.

```console
$ gradus new 2-3-1
stderr:
gradus: -o MODEL is missing: where shall the network be written?
[exit 2]

$ gradus new 3 -o x.st
stderr:
gradus: LAYERS: '3' has no outputs
such as 2-3-1
[exit 2]

$ gradus new 2-x-1 -o x.st
stderr:
gradus: LAYERS: 'x' is not a whole number from 1 to 16777216
such as 2-3-1
[exit 2]

$ gradus new 2-0-1 -o x.st
stderr:
gradus: LAYERS: '0' is not a whole number from 1 to 16777216
such as 2-3-1
[exit 2]

$ gradus new 2- -o x.st
stderr:
gradus: LAYERS: '' is not a whole number from 1 to 16777216
such as 2-3-1
[exit 2]

$ gradus new 2-3-1 --activation relu,tanh -o x.st
stderr:
gradus: --activation: 2 names, and the hidden layers are 1
[exit 2]

$ gradus new 2-3-1 --loss cross-entropy --output-activation identity -o x.st
stderr:
gradus: the loss cross-entropy needs the output activation softmax
[exit 2]

$ gradus new 2-1 --weights 'W1=[[1,2]]' --init he -o x.st
stderr:
gradus: --weights and --init do not go together
[exit 2]

$ gradus new 2-1 --weights 'W1=[[1,2,3]]' -o x.st
stderr:
gradus: --weights: W1 is neither 1 x 2 nor 2 x 1
[exit 2]

$ printf '{"layers.000000000000000000000000.weight": [[1,2]]}' > long.json; gradus new 2-1 --weights long.json -o x.st; rm long.json
stderr:
gradus: --weights: 'layers.000000000000000000000000.weight' is no tensor of this net
names are W1, b1, W2, ...

$ gradus new 2-1 --init constant:1000000000000000000000000000000000000000000000000000000000000000000e39 -o x.st
stderr:
gradus: --init: 'constant:100000000000000000000000000000000000000000000000000...' is beyond float32, where constant goes up to 3.40282e+38
[exit 2]

$ gradus new 2-1 --weights 'W2=[[1,2]]' -o x.st
stderr:
gradus: --weights: 'W2' is no tensor of this net
names are W1, b1, W2, ...
[exit 2]

$ gradus new 2-1 --weights 'b1=[1]' -o x.st
stderr:
gradus: --weights: W1 is missing
[exit 2]

$ gradus new 2-1 --weights 'W1=[[1,2]' -o x.st
stderr:
gradus: --weights: W1: ']' expected near end of file
write W1=[[1, 2], [3, 4]] b1=[0, 0]
[exit 2]

$ gradus new 2-1 --weights 'W1=[[1,"a"]]' -o x.st
stderr:
gradus: --weights: W1 holds something that is no number
[exit 2]

$ gradus new 2-1 --weights 'W1=[[1,2]] W1=[[1,2]]' -o x.st
stderr:
gradus: --weights: W1 is given twice
[exit 2]

$ gradus new 2-1 --no-bias --weights 'W1=[[1,2]] b1=[1]' -o x.st
stderr:
gradus: --weights: b1 and --no-bias do not go together
[exit 2]

$ gradus new 2-3-1 --weights 'W1=[[1,2],[1,2],[1,2]] W2=[[1],[2],[3]]' -o x.st
stderr:
gradus: --weights: W2 is turned the other way than the matrices before
[exit 2]

$ gradus new 2-1 --weights '[[1,2]]=W1' -o x.st
stderr:
gradus: --weights: [[1,2]]: '[' or '{' expected near 'W'
write W1=[[1, 2], [3, 4]] b1=[0, 0]
[exit 2]

$ gradus new 2-1 --weights nowhere.json -o x.st
stderr:
gradus: nowhere.json: cannot read weights: No such file or directory
[exit 1]

$ gradus predict m.safetensors
stderr:
gradus: DATA or --row is missing
gradus predict MODEL DATA
[exit 2]

$ gradus predict m.safetensors @iris --row 'a=1'
stderr:
gradus: --row and DATA do not go together
[exit 2]

$ gradus predict m.safetensors --row 'a=1' --keep all
stderr:
gradus: --row and --keep do not go together
[exit 2]

$ gradus check m.safetensors @iris --epsilon 0
stderr:
gradus: --epsilon: '0' is not a number above 0
[exit 2]

$ gradus evaluate m.safetensors
stderr:
gradus: too few arguments: gradus evaluate MODEL DATA [options]
[exit 2]

$ gradus evaluate a b c
stderr:
gradus: argument 'c' is one too many: gradus evaluate MODEL DATA [options]
[exit 2]
```

Kernel rows.

```console
$ GRADUS_CPU=avx3 gradus train @iris --target species
stderr:
gradus: no kernel row 'avx3': [..]
[exit 2]

$ GRADUS_CPU=sse gradus --version >/dev/null 2>&1; echo $?
2

$ GRADUS_CPU=mmx gradus new 2-1 -o x.st 2>/dev/null; echo $?
2
```

Nothing was written.

```console
$ ls
```

What is read is not overwritten; a model may take the place of the one it started from.

```console
$ cp $SRC/data/iris.csv a.csv; cp a.csv b.csv; gradus train a.csv --target species -q --epochs 1 -o m.safetensors

$ gradus train a.csv --target species --test b.csv -o b.csv
stderr:
gradus: 'b.csv' would be overwritten, and is read
give another name with -o
[exit 2]

$ gradus train a.csv --target species --validation b.csv --log ./b.csv
stderr:
gradus: './b.csv' would be overwritten, and is read
give another name with --log
[exit 2]

$ gradus train a.csv --target species --log x.jsonl -o x.jsonl
stderr:
gradus: --log 'x.jsonl' and -o 'x.jsonl' are one file
[exit 2]

$ gradus predict m.safetensors a.csv -o m.safetensors
stderr:
gradus: 'm.safetensors' would be overwritten, and is read
give another name with -o
[exit 2]

$ gradus predict m.safetensors a.csv -o a.csv
stderr:
gradus: 'a.csv' would be overwritten, and is read
give another name with -o
[exit 2]

$ printf 'W1=[[1,2]]' > w.txt; gradus new 2-1 --weights w.txt -o w.txt
stderr:
gradus: 'w.txt' would be overwritten, and is read
give another name with -o
[exit 2]

$ gradus train a.csv --from m.safetensors -q --epochs 1 -o m.safetensors; cmp a.csv b.csv
```

A kernel row that this machine lacks, for every command.

```console
$ GRADUS_CPU=abacus gradus info @iris 2>&1 | sed 's/this build has .*/.../'
gradus: no kernel row 'abacus': ...

$ GRADUS_CPU=abacus gradus info @iris 2> /dev/null
[exit 2]
```
