# Names in Markdown, in commands to be pasted, and in the scripts of gnuplot

A name with backticks is code with a longer fence, and a blank where it begins or ends with one.

```console
$ gradus new 2-2-1 -q -o 'a`b ``c.safetensors'; printf 'x,z,`y`\n1,2,3\n2,3,4\n' > '|d.csv'; for f in markdown text html; do gradus notes 'a`b ``c.safetensors' '|d.csv' --target '`y`' --blank --format $f > notes.$f; grep 'gradus check' notes.$f; done
```gradus check 'a`b ``c.safetensors' './|d.csv' --target '`y`' --against mine.json``` says which are right and, where one is wrong, what went wrong.
gradus check 'a`b ``c.safetensors' './|d.csv' --target '`y`' --against mine.json says which are
<p><code>gradus check 'a`b ``c.safetensors' './|d.csv' --target '`y`' --against mine.json</code> says which are right and, where one is wrong, what went wrong.</p>

$ printf 'x,z,y\n1,2,3\n' > ./-d.csv; gradus new 2-1 -q -o '$(touch X).safetensors'; gradus notes '$(touch X).safetensors' --target y -- -d.csv | grep 'gradus check'
`gradus check '$(touch X).safetensors' ./-d.csv --target y --against mine.json` says which are right and, where one is wrong, what went wrong.

$ gradus new 2-1 -q -o m.safetensors; gradus notes m.safetensors -- -d.csv 2>&1 | head -n 1; gradus notes m.safetensors --target '3`' '|d.csv'
gradus: which column is the target?
stderr:
gradus: |d.csv: the data has no column '3`'
[exit 2]
```

What stands there is one that a shell takes.

```console
$ printf '{"J": 1}' > mine.json; eval "$(grep -o 'gradus check.*mine.json' notes.text)" > out.txt; head -n 3 out.txt; ls *touch* X
tensor   size  verdict
J       1 x 1  WRONG

$(touch X).safetensors
stderr:
gradus: J is wrong
ls: cannot access 'X': No such file or directory
[exit 2]
```

A hint that names a column can be pasted, whatever the name.

```console
$ for c in 'two words' "it's" '-x' '$(touch X)' 'a,b' '*'; do printf '"%s",y\n1,1\n2,2\n3,3\nq,4\n' "$c" > c.csv; gradus info c.csv 2> error.txt; tail -n 1 error.txt; eval "gradus info c.csv $(sed -n '2s/ or .*//p' error.txt)" | sed -n 4p; done
--categorical 'two words' or --ignore 'two words'
two words  category  4: 1 2 3 q        0  4 inputs, one a level
--categorical 'it'\''s' or --ignore 'it'\''s'
it's    category  4: 1 2 3 q        0  4 inputs, one a level
--categorical '-x' or --ignore '-x'
-x      category  4: 1 2 3 q        0  4 inputs, one a level
--categorical '$(touch X)' or --ignore '$(touch X)'
$(touch X)  category  4: 1 2 3 q        0  4 inputs, one a level
--categorical 1 or --ignore 1
a,b     category  4: 1 2 3 q        0  4 inputs, one a level
--categorical '*' or --ignore '*'
*       category  4: 1 2 3 q        0  4 inputs, one a level
```

A kept script writes a file, whatever its name: the output never begins with what gnuplot takes for
a command, and no line break ends the line.

```console
$ for f in '|touch x;.gp' '<touch x;.gp' "'it''s.gp" './-x.gp' 'plain.gp' "$(printf 'n\nsystem "touch x"\n.gp')"; do gradus plot activation relu -q -o "$f"; sed -n '1p; 3p' "$f"; done
# drawn by: gnuplot './|touch x;.gp'
set output './|touch x;.png'
# drawn by: gnuplot './<touch x;.gp'
set output './<touch x;.png'
# drawn by: gnuplot ''\''it'\'''\''s.gp'
set output './''it''''s.png'
# drawn by: gnuplot ./-x.gp
set output './-x.png'
# drawn by: gnuplot plain.gp
set output 'plain.png'
# drawn by: gnuplot 'n?system "touch x"?.gp'
set output 'n'."\012".'system "touch x"'."\012".'.png'

$ gradus plot activation relu -q -o -y.gp; head -n 1 ./-y.gp
# drawn by: gnuplot ./-y.gp

$ gradus plot activation relu -q --script '|s.gp' -o '|p.svg'; sed -n '1p; 3p' '|s.gp'; ls
# drawn by: gnuplot './|s.gp'
set output './|p.svg'
$(touch X).safetensors
'it''s.gp
-d.csv
-x.gp
-y.gp
<touch x;.gp
a`b ``c.safetensors
c.csv
error.txt
m.safetensors
mine.json
n
system "touch x"
.gp
notes.html
notes.markdown
notes.text
out.txt
plain.gp
|d.csv
|p.svg
|s.gp
|touch x;.gp
```
