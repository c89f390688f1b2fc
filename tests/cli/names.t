# Names that would steer a terminal, in everything that is printed for people

ESC, BEL, U+009B (CSI in one character), U+202E (from here on from right to left), U+2028 and a
line break, in the names of classes, levels and columns, and in those of files, which may also hold
a byte that is not UTF-8, such as 9B.

```console
$ printf '"in\302\233A","\342\200\256B",level,"y\007"\n' > evil.csv; for k in 1 2 3 4 5 6; do printf '%d,%d,"l\033[2J%d","c\033[31m\007"\n%d,-%d,"l\302\233%d","\342\200\256no\342\200\250\nway"\n' $k $k $((k % 2)) $k $k $((k % 2)); done >> evil.csv

$ gradus info evil.csv
evil.csv: 12 rows, 4 columns

column  type      range                     missing  training
in?A    number    1 .. 6                          0  1 input, (x - 3.5) * 0.58554
?B      number    -6 .. 6                         0  1 input, (x - 0) * 0.256776
level   category  4: l?[2J0 l?[2J1 l?0 l?1        0  4 inputs, one a level
y       category  2: c?[31m? ?no??way             0  target, 2 classes

classification, since 'y ' is text

$ gradus train evil.csv --target 4 --epochs 2 --seed 1 -o "$(printf 'm\033[7m\233\302\233.safetensors')" 2>&1 | grep -v '^epoch'
evil.csv: 12 rows, 4 columns
classification, since 'y ' is text
classes: c?[31m?, ?no??way
rows: 12 for training
network: 6-64-32-1 (relu, relu, sigmoid), 2561 parameters, loss bce, float32
training: adam at 0.003, cosine, batches of 32, at most 2 epochs, seed 1
trained: 2 epochs; the weights are those of epoch 2

on the 12 training rows:
          this model  majority class  linear model
loss        0.672386        0.693147    0.00887283
accuracy    0.666667             0.5             1
log_loss    0.672386        0.693147    0.00887284
auc         0.777778             0.5             1

truth \ predicted  c?[31m?  ?no??way
c?[31m?                  2         4
?no??way                 0         6

wrote m?[7m??.safetensors

$ cp m*.safetensors model.safetensors; gradus info model.safetensors | sed 's/^training: .*/training: .../'
model: 6-64-32-1, 2561 parameters, loss bce, float32

layer  inputs  units  activation  bias
    0       6     64        relu  yes
    1      64     32        relu  yes
    2      32      1     sigmoid  yes

column  as        levels  missing becomes  shift     scale
in?A    number         0              3.5    3.5   0.58554
?B      number         0                0      0  0.256776
level   category       4                -      -         -
y       target         2                -      -         -
classes: c?[31m?, ?no??way

training: ...

$ gradus evaluate model.safetensors evil.csv
rows: 12
          this model  majority class
loss        0.672386        0.693147
accuracy    0.666667             0.5
log_loss    0.672386        0.693147
auc         0.777778             0.5

truth \ predicted  c?[31m?  ?no??way
c?[31m?                  2         4
?no??way                 0         6

class     rows  precision    recall    f1
c?[31m?      6          1  0.333333   0.5
?no??way     6        0.6         1  0.75

$ gradus predict model.safetensors evil.csv | head -n 3 | od -An -c | head -n 3
   p   r   e   d   i   c   t   i   o   n   ,   p   (   c 033   [
   3   1   m  \a   )   ,   "   p   ( 342 200 256   n   o 342 200
 250  \n   w   a   y   )   "  \n   c 033   [   3   1   m  \a   ,

$ printf 'in\302\233A,level,y\007\n1,x\033,1\n' > other.csv; gradus evaluate model.safetensors other.csv
stderr:
gradus: other.csv: the data has no column '?B'
[exit 1]

$ printf 'in\302\233A,\342\200\256B,level,"y "\n1,2,x\033,"c\033"\n' > other.csv; gradus evaluate model.safetensors other.csv
stderr:
gradus: other.csv:2:4: 'c?' is not one of the 2 classes of 'y '
the first class is 'c?[31m?'
[exit 1]

$ gradus predict model.safetensors --row "$(printf 'in\302\233A=1,level=\033[2J')" > row.csv
stderr:
gradus: warning: 1 of the 3 columns are not in --row, taken as missing
gradus: warning: 1 cell with a category that training never saw, taken as missing

$ gradus predict model.safetensors --row "$(printf 'le\302\233vel=1')"
stderr:
gradus: the model has no column 'le?vel'
did you mean 'level'?
[exit 2]

$ gradus predict model.safetensors other.csv --keep "$(printf 'a\033]0;x\007')"
stderr:
gradus: other.csv: the data has no column 'a?]0;x?'
[exit 2]

$ gradus train evil.csv --target "$(printf '\342\200\256C')"
stderr:
gradus: evil.csv: the data has no column '?C'
did you mean '?B'?
[exit 2]

$ gradus train evil.csv --target level --activation "$(printf 're\033lu')"
stderr:
gradus: --activation: 're?lu' is none of identity, sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, silu, mish, softplus, softsign, softmax
did you mean relu?
[exit 2]

$ gradus "$(printf 'tra\033[1min')"
stderr:
gradus: unknown command 'tra?[1min'
did you mean train?
[exit 2]

$ gradus info "--$(printf 'dig\302\233its')=3"
stderr:
gradus: unknown option '--dig?its'
did you mean --digits?
[exit 2]

$ gradus info "$(printf 'no\033]0;title\007\n\302\233\342\200\256\342\200\250\233file.csv')"
stderr:
gradus: no?]0;title??????file.csv: cannot open: No such file or directory
[exit 1]

$ gradus info "$(printf 'no\033\n\302\233\342\200\256\342\200\250\233.safetensors')"
stderr:
gradus: no??????.safetensors: cannot open: No such file or directory
[exit 1]

$ gradus new 2-1 -o "$(printf 'no\033\302\233\233/m.safetensors')"
stderr:
gradus: cannot write 'no???/m.safetensors': its folder does not exist
[exit 1]

$ gradus new 2-1 -o "$(printf 'n\033\302\233\233.safetensors')"
network: 2-1, 3 parameters
wrote n???.safetensors

$ gradus descend "$(printf 'x^2\n+\0331')" --from x=1
stderr:
gradus: expression:1:6: a byte of value 27
[exit 2]

$ gradus descend 'x^2' --from "$(printf '\302\233x=1')"
stderr:
gradus: --from: the expression has no variable '?x'
its first variable is x
[exit 2]

$ gradus plot network model.safetensors -o "$(printf 'p\033\233.gp')"; head -n 4 p*.gp | od -An -c | sed -n '1,3p'
wrote p??.gp
   #       d   r   a   w   n       b   y   :       g   n   u   p
   l   o   t       '   p   ?   ?   .   g   p   '  \n   s   e   t
       t   e   r   m   i   n   a   l       p   n   g   c   a   i

$ gradus plot network "$(printf 'no\033\233.safetensors')" -o x.gp
stderr:
gradus: no??.safetensors: cannot open: No such file or directory
[exit 1]

$ gradus notes model.safetensors evil.csv --rows 0:2 --target "$(printf 'y\033\302\233')"
stderr:
gradus: evil.csv: the data has no column 'y??'
[exit 2]

$ printf '{"dW1\033\302\233": 1}' > mine.json; gradus check model.safetensors evil.csv --against mine.json
stderr:
gradus: mine.json:1:5: the file is not valid JSON: control character 0x1b near '"dW1'
[exit 1]

$ gradus check model.safetensors evil.csv --rows 0:2 > /dev/null && gradus trace model.safetensors evil.csv --rows 0 > t.txt && gradus notes model.safetensors evil.csv --rows 0 > n.txt && LC_ALL=C grep -c "$(printf '[\001-\011\013-\037\177]')" t.txt n.txt
t.txt:0
n.txt:0
[exit 1]

$ gradus info evil.csv --json
{"kind": "data", "rows": 12, "columns": [{"name": "in\u009bA", "type": "number", "min": 1, "max": 6, "missing": 0, "training": "1 input, (x - 3.5) * 0.58554"}, {"name": "\u202eB", "type": "number", "min": -6, "max": 6, "missing": 0, "training": "1 input, (x - 0) * 0.256776"}, {"name": "level", "type": "category", "levels": ["l\u001b[2J0", "l\u001b[2J1", "l\u009b0", "l\u009b1"], "missing": 0, "training": "4 inputs, one a level"}, {"name": "y ", "type": "category", "levels": ["c\u001b[31m\u0007", "\u202eno\u2028\u000away"], "missing": 0, "training": "target, 2 classes"}], "remarks": ["classification, since 'y ' is text"]}
```

