# Bad models, and what does not fit to a model

A model, and one by hand.

```console
$ gradus train @iris --target species -q -o m.safetensors
$ gradus new 2-1 -q -o n.safetensors
```

Files that are none.

```console
$ gradus info nowhere.safetensors
stderr:
gradus: nowhere.safetensors: cannot open: No such file or directory
[exit 1]

$ : > e.safetensors; gradus info e.safetensors
stderr:
gradus: e.safetensors: not a safetensors file: it is empty
[exit 1]

$ sed 's/"dtype"/"shape"/' n.safetensors > k.safetensors; gradus info k.safetensors
stderr:
gradus: k.safetensors: the header is not valid JSON at byte 202: duplicate object key near '"shape"'
[exit 1]

$ sed 's/"units\\":1/"units\\":9/' n.safetensors > u.safetensors; gradus info u.safetensors
stderr:
gradus: u.safetensors: tensor 'layers.0.weight' has shape (1, 2); the layers need (9, 2)
[exit 1]

$ (head -c -4 n.safetensors; printf '\000\000\300\177') > nan.safetensors; gradus info nan.safetensors
stderr:
gradus: nan.safetensors: tensor 'layers.0.bias' has nan at [0]
[exit 1]

$ mkdir d.safetensors; gradus info d.safetensors
stderr:
gradus: d.safetensors: cannot open: it is a directory
[exit 1]

$ printf 'hello' > t.safetensors; gradus info t.safetensors
stderr:
gradus: t.safetensors: not a safetensors file: it is shorter than 8 bytes
[exit 1]

$ head -c 200 m.safetensors > h.safetensors; gradus info h.safetensors
stderr:
gradus: h.safetensors: not a safetensors file: the length of its header is not possible, or it was cut short
[exit 1]

$ head -c -1 m.safetensors > c.safetensors; gradus predict c.safetensors @iris
stderr:
gradus: c.safetensors: tensor 'layers.2.bias' lies outside the file
[exit 1]

$ cp $SRC/data/iris.csv text.csv; gradus predict text.csv @iris
stderr:
gradus: text.csv: not a safetensors file: the length of its header is not possible, or it was cut short
the model, which train or new wrote, comes first
[exit 1]

$ (cat n.safetensors; printf x) > l.safetensors; gradus evaluate l.safetensors @xor --target y
stderr:
gradus: l.safetensors: 1 bytes after the last tensor belong to none
[exit 1]

$ sed 's/"version\\":1/"version\\":2/' n.safetensors > v.safetensors; gradus info v.safetensors
stderr:
gradus: v.safetensors: model file version 2; this gradus reads version 1
[exit 1]

$ sed 's/gradus/gradux/g' n.safetensors > g.safetensors; gradus info g.safetensors
stderr:
gradus: g.safetensors: a safetensors file, but not a gradus model: its __metadata__ has no "gradus"
add the JSON text of the network there, at least {"version": 1, "inputs": 2, "loss": "mse", "layers": [{"units": 1, "activation": "identity"}]}
[exit 1]

$ sed 's/relu/rely/; s/identity/identify/' n.safetensors > a.safetensors; gradus info a.safetensors
stderr:
gradus: a.safetensors: unknown activation 'identify'
did you mean identity? known: identity sigmoid tanh relu leaky-relu elu selu gelu silu mish softplus softsign softmax
[exit 1]

$ sed 's/\[1,2\]/[2,1]/' n.safetensors > s.safetensors; gradus check s.safetensors @xor --target y
stderr:
gradus: s.safetensors: tensor 'layers.0.weight' has shape (2, 1); the layers need (1, 2)
[exit 1]

$ sed 's/layers.0.bias/layers.7.bias/' n.safetensors > w.safetensors; gradus info w.safetensors
stderr:
gradus: w.safetensors: tensor 'layers.0.bias' is missing
a layer without one has "bias": false in "layers[0]"
[exit 1]
```

Data that do not fit: predict.

