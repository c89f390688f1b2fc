# Descent on formulas

The worked example: x = 4, down the gradient of x^4 - 3x^3 + 2.

```console
$ gradus descend 'x^4 - 3*x^3 + 2' --from x=4 --learning-rate 0.01 --tolerance 1e-5
f(x) = x^4 - 3*x^3 + 2

step        x          f        df/dx
   0        4         66          112
   1     2.88  -0.866545      20.9019
   2  2.67098   -4.26951      12.0134
   3  2.55085   -5.45499      7.83025
   4  2.47255   -5.97293       5.4421
   5  2.41812   -6.22747       3.9323
 ...      ...        ...          ...
  38  2.25008   -6.54297   0.00162854
  39  2.25006   -6.54297   0.00129872
  40  2.25005   -6.54297    0.0010357
  41  2.25004   -6.54297  0.000825956
  42  2.25003   -6.54297  0.000658689

ended after 42 steps at a minimum
x = 2.2500325268933734
f = -6.542968739287559

$ gradus descend 'x^4 - 3*x^3 + 2' --from x=4 --learning-rate 0.01 --tolerance 1e-5 --json
{"at": {"x": 2.2500325268933734}, "value": -6.542968739287559, "gradient": {"x": 0.0006586886349282395}, "steps": 42, "evaluations": 43, "ended": "tolerance", "kind": "minimum"}

$ gradus descend 'x^4 - 3*x^3 + 2' --from x=4 --learning-rate 0.001 --max-steps 3 --digits 7
f(x) = x^4 - 3*x^3 + 2

step         x         f     df/dx
   0         4        66       112
   1     3.888  54.19053   99.0436
   2  3.788956  44.91527  88.37421
   3  3.700582  37.50334  79.45888

ended after 3 steps, out of steps and still moving: --max-steps allows more
x = 3.7005821977049442
f = 37.50334421901823
```

From the other side it comes to rest where there is no minimum.

```console
$ gradus descend 'x^4 - 3*x^3 + 2' --from x=-1
f(x) = x^4 - 3*x^3 + 2

step           x        f         df/dx
   0          -1        6           -13
   1       -0.87  4.54841      -9.44611
   2   -0.775539  3.76112      -7.27897
   3   -0.702749  3.28507      -5.83294
   4    -0.64442  2.97529      -4.80794
   5    -0.59634  2.76268      -4.04888
 ...         ...      ...           ...
1017  -0.0105458        2   -0.00100561
1018  -0.0105357        2   -0.00100369
1019  -0.0105257        2   -0.00100177
1020  -0.0105157        2  -0.000999864
1021  -0.0105057        2   -0.00099796

ended after 1021 steps at an inflection, no minimum: the gradient vanishes, but f goes on falling
x = -0.010505668158615361
f = 2.0000034906835973

$ gradus descend 'x^4 - 3*x^3 + 2' --from x=-1 --json
{"at": {"x": -0.010505668158615361}, "value": 2.0000034906835973, "gradient": {"x": -0.0009979595741532094}, "steps": 1021, "evaluations": 1022, "ended": "tolerance", "kind": "inflection"}
```

How the gradient comes about. What occurs twice is one part, and gets a share from each use.

