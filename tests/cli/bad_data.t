# Bad data: exit 1, with file, line and column where there is one

Files.

```console
$ gradus train nowhere.csv --target y
stderr:
gradus: nowhere.csv: cannot open: No such file or directory
[exit 1]

$ mkdir folder.csv; gradus train folder.csv --target y
stderr:
gradus: folder.csv: cannot read: it is a directory, not a file
[exit 1]

$ gradus train /dev/null --target y
stderr:
gradus: /dev/null: cannot read: it is a device, not a file
[exit 1]

$ : > empty.csv; gradus train empty.csv --target y
stderr:
gradus: empty.csv: the file is empty
[exit 1]

$ : > empty.csv.gz; gradus info empty.csv.gz
stderr:
gradus: empty.csv.gz: not a gzip file
[exit 1]

$ : > empty.npy; gradus info empty.npy
stderr:
gradus: empty.npy: not an .npy file
[exit 1]

$ : > empty.npz; gradus info empty.npz
stderr:
gradus: empty.npz: no array 'X' in this .npz
it has none; save with numpy.savez(file, X=..., y=...)
[exit 1]

$ : > a-idx3-ubyte; gradus info a-idx3-ubyte
stderr:
gradus: a-idx3-ubyte: not an IDX file: it does not begin with two zero bytes and a type
[exit 1]

$ printf 'a,b\n1,2\n' > not.csv.gz; gradus info not.csv.gz
stderr:
gradus: not.csv.gz: not a gzip file
[exit 1]

$ printf 'a,b\n1,2\n3,4\n' | gzip -n | head -c 20 > cut.csv.gz; gradus info cut.csv.gz
stderr:
gradus: cut.csv.gz: truncated gzip data
[exit 1]

$ printf 'a,b\n1,2\n' | gzip -n > tail.csv.gz; printf 'x' >> tail.csv.gz; gradus info tail.csv.gz
stderr:
gradus: tail.csv.gz: bytes that are not gzip follow the gzip data
[exit 1]
```

CSV.

```console
$ printf 'a,y\n1,2\n1,2,3\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:3: expected 2 cells in this row, found 3
a text that has the delimiter in it needs quotes around it
[exit 1]

$ printf 'a,y\n1,2\n1\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:3: expected 2 cells in this row, found 1
[exit 1]

$ printf 'a,y\n1,"2\n3,4\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:2:2: a quote is opened here and never closed
[exit 1]

$ printf 'a,y\n1,2\000\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:2: a NUL byte: this is not text
tables are .csv, .tsv, .npy, .npz or idx files, by their names
[exit 1]

$ printf 'a,y\n1,2\n"3"x,4\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:3:1: text follows the closing quote of this cell
[exit 1]

$ printf 'a,y,a\n1,2,3\n2,3,4\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:1:3: columns 1 and 3 are both called 'a'
[exit 1]

$ printf 'a,y\n1,2\n2,x\n3,4\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:3:2: column 'y': 'x' is not a number
--categorical y or --ignore y
[exit 1]

$ printf 'a,y\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv: no rows below the header
[exit 1]

$ printf 'a,y' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv: no rows below the header
[exit 1]

$ printf '\n\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv: no rows: the file has only empty lines
[exit 1]

$ printf '1e999,1\n2,1\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv:1:1: column 'c1': '1e999' is not a number
--categorical c1 or --ignore c1
[exit 1]
```

Tables that cannot be learned from.

```console
$ printf 'a,y\n1,1\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv: the target 'y' has only one value, '1': nothing to learn
[exit 1]

$ printf 'a,y\n1,1\n2,1\n3,1\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv: the target 'y' has only one value, '1': nothing to learn
[exit 1]

$ printf 'a,y\n1,\n2,NA\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: bad.csv: no row has a value in the target 'y'
[exit 1]

$ printf 'y\n1\n2\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: no column is left to learn from
[exit 1]

$ printf 'a,y\nx,1\nx,2\nx,3\n' > bad.csv
> gradus train bad.csv --target y
stderr:
gradus: no column is left to learn from
[exit 1]

$ printf 'a,y\nx,red\ny,blue\n' > bad.csv
> gradus train bad.csv --target y --task regression
stderr:
gradus: bad.csv:2:2: the target 'y' is text, and regression needs numbers
[exit 1]

$ printf 'a,y\n1,1.5\n2,2.5\n3,1\n' > bad.csv
> gradus train bad.csv --target y --task classification --features 3
stderr:
gradus: bad.csv: the data has no column '3'
[exit 2]

$ printf 'a,y\n1,1\n2,2\n' > bad.csv
> gradus train bad.csv --target y --test 0.9 --validation 0.05
stderr:
gradus: 2 rows are too few to set some aside for a test
[exit 1]

$ printf 'a,y\n1,1.5\n2,2.5\n' > bad.csv
> gradus train bad.csv --target y --loss bce
stderr:
gradus: --loss bce needs targets from 0 to 1
--scale minmax puts them there
[exit 2]

$ printf 'a,y\n1,1.5\n2,2.5\n' > bad.csv
> gradus train bad.csv --target y --validation nowhere.csv
stderr:
gradus: nowhere.csv: cannot open: No such file or directory
[exit 1]

$ printf 'a,y\n1,1.5\n2,2.5\n' > bad.csv
> printf 'b,y\n1,2\n' > v.csv; gradus train bad.csv --target y --validation v.csv
stderr:
gradus: v.csv: the data has no column 'a'
[exit 1]
```

