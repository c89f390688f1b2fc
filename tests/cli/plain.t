# The recipe of the tutorials, by hand

Weights of ones, three examples: the loss and the outputs are known to 16 digits.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[1,1,1],[1,1,1]] W2=[[1],[1],[1]]' -o ones.safetensors
network: 2-3-1, 9 parameters
wrote ones.safetensors

$ gradus evaluate ones.safetensors @hours --target score --json
{"rows": 3, "loss": 0.015328509205422294, "metrics": {"r2": -0.8617622516707226, "rmse": 0.10108909999079127, "mae": 0.07915958058525392}, "baseline": {"name": "mean", "loss": 0.008233333333333339, "metrics": {"r2": 0, "rmse": 0.07408703590297626, "mae": 0.06444444444444448}}}

$ gradus predict ones.safetensors @hours --ignore score
y1
0.9135289151126097
0.8812753649908491
0.9173255383476971

$ gradus check ones.safetensors @hours --target score
rows: 3, loss: 0.0153285

tensor            size     largest   from exact  from central  at kinks  verdict
layers.0.weight  3 x 2  0.00239732   2.1684e-19   8.07573e-13         0  agrees
layers.1.weight  1 x 3    0.013664  1.73472e-18    3.1211e-11         0  agrees

|g - n| / |g + n|: 1.12104e-09

cost                passes  multiplications
backpropagation          2               63
forward mode            10               45
central difference      18              486

all tensors agree
stderr:
gradus: warning: the 3 units of layer 1 (W1) are equal and stay equal: they learn as one; draw the weights with --init auto
```

The recovered start of the first tutorial: its printed cost, and one step down and up.

```console
$ gradus new 2-3-1 --no-bias --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[0.3086331873509, 1.2856612124236, -2.0734749402359], [0.7903808510288, -2.7464676683020, -1.0681299052891]] W2=[[2.0054892781042], [0.5199152661953], [-1.0583859893153]]' -o start.safetensors
network: 2-3-1, 9 parameters
wrote start.safetensors

$ gradus evaluate start.safetensors @hours --target score --digits 12
rows: 3
            this model              mean
loss  0.00816062416263  0.00823333333333
r2    0.00883107336459                 0
rmse   0.0737591764353    0.074087035903
mae    0.0663261965265   0.0644444444444

$ gradus train @hours --target score --from start.safetensors --recipe plain --learning-rate 3 --epochs 1 -q -o down.safetensors; gradus evaluate down.safetensors @hours --target score --digits 12
rows: 3
            this model              mean
loss  0.00701721163823  0.00823333333333
r2      0.147707088474                 0
rmse   0.0683969377396    0.074087035903
mae    0.0623441838284   0.0644444444444
```

NOT with a bias, right gradients of half squares: 12000 steps from the known start.

```console
$ gradus new 1-1 --activation sigmoid --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[-0.14935895]] b1=[7.10444213]' -o not.safetensors; gradus train @not --target 2 --from not.safetensors --recipe plain --learning-rate 0.05 --epochs 12000 -q -o not12.safetensors; gradus evaluate not12.safetensors @not --target 2 --digits 15
network: 1-1, 2 parameters
wrote not.safetensors
rows: 2
                   this model     majority class
loss      0.00598235478995185               0.25
accuracy                    1                0.5
log_loss   0.0804125381488419  0.693147180559945
auc                         1                0.5

truth \ predicted  0  1
0                  1  0
1                  0  1

class  rows  precision  recall  f1
0         1          1       1   1
1         1          1       1   1
```