```console
$ gradus descend 'sin(x*y) + (x*y)^2/2 - 3*x' --from x=1,y=2 --graph --max-steps 0
f(x, y) = sin(x*y) + (x*y)^2/2 - 3*x

values, from the variables up:
  x = 1
  y = 2
  v1 = x * y = 2
  v2 = sin(v1) = 0.909297
  v3 = v1 ^ 2 = 4
  v4 = v3 / 2 = 2
  v5 = v2 + v4 = 2.9093
  v6 = 3 * x = 3
  v7 = v5 - v6 = -0.0907026

derivatives, from f = v7 down:
  df/dv7 = 1
  df/dv6 = df/dv7 * (-1) = 1 * (-1) = -1
  df/dv5 = df/dv7 * 1 = 1 * 1 = 1
  df/dv4 = df/dv5 * 1 = 1 * 1 = 1
  df/dv3 = df/dv4 * 1/2 = 1 * 0.5 = 0.5
  df/dv2 = df/dv5 * 1 = 1 * 1 = 1
  df/dv1 = df/dv3 * 2 v1^(2-1) + df/dv2 * cos(v1) = 0.5 * 4 + 1 * (-0.416147) = 1.58385
  df/dy = df/dv1 * x = 1.58385 * 1 = 1.58385
  df/dx = df/dv6 * 3 + df/dv1 * y = (-1) * 3 + 1.58385 * 2 = 0.167706

step  x  y           f     df/dx    df/dy
   0  1  2  -0.0907026  0.167706  1.58385

ended after 0 steps, out of steps and still moving: --max-steps allows more
x = 1
y = 2
f = -0.09070257317431807

$ gradus descend 'x*x' --from x=3 --graph --max-steps 0 --json
{"at": {"x": 3}, "value": 9, "gradient": {"x": 6}, "steps": 0, "evaluations": 1, "ended": "max-steps", "kind": "unknown", "graph": [{"name": "x", "value": 3, "inputs": [], "local": [], "derivative": 6}, {"name": "*", "value": 9, "inputs": [0, 0], "local": [3, 3], "derivative": 1}]}

$ gradus descend 'x^2+sin(x)+cos(x)+tan(x)+exp(x)+tanh(x)+sqrt(x)' --from x=1 --graph --max-steps 0
f(x) = x^2+sin(x)+cos(x)+tan(x)+exp(x)+tanh(x)+sqrt(x)

values, from the variables up:
  x = 1
  v1 = x ^ 2 = 1
  v2 = sin(x) = 0.841471
  v3 = v1 + v2 = 1.84147
  v4 = cos(x) = 0.540302
  v5 = v3 + v4 = 2.38177
  v6 = tan(x) = 1.55741
  v7 = v5 + v6 = 3.93918
  v8 = exp(x) = 2.71828
  v9 = v7 + v8 = 6.65746
  v10 = tanh(x) = 0.761594
  v11 = v9 + v10 = 7.41906
  v12 = sqrt(x) = 1
  v13 = v11 + v12 = 8.41906

derivatives, from f = v13 down:
  df/dv13 = 1
  df/dv12 = df/dv13 * 1 = 1 * 1 = 1
  df/dv11 = df/dv13 * 1 = 1 * 1 = 1
  df/dv10 = df/dv11 * 1 = 1 * 1 = 1
  df/dv9 = df/dv11 * 1 = 1 * 1 = 1
  df/dv8 = df/dv9 * 1 = 1 * 1 = 1
  df/dv7 = df/dv9 * 1 = 1 * 1 = 1
  df/dv6 = df/dv7 * 1 = 1 * 1 = 1
  df/dv5 = df/dv7 * 1 = 1 * 1 = 1
  df/dv4 = df/dv5 * 1 = 1 * 1 = 1
  df/dv3 = df/dv5 * 1 = 1 * 1 = 1
  df/dv2 = df/dv3 * 1 = 1 * 1 = 1
  df/dv1 = df/dv3 * 1 = 1 * 1 = 1
  df/dx = df/dv12 * 1/(2 v12) + df/dv10 * (1 - v10^2) + df/dv8 * v8 + df/dv6 * (1 + v6^2)
          + df/dv4 * (-sin(x)) + df/dv2 * cos(x) + df/dv1 * 2 x^(2-1)
        = 1 * 0.5 + 1 * 0.419974 + 1 * 2.71828 + 1 * 3.42552 + 1 * (-0.841471) + 1 * 0.540302
          + 1 * 2
        = 8.76261

step  x        f    df/dx
   0  1  8.41906  8.76261

ended after 0 steps, out of steps and still moving: --max-steps allows more
x = 1
f = 8.419056999745747
```

A gallery: saddles, valleys, plateaus, kinks, and places that cannot be left or kept to.

