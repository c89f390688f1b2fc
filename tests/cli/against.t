# Which mistake is it?

The second tutorial's question 11: all weights 1, one example. Its printed answer is a, without the
delta.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[1,1,1],[1,1,1]] W2=[[1],[1],[1]]' -q -o q11.safetensors; printf 'x1,x2,y\n0.3,1.0,0.75\n' > q11.csv

$ echo '{"z2": [1.3, 1.3, 1.3], "yHat": 0.913529, "J": 0.01337, "delta3": 0.0129178, "dJdW2": [[0.785835], [0.785835], [0.785835]]}' > mine.json; gradus check q11.safetensors q11.csv --target y --against mine.json
tensor   size  verdict
z2      1 x 3  right
yHat    1 x 1  right
J       1 x 1  right
delta3  1 x 1  right
dJdW2   3 x 1  WRONG

dJdW2: 3 of 3 wrong; dJdW2[1,1] is 0.785835, and 0.0101512 is right
  delta-left-out in layer 2 or in all layers
      the delta is left out: this is a alone
      made:  dW2 = sum over rows of A1
      right: dW2 = dZ2' A1

the first wrong, going forward and then backward: dJdW2
stderr:
gradus: dJdW2 is wrong
[exit 1]

$ echo '{"dJdW2": [[0.0101512], [0.0101512], [0.0101512]], "dJdW1": [[0.000652, 0.000652, 0.000652], [0.002174, 0.002174, 0.002174]]}' > mine.json; gradus check q11.safetensors q11.csv --target y --against mine.json
tensor   size  verdict
dJdW2   3 x 1  right
dJdW1   2 x 3  right

all right

$ echo '{"dJdW2": [[0.0101512], [0.0101512], [0.0101512]], "dJdW1": [[0.000652, 0.000652, 0.000652], [0.002174, 0.002174, 0.0021741]]}' > mine.json; gradus check q11.safetensors q11.csv --target y --against mine.json -q
stderr:
gradus: dJdW1 is wrong
[exit 1]
```

Three examples: f' is missing in the hidden layer, and all signs are flipped. It takes two mistakes.

```console
$ printf 'x1,x2,y\n0.3,1.0,0.75\n0.5,0.2,0.82\n1.0,0.4,0.93\n' > q16.csv; echo '{"dW2": [-0.01366404, -0.01366404, -0.01366404], "dW1": [[-0.0061197024, -0.0061197024, -0.0061197024], [-0.0138155242, -0.0138155242, -0.0138155242]]}' > mine.json; gradus check q11.safetensors q16.csv --target y --against mine.json
tensor   size  verdict
dW2     1 x 3  WRONG
dW1     2 x 3  WRONG

dW2: 3 of 3 wrong; dW2[1] is -0.013664, and 0.013664 is right
  sign-flipped in all layers
      the sign is flipped, as where y - a stands for a - y: descending with it goes uphill
      made:  dW[l] = -dZ[l]' A[l-1]
      right: dW[l] = dZ[l]' A[l-1]

dW1: 6 of 6 wrong; dW1[1,1] is -0.0061197, and 0.0012104 is right
  two mistakes: sign-flipped in all layers, and slope-missing in layer 1
      the sign is flipped, as where y - a stands for a - y: descending with it goes uphill
      made:  dW[l] = -dZ[l]' A[l-1]
      right: dW[l] = dZ[l]' A[l-1]
      g' is missing
      made:  dZ1 = dA1
      right: dZ1 = dA1 * g'(Z1)
  or two mistakes: sign-flipped in all layers, and slope-of-relu in layer 1
      the sign is flipped, as where y - a stands for a - y: descending with it goes uphill
      made:  dW[l] = -dZ[l]' A[l-1]
      right: dW[l] = dZ[l]' A[l-1]
      this is the derivative of relu, which is not the activation here
      made:  dZ1 = dA1 where Z1 is above 0, else 0
      right: dZ1 = dA1 * g'(Z1)
  or two mistakes: sign-flipped in all layers, and slope-missing-in-gradient in layer 1
      the sign is flipped, as where y - a stands for a - y: descending with it goes uphill
      made:  dW[l] = -dZ[l]' A[l-1]
      right: dW[l] = dZ[l]' A[l-1]
      dA is used instead of dZ: g' is missing in this gradient, not below
      made:  dW1 = dA1' X
      right: dW1 = dZ1' X