```console
$ printf 'sepal_length,petal_length,petal_width\n1,2,3\n' > m.csv; gradus predict m.safetensors m.csv
stderr:
gradus: m.csv: the data has no column 'sepal_width'
did you mean 'petal_width'?
[exit 1]

$ printf 'sepal_width,sepal_length,petal_length,petal_width\n1,2,3,4\n1,x,3,4\n' > t.csv; gradus predict m.safetensors t.csv
stderr:
gradus: t.csv:3:2: column 'sepal_length': 'x' is not a number
the model was trained with numbers in this column
[exit 1]

$ printf 'x1,x2\n1,2\n1,\n' > n.csv; gradus predict n.safetensors n.csv
stderr:
gradus: n.csv:3:2: a cell of column 'x2' is missing
a model without a schema cannot fill it
[exit 1]

$ gradus predict n.safetensors @xor
stderr:
gradus: the model has 2 inputs, the data 3 columns
[exit 1]

$ gradus predict m.safetensors --row 'sepal_lenght=1'
stderr:
gradus: the model has no column 'sepal_lenght'
did you mean 'sepal_length'?
[exit 2]

$ gradus predict m.safetensors --row 'sepal_length=x'
stderr:
gradus: column 'sepal_length' takes numbers, not 'x'
[exit 1]

$ gradus predict m.safetensors --row 'sepal_length'
stderr:
gradus: --row: no NAME=VALUE at 'sepal_length'
write --row 'age=42,city=Oslo'
[exit 2]

$ gradus predict m.safetensors --row 'sepal_length="1'
stderr:
gradus: --row: the quotes of 'sepal_length' do not end well
[exit 2]

$ gradus predict n.safetensors --row 'x1=1'
stderr:
gradus: input 'x2' of row 1 is missing
[exit 1]

$ gradus predict m.safetensors @iris --keep spices
stderr:
gradus: @iris: the data has no column 'spices'
did you mean 'species'?
[exit 2]
```

Data that do not fit: evaluate, check, train --from.

```console
$ printf 'sepal_length,sepal_width,petal_length,petal_width\n1,2,3,4\n' > u.csv; gradus evaluate m.safetensors u.csv
stderr:
gradus: u.csv: the data has no column 'species'
[exit 1]

$ printf 'sepal_length,sepal_width,petal_length,petal_width,species\n1,2,3,4,rosa\n' > r.csv; gradus evaluate m.safetensors r.csv
stderr:
gradus: r.csv:2:5: 'rosa' is not one of the 3 classes of 'species'
the first class is 'setosa'
[exit 1]

$ gradus evaluate n.safetensors @xor
stderr:
gradus: which column is the target?
a model without a schema does not say it: --target takes as many columns as outputs
[exit 2]

$ gradus evaluate n.safetensors @iris --target species
stderr:
gradus: the model has 2 inputs, the data 4 beside the target
[exit 1]

$ gradus check m.safetensors @xor
stderr:
gradus: @xor: the data has no column 'species'
[exit 1]

$ gradus check n.safetensors @xor --target z
stderr:
gradus: @xor: the data has no column 'z'
[exit 2]

$ gradus train @xor --from n.safetensors
stderr:
gradus: which column is the target?
[exit 2]

$ gradus train @iris --from n.safetensors --target species -o z.safetensors
stderr:
gradus: the model has 2 inputs, the data 4 columns for them
[exit 1]

$ gradus train @xor --from m.safetensors -o z.safetensors
stderr:
gradus: @xor: the data has no column 'species'
[exit 1]
```

Outputs.

```console
$ mkdir out; gradus train @iris --target species -o out
stderr:
gradus: cannot write 'out': it is a directory
give the name of a file; only regular files are replaced
[exit 1]

$ gradus train @iris --target species -o /dev/full
stderr:
gradus: cannot write '/dev/full': it is a device
give the name of a file; only regular files are replaced
[exit 1]

$ gradus train @iris --target species -o no/where.st
stderr:
gradus: cannot write 'no/where.st': its folder does not exist
[exit 1]

$ gradus train @iris --target species --log out
stderr:
gradus: cannot write 'out': it is a directory
give the name of a file; only regular files are replaced
[exit 1]

$ cp $SRC/data/iris.csv iris.csv; gradus train iris.csv --target species -o iris.csv; cmp iris.csv $SRC/data/iris.csv
stderr:
gradus: 'iris.csv' would be overwritten, and is read
give another name with -o

$ gradus predict m.safetensors iris.csv -o iris.csv
stderr:
gradus: 'iris.csv' would be overwritten, and is read
give another name with -o
[exit 2]

$ gradus predict m.safetensors @iris -o out
stderr:
gradus: cannot write 'out': it is a directory
give the name of a file; only regular files are replaced
[exit 1]

$ gradus new 2-1 -o out
stderr:
gradus: cannot write 'out': it is a directory
give the name of a file; only regular files are replaced
[exit 1]

$ gradus predict m.safetensors @iris > /dev/full
stderr:
gradus: cannot write to standard output: No space left on device
[exit 1]

$ gradus --help > /dev/full
stderr:
gradus: cannot write to standard output: No space left on device
[exit 1]

$ gradus info @iris >&-
stderr:
gradus: cannot write to standard output: Bad file descriptor
[exit 1]
```

A loss that is not finite: what was best before is kept.

```console
$ gradus train @hours --target score --recipe plain --hidden none --output-activation identity --learning-rate 1e50 --optimizer sgd -o div.safetensors -q; echo $?; ls div.safetensors
1
div.safetensors
stderr:
gradus: the loss is not finite: epoch 5, batch 1
a smaller learning rate helps, or scaled inputs, or clipping by norm
the best model so far (epoch 1) is in 'div.safetensors'
```