```console
$ gradus descend 'x^2 - y^2' --from x=1,y=0 --learning-rate 0.1 | tail -n 4
ended after 46 steps at a saddle, no minimum: f falls one way and rises another
x = 3.4844914372704106e-05
y = 0
f = 1.2141680576410813e-09

$ gradus descend 'x^2 - y^2' --from x=1,y=1e-9 --learning-rate 0.1 | tail -n 4
ended after 46 steps at a saddle, no minimum: f falls one way and rises another
x = 3.4844914372704106e-05
y = 4.388714385610605e-06
f = 1.1949072436826158e-09

$ gradus descend '(1-x)^2 + 100*(y-x^2)^2' --from x=-1,y=1.5 --learning-rate 1e-3 | tail -n 4
ended after 9024 steps at a minimum
x = 0.987604843289378
y = 0.9753133549818583
f = 0.00015388962502984975

$ gradus descend '(1-x)^2 + 100*(y-x^2)^2' --from x=-1,y=1.5 --learning-rate 1e-3 --momentum 0.9 | tail -n 4
ended after 1367 steps at a minimum
x = 0.9988078869542905
y = 0.9976124212161971
f = 1.4234124551209266e-06

$ gradus descend 'x^2' --from x=1 --momentum 0.99 | tail -n 3
ended after 1528 steps at a minimum
x = -0.00046231836816020585
f = 2.1373827353831563e-07

$ gradus descend 'relu(x)' --from x=-1 | tail -n 4
ended after 1 step, nothing moves, but a minimum is not to be seen:
the gradient is 0 here, and not all around does f rise
x = -1
f = 0

$ gradus descend 'sigmoid(x)' --from x=-20 | tail -n 4
ended after 1 step, nothing moves, but a minimum is not to be seen:
the largest derivative is 2.06115e-09; a smaller --tolerance or a larger --learning-rate goes on
x = -20.000000000020613
f = 2.0611536181477173e-09

$ gradus descend 'abs(x)' --from x=1 | tail -n 3
ended after 10000 steps, out of steps and still moving: --max-steps allows more
x = -7.528699885739343e-16
f = 7.528699885739343e-16

$ gradus descend 'x^2' --from x=4 --learning-rate 1e-9 | tail -n 4
ended after 1 step, nothing moves, but a minimum is not to be seen:
the largest derivative is 8; a smaller --tolerance or a larger --learning-rate goes on
x = 3.999999992
f = 15.999999935999998

$ gradus descend 'cos(x)' --from x=0 | tail -n 3
ended after 1 step at a maximum, no minimum: the gradient vanishes, but f falls all around
x = 0
f = 1

$ gradus descend '-x^2' --from x=4 --learning-rate 0.1 --maximize | tail -n 3
ended after 52 steps at a maximum
x = 3.653754093327259e-05
f = -1.3349918974505697e-09

$ gradus descend 'x^3 + 0*y' --from x=0,y=0 --maximize | tail -n 5
ended after 1 step, nothing moves, but a maximum is not to be seen:
the gradient is 0 here, and not all around does f fall
x = 0
y = 0
f = 0

$ gradus descend 'a^2 + b^2 + c^2 + d^2' --from a=1,b=2,c=3,d=4 --learning-rate 0.3
f(a, b, c, d) = a^2 + b^2 + c^2 + d^2

step            f  largest |df/dx|
   0           30                8
   1          4.8              3.2
   2        0.768             1.28
   3      0.12288            0.512
   4    0.0196608           0.2048
   5   0.00314573          0.08192
 ...          ...              ...
  11  5.27766e-08      0.000335544
  12  8.44425e-09      0.000134218
  13  1.35108e-09      5.36871e-05
  14  2.16173e-10      2.14748e-05
  15  3.45876e-11      8.58993e-06

ended after 15 steps at a minimum
a = 1.073741824000001e-06
b = 2.147483648000002e-06
c = 3.221225472000004e-06
d = 4.294967296000004e-06
f = 3.458764513820548e-11
```

It diverges, or starts where there is no value.

```console
$ gradus descend 'x^4 - 3*x^3 + 2' --from x=4 --learning-rate 1
f(x) = x^4 - 3*x^3 + 2

step              x             f         df/dx
   0              4            66           112
   1           -108   1.39828e+08  -5.14382e+06
   2    5.14372e+06   7.00016e+26   5.44366e+20
   3   -5.44366e+20   8.78138e+82  -6.45256e+62
   4    6.45256e+62  1.73352e+251  1.07462e+189
   5  -1.07462e+189           inf          -inf

ended after 5 steps: diverged
x = -1.0746243774971088e+189
f = inf
stderr:
gradus: diverged at step 5: column 2: (-1.07462e+189) ^ 4 is infinite
try a smaller --learning-rate, or another start
[exit 1]

$ gradus descend 'x^2' --from x=4 --learning-rate 1.5 --json
{"at": {"x": 1.3407807929942597e+154}, "value": null, "gradient": {"x": 2.6815615859885194e+154}, "steps": 510, "evaluations": 511, "ended": "diverged", "kind": "unknown"}
stderr:
gradus: diverged at step 510: column 2: 1.34078e+154 ^ 2 is infinite
try a smaller --learning-rate, or another start
[exit 1]

$ gradus descend '2 + log(x)' --from x=-1 -q
stderr:
gradus: diverged at step 0: column 5: log(-1) is not a number
it must start where the expression and its gradient are finite
[exit 1]

$ gradus descend 'sqrt(x)' --from x=1 -q
stderr:
gradus: diverged at step 135: column 1: sqrt(-0.0231168) is not a number
try a smaller --learning-rate, or another start
[exit 1]

$ gradus descend 'x*sqrt(x)' --from x=0 -q
x = 0
f = 0
```

Several starts: the best minimum counts.