the first wrong, going forward and then backward: dW2
stderr:
gradus: dW2, dW1 are wrong
[exit 1]
```

A zero is a number like those beside it: 0 is not 0.2 rounded.

```console
$ gradus new 3-3 --no-bias --loss cross-entropy --dtype float64 -q -o softmax.safetensors --weights 'W1=[[1,0,0],[0,1,0],[0,0,1]]'; printf 'z1,z2,z3,k\n-0.35667494393873245,-1.6094379124341003,-2.3025850929940455,0\n' > z.csv; echo '{"dA1": [[-1.42857], [0], [0]], "dZ1": [[-0.300000], [0], [0]]}' > mine.json; gradus check softmax.safetensors z.csv --target k --against mine.json
tensor   size  verdict
dA1     3 x 1  right
dZ1     3 x 1  WRONG

dZ1: 2 of 3 wrong; dZ1[2,1] is 0, and 0.2 is right
  softmax-element-wise in layer 1
      softmax is treated as element-wise: every a depends on every z
      made:  dZ1 = dA1 * A1 * (1 - A1)
      right: dz_i = a_i (da_i - sum of a da)

the first wrong, going forward and then backward: dZ1
stderr:
gradus: dZ1 is wrong
[exit 1]
```

What is typed wrong, what does not fit, and too few digits.

```console
$ gradus new 2-3-1 --activation sigmoid --output-activation sigmoid --loss mse --dtype float64 --seed 2 -q -o m.safetensors; echo '{"layers.1.weight": [[-0.05, -0.06, -0.04]]}' > mine.json; gradus check m.safetensors @hours --target score --against mine.json
tensor            size  verdict
layers.1.weight  1 x 3  WRONG

layers.1.weight: 3 of 3 wrong; layers.1.weight[0] is -0.05, and -0.0796324 is right; all are
0.641086 times the right ones
  no known mistake makes exactly these numbers

the first wrong, going forward and then backward: layers.1.weight
stderr:
gradus: layers.1.weight is wrong
[exit 1]

$ gradus check m.safetensors @hours --target score --against mine.json --json
{"right": false, "first": "layers.1.weight", "tensors": [{"name": "layers.1.weight", "shape": [1, 3], "right": false, "per_example": false, "wrong": 3, "first": {"row": 0, "column": 0, "theirs": -0.05, "ours": -0.07963238525241378}, "pattern": "factor", "factor": 0.6410862983813728, "mistakes": []}]}
stderr:
gradus: layers.1.weight is wrong
[exit 1]

$ gradus check m.safetensors @hours --target score --learning-rate 0.1
stderr:
gradus: --learning-rate goes with --against
[exit 2]

