# Every number of one pass

The network of the first tutorial, with the weights that it began from.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 -q -o s1.safetensors --weights 'W1=[[0.3086331873509,1.2856612124236,-2.0734749402359],[0.7903808510288,-2.7464676683020,-1.0681299052891]] W2=[[2.0054892781042],[0.5199152661953],[-1.0583859893153]]'

$ gradus trace s1.safetensors @hours --target score --step -3 --per-example
Every number of one pass through a 2-3-1 network
================================================
m = 3 rows, number 0 to 2 of the data (counted from 0). Notation rows: examples are rows.
A space between matrices is their product, * multiplies element by element, ^T transposes;
(rows,columns) are sizes.
All are derivatives of J, a sum over the rows.

Forward
-------

Layer 1: 2 inputs, 3 units, sigmoid
a = 1 / (1 + e^-z)

z2 = X W1                                                   (3,3) = (3,2) (2,3)
   = [0.3    1] [0.308633   1.28566  -2.07347]
     [0.5  0.2] [0.790381  -2.74647  -1.06813]
     [  1  0.4]
   = [0.882971   -2.36077  -1.69017]
     [0.312393  0.0935371  -1.25036]
     [0.624786   0.187074  -2.50073]

a2 = f(z2)                                                  (3,3) = (3,3)
   = [0.707437  0.0862136   0.155753]
     [0.577469   0.523367   0.222637]
     [0.651306   0.546633  0.0758072]

Layer 2: 3 inputs, 1 unit, sigmoid
a = 1 / (1 + e^-z)

z3 = a2 W2                                                  (3,1) = (3,3) (3,1)
   = [0.707437  0.0862136   0.155753] [ 2.00549]
     [0.577469   0.523367   0.222637] [0.519915]
     [0.651306   0.546633  0.0758072] [-1.05839]
   = [1.29874]
     [1.19458]
     [1.51016]

yHat = f(z3)                                                (3,1) = (3,1)
     = [0.785622]
       [0.767559]
       [0.819084]

The loss
--------
sse: J = sum of (y - a)^2 / 2
y = [0.75]
    [0.82]
    [0.93]

row     its loss
0    0.000634464
1     0.00137503
2     0.00615113

J = 0.00816062, their sum.

Backward
--------

Layer 2: 3 inputs, 1 unit, sigmoid
da/dz = a (1 - a)

delta3 = (yHat - y) * f'(z3)                                (3,1) = (3,1) (3,1) (3,1)
       = ([0.785622] - [0.75]) * [ 0.16842]
          [0.767559]   [0.82]    [0.178412]
          [0.819084]   [0.93]    [0.148185]
       = [ 0.00599946]
         [-0.00935612]
         [  -0.016436]

dJdW2 = a2^T delta3                                         (3,1) = (3,3) (3,1)
      = [ 0.707437  0.577469   0.651306] [ 0.00599946]
        [0.0862136  0.523367   0.546633] [-0.00935612]
        [ 0.155753  0.222637  0.0758072] [  -0.016436]
      = [ -0.0118635]
        [ -0.0133639]
        [-0.00239456]

Layer 1: 2 inputs, 3 units, sigmoid
da/dz = a (1 - a)

delta2 = (delta3 W2^T) * f'(z2)                             (3,3) = (3,1) (1,3) (3,3)
       = ([ 0.00599946] [2.00549  0.519915  -1.05839]) * [ 0.20697  0.0787808   0.131494]
          [-0.00935612]                                  [0.243999   0.249454    0.17307]
          [  -0.016436]                                  [0.227106   0.247825  0.0700605]
       = [ 0.00249023  0.000245734  -0.000834954]
         [-0.00457829  -0.00121344     0.0017138]
         [-0.00748595  -0.00211775    0.00121875]

dJdW1 = X^T delta2                                          (2,3) = (2,3) (3,3)
      = [0.3  0.5    1] [ 0.00249023  0.000245734  -0.000834954]
        [  1  0.2  0.4] [-0.00457829  -0.00121344     0.0017138]
                        [-0.00748595  -0.00211775    0.00121875]
      = [-0.00902802   -0.00265075    0.00182517]
        [-0.00141981  -0.000844056  -4.69372e-06]

One step
--------

newW1 = W1 + 3 dJdW1                                        (2,3) = (2,3) (2,3)
      = [0.308633   1.28566  -2.07347] + 3 [-0.00902802   -0.00265075    0.00182517]
        [0.790381  -2.74647  -1.06813]     [-0.00141981  -0.000844056  -4.69372e-06]
      = [0.281549  1.27771    -2.068]
        [0.786121   -2.749  -1.06814]

newW2 = W2 + 3 dJdW2                                        (3,1) = (3,1) (3,1)
      = [ 2.00549] + 3 [ -0.0118635]
        [0.519915]     [ -0.0133639]
        [-1.05839]     [-0.00239456]
      = [  1.9699]
        [0.479823]
        [-1.06557]