```console
$ gradus descend 'x^4/4 - x^2 + x/5' --restarts 14 --range x=-2:2
f(x) = x^4/4 - x^2 + x/5

   from x      to x          f  steps  ended
-0.539274  -1.46158   -1.28768    221  minimum
   -1.947    -1.462   -1.28768    162  minimum
-0.764291  -1.46157   -1.28768    202  minimum
 -1.37552  -1.46157   -1.28768    135  minimum
 -1.25871  -1.46157   -1.28768    157  minimum
 0.405052   1.36102  -0.722348    290  minimum
 0.383691   1.36102  -0.722348    294  minimum
 0.212084   1.36102  -0.722348    344  minimum
 0.851281   1.36102  -0.722348    231  minimum
 0.840358   1.36101  -0.722348    232  minimum
and 4 more

the best of 14 ended after 221 steps at a minimum
x = -1.4615779676298812
f = -1.2876772919132924

$ gradus descend 'x^4/4 - x^2 + x/5' --restarts 2 --range x=-2:2 --from x=2 --json
{"at": {"x": -1.461571700350065}, "value": -1.2876772860718566, "gradient": {"x": 0.0009458677591362985}, "steps": 135, "evaluations": 136, "ended": "tolerance", "kind": "minimum", "restarts": [{"from": {"x": 2}, "at": {"x": 1.361547257497952}, "value": -0.7223477377751735, "steps": 198, "ended": "tolerance", "kind": "minimum"}, {"from": {"x": -1.3755214880452318}, "at": {"x": -1.461571700350065}, "value": -1.2876772860718566, "steps": 135, "ended": "tolerance", "kind": "minimum"}]}

$ gradus descend 'x^4/4 - x^2 + x/5' --restarts 20 --range x=-2:2 --seed 2 | tail -n 2
x = -1.4615778990388222
f = -1.287677291850299
```

Searches without a gradient.

```console
$ gradus descend 'x^4 - 3*x^3 + 2' --from x=4 --compare random,genetic | tail -n 6
to the same value, in the box x = -4 to 12:
search   evaluations    best f  reached
descent           43  -6.54297  yes
random         87845  -6.54297  yes
genetic          681  -6.54297  yes
an evaluation is f at one place; the descent's give the gradient as well

$ gradus descend '(x-1)^2 + y^2' --from x=3,y=2 --learning-rate 0.1 --compare genetic --range x=-4:4,y=-4:4 --json
{"at": {"x": 1.0000356811923177, "y": 3.568119231764901e-05}, "value": 2.5462949704197085e-09, "gradient": {"x": 7.136238463534283e-05, "y": 7.136238463529802e-05}, "steps": 49, "evaluations": 50, "ended": "tolerance", "kind": "minimum", "compare": [{"search": "genetic", "evaluations": 853, "reached": true, "value": 4.797902499125682e-10, "at": {"x": 1.000021472364059, "y": 4.327566478882914e-06}}]}

$ gradus descend '(x-1)^2 + y^2' --from x=3,y=2 --learning-rate 0.1 --compare random --max-evaluations 1000 | tail -n 5
to the same value, in the box x = -3 to 9, y = -2 to 6:
search   evaluations       best f  reached
descent           50  2.54629e-09  yes
random          1000   0.00870671  no
an evaluation is f at one place; the descent's give the gradient as well
```

What is no formula is refused at its column.

```console
$ gradus descend 'x^4 - 3x' --from x=1
stderr:
gradus: expression:1:8: no operator before 'x'
a product is written with *, as in 3*x
[exit 2]

$ gradus descend '2*sen(x)' --from x=1
stderr:
gradus: expression:1:3: unknown function 'sen'
did you mean sin?
[exit 2]

$ gradus descend '(x - 1' --from x=1
stderr:
gradus: expression:1:7: no ')' for the '(' of column 1
[exit 2]

$ gradus descend 'x − 1' --from x=1
stderr:
gradus: expression:1:3: unknown sign '−'
a minus is written -
[exit 2]

$ gradus descend '3 + 4' --from x=1
stderr:
gradus: expression:1:1: it has no variable
descent moves variables: names such as x
[exit 2]
```

Nor are other wrong words taken.

