# Nothing that was trained is lost

`gradus-faults` is gradus with calls of the system that fail, or that bring a signal, as the
variable says: `write:3:SIGTERM` is a signal before the third write to a file, `rename:1:EBUSY` an
error of the first rename.  A log takes one write a line.

```console
$ printf 'x,y\n0,0.5\n1,1.5\n2,2.5\n3,3.5\n' > m.csv
$ cat > train <<'END'
> #!/bin/sh
> exec gradus-faults train m.csv --target y --recipe plain --hidden none --output-activation identity --epochs "$@"
> END
$ chmod +x train
$ ./train 20 -q -o whole.safetensors
```

## A signal ends the current batch, and the best model is written

```console
$ GRADUS_FAULTS=write:3:SIGTERM ./train 1000000 --log log -q -o m.safetensors
stderr:
gradus: interrupted by SIGTERM; the best model so far (epoch 3) is in 'm.safetensors'
[exit 143]
$ gradus info m.safetensors | grep ended
training: {"recipe":"plain","optimizer":"sgd","learning_rate":0.1,"clip_norm":0,"schedule":"constant","batch_size":0,"epochs":1000000,"tolerance":0,"patience":0,"shuffle":false,"validation":0,"test":0,"scale":"none","init":"auto","init_bias":"zeros","split_seed":1,"seed":1,"epochs_trained":3,"best_epoch":3,"ended":"stopped","loss":0.13510629148874814,"val_loss":null,"judged_on":"training","judged_rows":4,"metrics":{"r2":0.9178455865498828,"rmse":0.32045751171199977,"mae":0.26310233288560847}}

$ wc -l < log
3
$ GRADUS_FAULTS=write:1:SIGHUP ./train 1000000 --log log -q -o m.safetensors
stderr:
gradus: interrupted by SIGHUP; the best model so far (epoch 1) is in 'm.safetensors'
[exit 129]
$ GRADUS_FAULTS=write:2:SIGINT ./train 1000000 --log log -q -o m.safetensors
stderr:
gradus: interrupted; the best model so far (epoch 2) is in 'm.safetensors'
[exit 130]
```

Of several runs those that had ended count, even where nobody hears of it any more.

```console
$ GRADUS_FAULTS=write:50:SIGINT ./train 20 --restarts 200 --log log -o m.safetensors 2> said > /dev/full
[exit 130]
$ grep -v '^run' said
gradus: cannot write to standard output: No space left on device
gradus: interrupted; the best model so far (epoch 20) is in 'm.safetensors'
$ ./train 20 --restarts 2 -q -o two.safetensors
$ cmp m.safetensors two.safetensors
```

A run that cannot be trained ends the others, but takes none of those before it along.

```console
$ GRADUS_NO_MEMORY=3 ./train 20 --restarts 200 -q -o m.safetensors
stderr:
gradus: out of memory
the best model so far (epoch 20) is in 'm.safetensors'
[exit 1]

$ cmp m.safetensors two.safetensors
$ GRADUS_NO_MEMORY=3 ./train 20 --restarts 200 -o m.safetensors 2> /dev/null | grep -A 4 '^run'
run  learning rate  seed  epochs         loss  validation loss  ended
  1            0.1     1      20    0.0143581                -  all epochs
  2            0.1     2      20  0.000647477                -  all epochs
  3            0.1     3       0            -                -  -
kept: run 2

$ GRADUS_NO_MEMORY=1 ./train 20 --restarts 200 -q -o none.safetensors
stderr:
gradus: out of memory
[exit 1]
```

The second signal ends the program at once.  What stood there stands there, and no other file.

```console
$ cp whole.safetensors m.safetensors
$ sh -c 'GRADUS_FAULTS=write:1:SIGINT,mode:1:SIGTERM ./train 1000000 --log log -q -o m.safetensors' 2> /dev/null
[exit 143]
$ cmp m.safetensors whole.safetensors
$ ls -A
log
m.csv
m.safetensors
said
train
two.safetensors
whole.safetensors
```

A terminal that is closed sends SIGHUP more than once, which is no more than once.

```console
$ GRADUS_FAULTS=write:20:SIGHUP,mode:1:SIGHUP ./train 1000000 --log log -q -o hup.safetensors
stderr:
gradus: interrupted by SIGHUP; the best model so far (epoch 20) is in 'hup.safetensors'
[exit 129]
$ GRADUS_FAULTS=write:20:SIGTERM,open:5:SIGHUP ./train 1000000 --log log -q -o hup.safetensors
stderr:
gradus: interrupted by SIGTERM; the best model so far (epoch 20) is in 'hup.safetensors'
[exit 143]
$ rm hup.safetensors
```

