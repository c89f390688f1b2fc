# Mistakes made on purpose

One weight, no bias: the tutorial's printed result, W = -24.3428836 and cost 0.00130014553005, is that
of a gradient that lacks its factor x. The right gradient ends at 0.010685356203707023. (Both costs are
means of squares, 2/5 of the sums of half squares below.)

```console
$ printf 'x1,y\n0.1,0\n0.25,0\n0.5,0\n0.75,0\n1,0\n' > one.csv; gradus new 1-1 --no-bias --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[5]]' -q -o five.safetensors

$ gradus train one.csv --target y --from five.safetensors --recipe plain --learning-rate 0.5 --epochs 2000 --mistake input-left-out -q -o wrong.safetensors; gradus train one.csv --target y --from five.safetensors --recipe plain --learning-rate 0.5 --epochs 2000 -q -o right.safetensors; for m in wrong right; do gradus evaluate $m.safetensors one.csv --target y --json | grep -o '"loss": [0-9.]*' | head -1; done
"loss": 0.0032503638251153654
"loss": 0.02671339050926756
```

NOT with the bias as a column: printed (-4.77235179, 2.4814493). Both weights moved alike.

```console
$ printf 'x,bias,y\n0,1,1\n1,1,0\n' > not.csv; gradus new 2-1 --no-bias --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[-0.14935895, 7.10444213]]' -q -o start.safetensors; gradus train not.csv --target y --from start.safetensors --recipe plain --learning-rate 0.05 --epochs 12000 --mistake outer-product-of-one-input -o not.safetensors
not.csv: 2 rows, 3 columns
rows: 2 for training
network: 2-1 (sigmoid), 2 parameters, loss sse, float64
mistake made on purpose: outer-product-of-one-input
training: sgd at 0.05, constant, all rows a step, at most 12000 epochs, seed 1
trained: 12000 epochs; the weights are those of epoch 12000

on the 2 training rows:
          this model  majority class
loss      0.00719842            0.25
accuracy           1             0.5
log_loss   0.0883435        0.693147
auc                1             0.5

wrote not.safetensors
```

What it refuses.

```console
$ gradus train one.csv --target y --mistake input-left-out
stderr:
gradus: --mistake is for plain descent only
add --recipe plain
[exit 2]

$ for o in '--mistake input-left-ou' '--mistake sign-flipped@0' '--mistake sign-flipped,two-extra,mean-missing' '--mistake sign-flipped --optimizer adam' '--mistake sign-flipped --batch-size 2' '--mistake softmax-over-rows'  '--mistake sign-flipped@7'; do gradus train not.csv --target y --recipe plain --hidden none -q -o x.safetensors $o; done
stderr:
gradus: --mistake: unknown mistake 'input-left-ou'
did you mean input-left-out? gradus train --help lists them
gradus: --mistake: '0' is no layer
layers count from 1
gradus: --mistake: at most 2 can be made at once
gradus: --optimizer and --mistake do not go together
gradus: --batch-size and --mistake do not go together
gradus: softmax-over-rows cannot be made in any layer of this network and these rows
gradus: sign-flipped cannot be made in that layer of this network and these rows
[exit 2]
```

The names are those of the catalogue.

```console
$ gradus train --help | sed -n '/^Mistakes:/,/^$/p'
Mistakes:
  sign-flipped, mean-missing, mean-doubled, mean-extra, mean-over-outputs,
  mean-of-inputs, mean-of-outputs, two-missing, two-extra, half-extra,
  bias-left-out, forward-weights-transposed, activation-left-out,
  softmax-over-rows, softmax-over-all, derivative-of-output,
  loss-for-derivative, delta-of-cross-entropy, delta-of-squared-error,
  delta-of-squared-error-element-wise, softmax-element-wise,
  softmax-slope-at-z, activation-twice, half-of-cross-entropy,
  error-summed-over-outputs, error-averaged-over-rows, error-summed-over-rows,
  weights-at-delta, own-weights-at-delta, slope-missing, slope-at-a,
  slope-of-z-for-a, slope-at-delta, slope-form-at-delta, slope-twice,
  dA-left-out, activation-for-slope, slope-one-minus-a, slope-of-sigmoid,
  slope-of-sigmoid-at-a, slope-of-tanh, slope-of-tanh-at-a, slope-of-relu,
  relu-of-delta, relu-slope-at-zero, slope-of-layer-below,
  slope-of-layer-above, delta-sign-flipped, input-left-out, delta-left-out,
  own-activation, sums-for-activation, inputs-for-activation, weight-for-input,
  slope-missing-in-gradient, transposed, outer-product,
  outer-product-of-one-input, deltas-averaged-first, first-row-only,
  last-row-only, first-row-as-all, last-row-as-all, bias-for-input,
  inputs-exchanged, bias-not-summed, bias-summed-over-units,
  bias-summed-wrong-axis, bias-from-weights, bias-mean-missing,
  bias-mean-extra, bias-sign-flipped, weight-mean-missing,
  weights-not-transposed, weights-left-out, weights-of-layer-below,
  weights-of-layer-above, weights-updated-first, slope-missing-on-the-way-down,
  error-not-propagated, mean-again-below, bias-column-first, bias-column-last
(empty line)

$ gradus train one.csv --target y --recipe plain -q -o x.safetensors --mistake wrongest
stderr:
gradus: --mistake: unknown mistake 'wrongest'
gradus train --help lists them
[exit 2]
```
