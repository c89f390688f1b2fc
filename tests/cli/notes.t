# Worksheets

Blank, as Markdown: a network that knows which of three it is.

```console
$ printf 'a,b,k\n0,1,0\n0.5,-1,2\n1,0.5,1\n' > k.csv; gradus new 2-2-3 --activation tanh --loss cross-entropy --dtype float64 --init-bias same -q -o k.safetensors; gradus notes k.safetensors k.csv --target k --blank | sed 's/^```$/~~~/'
# Backpropagation by hand: a network 2-2-3

## The data

3 examples, one a row: `X` has the 2 inputs as the network sees them, `y` what it should answer.

$$
\text{X} = \begin{bmatrix} 0 & 1 \\ 0.5 & -1 \\ 1 & 0.5 \end{bmatrix}
$$

$$
\text{y} = \begin{bmatrix} 1 & 0 & 0 \\ 0 & 0 & 1 \\ 0 & 1 & 0 \end{bmatrix}
$$

## The network

Every unit is joined to every unit of the next column. `W1` has a row for each input and a column for each unit, and so on upward.

~~~
    X                   a2                  yHat

                                             (1)
   (1)                  (1)
          -- W1 -->            -- W2 -->     (2)
   (2)                  (2)
                                             (3)
~~~

The weights and biases:

$$
\text{W1} = \begin{bmatrix} -1.22233 & -0.48859 \\ 0.324298 & 0.416508 \end{bmatrix}
$$

$$
\text{b1} = \begin{bmatrix} 0.812395 & 0.828473 \end{bmatrix}
$$

$$
\text{W2} = \begin{bmatrix} 0.335386 & -0.678795 & 0.38225 \\ 0.0257116 & 0.983185 & -1.03766 \end{bmatrix}
$$

$$
\text{b2} = \begin{bmatrix} 0.073839 & 0.419031 & -0.0782272 \end{bmatrix}
$$

## Forward

From the inputs to the answer, for all examples at once; `f` works on every number of its matrix by itself, but for softmax, which works on every row.

$$
\begin{aligned}
\underset{3 \times 2}{z^{(2)}} &= \underset{3 \times 2}{X} \, \underset{2 \times 2}{W^{(1)}} + \underset{1 \times 2}{b^{(1)}}
\end{aligned}
$$

with tanh, `a = tanh z`:

$$
\begin{aligned}
\underset{3 \times 2}{a^{(2)}} &= f\left(\underset{3 \times 2}{z^{(2)}}\right)
\end{aligned}
$$

$$
\begin{aligned}
\underset{3 \times 3}{z^{(3)}} &= \underset{3 \times 2}{a^{(2)}} \, \underset{2 \times 3}{W^{(2)}} + \underset{1 \times 3}{b^{(2)}}
\end{aligned}
$$

with softmax, `a_i = e^z_i / sum of e^z_k`:

$$
\begin{aligned}
\underset{3 \times 3}{\hat y} &= f\left(\underset{3 \times 3}{z^{(3)}}\right)
\end{aligned}
$$

How wrong the answers are, in one number, the loss `cross-entropy`:

`J = mean over rows of the sum of -y log a`

where `a` is the answer and `y` what it should be, and m = 3 the number of examples. Training looks for weights with a small J, so it asks: how does J move with each weight? That is what you are going to work out.

## What you should know

The sum rule: the derivative of a sum is the sum of the derivatives.

$$
\frac{d(u + v)}{dx} = \frac{du}{dx} + \frac{dv}{dx}
$$

The chain rule: where x moves u and u moves y, the two rates multiply.

$$
\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx}
$$

Where x reaches y on several ways, their rates add up.

$$
\frac{dy}{dx} = \sum_k \frac{\partial y}{\partial u_k} \cdot \frac{du_k}{dx}
$$

A partial derivative moves one variable and holds the others still.

$$
\frac{\partial}{\partial x} (2 x^2 + y^3) = 4 x
$$

A matrix product: row times column. (n,k) times (k,p) is (n,p); the inner sizes agree.

$$
(A B)_{ij} = \sum_k A_{ik} B_{kj}
$$

A transpose swaps rows and columns, and turns a product round.

$$
(A B)^{\mathsf T} = B^{\mathsf T} A^{\mathsf T}
$$

And a habit: write the size below each matrix. A product whose sizes do not fit is wrong; a gradient has the size of what it is the gradient of.

## Questions

### Question 1

What size, (rows, columns), does each of these have?