A file that is being put in its place comes there first.

```console
$ ./train 1 -q -o one.safetensors
$ sh -c 'GRADUS_FAULTS=sync:1:SIGTERM ./train 1 -q -o m.safetensors' 2> /dev/null
[exit 143]
$ sh -c 'GRADUS_FAULTS=write:1:SIGINT,sync:1:SIGTERM ./train 1000000 --log log -q -o m.safetensors' 2> /dev/null
[exit 143]
$ cmp m.safetensors whole.safetensors | sed 's/differ.*/differ/'
m.safetensors whole.safetensors differ

$ gradus check m.safetensors m.csv | tail -n 1
all tensors agree

$ ls -A
log
m.csv
m.safetensors
one.safetensors
said
train
two.safetensors
whole.safetensors
```

What the parent ignores stays ignored.

```console
$ sh -c "trap '' HUP TERM INT; GRADUS_FAULTS=write:3:SIGHUP ./train 20 --log log -q -o m.safetensors"
$ cmp m.safetensors whole.safetensors
```

Before there is anything to be kept, and in other commands, the first signal ends the program, and
its temporary files go with it.

```console
$ sh -c 'GRADUS_FAULTS=write:1:SIGTERM gradus-faults predict whole.safetensors m.csv -o p.csv' 2> /dev/null
[exit 143]
$ GRADUS_FAULTS=write:1:SIGINT gradus-faults new 2-3-1 -o new.safetensors
[exit 130]
$ sh -c 'GRADUS_FAULTS=write:1:SIGQUIT gradus-faults plot network whole.safetensors -o net.gp' 2> /dev/null
[exit 131]
$ ls -A
log
m.csv
m.safetensors
one.safetensors
said
train
two.safetensors
whole.safetensors
```

## What fails after the last epoch costs a message, not the model

```console
$ rm m.safetensors
$ ./train 20 -o m.safetensors 2>&1 > /dev/full | grep -v '^epoch'
gradus: cannot write to standard output: No space left on device
the model is in 'm.safetensors'
$ cmp m.safetensors whole.safetensors
$ ./train 20 -q --json -o m2.safetensors > /dev/full
stderr:
gradus: cannot write to standard output: No space left on device
the model is in 'm2.safetensors'
[exit 1]
$ GRADUS_FAULTS=write:3:ENOSPC ./train 20 -q --log log -o m3.safetensors
stderr:
gradus: cannot write 'log': No space left on device
training goes on without a log
the model is in 'm3.safetensors'
[exit 1]
$ wc -l < log
2
$ cmp m3.safetensors whole.safetensors
$ rm m2.safetensors m3.safetensors
```

A mounted file is busy, and is written where it is.

```console
$ ln m.safetensors mount.safetensors
$ GRADUS_FAULTS=rename:1:EBUSY ./train 3 -q -o m.safetensors
$ ./train 3 -q -o three.safetensors
$ cmp mount.safetensors three.safetensors
$ rm mount.safetensors
```

Where the new file cannot take its place it stays beside it.

```console
$ GRADUS_FAULTS=rename:1:EPERM ./train 20 -q -o m.safetensors 2> said
[exit 1]
$ sed 's/-[0-9]*-/-PID-/' said
gradus: cannot write 'm.safetensors': Operation not permitted
the whole new file is kept as '.gradus-PID-0.tmp'
the model is in '.gradus-PID-0.tmp'
$ cmp m.safetensors three.safetensors
$ cmp .gradus-*.tmp whole.safetensors
$ rm .gradus-*.tmp
```

On a full disk, or in a folder that is gone, another folder is found.

```console
$ mkdir out
$ GRADUS_FAULTS=write:2:ENOSPC ./train 20 -q -o out/m.safetensors
stderr:
gradus: cannot write 'out/m.safetensors': No space left on device
the model is in 'm-2.safetensors'
[exit 1]
$ cmp m-2.safetensors whole.safetensors
$ GRADUS_FAULTS=sync:1:EIO ./train 20 -q -o out/other.safetensors
stderr:
gradus: cannot write 'out/other.safetensors': Input/output error
the model is in 'other.safetensors'
[exit 1]
$ cmp other.safetensors whole.safetensors
$ mkfifo pipe.csv
$ { cat m.csv; rm -r out; } > pipe.csv & gradus train pipe.csv --target y --recipe plain --hidden none --output-activation identity --epochs 20 -q -o out/gone.safetensors
stderr:
gradus: cannot write 'out/gone.safetensors': its folder does not exist
the model is in 'gone.safetensors'
[exit 1]
$ cmp gone.safetensors whole.safetensors
$ GRADUS_FAULTS=write:1+:EDQUOT ./train 20 -q -o nowhere.safetensors
stderr:
gradus: cannot write 'nowhere.safetensors': Disk quota exceeded
the trained model could not be written to any other folder either
no model is written
[exit 1]
$ ls -A
gone.safetensors
log
m-2.safetensors
m.csv
m.safetensors
one.safetensors
other.safetensors
pipe.csv
said
three.safetensors
train
two.safetensors
whole.safetensors
```