A model file that somebody else wrote: its notes on the training are shown on one line, and as JSON
they are escaped.

```console
$ python3 - << 'END'
> data = open('model.safetensors', 'rb').read()
> assert data.count(b'adam') == 1
> open('foreign.safetensors', 'wb').write(data.replace(b'adam', '\x9bzz'.encode()))
> END

$ gradus info foreign.safetensors | grep -o '"optimizer": *[^,]*'
"optimizer":"\u009bzz"

$ gradus info foreign.safetensors --json | grep -o '"optimizer": *[^,]*'
"optimizer":"\u009bzz"
```

A byte of a table that is not UTF-8 is refused, as ever.

```console
$ printf 'a,y\n1,x\233\n' > raw.csv; gradus info raw.csv
stderr:
gradus: raw.csv:2:2: this is not UTF-8 text
save the file as UTF-8
[exit 1]
```

Names that are too long are cut at a whole character, and end in dots.

```console
$ n=$(printf 'é%.0s' $(seq 150)); for k in 0 1 2; do gradus info "$n.csv" 2>&1 | grep -o 'éé[.].*'; gradus evaluate model.safetensors evil.csv --target "$n" 2>&1 | grep -o 'éé[.].*'; n=a$n; done
éé...: cannot open: File name too long
éé...
éé...: cannot open: File name too long
éé...
éé...: cannot open: File name too long
éé...

$ n=$(printf '日%.0s' $(seq 50)); gradus train @xor --target y --activation "$n" 2>&1 | head -c 90; echo; gradus train @xor --target y --learning-rate "a$n"; gradus new "$n" -o x.safetensors; gradus plot contour 'x*y' --starts "$n" -o x.gp
gradus: --activation: '日日日日日日日日日日日日日日日日日日日日...' is
stderr:
gradus: --learning-rate: 'a日日日日日日日日日日日日日日日日日日日...' is not a number above 0
gradus: LAYERS: '日日日日日日日日日...' is not a whole number from 1 to 16777216
such as 2-3-1
gradus: --starts:1:1: '日日日日日日日日日日日日日日日日日日日日...' is not a number
such as --starts '1,2;-3,0.5', or --starts grid:9
[exit 2]

$ n=$(printf 'é%.0s' $(seq 60)); printf 'a,y\n1,2\n2,3\n3,4\n%s,5\n' "$n" > long.csv; gradus info long.csv; gradus descend "x" --from "$n=1"
stderr:
gradus: long.csv:5:1: column 'a': 'éééééééééééééééééééé...' is not a number
--categorical a or --ignore a
gradus: --from: the expression has no variable 'éééééééééééééééééééééééééééééé...'
its first variable is x
[exit 2]

$ printf '{"%s": [1]}' "$(printf 'é%.0s' $(seq 60))" > long.json; gradus check model.safetensors evil.csv --against long.json
stderr:
gradus: long.json:1:126: a name is longer than any that is known
[exit 1]

$ gradus descend 'x^2' --from "$(printf '日%.0s' $(seq 50)) is"
stderr:
gradus: --from: '日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日 is' is not a variable, = and a number
[exit 2]
```
