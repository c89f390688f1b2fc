# What cannot learn

Hidden units with equal weights, coming in and going out, have equal gradients, and so stay equal for
ever: `check`, `trace` and `train` say so in a line.

```console
$ printf 'a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n' > xor.csv
$ gradus new 2-3-1 -q -o one.safetensors --activation sigmoid --init constant:1
$ gradus check one.safetensors xor.csv --target y | tail -n 1
all tensors agree
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto

$ gradus trace one.safetensors xor.csv --target y --rows 1 --json | head -c 20; echo
{"rows": [1], "m": 1
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto

$ gradus train xor.csv --from one.safetensors --target y --epochs 3 --json -o more.safetensors | head -c 29; echo
{"model": "more.safetensors",
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto

$ gradus info --weights more.safetensors | sed -n 's/^W2=//p' | tr -d '[] ' | tr , '\n' | sort -u | wc -l
1
$ gradus train xor.csv --target y --hidden 4,3,1,2 --init constant:0.1 --activation tanh --restarts 2 --epochs 2 --json -o deep.safetensors > /dev/null
stderr:
gradus: warning: the units of layers 1, 2 and 4 (W1 is the first) are equal and stay equal: those of a layer learn as one; draw the weights with --init auto

$ gradus new 2-2-2-2-2-2-2-2-2-2-2-1 -q -o eleven.safetensors --activation tanh --init constant:1; gradus trace eleven.safetensors xor.csv --target y --rows 3 > /dev/null
stderr:
gradus: warning: the units of layers 1, 2, 3, 4, 5, 6, 7, 8 and 2 more (W1 is the first) are equal and stay equal: those of a layer learn as one; draw the weights with --init auto
```

Where the weights going out differ they part with the first step. One unit is equal to none, two of
three are not all, and outputs have their own answers to learn.

```console
$ gradus new 2-2-1 -q -o part.safetensors --activation sigmoid --weights 'W1=[[1,1],[1,1]] W2=[[1,2]]'; gradus check part.safetensors xor.csv --target y | tail -n 1
all tensors agree
$ gradus new 2-2-1 -q -o part.safetensors --activation sigmoid --weights 'W1=[[1,1],[1,1]] b1=[0,1] W2=[[1,1]]'; gradus check part.safetensors xor.csv --target y | tail -n 1
all tensors agree
$ gradus new 2-3-1 -q -o part.safetensors --activation sigmoid --weights 'W1=[[1,2],[1,2],[1,3]] W2=[[1,1,1]]'; gradus check part.safetensors xor.csv --target y | tail -n 1
all tensors agree
$ gradus train xor.csv --target a,b --features y --hidden 1 --activation tanh --init constant:1 --epochs 1 --json -o part.safetensors > /dev/null
$ gradus new 2-3-1 -q -o rows.safetensors --activation sigmoid --weights 'W1=[[1,2],[1,2],[1,2]] b1=[3,3,3] W2=[[4,4,4]]'; gradus check rows.safetensors xor.csv --target y | tail -n 1
all tensors agree
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto
```

A layer whose gradient is 0 in every entry does not learn from these rows: dead units, weights of 0, a
sigmoid so far out that its slope underflows.

```console
$ gradus new 2-2-1 -q -o dead.safetensors --weights 'W1=[[1,2],[3,4]] b1=[-9,-9] W2=[[1,2]] b2=[7]'; gradus check dead.safetensors xor.csv --target y | tail -n 1
all tensors agree
stderr:
gradus: warning: the gradient of layer 1 (W1) is 0 over these rows

$ gradus new 2-2-2-1 -q -o dead.safetensors --weights 'W1=[[1,2],[3,4]] W2=[[1,2],[3,4]] b2=[-99,-99] W3=[[1,2]] b3=[7]'; gradus trace dead.safetensors xor.csv --target y --rows 1:3 > /dev/null
stderr:
gradus: warning: the gradients of layers 1 and 2 (W1 is the first) are 0 over these rows

$ gradus train xor.csv --target y --task regression --hidden 2 --init uniform:0 --no-bias --epochs 1 --json -o zero.safetensors > /dev/null
stderr:
gradus: warning: the 2 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto
gradus: warning: all gradients are 0 over the training rows

$ gradus train xor.csv --target y --task regression --hidden 2 --init uniform:0 --no-bias --epochs 1 -q -o zero.safetensors
$ gradus new 2-1 -q -o far.safetensors --output-activation sigmoid --weights 'W1=[[200,300]] b1=[200]'; gradus check far.safetensors xor.csv --target y | tail -n 1
all tensors agree
stderr:
gradus: warning: all gradients are 0 over these rows
```

Where every prediction is right there is nothing to learn, and nothing to warn of.

```console
$ printf 'a,b,y\n1,1,3\n2,3,8\n' > sum.csv
$ gradus new 2-1 -q -o right.safetensors --weights 'W1=[[1,2]]'; gradus check right.safetensors sum.csv --target y | head -n 1
rows: 2, loss: 0
```

Training looks at its first 256 rows; the others may still move what these do not.

```console
$ (echo a,y; for k in $(seq 1 300); do echo -$k,$k; done; echo 5,6) > long.csv
$ gradus new 1-1-1 -q -o relu.safetensors --weights 'W1=[[1]] W2=[[1]]'
$ gradus train long.csv --from relu.safetensors --target y --epochs 1 --json -o relu2.safetensors > /dev/null
stderr:
gradus: warning: the gradient of layer 1 (W1) is 0 over the first 256 training rows

$ gradus check relu.safetensors long.csv --target y | tail -n 1
all tensors agree
$ gradus check relu.safetensors long.csv --target y --rows :300 | tail -n 1
all tensors agree
stderr:
gradus: warning: the gradient of layer 1 (W1) is 0 over these rows
```