| name | size |
|---|---:|
| X | (    ,    ) |
| y | (    ,    ) |
| W1 | (    ,    ) |
| b1 | (    ,    ) |
| z2 | (    ,    ) |
| a2 | (    ,    ) |
| delta2 | (    ,    ) |
| dJdW1 | (    ,    ) |
| dJdb1 | (    ,    ) |
| W2 | (    ,    ) |
| b2 | (    ,    ) |
| z3 | (    ,    ) |
| yHat | (    ,    ) |
| delta3 | (    ,    ) |
| dJdW2 | (    ,    ) |
| dJdb2 | (    ,    ) |

### Question 2

J is the mean of the losses of the examples, each of which knows nothing of the others. What does that say of the derivative of J by a weight?

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 3

One example. On which way does a weight of `W2` reach J? Write the derivative of J by `W2` as a product along it.

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 4

The loss `cross-entropy`, `J = mean over rows of the sum of -y log a`, comes with softmax, `a_i = e^z_i / sum of e^z_k`. What is the derivative of one example's loss by `z`, through both of them? (Each alone can divide by 0; together they cannot.)

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 5

Call the derivative of J by `z3` `delta3`. Write it down, for all examples at once.

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 6

`z_j = sum over i of a_i W_ij + b_j`, with `a` from `a2`. What is the derivative of `z_j` by `W_ij`, and so that of J by `W_ij`, for one example? Then for all examples: as a product of `a2` and `delta3`.

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 7

And by the bias `b_j`?

>&nbsp;
>
>&nbsp;

### Question 8

Now with numbers. The first example alone: what does the network answer, and what is its loss?

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 9

The first example alone, as if it were all the data (m = 1): `delta3` and `dJdW2` (and `dJdb2`) in numbers?

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 10

All 3 examples at once: the same matrices with 3 rows. What are `z` and `a` of each layer, and J?

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 11

All 3 examples: `delta3`? And `dJdW2` (and `dJdb2`), once example by example and added up, once as the matrix product?

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 12

One layer down. A weight of `W1` reaches J through `z3`, whose derivative `delta3` you have. Write the derivative of J by `W1` as a product along the way.

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 13

Unit i of `a2` feeds every unit of layer 2. What is the derivative of J by it, and for all units and examples at once?

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 14

Layer 1 has tanh, `a = tanh z`. What is its derivative `f'(z)`, in `z` or `a`?

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 15

So what is `delta2`?

>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 16

`z_j = sum over i of a_i W_ij + b_j`, with `a` from `X`. What is the derivative of `z_j` by `W_ij`, and so that of J by `W_ij`, for one example? Then for all examples: as a product of `X` and `delta2`.

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 17

And by the bias `b_j`?

>&nbsp;
>
>&nbsp;

### Question 18

The first example alone, as if it were all the data (m = 1): `delta2` and `dJdW1` (and `dJdb1`) in numbers?

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

### Question 19

All 3 examples: `delta2`? And `dJdW1` (and `dJdb1`), once example by example and added up, once as the matrix product?

>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;
>
>&nbsp;

## Have your answers marked

Write your numbers into a file `mine.json`, any of these, with as many digits as you like; leave out what you do not have:

~~~
{"notation": "rows",
"z2": null,
"a2": null,
"z3": null,
"yHat": null,
"J": null,
"delta3": null,
"dJdW2": null,
"dJdb2": null,
"delta2": null,
"dJdW1": null,
"dJdb1": null}
~~~