```console
$ gradus descend 'x*y'
stderr:
gradus: where does it start? --from is missing
such as --from x=1,...
[exit 2]

$ gradus descend 'x*y' --from x=1
stderr:
gradus: --from: nothing is said of y
[exit 2]

$ gradus descend 'x*y' --from x=1,z=2
stderr:
gradus: --from: the expression has no variable 'z'
its first variable is x
[exit 2]

$ gradus descend 'x*e' --from x=1,e=2
stderr:
gradus: --from: the expression has no variable 'e'
e is a number of its own
[exit 2]

$ gradus descend x --from x=1,x=2
stderr:
gradus: --from: x is given twice
[exit 2]

$ gradus descend x --from x:1
stderr:
gradus: --from: 'x:1' is not a variable, = and a number
[exit 2]

$ gradus descend x --from x=one
stderr:
gradus: --from: 'one' is not a number
[exit 2]

$ gradus descend x --from x=1 --restarts 3
stderr:
gradus: --restarts needs --range, where the starts are drawn
[exit 2]

$ gradus descend x --from x=1 --range x=0:1
stderr:
gradus: --range is for --restarts or --compare
[exit 2]

$ gradus descend x --range x=1:0 --restarts 3
stderr:
gradus: --range: '1:0' is not two numbers low:high, low below high
[exit 2]

$ gradus descend 'x^2' --range x=-1e308:1e308 --restarts 3
stderr:
gradus: --range: '-1e308:1e308' is not two numbers low:high, low below high
[exit 2]

$ gradus descend 'x^2 + y' --from ' x = 1 , y=  2 ' --max-steps 1 --json
{"at": {"x": 0.98, "y": 1.99}, "value": 2.9504, "gradient": {"x": 1.96, "y": 1}, "steps": 1, "evaluations": 2, "ended": "max-steps", "kind": "unknown"}

$ gradus descend 'x^2' --from ' '
stderr:
gradus: --from: '' is not a variable, = and a number
[exit 2]

$ gradus descend 'x^2' --from ' = 1'
stderr:
gradus: --from: '= 1' is not a variable, = and a number
[exit 2]

$ gradus descend x --from x=1 --compare annealing
stderr:
gradus: --compare: 'annealing' is none of random, genetic
[exit 2]

$ gradus descend x --from x=1 --learning-rate 0
stderr:
gradus: --learning-rate: '0' is not a number above 0
[exit 2]

$ gradus descend x --from x=1 --momentum 1
stderr:
gradus: --momentum: '1' is not a number from 0 to below 1
[exit 2]

$ gradus descend
stderr:
gradus: too few arguments: gradus descend EXPRESSION --from x=4 [options]
[exit 2]
```

The help.

```console
$ gradus descend --help
Usage: gradus descend EXPRESSION --from x=4 [options]

Follows the gradient of a formula downhill.

The descent:
      --from x=X[,y=Y]      where it starts
      --learning-rate X     a step is this times the gradient (default 0.01)
      --momentum X          of the last step this much is made again (default
                            0)
      --tolerance X         it ends when no variable moves by more (default
                            1e-5)
      --max-steps N         or after so many steps (default 10000)
      --maximize            goes up the gradient instead
      --graph               shows how the gradient of the start comes from
                            local derivatives

Several starts, other searches:
      --restarts N          starts in the range, drawn by the seed; the best
                            end counts
      --range x=LOW:HIGH[,...]
                            of each variable
      --compare NAMES       searches without a gradient that are run to the
                            same value: random, genetic
      --max-evaluations N   of each of these searches (default 1000000)
      --seed N              of starts and searches (default 1)

Output:
      --json                one JSON document on standard output
      --digits N            significant digits of numbers for people (default
                            6)
  -q, --quiet               no progress, no warnings
      --help                this text
      --version             version and kernel row

EXPRESSION has numbers, variables, pi, e, + - * / ^ and parentheses, and the functions
exp, log, sqrt, sin, cos, tan, tanh, sigmoid, abs, relu.  A power goes before a sign, and
the right one first: -x^2 is -(x^2), 2^3^2 is 2^(3^2).  An expression that begins with -
must be the first argument.  With -q only the place where it ends.

$ gradus descend '(x-1)^2 + y^2' --from x=3,y=1 -q
x = 1.0004854820542972
y = 0.0002427410271487264
f = 2.9461603130586267e-07

$ gradus descend 'a_name_of_some_length^2 + another_one_that_is_long^2' --from a_name_of_some_length=1,another_one_that_is_long=2 --max-steps 2
f(a_name_of_some_length, another_one_that_is_long) = a_name_of_some_length^2 + another_one_that_is_long^2

step        f  largest |df/dx|
   0        5                4
   1    4.802             3.92
   2  4.61184           3.8416

ended after 2 steps, out of steps and still moving: --max-steps allows more
a_name_of_some_length = 0.9604
another_one_that_is_long = 1.9208
f = 4.6118408

$ GRADUS_CPU=none gradus descend 'x^2' --from x=1 2>&1 | cut -d: -f1-2
gradus: no kernel row 'none'
```