A step up the slope at rate -3: J was 0.00816062, and is 0.00953954 after it: it rose.

Example by example
------------------
Every example votes on which way is down. Its share of the gradient is what it would be if the
others added nothing; the cosine tells how far that agrees with their sum: 1 the same way, 0 across,
-1 against it.

row     its loss     cosine
0    0.000634464  -0.666824
1     0.00137503   0.968949
2     0.00615113   0.983833

dJdW1
row 0 = [0.000747069  7.37202e-05  -0.000250486]
        [ 0.00249023  0.000245734  -0.000834954]
row 1 = [ -0.00228914  -0.000606721  0.000856902]
        [-0.000915658  -0.000242688  0.000342761]
row 2 = [-0.00748595   -0.00211775  0.00121875]
        [-0.00299438  -0.000847101   0.0004875]
their sum = [-0.00902802   -0.00265075    0.00182517]
            [-0.00141981  -0.000844056  -4.69372e-06]

dJdW2
row 0 = [ 0.00424424]
        [0.000517235]
        [0.000934435]
row 1 = [-0.00540287]
        [-0.00489669]
        [-0.00208302]
row 2 = [ -0.0107049]
        [-0.00898447]
        [-0.00124597]
their sum = [ -0.0118635]
            [ -0.0133639]
            [-0.00239456]

$ gradus trace s1.safetensors @hours --target score --digits 12 | grep -A7 -e '^J ' -e '^dJdW.*='
J = 0.00816062416263, their sum.

Backward
--------

Layer 2: 3 inputs, 1 unit, sigmoid
da/dz = a (1 - a)

--
dJdW2 = a2^T delta3                                         (3,1) = (3,3) (3,1)
      = [ 0.707437466865  0.577469199949   0.651306158219] [ 0.00599946190776]
        [0.0862135687784  0.523367233603   0.546632616422] [-0.00935611842504]
        [ 0.155753170854  0.222637230028  0.0758072371733] [ -0.0164360334815]
      = [ -0.0118635159102]
        [ -0.0133639227811]
        [-0.00239455536273]

--
dJdW1 = X^T delta2                                          (2,3) = (2,3) (3,3)
      = [0.3  0.5    1] [ 0.00249022970455  0.000245733970455  -0.000834954322545]
        [  1  0.2  0.4] [-0.00457828951269   -0.0012134411098    0.00171380466101]
                        [-0.00748594830502  -0.00211775346623    0.00121874916626]
      = [-0.00902802415   -0.00265075383     0.0018251652]
        [-0.00141980752  -0.000844055638  -4.69372384e-06]