`gradus check k.safetensors k.csv --target k --against mine.json` says which are right and, where one is wrong, what went wrong.
```

Solved: the worksheet of the tutorials, all weights 1, with the numbers that it should have.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 -q -o ones.safetensors --init constant:1; gradus notes ones.safetensors @hours --target score --format text --digits 16 | sed '1,/^Question 1$/d'
What size, (rows, columns), does each of these have?

name      size
X       (3, 2)
y       (3, 1)
W1      (2, 3)
z2      (3, 3)
a2      (3, 3)
delta2  (3, 3)
dJdW1   (2, 3)
W2      (3, 1)
z3      (3, 1)
yHat    (3, 1)
delta3  (3, 1)
dJdW2   (3, 1)

Question 2
J is the sum of the losses of the examples, each of which knows nothing of the others. What does
that say of the derivative of J by a weight?
Answer:
By the sum rule it is the sum of the derivatives of the examples' own losses. So one example is
enough to find the rule, and the rest is adding up.

Question 3
One example. On which way does a weight of W2 reach J? Write the derivative of J by W2 as a product
along it.
Answer:

    dJ/dW2 = dJ/dyHat dyHat/dz3 dz3/dW2

Question 4
What is the derivative of J, J = sum of (y - a)^2 / 2, by one answer a?
Answer:
dJ/da = a - y

Question 5
Layer 2 has sigmoid, a = 1 / (1 + e^-z). What is its derivative f'(z), in z or a?
Answer:
da/dz = a (1 - a)

Question 6
Call the derivative of J by z3 delta3. Write it down, for all examples at once.
Answer:

delta3 = (yHat - y) * f'(z3)                                (3,1) = (3,1) (3,1) (3,1)

Question 7
z_j = sum over i of a_i W_ij, with a from a2. What is the derivative of z_j by W_ij, and so that of
J by W_ij, for one example? Then for all examples: as a product of a2 and delta3.
Answer:
a_i, so dJ/dW_ij = a_i delta_j: input times delta, for each pair. Over the examples these add up,
which is what the matrix product does.

dJdW2 = a2^T delta3                                         (3,1) = (3,3) (3,1)

Question 8
Now with numbers. The first example alone: what does the network answer, and what is its loss?
Answer:

z2 = [0.3  1] [1  1  1]
              [1  1  1]
   = [1.3  1.3  1.3]

a2 = [0.7858349830425586  0.7858349830425586  0.7858349830425586]

z3 = [0.7858349830425586  0.7858349830425586  0.7858349830425586] [1]
                                                                  [1]
                                                                  [1]
   = 2.357504949127676

yHat = 0.9135289151126097

J = 0.01337085303895355

Question 9
The first example alone, as if it were all the data (m = 1): delta3 and dJdW2 in numbers?
Answer:

delta3 = ([0.9135289151126097] - [0.75]) * [0.07899383636578805]
       = 0.01291777636148033

dJdW2 = [0.7858349830425586] [0.01291777636148033]
        [0.7858349830425586]
        [0.7858349830425586]
      = [0.01015124056797146]
        [0.01015124056797146]
        [0.01015124056797146]

Question 10
All 3 examples at once: the same matrices with 3 rows. What are z and a of each layer, and J?
Answer:

z2 = [1.3  1.3  1.3]
     [0.7  0.7  0.7]
     [1.4  1.4  1.4]

a2 = [0.7858349830425586  0.7858349830425586  0.7858349830425586]
     [ 0.668187772168166   0.668187772168166   0.668187772168166]
     [0.8021838885585817  0.8021838885585817  0.8021838885585817]

z3 = [2.357504949127676]
     [2.004563316504498]
     [2.406551665675745]

yHat = [0.9135289151126097]
       [0.8812753649908491]
       [0.9173255383476971]

J = 0.01532850920542229

Question 11
All 3 examples: delta3? And dJdW2, once example by example and added up, once as the matrix product?
Answer:

delta3 = ([0.9135289151126097] - [0.75]) * [0.07899383636578805]
          [0.8812753649908491]   [0.82]    [ 0.1046290960510948]
          [0.9173255383476971]   [0.93]    [0.07583939504280476]
       = [   0.01291777636148033]
         [  0.006411186049193449]
         [-0.0009612235042038799]

example 1 = [0.01015124056797146]
            [0.01015124056797146]
            [0.01015124056797146]
example 2 = [0.004283876123166197]
            [0.004283876123166197]
            [0.004283876123166197]
example 3 = [-0.0007710780083761746]
            [-0.0007710780083761746]
            [-0.0007710780083761746]

dJdW2 = [0.7858349830425586  0.668187772168166  0.8021838885585817] [   0.01291777636148033]
        [0.7858349830425586  0.668187772168166  0.8021838885585817] [  0.006411186049193449]
        [0.7858349830425586  0.668187772168166  0.8021838885585817] [-0.0009612235042038799]
      = [0.01366403868276148]
        [0.01366403868276148]
        [0.01366403868276148]

Question 12
One layer down. A weight of W1 reaches J through z3, whose derivative delta3 you have. Write the
derivative of J by W1 as a product along the way.
Answer:

    dJ/dW1 = dJ/dz3 dz3/da2 da2/dz2 dz2/dW1

Question 13
Unit i of a2 feeds every unit of layer 2. What is the derivative of J by it, and for all units and
examples at once?
Answer:
Where a number is used several times, the rates add up: the sum over the units j above of delta_j
W_ij. As a product: delta3 W2^T.

Question 14
Layer 1 has sigmoid, a = 1 / (1 + e^-z). What is its derivative f'(z), in z or a?
Answer:
da/dz = a (1 - a)

Question 15
So what is delta2?
Answer:

delta2 = (delta3 W2^T) * f'(z2)                             (3,3) = (3,1) (1,3) (3,3)

Question 16
z_j = sum over i of a_i W_ij, with a from X. What is the derivative of z_j by W_ij, and so that of J
by W_ij, for one example? Then for all examples: as a product of X and delta2.
Answer:
a_i, so dJ/dW_ij = a_i delta_j: input times delta, for each pair. Over the examples these add up,
which is what the matrix product does.

dJdW1 = X^T delta2                                          (2,3) = (2,3) (3,3)

Question 17
The first example alone, as if it were all the data (m = 1): delta2 and dJdW1 in numbers?
Answer:

delta2 = ([0.01291777636148033] [1  1  1]) *

         [0.1682983624690602  0.1682983624690602  0.1682983624690602]
       = [0.002174040608378675  0.002174040608378675  0.002174040608378675]

dJdW1 = [0.3] [0.002174040608378675  0.002174040608378675  0.002174040608378675]
        [  1]
      = [0.0006522121825136026  0.0006522121825136026  0.0006522121825136026]
        [ 0.002174040608378675   0.002174040608378675   0.002174040608378675]

Question 18
All 3 examples: delta2? And dJdW1, once example by example and added up, once as the matrix product?
Answer:

delta2 = ([   0.01291777636148033] [1  1  1]) *
          [  0.006411186049193449]
          [-0.0009612235042038799]

         [0.1682983624690602  0.1682983624690602  0.1682983624690602]
         [0.2217128732931091  0.2217128732931091  0.2217128732931091]
         [0.1586848974956147  0.1586848974956147  0.1586848974956147]
       = [  0.002174040608378675    0.002174040608378675    0.002174040608378675]
         [  0.001421442480183376    0.001421442480183376    0.001421442480183376]
         [-0.0001525316532349682  -0.0001525316532349682  -0.0001525316532349682]

example 1 = [0.0006522121825136026  0.0006522121825136026  0.0006522121825136026]
            [ 0.002174040608378675   0.002174040608378675   0.002174040608378675]
example 2 = [0.0007107212400916878  0.0007107212400916878  0.0007107212400916878]
            [0.0002842884960366752  0.0002842884960366752  0.0002842884960366752]
example 3 = [-0.0001525316532349682  -0.0001525316532349682  -0.0001525316532349682]
            [-6.101266129398729e-05  -6.101266129398729e-05  -6.101266129398729e-05]

dJdW1 = [0.3  0.5    1] [  0.002174040608378675    0.002174040608378675    0.002174040608378675]
        [  1  0.2  0.4] [  0.001421442480183376    0.001421442480183376    0.001421442480183376]
                        [-0.0001525316532349682  -0.0001525316532349682  -0.0001525316532349682]
      = [0.001210401769370322  0.001210401769370322  0.001210401769370322]
        [0.002397316443121363  0.002397316443121363  0.002397316443121363]

Have your answers marked
------------------------
Write your numbers into a file mine.json, any of these, with as many digits as you like; leave out
what you do not have:

{"notation": "rows",
"z2": null,
"a2": null,
"z3": null,
"yHat": null,
"J": null,
"delta3": null,
"dJdW2": null,
"delta2": null,
"dJdW1": null}

gradus check ones.safetensors @hours --target score --against mine.json says which are right and,
where one is wrong, what went wrong.

$ gradus notes ones.safetensors @hours --target score --rows 0 | grep -c '^### Question'
15

$ gradus notes ones.safetensors @hours --target score | sed -n '/Question 3$/,/Question 8/p'
### Question 3

One example. On which way does a weight of `W2` reach J? Write the derivative of J by `W2` as a product along it.

**Answer.**

$$
\frac{\partial J}{\partial W^{(2)}} = \frac{\partial J}{\partial \hat y} \cdot \frac{\partial \hat y}{\partial z^{(3)}} \cdot \frac{\partial z^{(3)}}{\partial W^{(2)}}
$$

### Question 4

What is the derivative of J, `J = sum of (y - a)^2 / 2`, by one answer `a`?

**Answer.**

`dJ/da = a - y`

### Question 5

Layer 2 has sigmoid, `a = 1 / (1 + e^-z)`. What is its derivative `f'(z)`, in `z` or `a`?