$ for f in '{"dW3": [1]}' '{"dw1": [1]}' '{"dW1": [1, 2]}' '{"dW1": [[1, 2], [3]]}' '{"dW1": [1, "x"]}' '{"dW1": 1e999}' '{"dW1": NaN}' '{ "J": 1,' '{"J": -Infinity}' '[1]' '{}' '{"dW1": [[1, 2], [3, 4], [5, 6]], "dW2": [[1], [2], [3]]}' '{"W1": [[1, 2]]}' '{"dW1": [], "db1": [1]}' '{"db1": [1, 2, 3], "dJdb1": [1, 2, 3]}' '{"J": [1, 2]}'; do echo "$f" > mine.json; gradus check m.safetensors @hours --target score --against mine.json -q; done
stderr:
gradus: mine.json:1:9: 'dW3' is of layer 3, and there are 2
gradus: mine.json:1:9: 'dw1' is none of a network's numbers
of layer 1 the names are dW1 db1 Z1 A1 dA1 dZ1, or z2 a2 delta2, or layers.0.weight layers.0.bias; besides J yHat
gradus: mine.json: dW1 is 1 x 2, and neither 3 x 2 nor 2 x 3
gradus: mine.json:1:18: dW1: this row is not as long as the first
gradus: mine.json:1:13: dW1: a finite number is needed here
gradus: mine.json:1:13: the file is not valid JSON: real number overflow near '1e999'
gradus: mine.json:1:11: the file is not valid JSON: invalid token near 'NaN'
JSON has finite numbers only
gradus: mine.json:2: the file is not valid JSON: string or '}' expected near end of file
gradus: mine.json:1:7: the file is not valid JSON: invalid token near '-'
JSON has finite numbers only
gradus: mine.json:1:1: a JSON object of names and numbers is needed
gradus: mine.json: there are no numbers in it
numbers go where null stands, such as "dW1": [[0.1, 0.2]]
gradus: dW1, dW2 are wrong
gradus: mine.json:1:8: 'W1' is none of a network's numbers
the network has its own weights (gradus new --weights); leave them out here, and call gradients dW1, db1
gradus: mine.json:1:9: dW1 is empty
gradus: mine.json:1:29: db1 and dJdb1 are the same numbers
gradus: mine.json: J is 1 x 2, and one number is needed
[exit 1]

$ gradus check m.safetensors @hours --target score --against none.json
stderr:
gradus: none.json: cannot open: No such file or directory
[exit 1]

$ gradus new 1-1 --no-bias --loss sse --dtype float64 --weights 'W1=[[1]]' -q -o one.safetensors; printf 'x,y\n2,1\n' > one.csv; echo '{"J": 0.5, "dW1": 2.0000001}' > mine.json; gradus check one.safetensors one.csv --target y --against mine.json
tensor   size  verdict
J       1 x 1  right
dW1     1 x 1  WRONG

dW1: 1 of 1 wrong; dW1 is 2.0000001, and 2 is right
  no known mistake makes exactly these numbers

the first wrong, going forward and then backward: dW1
stderr:
gradus: dW1 is wrong
[exit 1]

$ gradus new 2-2-2 --activation relu -q -o square.safetensors; printf 'a,b,y,z\n1,2,0.5,1\n3,4,1,0\n-2,1,0,0.1\n' > square.csv; gradus notes square.safetensors square.csv --target y,z --json > mine.json; gradus check square.safetensors square.csv --target y,z --against mine.json | tail -n 1
all right

$ for m in '{"dW1": [[0, 0], [0, 0]]}' '{"dW1": [[0.0, 0.0], [0.0, 0.0]], "notation": "theta"}'; do echo $m > mine.json; gradus check square.safetensors square.csv --target y,z --against mine.json | sed -n 4p; done
dW1: 2 of 4 wrong; dW1[2,1] is 0, and 28.0529 is right
stderr:
gradus: dW1 is wrong
gradus: mine.json: the notation is "rows" or "columns"
```

Weights in float32 are not those of a program in double, whose gradient is then not this one.

```console
$ gradus new 2-1 --dtype float32 -q -o r.safetensors --weights 'W1=[[0.5,0.1]] b1=[0.2]'
$ echo '{"dW1": [[-0.30000000000000004, -0.7]]}' > mine.json
$ gradus check r.safetensors @xor --target y --rows 1:3 --against mine.json
tensor   size  verdict
dW1     1 x 2  WRONG

dW1: 1 of 2 wrong; dW1[1] is -0.3, and -0.299999997 is right; all are 1.00000001 times the right
ones
  no known mistake makes exactly these numbers

the first wrong, going forward and then backward: dW1
stderr:
gradus: dW1 is wrong
the network's weights are float32; if yours were not, gradus new --dtype float64 keeps them
[exit 1]

$ gradus new 2-1 --dtype float64 -q -o r.safetensors --weights 'W1=[[0.5,0.1]] b1=[0.2]'
$ gradus check r.safetensors @xor --target y --rows 1:3 --against mine.json
tensor   size  verdict
dW1     1 x 2  right

all right
```