What has no name cannot be replaced, and the name that is made up keeps the ending.

```console
$ gradus predict whole.safetensors m.csv -o /dev/stdout | cat
stderr:
gradus: cannot write '/dev/stdout': it is a pipe
give the name of a file; only regular files are replaced

$ GRADUS_FAULTS=write:1:ENOSPC ./train 20 -q -o m.csv.st
stderr:
gradus: cannot write 'm.csv.st': No space left on device
the model is in 'm.csv.st'
[exit 1]

$ GRADUS_FAULTS=write:1:ENOSPC ./train 20 -q -o m.csv.st
stderr:
gradus: cannot write 'm.csv.st': No space left on device
the model is in 'm.csv-2.st'
[exit 1]
```

Where only its folder cannot be synced, the model is in its place.

```console
$ mkdir sync
$ GRADUS_FAULTS=sync:2:EIO ./train 20 -q -o sync/m.safetensors
stderr:
gradus: cannot sync the folder of 'sync/m.safetensors': Input/output error
the new file is in place, but a power failure now may bring back the old
the model is in 'sync/m.safetensors'
[exit 1]
$ cmp sync/m.safetensors whole.safetensors
```

A limit on the size of files is an error like a full disk.

```console
$ seq 2000 | sed '1s/.*/x/' > long.csv
$ sh -c 'ulimit -f 1; gradus predict whole.safetensors long.csv -o p.csv'
stderr:
gradus: cannot write 'p.csv': File too large
[exit 1]
$ ls p.csv
stderr:
ls: cannot access 'p.csv': No such file or directory
[exit 2]
```

## One file is not two

```console
$ ./train 3 -q -o ./same --log same
stderr:
gradus: --log 'same' and -o './same' are one file
[exit 2]
$ ln -s same link
$ ./train 3 -q -o link --log same
stderr:
gradus: --log 'same' and -o 'link' are one file
[exit 2]
$ gradus train - --target y -o ./m.csv < m.csv
stderr:
gradus: './m.csv' would be overwritten, and is read
give another name with -o
[exit 2]
$ gradus predict whole.safetensors - -o m.csv < m.csv
stderr:
gradus: 'm.csv' would be overwritten, and is read
give another name with -o
[exit 2]
$ ln m.csv hard.csv
$ gradus predict whole.safetensors m.csv -o hard.csv
stderr:
gradus: 'hard.csv' would be overwritten, and is read
give another name with -o
[exit 2]
$ gradus predict whole.safetensors m.csv >> m.csv
stderr:
gradus: 'm.csv' is read, and is standard output
send the output to another file
[exit 2]
$ gradus info - < m.csv >> hard.csv
stderr:
gradus: standard input is read, and is standard output
send the output to another file
[exit 2]
$ echo '{"W1": [[1]]}' > w.json
$ gradus new 1-1 --weights w.json --json -o w.safetensors >> w.json
stderr:
gradus: 'w.json' is read, and is standard output
send the output to another file
[exit 2]

$ gradus check whole.safetensors m.csv --against w.json >> w.json
stderr:
gradus: 'w.json' is read, and is standard output
send the output to another file
[exit 2]

$ gradus plot curve log -o log.svg >> log
stderr:
gradus: 'log' is read, and is standard output
send the output to another file
[exit 2]

$ gradus plot function 'x^2' -o ./a.gp --script a.gp
stderr:
gradus: -o and --script name the same file
[exit 2]
$ wc -l < m.csv
5
```

A file never takes the place of a stream that was closed.

```console
$ gradus new 2-3-1 -q -o open.safetensors
$ gradus new 2-3-1 -o closed.safetensors >&-
stderr:
gradus: cannot write to standard output: Bad file descriptor
[exit 1]
$ cmp open.safetensors closed.safetensors
$ ./train 20 -o closed.safetensors <&- >&- 2>&-
[exit 1]
$ cmp closed.safetensors whole.safetensors
$ gradus info - <&-
stderr:
gradus: -: cannot read: Bad file descriptor
[exit 1]
```