**Answer.**

`da/dz = a (1 - a)`

$a (1 - a)$

### Question 6

Call the derivative of J by `z3` `delta3`. Write it down, for all examples at once.

**Answer.**

$$
\begin{aligned}
\underset{3 \times 1}{\delta^{(3)}} &= \left(\underset{3 \times 1}{\hat y} - \underset{3 \times 1}{y}\right) \odot \underset{3 \times 1}{f'\left(z^{(3)}\right)}
\end{aligned}
$$

### Question 7

`z_j = sum over i of a_i W_ij`, with `a` from `a2`. What is the derivative of `z_j` by `W_ij`, and so that of J by `W_ij`, for one example? Then for all examples: as a product of `a2` and `delta3`.

**Answer.**

`a_i`, so `dJ/dW_ij = a_i delta_j`: input times delta, for each pair. Over the examples these add up, which is what the matrix product does.

$$
\begin{aligned}
\underset{3 \times 1}{\frac{\partial J}{\partial W^{(2)}}} &= \underset{3 \times 3}{{\left(a^{(2)}\right)}^{\mathsf T}} \, \underset{3 \times 1}{\delta^{(3)}}
\end{aligned}
$$

### Question 8
```

The answers alone, and their names to fill in.

```console
$ gradus notes ones.safetensors @hours --target score --json
{"notation": "rows", "z2": [[1.3, 1.3, 1.3], [0.7, 0.7, 0.7], [1.4, 1.4, 1.4]], "a2": [[0.7858349830425586, 0.7858349830425586, 0.7858349830425586], [0.668187772168166, 0.668187772168166, 0.668187772168166], [0.8021838885585817, 0.8021838885585817, 0.8021838885585817]], "z3": [[2.3575049491276756], [2.0045633165044983], [2.406551665675745]], "yHat": [[0.9135289151126097], [0.8812753649908491], [0.9173255383476971]], "J": 0.015328509205422294, "delta3": [[0.012917776361480334], [0.006411186049193449], [-0.0009612235042038799]], "dJdW2": [[0.013664038682761484], [0.013664038682761484], [0.013664038682761484]], "delta2": [[0.0021740406083786755, 0.0021740406083786755, 0.0021740406083786755], [0.0014214424801833757, 0.0014214424801833757, 0.0014214424801833757], [-0.00015253165323496823, -0.00015253165323496823, -0.00015253165323496823]], "dJdW1": [[0.001210401769370322, 0.001210401769370322, 0.001210401769370322], [0.002397316443121363, 0.002397316443121363, 0.002397316443121363]]}

$ gradus notes k.safetensors k.csv --target k --json --blank
{"notation": "rows", "z2": null, "a2": null, "z3": null, "yHat": null, "J": null, "delta3": null, "dJdW2": null, "dJdb2": null, "delta2": null, "dJdW1": null, "dJdb1": null}

$ gradus notes k.safetensors k.csv --target k --json > answers.json; gradus trace k.safetensors k.csv --target k --json > trace.json; python3 -c 'import json; a, t = json.load(open("answers.json")), json.load(open("trace.json")); l = t["layers"]; turned = lambda m: [list(c) for c in zip(*m)]; print(a["J"] == t["loss"], a["z2"] == l[0]["Z"], a["yHat"] == l[1]["A"], a["delta2"] == l[0]["dZ"], a["dJdW1"] == turned(l[0]["dW"]), a["dJdb2"] == l[1]["db"])'
True True True True True True
```

HTML is well-formed, and has no script; every activation and loss, one to four layers.

```console
$ printf 'a,b,y,z\n0,1,0,1\n0.5,-1,1,0\n' > two.csv; for l in sse mse half-mse mae huber bce cross-entropy; do for n in 2-2 2-3-2 2-4-3-2 2-2-2-2-2; do o=identity; case $l in bce) o=sigmoid ;; cross-entropy) o=softmax ;; esac; gradus new $n --output-activation $o --loss $l -q -o n.safetensors; for b in --blank -q; do gradus notes n.safetensors two.csv --target y,z --format html $b > n.html; python3 -c 'import sys, xml.dom.minidom as m; d = m.parse("n.html"); print(len(d.getElementsByTagName("script")), len(d.getElementsByTagName("svg")), d.documentElement.tagName)'; gradus notes n.safetensors two.csv --target y,z --format text $b | awk 'length($0) > 100'; done; done; done | sort | uniq -c
     56 0 1 html

