# The same bits, whatever the threads and the kernel row

Three numbers of threads, every row that this processor has: one model file for each type and optimizer.

```console
$ for dtype in float32 float64; do for optimizer in sgd momentum nesterov rmsprop adam adamw; do
>   for row in portable avx2 avx512 neon; do
>     GRADUS_CPU=$row gradus --version >row.txt 2>&1 || continue
>     for threads in 1 2 3; do
>       GRADUS_CPU=$row gradus train @iris --target species --dtype $dtype --optimizer $optimizer --batch-size 7 --epochs 4 --threads $threads --clip-norm 1 -q -o m.safetensors
>       sha256sum < m.safetensors
>     done
>   done | sort -u | wc -l
> done; done
1
1
1
1
1
1
1
1
1
1
1
1

$ GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2 gradus train @iris --target species -q -o a.safetensors; gradus train @iris --target species -q -o b.safetensors; cmp a.safetensors b.safetensors
```

Columns in another order, and columns more, predict the same.

```console
$ cp $SRC/data/iris.csv iris.csv; gradus train iris.csv --target species --epochs 5 -q -o i.safetensors; gradus predict i.safetensors iris.csv > a.csv
$ awk -F, -v OFS=, '{ print $4, $5, $2, NR, $1, $3 }' iris.csv > turned.csv; gradus predict i.safetensors turned.csv > b.csv; cmp a.csv b.csv; wc -l < a.csv
151
```

A locale changes nothing.

```console
$ LC_ALL=de_DE.UTF-8 gradus predict i.safetensors iris.csv | cmp - a.csv
```