Images and arrays.

```console
$ printf '\000\000\010\003\000\000\000\002\000\000\000\002\000\000\000\002abcd' > t-idx3-ubyte; gradus info t-idx3-ubyte
stderr:
gradus: t-idx3-ubyte: the IDX header promises 8 bytes of numbers (2 rows of 4), the file has 4
[exit 1]

$ printf '\000\000\010\003\377\377\377\377\377\377\377\377\377\377\377\377' > t-idx3-ubyte; gradus info t-idx3-ubyte
stderr:
gradus: t-idx3-ubyte: the sizes in the IDX header are too large
[exit 1]

$ printf '\001\000\010\003\000\000' > t-idx3-ubyte; gradus info t-idx3-ubyte
stderr:
gradus: t-idx3-ubyte: not an IDX file: it does not begin with two zero bytes and a type
[exit 1]

$ printf '\000\000\010\003\000\000\000\001\000\000\000\002\000\000\000\002abcd' > t-idx3-ubyte; printf '\000\000\010\001\000\000\000\002\001\002' > l-idx1-ubyte; gradus info t-idx3-ubyte --labels l-idx1-ubyte
stderr:
gradus: t-idx3-ubyte: 1 rows here, but 2 labels in 'l-idx1-ubyte'
[exit 1]

$ printf '\223NUMPY\001\000\106\000%-69s\n' "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }" > o.npy; gradus info o.npy
stderr:
gradus: o.npy: the array's type is '|O', Python objects
save it as float32, float64 or integers
[exit 1]

$ printf '\223NUMPY\001\000\106\000%-69s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }" > s.npy; gradus info s.npy
stderr:
gradus: s.npy: the shape (3, 1) needs 24 bytes, the file has 0
[exit 1]

$ printf 'PK' > x.npz; gradus info x.npz
stderr:
gradus: x.npz: not an .npz file: Not a zip archive
[exit 1]
```

Nothing was written.

```console
$ ls | grep safetensors
[exit 1]
```

Numbers of columns are those of the file, whatever is left out of it.

```console
$ printf 'id,age,y\n7,1,2\n8,2,4\n9,3,7\n' > numbered.csv

$ gradus train numbered.csv --ignore 1 --features 2 --target 3 --epochs 1 -q -o numbered.safetensors

$ gradus train numbered.csv --ignore id --features 1 --target 3
stderr:
gradus: numbered.csv: column 1 is left out
[exit 2]

$ gradus train numbered.csv --ignore id --target 4
stderr:
gradus: numbered.csv: the data has no column '4'
[exit 2]

$ printf 'id,age,y\n7,1,x\n8,2,y\n' > words.csv; gradus train words.csv --ignore 1,2 --target 3
stderr:
gradus: no column is left to learn from
[exit 1]

$ gradus train words.csv --ignore 1 --target 3 --task regression
stderr:
gradus: words.csv:2:3: the target 'y' is text, and regression needs numbers
[exit 1]
```

An answer that is no number, where the others are.

```console
$ printf 'x,y\n1,1.5\n2,2\n3,4\n' > good.csv; gradus train good.csv --target y -q --epochs 1 -o numbers.safetensors

$ printf 'x,y\n1,1.5\n2,2\n3,\n4,four\n5,6\n' > four.csv; gradus evaluate numbers.safetensors four.csv
stderr:
gradus: four.csv:5:2: the target 'y' is 'four', a number is needed
[exit 1]

$ printf 'x;y\n1;1,5\n2;2,5\n4;four\n' > comma.csv; gradus evaluate numbers.safetensors comma.csv
stderr:
gradus: comma.csv:4:2: the target 'y' is 'four', a number is needed
[exit 1]
```