$ for a in identity sigmoid tanh relu leaky-relu elu selu gelu silu mish softplus softsign; do gradus new 2-3-2-3-2 --activation $a --output-activation $a -q -o n.safetensors; gradus notes n.safetensors two.csv --target y,z --format html 2>/dev/null | tail -n 1; done | sort | uniq -c
     12 </html>

$ gradus new 2-2 --loss mse --output-activation softmax -q -o n.safetensors; gradus notes n.safetensors two.csv --target y,z --rows 1 --format text | grep -A4 '^Question [4-6]$'
Question 4
What is the derivative of J, J = mean over rows of the sum of (y - a)^2, by one answer a?
Answer:
dJ/da = 2 (a - y) / m

Question 5
Layer 1 has softmax, a_i = e^z_i / sum of e^z_k. How does answer i move with z of unit k?
Answer:
da_i/dz_k = a_i ((i = k) - a_k)

Question 6
Call the derivative of J by z2 delta2. Write it down, for all examples at once.
Answer:

dJda2 = 2/m (yHat - y)                                      (1,2) = (1,2) (1,2)
```

What cannot be.

```console
$ gradus notes k.safetensors k.csv
stderr:
gradus: which column is the target?
a model without a schema does not say it: --target takes as many columns as outputs
[exit 2]

