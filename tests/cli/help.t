# Help and version

```console
$ gradus --help
Usage: gradus COMMAND ...

Trains feed-forward neural networks: a data file in, a model and its predictions out,
with the same bits on any machine.

Commands:
  train      Learns from a data file and writes a model.
  predict    Writes one prediction per row, as CSV.
  evaluate   Says how good a model is on rows with known answers.
  new        Writes an untrained network, such as 2-3-1.
  info       Shows what is in a model or a data file.
  check      Says whether a gradient is right, the network's or your own, and what is wrong.
  trace      Shows every number of one forward and backward pass.
  notes      Writes a guided worksheet of a network, blank or solved.
  descend    Follows the gradient of a formula downhill.
  plot       Draws pictures, by gnuplot.
  bench      Measures training speed here, as a share of this machine's peak.

Options:
  --help     this text
  --version  version and kernel row

'gradus COMMAND --help' lists the options of a command.

Exit status: 0 done, 1 the job failed, 2 wrong usage, 128 plus the signal's number
where a signal ended it.

$ gradus --version | sed "s/kernels: [a-z0-9]*/kernels: ROW/"
gradus 0.1.0 (kernels: ROW, numerics 1)

$ gradus info --help
Usage: gradus info FILE [options]

Shows what is in a model or a data file.

Of data:
      --target COLUMNS      say what training for these would do (default: the
                            last column)

Reading the data:
      --delimiter C         between cells: a character, or tab (default: found
                            out among comma, semicolon and tab)
      --decimal C           decimal point: . or , (default: found out)
      --header NAME         whether the first row names the columns (default:
                            found out): yes, no
      --missing LIST        cells that mean missing, besides the empty one
                            (default NA,NaN,?)
      --categorical COLUMNS
                            columns that are text even where they look like
                            numbers
      --ignore COLUMNS      columns to leave out; the numbers of the others
                            stay as they are
      --labels FILE         the labels of images or arrays

Of a model:
      --weights             its weights alone, exact, as gradus new --weights
                            takes them

Output:
      --json                one JSON document on standard output
      --digits N            significant digits of numbers for people (default
                            6)
  -q, --quiet               no progress, no warnings
      --help                this text
      --version             version and kernel row

$ gradus train --version | sed "s/kernels: [a-z0-9]*/kernels: ROW/"
gradus 0.1.0 (kernels: ROW, numerics 1)

$ gradus check --help
Usage: gradus check MODEL DATA [options]

Says whether a gradient is right, the network's or your own, and what is wrong.

The check:
      --target COLUMNS      the columns of the answers (default: those the
                            model was trained on)
      --rows FROM:TO        only these rows, counted from 0, without TO; 3 is
                            one row (default: all)
      --epsilon X           step of the central difference (default 1e-4)
      --against FILE        judge your own numbers instead: JSON such as
                            {"dW1": [[0.1, 0.2]], "db1": [0.1]}, .npz or
                            safetensors
      --learning-rate X     with --against: recognises mistakes in the order of
                            updates

Reading the data:
      --delimiter C         between cells: a character, or tab (default: found
                            out among comma, semicolon and tab)
      --decimal C           decimal point: . or , (default: found out)
      --header NAME         whether the first row names the columns (default:
                            found out): yes, no
      --missing LIST        cells that mean missing, besides the empty one
                            (default NA,NaN,?)
      --categorical COLUMNS
                            columns that are text even where they look like
                            numbers
      --ignore COLUMNS      columns to leave out; the numbers of the others
                            stay as they are
      --labels FILE         the labels of images or arrays

Output:
      --json                one JSON document on standard output
      --digits N            significant digits of numbers for people (default
                            6)
  -q, --quiet               no progress, no warnings
      --help                this text
      --version             version and kernel row

Exit status 0 when all tensors agree, 1 when one does not; with -q nothing but that.

--against says for each tensor of FILE whether it is right, or which known mistake makes
exactly its numbers.  Gradients are dW1, db1, ... or layers.0.weight, layers.0.bias, ...;
intermediates Z1 A1 dA1 dZ1 ..., or z2 a2 z3 yHat J delta3 delta2.  A number agrees when
it equals ours rounded to the digits that were typed; a 0 has as many as the numbers
beside it.  float32 numbers with all digits may be off by what float32 is.  Matrices that
are not square say by their shape which way round all of the file's are; or the file does,
by "notation": "rows" or "columns", those of gradus trace.
```

Every command has an option for each line of its help.

```console
$ for c in train predict evaluate new info check; do gradus $c --help | grep -c -- ' --[a-z]'; done
48
15
13
15
14
17

$ gradus train --help | grep -e --notes -e --against -e --plot
[exit 1]
```
