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
did you mean input-left-out?
gradus: --mistake: '0' is no layer
layers count from 1
gradus: --mistake: at most 2 can be made at once
gradus: --optimizer and --mistake do not go together
gradus: --batch-size and --mistake do not go together
gradus: softmax-over-rows cannot be made in any layer of this network and these rows
gradus: sign-flipped cannot be made in that layer of this network and these rows
[exit 2]
```
