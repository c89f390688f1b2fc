# Is the gradient right?

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse -q -o c.safetensors; gradus check c.safetensors @hours --target score | sed 's/[0-9.]*e-[0-9]*/tiny/g'
rows: 3, loss: 0.281424

tensor            size    largest   from exact  from central  at kinks  verdict
layers.0.weight  3 x 2  0.0313149  tiny   tiny         0  agrees
layers.1.weight  1 x 3   0.214178  tiny   tiny         0  agrees

|g - n| / |g + n|: tiny

cost                passes  multiplications
backpropagation          2               63
forward mode            10               45
central difference      18              486

all tensors agree

$ gradus check c.safetensors @hours --target score --json | grep -o '"agrees": [a-z]*' | sort | uniq -c | sed "s/^ *//"
7 "agrees": true

$ gradus check c.safetensors @hours --target score -q
```

Fresh and trained, tanh and relu, on the flowers.

```console
$ for a in tanh relu; do for e in 1 30; do gradus train @iris --target species --hidden 5 --activation $a --epochs $e -q -o i.safetensors; gradus check i.safetensors @iris | tail -1; done; done
all tensors agree
all tensors agree
all tensors agree
all tensors agree

$ for a in tanh relu; do gradus new 4-16-3 --activation $a --output-activation softmax --loss cross-entropy -o n.safetensors > /dev/null; gradus check n.safetensors @iris --target species | tail -1; done
all tensors agree
all tensors agree

$ gradus new 4-16-4 --output-activation softmax --loss cross-entropy -o n.safetensors > /dev/null; gradus check n.safetensors @iris --target species
stderr:
gradus: @iris:2:5: the target 'species' is 'setosa', a number is needed
[exit 1]
```

A step too wide for central differences is seen, and named.

```console
$ gradus check c.safetensors @hours --target score --epsilon 0.5 -q
stderr:
gradus: the gradients of layers.0.weight, layers.1.weight do not agree
[exit 1]
```

Some of the rows.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 --init constant:1 -q -o ones.safetensors; gradus check ones.safetensors @hours --target score --rows 0 --digits 12 | head -n 1; gradus check ones.safetensors @hours --target score --rows 1: | head -n 1
rows: 1, loss: 0.013370853039
rows: 2, loss: 0.00195766
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto

$ echo '{"J": 0.0133709, "delta3": 0.0129178}' > one.json; gradus check ones.safetensors @hours --target score --rows :1 --against one.json
tensor   size  verdict
J       1 x 1  right
delta3  1 x 1  right

all right

$ gradus check ones.safetensors @hours --target score --against one.json
stderr:
gradus: one.json: delta3 is 1 x 1, and 3 numbers are needed
[exit 1]

$ gradus check ones.safetensors @hours --target score --rows 3
stderr:
gradus: --rows: '3' goes beyond the 3 rows of the data
[exit 2]

$ printf 'slept,studied,score\n0.3,1,0.75\n0.5,0.2,\n' > dropped.csv; gradus check ones.safetensors dropped.csv --target score | head -n 1
rows: 1, loss: 0.0133709
stderr:
gradus: warning: 1 row without a known answer left out: rows are counted without it
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto

$ gradus notes ones.safetensors @hours --target score --rows 0 --blank --format text | tail -n 2
gradus check ones.safetensors @hours --target score --rows 0 --against mine.json says which are
right and, where one is wrong, what went wrong.
```

Each parameter takes passes of its own: a large network takes minutes, and that is said before. (The
epsilon ends it here.)

```console
$ gradus new 200-1000-500-1 -q -o large.safetensors; for k in $(seq 65); do seq 201 | paste -sd,; done > large.csv
$ gradus check large.safetensors large.csv --target 201 --header no --epsilon 2
stderr:
gradus: warning: 702001 parameters on 65 rows take long; --rows 0:64 takes fewer
gradus: epsilon must be above 0 and at most 1
[exit 1]

$ gradus check large.safetensors large.csv --target 201 --header no --epsilon 2 --rows 0:64
stderr:
gradus: warning: 702001 parameters on 64 rows take long
gradus: epsilon must be above 0 and at most 1
[exit 1]

$ gradus check large.safetensors large.csv --target 201 --header no --epsilon 2 -q
stderr:
gradus: epsilon must be above 0 and at most 1
[exit 1]
```