$ gradus notes k.safetensors k.csv --target k --format json
stderr:
gradus: --format: 'json' is none of markdown, html, text
[exit 2]

$ gradus notes k.safetensors k.csv --target k --format text --json
stderr:
gradus: --json and --format text do not go together
[exit 2]

$ gradus notes k.safetensors k.csv --target k --rows 7
stderr:
gradus: --rows: '7' goes beyond the 3 rows of the data
[exit 2]

$ gradus notes k.safetensors
stderr:
gradus: too few arguments: gradus notes MODEL DATA [options]
[exit 2]
```

What was not filled in is not judged; a sheet without an answer cannot be.

```console
$ gradus notes k.safetensors k.csv --target k --json | sed 's/"a2": [^"]*"z3"/"a2": null, "z3"/' > a.json; gradus check k.safetensors k.csv --target k --against a.json
tensor   size  verdict
z2      3 x 2  right
z3      3 x 3  right
yHat    3 x 3  right
J       1 x 1  right
delta3  3 x 3  right
dJdW2   2 x 3  right
dJdb2   1 x 3  right
delta2  3 x 2  right
dJdW1   2 x 2  right
dJdb1   1 x 2  right

all right

$ gradus notes k.safetensors k.csv --target k --json --blank > b.json; gradus check k.safetensors k.csv --target k --against b.json
stderr:
gradus: b.json: there are no numbers in it
numbers go where null stands, such as "dW1": [[0.1, 0.2]]
[exit 1]

$ gradus new 2-3-2-2-2-2-1 --dtype float64 -q -o deep.safetensors; gradus notes deep.safetensors @xor --target 3 --blank --format text > deep.txt; sed -n '/^Every unit/,/^The weights/p' deep.txt; awk 'length > 100' deep.txt
Every unit is joined to every unit of the next column. W1 has a row for each input and a column for
each unit, and so on upward.

    X                   a2                   a3                   a4                   a5

                        (1)
   (1)                                       (1)                  (1)                  (1)
          -- W1 -->     (2)    -- W2 -->            -- W3 -->            -- W4 -->
   (2)                                       (2)                  (2)                  (2)
                        (3)

   a5                   a6                  yHat


   (1)                  (1)
          -- W5 -->            -- W6 -->     (1)
   (2)                  (2)


The weights and biases:

$ printf 'x 1;"it'"'"'s";y\n0,5;1;2\n' > 'my data.csv'; gradus new 2-1 -q -o 'my net.safetensors'; gradus notes 'my net.safetensors' 'my data.csv' --delimiter ';' --header yes --decimal , --target y --rows 0 --blank | tail -n 1 | tee last; gradus notes 'my net.safetensors' 'my data.csv' --delimiter ';' --header yes --decimal , --target y --json > mine.json; sed 's/^`//; s/`.*//' last | sh
`gradus check 'my net.safetensors' 'my data.csv' --target y --rows 0 --delimiter ';' --decimal , --header yes --against mine.json` says which are right and, where one is wrong, what went wrong.
tensor   size  verdict
z2      1 x 1  right
yHat    1 x 1  right
J       1 x 1  right
delta2  1 x 1  right
dJdW1   2 x 1  right
dJdb1   1 x 1  right

all right
```