$ gradus trace s1.safetensors @hours --target score --json > s1.json; cut -c1-60 s1.json
{"rows": [0, 1, 2], "m": 3, "loss": 0.008160624162631537, "l
```

Its costs after three steps up and three down again, from the numbers alone.

```console
$ gradus trace s1.safetensors @hours --target score --step -3 --json | python3 -c 'import json, sys; s = json.load(sys.stdin)["step"]; print(json.dumps({"layers.%d.weight" % k: l["W"] for k, l in enumerate(s["layers"])})); print("%.11g" % s["loss"], file=sys.stderr)' > up.json
stderr:
0.0095395350716

$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 -q -o up.safetensors --weights up.json; gradus trace up.safetensors @hours --target score --step 3 --digits 11 | tail -n 1
A step down the slope at rate 3: J was 0.0095395350716, and is 0.0079238190417 after it: it fell.
```

The worksheet's numbers: all weights 1, one example and three.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 -q -o ones.safetensors --init constant:1

$ gradus trace ones.safetensors @hours --target score --rows 0 --digits 16
Every number of one pass through a 2-3-1 network
================================================
m = 1 row, number 0 of the data (counted from 0). Notation rows: examples are rows.
A space between matrices is their product, * multiplies element by element, ^T transposes;
(rows,columns) are sizes.
All are derivatives of J, a sum over the rows.

Forward
-------

Layer 1: 2 inputs, 3 units, sigmoid
a = 1 / (1 + e^-z)

z2 = X W1                                                   (1,3) = (1,2) (2,3)
   = [0.3  1] [1  1  1]
              [1  1  1]
   = [1.3  1.3  1.3]

a2 = f(z2)                                                  (1,3) = (1,3)
   = [0.7858349830425586  0.7858349830425586  0.7858349830425586]

Layer 2: 3 inputs, 1 unit, sigmoid
a = 1 / (1 + e^-z)

z3 = a2 W2                                                  (1,1) = (1,3) (3,1)
   = [0.7858349830425586  0.7858349830425586  0.7858349830425586] [1]
                                                                  [1]
                                                                  [1]
   = 2.357504949127676

yHat = f(z3)                                                (1,1) = (1,1)
     = 0.9135289151126097

The loss
--------
sse: J = sum of (y - a)^2 / 2
y = 0.75

row             its loss
0    0.01337085303895355

J = 0.01337085303895355, their sum.

Backward
--------

Layer 2: 3 inputs, 1 unit, sigmoid
da/dz = a (1 - a)

delta3 = (yHat - y) * f'(z3)                                (1,1) = (1,1) (1,1) (1,1)
       = ([0.9135289151126097] - [0.75]) * [0.07899383636578805]
       = 0.01291777636148033

dJdW2 = a2^T delta3                                         (3,1) = (3,1) (1,1)
      = [0.7858349830425586] [0.01291777636148033]
        [0.7858349830425586]
        [0.7858349830425586]
      = [0.01015124056797146]
        [0.01015124056797146]
        [0.01015124056797146]

Layer 1: 2 inputs, 3 units, sigmoid
da/dz = a (1 - a)

delta2 = (delta3 W2^T) * f'(z2)                             (1,3) = (1,1) (1,3) (1,3)
       = ([0.01291777636148033] [1  1  1]) *

         [0.1682983624690602  0.1682983624690602  0.1682983624690602]
       = [0.002174040608378675  0.002174040608378675  0.002174040608378675]

dJdW1 = X^T delta2                                          (2,3) = (2,1) (1,3)
      = [0.3] [0.002174040608378675  0.002174040608378675  0.002174040608378675]
        [  1]
      = [0.0006522121825136026  0.0006522121825136026  0.0006522121825136026]
        [ 0.002174040608378675   0.002174040608378675   0.002174040608378675]
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto

$ gradus trace ones.safetensors @hours --target score --digits 16 | grep -A2 -e '^J ' -e '^      = \[0.00[0-9]*$' -e '^       = .*0.00217' -e '= \[0.0136' -e '= \[0.0012'
J = 0.01532850920542229, their sum.

Backward
--
      = [0.01366403868276148]
        [0.01366403868276148]
        [0.01366403868276148]
--
       = [  0.002174040608378675    0.002174040608378675    0.002174040608378675]
         [  0.001421442480183376    0.001421442480183376    0.001421442480183376]
         [-0.0001525316532349682  -0.0001525316532349682  -0.0001525316532349682]
--
      = [0.001210401769370322  0.001210401769370322  0.001210401769370322]
        [0.002397316443121363  0.002397316443121363  0.002397316443121363]
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto
```

One weight; the bias as the last row of theta.

```console
$ printf 'x,y\n0.1,0\n0.25,0\n0.5,0\n0.75,0\n1,0\n' > one.csv; gradus new 1-1 --no-bias --output-activation sigmoid --loss mse --dtype float64 -q -o w5.safetensors --weights 'W1=[[5]]'; gradus trace w5.safetensors one.csv --target y --digits 12 | grep '^J '
J = 0.757384221746, their mean.

$ gradus new 1-1 --no-bias --output-activation sigmoid --loss half-mse --dtype float64 -q -o w03.safetensors --weights 'W1=[[0.3]]'; gradus trace w03.safetensors one.csv --target y --rows :2 --digits 16 | grep '^J '
J = 0.1316620320413343, their mean.

$ gradus new 1-1 --output-activation sigmoid --loss mse --dtype float64 -q -o not.safetensors --weights 'W1=[[-0.14935895]] b1=[7.10444213]'; gradus trace not.safetensors @not --target target --notation theta --digits 12
Every number of one pass through a 1-1 network
==============================================
m = 2 rows, number 0 to 1 of the data (counted from 0). Notation theta: examples are rows, the bias
is the last row of theta.
A space between matrices is their product, * multiplies element by element, ^T transposes;
(rows,columns) are sizes.
delta is, for each example, the derivative of its own loss: m = 2 times that of J. The 1/m stands in
the gradient of theta.

Forward
-------

Layer 1: 1 input, 1 unit, sigmoid
a = 1 / (1 + e^-z)

z2 = [X 1] theta1                                           (2,1) = (2,2) (2,1)
   = [0  1] [-0.14935895]
     [1  1] [ 7.10444213]
   = [7.10444213]
     [6.95508318]

h = f(z2)                                                   (2,1) = (2,1)
  = [0.999179226394]
    [0.999047134217]

The loss
--------
mse: J = mean over rows of the sum of (y - a)^2
y = [1]
    [0]

row           its loss
0    6.73669312135e-07
1       0.998095176386

J = 0.499047925028, their mean.

Backward
--------

Layer 1: 1 input, 1 unit, sigmoid
da/dz = a (1 - a)

delta2 = 2 (h - y) * f'(z2)                                 (2,1) = (2,1) (2,1) (2,1)
       = 2 ([0.999179226394] - [1]) * [0.000820099936583]
            [0.999047134217]   [0]    [0.000951957830262]
       = [-1.34623276429e-06]
         [  0.00190210148444]

dJdtheta1 = 1/m [X 1]^T delta2                              (2,1) = (2,2) (2,1)
          = 1/2 [0  1] [-1.34623276429e-06]
                [1  1] [  0.00190210148444]
          = [0.000951050742218]
            [0.000950377625836]
```

Softmax is not element-wise: at a = (.7, .2, .1), y = (1, 0, 0) dZ is (-.3, .2, .1).

```console
$ printf 'x,k\n1,0\n' > k.csv; gradus new 1-3 --no-bias --loss cross-entropy --dtype float64 -q -o k.safetensors --weights 'W1=[[-0.35667494393873245,-1.6094379124341003,-2.3025850929940455]]'; gradus trace k.safetensors k.csv --target k --notation columns | sed -n '/^Backward/,$p'
Backward
--------

Layer 1: 1 input, 3 units, softmax
Through cross-entropy and softmax together the derivative by z is a - y, example by example; dA is
never formed.

dZ1 = A1 - Y                                                (3,1) = (3,1) (3,1)
    = [0.7] - [1]
      [0.2]   [0]
      [0.1]   [0]
    = [-0.3]
      [ 0.2]
      [ 0.1]

dW1 = 1/m dZ1 A0^T                                          (3,1) = (3,1) (1,1)  BP1
    = 1/1 [-0.3] [1]
          [ 0.2]
          [ 0.1]
    = [-0.3]
      [ 0.2]
      [ 0.1]
```

Two sigmoid layers and a mean of squares, examples as columns: dA and dZ are those of each example.

```console
$ gradus new 2-3-1 --activation sigmoid --output-activation sigmoid --loss mse --dtype float64 --init-bias same -q -o two.safetensors; gradus trace two.safetensors @hours --target score --notation columns
Every number of one pass through a 2-3-1 network
================================================
m = 3 rows, number 0 to 2 of the data (counted from 0). Notation columns: examples are columns.
A bias is added to every column.
A space between matrices is their product, * multiplies element by element, ^T transposes;
(rows,columns) are sizes.
dA and dZ are, for each example, the derivative of its own loss: m = 3 times that of J. The 1/m
stands in dW and db (BP1 and BP2).

Forward
-------

Layer 1: 2 inputs, 3 units, sigmoid
a = 1 / (1 + e^-z)

Z1 = W1 A0 + b1                                             (3,3) = (3,2) (2,3) (3,1)
   = [ -1.09328  0.290061] [0.3  0.5    1] + [0.733939]
     [-0.437009  0.372536] [  1  0.2  0.4]   [-1.01414]
     [ 0.726628  0.741009]                   [0.295744]
   = [ 0.696016   0.24531  -0.243319]
     [-0.772702  -1.15813   -1.30213]
     [  1.25474   0.80726    1.31878]

A1 = g(Z1)                                                  (3,3) = (3,3)
   = [0.667304  0.561022  0.439469]
     [0.315895  0.239007  0.213807]
     [0.778119  0.691525  0.788978]

Layer 2: 3 inputs, 1 unit, sigmoid
a = 1 / (1 + e^-z)

Z2 = W2 A1 + b2                                             (1,3) = (1,3) (3,3) (1,1)
   = [0.374973  0.0287464  -0.758916] [0.667304  0.561022  0.439469] + [1.09923]
                                      [0.315895  0.239007  0.213807]
                                      [0.778119  0.691525  0.788978]
   = [0.768008  0.791663  0.671401]

A2 = g(Z2)                                                  (1,3) = (1,3)
   = [0.68309  0.688188  0.661817]

The loss
--------
mse: J = mean over rows of the sum of (y - a)^2
Y = [0.75  0.82  0.93]

row    its loss
0    0.00447698
1     0.0173744
2     0.0719223

J = 0.0312579, their mean.

Backward
--------

Layer 2: 3 inputs, 1 unit, sigmoid
da/dz = a (1 - a)

dA2 = 2 (A2 - Y)                                            (1,3) = (1,3) (1,3)
    = 2 ([0.68309  0.688188  0.661817] - [0.75  0.82  0.93])
    = [-0.13382  -0.263624  -0.536367]

dZ2 = dA2 * g'(Z2)                                          (1,3) = (1,3) (1,3)  BP4
    = [-0.13382  -0.263624  -0.536367] * [0.216478  0.214585  0.223815]
    = [-0.0289692  -0.0565697  -0.120047]

dW2 = 1/m dZ2 A1^T                                          (1,3) = (1,3) (3,3)  BP1
    = 1/3 [-0.0289692  -0.0565697  -0.120047] [0.667304  0.315895  0.778119]
                                              [0.561022  0.239007  0.691525]
                                              [0.439469  0.213807  0.788978]
    = [-0.0346083  -0.0161129  -0.0521251]

db2 = 1/m sum over examples (dZ2)                           (1,1) = (1,3)  BP2
    = 1/3 sum over examples ([-0.0289692  -0.0565697  -0.120047])
    = -0.0685287

Layer 1: 2 inputs, 3 units, sigmoid
da/dz = a (1 - a)

dA1 = W2^T dZ2                                              (3,3) = (3,1) (1,3)  BP3
    = [ 0.374973] [-0.0289692  -0.0565697  -0.120047]
      [0.0287464]
      [-0.758916]
    = [  -0.0108627   -0.0212121   -0.0450144]
      [-0.000832761  -0.00162618  -0.00345093]
      [   0.0219852    0.0429317    0.0911057]

dZ1 = dA1 * g'(Z1)                                          (3,3) = (3,3) (3,3)  BP4
    = [  -0.0108627   -0.0212121   -0.0450144] * [0.222009  0.246276  0.246336]
      [-0.000832761  -0.00162618  -0.00345093]   [0.216105  0.181883  0.168093]
      [   0.0219852    0.0429317    0.0911057]   [ 0.17265  0.213318  0.166492]
    = [ -0.00241161   -0.00522404    -0.0110887]
      [-0.000179964  -0.000295773  -0.000580078]
      [  0.00379573     0.0091581     0.0151683]

dW1 = 1/m dZ1 A0^T                                          (3,2) = (3,3) (3,2)  BP1
    = 1/3 [ -0.00241161   -0.00522404    -0.0110887] [0.3    1]
          [-0.000179964  -0.000295773  -0.000580078] [0.5  0.2]
          [  0.00379573     0.0091581     0.0151683] [  1  0.4]
    = [ -0.00480805  -0.00263063]
      [-0.000260651  -0.00015705]
      [  0.00696204   0.00389823]

db1 = 1/m sum over examples (dZ1)                           (3,1) = (3,3)  BP2
    = 1/3 sum over examples ([ -0.00241161   -0.00522404    -0.0110887])
                             [-0.000179964  -0.000295773  -0.000580078]
                             [  0.00379573     0.0091581     0.0151683]
    = [ -0.00624143]
      [-0.000351939]
      [  0.00937406]

$ gradus trace two.safetensors @hours --target score --json | python3 -c 'import json, sys; l = json.load(sys.stdin)["layers"]; print(*["%.6g" % (3 * r[0]) for r in l[1]["dZ"]])'
-0.0289692 -0.0565697 -0.120047
```

One number, as sums over rows and paths.

```console
$ gradus trace s1.safetensors @hours --target score --entry 'dW1[2,1]'
dW1[2,1]
========
dW1[2,1] = -0.00141981: how J moves with the weight of layer 1 from input 2 to unit 1 (counted from
1).

Over the rows
-------------
dW1[2,1] = sum over r of X[r,2] delta2[r,1]

r    X[r,2]  delta2[r,1]       product
0         1   0.00249023    0.00249023
1       0.2  -0.00457829  -0.000915658
2       0.4  -0.00748595   -0.00299438
sum                        -0.00141981

Each delta, over the paths to the outputs
-----------------------------------------
delta2[r,1] = sum over k2 of f'(z2[r,1]) W2[1,k2] delta3[r,k2]

Row 0

units   slope * weight * ... * delta       product
1 -> 1  0.20697 * 2.00549 * 0.00599946  0.00249023
sum                                     0.00249023

Row 1

units   slope * weight * ... * delta          product
1 -> 1  0.243999 * 2.00549 * -0.00935612  -0.00457829
sum                                       -0.00457829

Row 2

units   slope * weight * ... * delta        product
1 -> 1  0.227106 * 2.00549 * -0.016436  -0.00748595
sum                                     -0.00748595

$ gradus trace two.safetensors @hours --target score --notation columns --entry 'db1[3]' --rows 0:2
db1[3]
======
db1[3] = 0.00647692: how J moves with the bias of unit 3 of layer 1 (counted from 1).

Over the rows
-------------
db1[3] = 1/m sum over r of 1 dZ1[3,r]

r    1    dZ1[3,r]  product / m
0    1  0.00379573   0.00189787
1    1   0.0091581   0.00457905
sum                  0.00647692

Each delta, over the paths to the outputs
-----------------------------------------
dZ1[3,r] = sum over k2 of g'(Z1[3,r]) W2[k2,3] dZ2[k2,r]

Row 0

units   slope * weight * ... * delta         product
3 -> 1  0.17265 * -0.758916 * -0.0289692  0.00379573
sum                                       0.00379573

Row 1

units   slope * weight * ... * delta         product
3 -> 1  0.213318 * -0.758916 * -0.0565697  0.0091581
sum                                        0.0091581

$ gradus trace two.safetensors @hours --target score --notation theta --entry 'dtheta1[3,2]' --rows 1 --format markdown
# dtheta1[3,2]

`dtheta1[3,2] = -0.000295773`: how J moves with the bias of unit 2 of layer 1 (counted from 1).

## Over the rows

`dtheta1[3,2] = sum over r of 1 delta2[r,2]`

| r | 1 | delta2[r,2] | product |
|---|---:|---:|---:|
| 1 | 1 | -0.000295773 | -0.000295773 |
| sum |  |  | -0.000295773 |

## Each delta, over the paths to the outputs

`delta2[r,2] = sum over k2 of f'(z2[r,2]) w2[2,k2] delta3[r,k2]`

### Row 1

| units | slope * weight * ... * delta | product |
|---|---|---:|
| 2 -> 1 | 0.181883 * 0.0287464 * -0.0565697 | -0.000295773 |
| sum |  | -0.000295773 |

$ gradus new 2-4-4-2 -q --dtype float64 -o deep.safetensors; printf 'a,b,y,z\n1,2,0,1\n3,4,1,0\n' > deep.csv; gradus trace deep.safetensors deep.csv --target y,z --rows 1 --entry 'layers.0.weight[1, 0]' | tail -n 12
Row 1

units        slope * weight * ... * delta               product
2 -> 1 -> 1  1 * 0.43568 * 1 * 0.162456 * -12.9433    -0.916113
2 -> 1 -> 2  1 * 0.43568 * 1 * 0.57957 * 21.3756        5.39749
2 -> 2 -> 1  1 * 0.147085 * 1 * -0.914113 * -12.9433    1.74025
2 -> 2 -> 2  1 * 0.147085 * 1 * 0.65444 * 21.3756       2.05757
2 -> 3 -> 1  1 * -1.89186 * 0 * 0.0797785 * -12.9433          0
2 -> 3 -> 2  1 * -1.89186 * 0 * 0.525213 * 21.3756            0
2 -> 4 -> 1  1 * -0.347177 * 0 * 0.55375 * -12.9433           0
2 -> 4 -> 2  1 * -0.347177 * 0 * 0.390411 * 21.3756           0
sum                                                      8.2792

$ gradus trace deep.safetensors deep.csv --target y,z --rows 1 --entry 'layers.1.bias[3]' --json
{"entry": "layers.1.bias[3]", "layer": 1, "unit": 3, "value": 0, "rows": [{"row": 1, "input": 1, "delta": 0, "product": 0, "paths_in_all": 2, "paths": [{"units": [3, 0], "factors": [0, 0.553750292012348, -12.94329041930011], "product": -0}, {"units": [3, 1], "factors": [0, 0.390411186450456, 21.37557815036744], "product": 0}]}]}
```

Large matrices show their corners, and no line is wider than 100.

```console
$ gradus new 4-64-32-3 --activation gelu --output-activation softmax --loss cross-entropy -q -o wide.safetensors; gradus trace wide.safetensors @iris --target species --rows 0:2 | sed '/^a2 =/,$d' | sed '$d'
Every number of one pass through a 4-64-32-3 network
====================================================
m = 2 rows, number 0 to 1 of the data (counted from 0). Notation rows: examples are rows.
A bias is added to every row.
A space between matrices is their product, * multiplies element by element, ^T transposes;
(rows,columns) are sizes.
All are derivatives of J: 1/m is inside them.

Forward
-------

Layer 1: 4 inputs, 64 units, gelu
a = z F(z), F(z) = (1 + erf(z / sqrt 2)) / 2

z2 = X W1 + b1                                              (2,64) = (2,4) (4,64) (1,64)
   = [5.1  3.5  1.4  0.2] [-0.0211666  0.695348   0.173264   0.541574  ...    0.76393  -0.490866] +
     [4.9    3  1.4  0.2] [ -0.287895  0.360279  -0.702705   0.930533  ...  -0.207656  -0.299336]
                          [  0.702605  0.844326   0.233525  0.0974378  ...    0.81016   0.719958]
                          [   1.30598  -1.25373  -0.947933  -0.112823  ...  -0.752699   0.736305]

     [0  0  0  0  ...  0  0]
   = [0.129261  5.73856  -1.43847  6.13274  ...  4.15293  -2.39589]
     [0.277442  5.41935  -1.12177  5.55916  ...  4.10397  -2.14805]

$ gradus train @iris --target species --hidden 64,32 --epochs 1 -q -o iris.safetensors 2> /dev/null; for d in 3 6 17; do gradus trace iris.safetensors @iris --digits $d --per-example --step 0.1 | awk '{ if (length($0) > 100) print }'; done; gradus trace iris.safetensors @iris | awk '/^Layer 2/ { n++ } n == 1 && k++ < 24' 
Layer 2: 64 inputs, 32 units, relu
a = max(z, 0)

z3 = a2 W2 + b2                                             (150,32) = (150,64) (64,32) (1,32)
   = [      0  0.282741  0.0723679  0.526924  ...          0        0]
     [      0         0    0.82753         0  ...          0        0]
     [      0         0   0.451324         0  ...          0        0]
     [      0         0   0.614913         0  ...          0        0]
     [    ...       ...        ...       ...  ...        ...      ...]
     [2.34814         0          0  0.886098  ...          0  1.30296]
     [1.62479         0          0         0  ...  0.0902193   1.1352]

     [ -0.264393     0.124857  -0.0984325  -0.197047  ...   -0.345093    0.102275] +
     [  0.107291     0.363111    0.141834   0.336945  ...    0.500671   0.0604758]
     [  0.252589   -0.0901723  -0.0836427  -0.142205  ...   -0.135824   0.0304253]
     [-0.0699281     0.278159   -0.217925   0.114496  ...    0.426433  -0.0436659]
     [       ...          ...         ...        ...  ...         ...         ...]
     [ -0.430176  -7.3339e-05   -0.207412   0.194053  ...  -0.0612564   0.0474574]
     [-0.0189775    -0.273552   0.0529232  -0.210772  ...     0.13716    0.122215]

     [-0.00869825  0.00873937  0.00746953  0.0072269  ...  -0.00809853  -0.00332051]
   = [-4.18887   -1.38661     0.126616     1.5124  ...   -0.325109    3.0038]
     [-3.23686  -0.835507    0.0043184   0.760998  ...   -0.857972    1.5126]
     [-3.93082   -1.58903    0.0166704   0.963977  ...   -0.938446   2.27554]
```

Markdown and HTML.

```console
$ gradus trace not.safetensors @not --target target --rows 0 --notation rows --format markdown
# Every number of one pass through a 1-1 network

m = 1 row, number 0 of the data (counted from 0). Notation rows: examples are rows.

A bias is added to every row.

Below each matrix stand its rows and columns.

All are derivatives of J.

## Forward

### Layer 1: 1 input, 1 unit, sigmoid

$a = \frac{1}{1 + e^{-z}}$

$$
\begin{aligned}
\underset{1 \times 1}{z^{(2)}} &= \underset{1 \times 1}{X} \, \underset{1 \times 1}{W^{(1)}} + \underset{1 \times 1}{b^{(1)}} \\
 &= \begin{bmatrix} 0 \end{bmatrix} \, \begin{bmatrix} -0.149359 \end{bmatrix} + \begin{bmatrix} 7.10444 \end{bmatrix} \\
 &= 7.10444
\end{aligned}
$$

$$
\begin{aligned}
\underset{1 \times 1}{\hat y} &= f\left(\underset{1 \times 1}{z^{(2)}}\right) \\
 &= 0.999179
\end{aligned}
$$

## The loss

`mse`: `J = mean over rows of the sum of (y - a)^2`

$$
\text{y} = 1
$$

| row | its loss |
|---|---:|
| 0 | 6.73669e-07 |

`J = 6.73669e-07`, their mean.

## Backward

### Layer 1: 1 input, 1 unit, sigmoid

$\frac{da}{dz} = a (1 - a)$

$$
\begin{aligned}
\underset{1 \times 1}{\delta^{(2)}} &= \tfrac{2}{m} \left(\underset{1 \times 1}{\hat y} - \underset{1 \times 1}{y}\right) \odot \underset{1 \times 1}{f'\left(z^{(2)}\right)} \\
 &= \tfrac{2}{1} \left(\begin{bmatrix} 0.999179 \end{bmatrix} - \begin{bmatrix} 1 \end{bmatrix}\right) \odot \begin{bmatrix} 0.0008201 \end{bmatrix} \\
 &= -1.34623 \cdot 10^{-06}
\end{aligned}
$$

$$
\begin{aligned}
\underset{1 \times 1}{\frac{\partial J}{\partial W^{(1)}}} &= \underset{1 \times 1}{{X}^{\mathsf T}} \, \underset{1 \times 1}{\delta^{(2)}} \\
 &= \begin{bmatrix} 0 \end{bmatrix} \, \begin{bmatrix} -1.34623 \cdot 10^{-06} \end{bmatrix} \\
 &= 0
\end{aligned}
$$

$$
\begin{aligned}
\underset{1 \times 1}{\frac{\partial J}{\partial b^{(1)}}} &= \textstyle\sum_{\text{examples}} \left(\underset{1 \times 1}{\delta^{(2)}}\right) \\
 &= \textstyle\sum_{\text{examples}} \left(\begin{bmatrix} -1.34623 \cdot 10^{-06} \end{bmatrix}\right) \\
 &= -1.34623 \cdot 10^{-06}
\end{aligned}
$$

$ for n in rows columns theta; do gradus trace not.safetensors @not --target target --notation $n --step 0.5 --per-example --format html | python3 -c 'import sys, xml.dom.minidom as m; d = m.parseString(sys.stdin.buffer.read()); print(*[len(d.getElementsByTagName(t)) for t in ("math", "h2", "mtable", "table", "script")])'; done
14 5 24 2 0
15 5 27 2 0
9 5 23 2 0
```

What cannot be.

```console
$ gradus trace s1.safetensors @hours --target score --entry 'dW3[1,1]'
stderr:
gradus: --entry: 'dW3[1,1]' is no number of this network's gradient
the gradients are dJdW1, dJdW2; then [row,column]
[exit 2]

$ gradus trace s1.safetensors @hours --target score --entry 'db1[1]'
stderr:
gradus: --entry: 'db1[1]' is no number of this network's gradient
the gradients are dJdW1, dJdW2; then [row,column]
[exit 2]

$ gradus trace s1.safetensors @hours --target score --entry 'dW1[3,1]'
stderr:
gradus: --entry: 'dW1[3,1]' is out of range: [1,1] to [2,3]
[exit 2]

$ gradus trace s1.safetensors @hours --target score --entry 'dW1[2]'
stderr:
gradus: --entry: 'dW1[2]' needs a row and a column, as in dW1[2,1]
[exit 2]

$ gradus trace s1.safetensors @hours --target score --entry 'dW1[2,1' --json
stderr:
gradus: --entry: 'dW1[2,1' is no number of this network's gradient
the gradients are dJdW1, dJdW2; then [row,column]
[exit 2]

$ gradus trace s1.safetensors @hours --target score --entry 'dW1[1,1]' --step 1
stderr:
gradus: --entry explains one number: --step does not go with it
[exit 2]

$ gradus trace s1.safetensors @hours --target score --rows 0:4
stderr:
gradus: --rows: '0:4' goes beyond the 3 rows of the data
[exit 2]

$ gradus trace s1.safetensors @hours --target score --rows 2:2
stderr:
gradus: --rows: '2:2' holds no row
[exit 2]

$ gradus trace s1.safetensors @hours --target score --rows 1:x
stderr:
gradus: --rows: '1:x' is no range of rows
such as 0:3, the first three rows, or 7
[exit 2]

$ gradus trace s1.safetensors @hours --target score --rows 99999999999999999999
stderr:
gradus: --rows: '99999999999999999999' is no range of rows
such as 0:3, the first three rows, or 7
[exit 2]

$ gradus trace s1.safetensors @hours --target score --step fast
stderr:
gradus: --step: 'fast' is not a number
[exit 2]

$ gradus trace s1.safetensors @hours --target score --format latex
stderr:
gradus: --format: 'latex' is none of text, markdown, html, json, numpy, octave
[exit 2]

$ gradus trace s1.safetensors @hours --target score --json --format text
stderr:
gradus: --json and --format text do not go together
[exit 2]

$ gradus trace s1.safetensors @hours --target score --json --notation theta
stderr:
gradus: --notation: JSON has one notation, that of the model file
gradus trace --help describes the formats
[exit 2]

$ gradus trace s1.safetensors @hours --target score --format numpy --per-example
stderr:
gradus: --per-example does not go with --format numpy
[exit 2]

$ gradus trace s1.safetensors @hours
stderr:
gradus: which column is the target?
a model without a schema does not say it: --target takes as many columns as outputs
[exit 2]

$ gradus new 2-2-2-2-2-2-1 --activation tanh --dtype float64 -q -o deep.safetensors; for f in text markdown; do gradus trace deep.safetensors @xor --target 3 --entry 'dW1[1,2]' --rows 3 --format $f > entry; awk -v f=$f 'f == "text" && length > 100' entry; grep -A6 'units ' entry; done
units                  slope * weight * ... * delta                                      product
2 -> 1 -> 1 -> 1 -> 1  0.994822 * 0.0287464 * 0.930355 * 0.198968 * 0.75886
-> 1                   * 0.0916298 * 0.915052 * -0.962218 * 0.908056 * -0.00263416
                       * -0.365129                                                  -2.83061e-07
2 -> 1 -> 1 -> 1 -> 2  0.994822 * 0.0287464 * 0.930355 * 0.198968 * 0.75886
-> 1                   * 0.0916298 * 0.915052 * 0.918199 * 0.869169 * 0.50694
                       * -0.365129                                                  -4.97564e-05
| units | slope * weight * ... * delta | product |
|---|---|---:|
| 2 -> 1 -> 1 -> 1 -> 1 | 0.994822 * 0.0287464 * 0.930355 * 0.198968 * 0.75886 |  |
| -> 1 | * 0.0916298 * 0.915052 * -0.962218 * 0.908056 * -0.00263416 |  |
|  | * -0.365129 | -2.83061e-07 |
| 2 -> 1 -> 1 -> 1 -> 2 | 0.994822 * 0.0287464 * 0.930355 * 0.198968 * 0.75886 |  |
| -> 1 | * 0.0916298 * 0.915052 * 0.918199 * 0.869169 * 0.50694 |  |
```
