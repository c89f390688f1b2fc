# Untrained networks

```console
$ gradus new 2-3-1 -o a.safetensors
network: 2-3-1, 13 parameters
wrote a.safetensors

$ gradus info a.safetensors
model: 2-3-1, 13 parameters, loss mse, float32

layer  inputs  units  activation  bias
    0       2      3        relu  yes
    1       3      1    identity  yes

columns: none are named, numbers in, numbers out

$ gradus new 4-8-8-3 --activation tanh,relu --loss cross-entropy --dtype float64 --no-bias --seed 7 -o b.safetensors --json
{"model": "b.safetensors", "layers": [4, 8, 8, 3], "parameters": 120}

$ gradus info b.safetensors --json
{"kind": "model", "dtype": "float64", "loss": "cross-entropy", "parameters": 120, "inputs": 4, "layers": [{"units": 8, "activation": "tanh", "bias": false}, {"units": 8, "activation": "relu", "bias": false}, {"units": 3, "activation": "softmax", "bias": false}]}

$ gradus new 2-3-1 -q -o c.safetensors; cmp a.safetensors c.safetensors; gradus new 2-3-1 --seed 2 -q -o c.safetensors; cmp -s a.safetensors c.safetensors || echo another seed, other weights
another seed, other weights
```

Weights: either way round, from a file, as JSON.

```console
$ gradus new 2-3-1 -q -o w1.safetensors --weights 'W1=[[1,2,3],[4,5,6]] W2=[[7],[8],[9]] b1=[1,1,1]'
$ gradus new 2-3-1 -q -o w2.safetensors --weights 'W2 = [[7,8,9]], b1 = [1,1,1], W1 = [[1,4],[2,5],[3,6]]'; cmp w1.safetensors w2.safetensors
$ echo '{"W1": [[1,4],[2,5],[3,6]], "layers.1.weight": [[7,8,9]], "b1": [1,1,1]}' > w.json; gradus new 2-3-1 -q -o w3.safetensors --weights w.json; cmp w1.safetensors w3.safetensors
$ printf 'W1=[[1,2,3],[4,5,6]]\nW2=[[7],[8],[9]]\nb1=[1,1,1]\n' > w.txt; gradus new 2-3-1 -q -o w4.safetensors --weights w.txt; cmp w1.safetensors w4.safetensors
$ for b in '[[1,1,1]]' '[[1],[1],[1]]'; do gradus new 2-3-1 -q -o w5.safetensors --weights "W1=[[1,2,3],[4,5,6]] W2=[[7],[8],[9]] b1=$b"; cmp w1.safetensors w5.safetensors; done
$ gradus predict w1.safetensors --row 'x1=1,x2=0.5'
y1
135

$ gradus new 2-2 -q -o s.safetensors --weights 'W1=[[1,2],[3,4]]'; gradus predict s.safetensors --row 'x1=1,x2=0'
y1,y2
1,3
```

Numbers that float32 does not hold are rounded, which shows where they are compared; unless told to,
`new` says so.

```console
$ gradus new 2-1 -o r.safetensors --weights 'W1=[[0.5,0.1]]'
network: 2-1, 3 parameters
wrote r.safetensors
stderr:
gradus: warning: the weights are rounded to float32; --dtype float64 keeps all their digits

$ gradus new 2-1 -q -o r.safetensors --weights 'W1=[[0.5,0.1]]'
$ gradus new 2-1 --dtype float32 -o r.safetensors --weights 'W1=[[0.5,0.1]]'
network: 2-1, 3 parameters
wrote r.safetensors

$ gradus new 2-1 -o r.safetensors --weights 'W1=[[0.5,0.125]]'
network: 2-1, 3 parameters
wrote r.safetensors
```

A bias may be a matrix of one row or column; other shapes are none, and numpy's own files are not
read.

```console
$ gradus new 2-3-1 -q -o w6.safetensors --weights 'W1=[[1,2,3],[4,5,6]] W2=[[7],[8],[9]] b1=[[1,1]]'
stderr:
gradus: --weights: b1 is not a list of 3
[exit 2]

$ gradus new 2-3-1 -q -o w6.safetensors --weights 'W1=[[1,2,3],[4,5,6]] W2=[[7],[8],[9]] b1=[1,[1,2,3,4],1]'
stderr:
gradus: --weights: b1 is not a list of 3
[exit 2]

$ gradus new 2-3-1 -q -o w6.safetensors --weights 'W1=[[1,2,3],[4,5,[6,7,8,9]]] W2=[[7],[8],[9]]'
stderr:
gradus: --weights: W1 holds something that is no number
[exit 2]

$ gradus new 2-3-1 -q -o w6.safetensors --weights 'W1=[[1,2,3],[4,5,6]] W2=[[7],[8],[9]] b1=[]'
stderr:
gradus: --weights: b1 is not a list of 3
[exit 2]

$ printf 'PK\003\004\0\0' > w.npz; gradus new 2-3-1 -q -o w6.safetensors --weights w.npz
stderr:
gradus: w.npz: cannot read weights: this is not text
in numpy: json.dump({"W1": W1.tolist(), ...}, open("weights.json", "w"))
[exit 1]
```
