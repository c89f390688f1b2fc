# Pictures of much, of little and of nothing

More lines than six have colours of their own, in the dark too, and long names make room.

```console
$ gradus plot activation sigmoid tanh relu gelu silu mish elu --points 2 --dark -q -o seven.gp; sed -n '/linetype 6/,/cycle/p' seven.gp
set linetype 6 linecolor rgb '#b39bff' linewidth 2 pointtype 7
set linetype 7 linecolor rgb '#b8b8b8' linewidth 2 pointtype 7
set linetype 8 linecolor rgb '#ff4fa3' linewidth 2 pointtype 7
set linetype 9 linecolor rgb '#a8e05f' linewidth 2 pointtype 7
set linetype 10 linecolor rgb '#3fe0e8' linewidth 2 pointtype 7
set linetype 11 linecolor rgb '#c99a6b' linewidth 2 pointtype 7
set linetype 12 linecolor rgb '#ff7b72' linewidth 2 pointtype 7
set linetype cycle 12
  $activation using 1:12 with lines linetype 6 title 'mish', \
  $activation using 1:13 with lines linetype 6 dashtype 2 title 'mish''', \
  $activation using 1:14 with lines linetype 7 title 'elu', \
  $activation using 1:15 with lines linetype 7 dashtype 2 title 'elu'''

$ for k in 1 2 3; do printf '{"epoch": 1, "loss": 3, "val_loss": 4}\n{"epoch": 2, "loss": 2, "val_loss": 3}\n' > run$k.jsonl; cp run$k.jsonl "a run of a long name, for it is number $k.jsonl"; done

$ gradus plot curve run1.jsonl run2.jsonl run3.jsonl -q -o runs.gp; gradus plot curve a*.jsonl -q -o long.gp; grep -ho ' size [0-9,]*' runs.gp long.gp
 size 960,640
 size 960,697
```

One epoch is a point, and no number at all is no picture.

```console
$ printf '{"epoch": 1, "loss": 0.5, "val_loss": 0.25}\n{"epoch": 2, "loss": 0.25, "val_loss": null}\n' > one.jsonl; gradus plot curve one.jsonl -q -o one.gp; tail -n 2 one.gp
plot $run1 using 1:2 with lines linetype 1 title 'training loss', \
  $run1 using 1:3 with linespoints linetype 1 dashtype 2 title 'validation loss'

$ printf '{"epoch": 1, "loss": null}\n' > null.jsonl; gradus plot curve null.jsonl -o null.png; gradus plot curve null.jsonl null.jsonl -o null.png; gradus plot curve null.jsonl one.jsonl -q -o some.gp
stderr:
gradus: nothing to draw: no loss in this log is a number
gradus: nothing to draw: no loss in these logs is a number

$ gradus plot function 'log(x)' --range -5:-1 -o none.png
stderr:
gradus: nothing to draw: f has no finite value there
--range LOW:HIGH chooses where
[exit 1]

$ gradus plot contour 'log(x*y)' --range -5:-1,1:5 -o none.png
stderr:
gradus: nothing to draw: f has no finite value there
--range LOW:HIGH chooses where
[exit 1]

$ gradus plot surface 'log(x*y)' --range x=-5:-1,y=1:5 -o none.png; ls | grep -c png
0
stderr:
gradus: nothing to draw: f has no finite value there
--range LOW:HIGH chooses where
[exit 1]
```

A range is what is drawn, wherever the path goes.

```console
$ gradus plot function 'x^2' --from x=3 --range 2:4 --max-steps 2 --points 3 -q -o range.gp; grep range range.gp
# drawn by: gnuplot range.gp
set output 'range.png'
set xrange [2:4]

$ gradus plot contour 'x*y' --range x=-1e308:1e308,y=0:1 -o range.gp
stderr:
gradus: --range: '-1e308:1e308' is not two numbers low:high, low below high
[exit 2]
```

Heights of many characters are small, and the name of their axis stands beside them.

```console
$ gradus plot surface 'x^4*y^2' --range -30:30 --points 3 -q -o high.gp; gradus plot surface 'x*y' --points 3 -q -o low.gp; grep -e font -e zlabel high.gp low.gp | grep -v terminal
high.gp:set ztics font ',10'
high.gp:set cbtics font ',10'
high.gp:set zlabel 'f' rotate by 90 offset -1.5 textcolor rgb '#222222'
low.gp:set zlabel 'f' rotate by 90 textcolor rgb '#222222'
```

Places that lie close have as many digits as tell them apart.

```console
$ gradus plot function 'x - 1700000000' --range 1700000000:1700000100 --points 2 -q -o time.gp; grep -e format -e range time.gp
set format x '%.11g'
set xrange [1700000000:1700000100]

$ gradus plot contour 'x*y' --range 1:1.000000001,-1:1 --points 2 -q -o close.gp; grep -e format -e range close.gp
set cbtics textcolor rgb '#222222' format '%g'
set format x '%.12g'
set xrange [1:1.000000001]
set yrange [-1:1]
```

A path that goes farther than numbers do is not drawn.

```console
$ gradus plot function '0*x' --from x=1.5e308 -o far.gp
stderr:
gradus: nothing to draw: the path goes too far
--range LOW:HIGH chooses where
[exit 1]

$ gradus plot contour '0*x + y^2' --starts '1e308,0;-1e308,0' -o far.gp
stderr:
gradus: nothing to draw: the path goes too far
--range LOW:HIGH chooses where
[exit 1]
```

Names of classes may hold signs of a format, and be long.

```console
$ printf 'u,v,class\n0,0,100%%\n0,1,%%d ''it is''\n1,0,a class of a very long name\n1,1,äöüäöüäöüäöüäöüäöü\n' > names.csv; gradus train names.csv --target class --epochs 3 --validation 0 -q -o names.safetensors; gradus plot confusion names.safetensors names.csv -q -o names.gp; grep tics names.gp | tail -n 2
set xtics scale 0 rotate by -40 ('%%d it is' 1, '100%%' 2, 'a class of a very …' 3, 'äöüäöüäöüäöüäöüäöü' 4)
set ytics scale 0 ('%%d it is' 1, '100%%' 2, 'a class of a very …' 3, 'äöüäöüäöüäöüäöüäöü' 4)

$ gradus plot boundary names.safetensors names.csv -q -o regions.gp; grep -o "title '.*'" regions.gp | tail -n 4
title '%d it is'
title '100%'
title 'a class of a very …'
title 'äöüäöüäöüäöüäöüäöü'

$ gradus plot network ./names.safetensors -q -o network.gp; grep 'set title' network.gp
set title textcolor rgb '#222222'
set title 'names.safetensors'

$ awk 'BEGIN { print "x,c"; for (k = 0; k < 24; k++) print k ",k" k % 12 }' > twelve.csv; gradus train twelve.csv --target c --epochs 1 --hidden 2 -q -o twelve.safetensors; gradus plot confusion twelve.safetensors twelve.csv -q -o twelve.gp; sed -n '2s/.*size/size/p' twelve.gp
size 1000,680 background rgb '#ffffff'
```

A line lies on many rows.

```console
$ gradus new 1-1 --weights 'W1=[[1]] b1=[0]' -o line.safetensors -q; awk 'BEGIN { print "x,y"; for (k = 0; k < 31; k++) print k "," k + 1 }' > rows.csv; gradus plot fit line.safetensors rows.csv --target y -q -o fit.gp; grep -A 9 ^plot fit.gp
plot $rows using 1:2:3:4:5:6 with boxxyerror linetype 2 linewidth 1 fillstyle transparent solid 0.04 noborder notitle, \
  keyentry with boxes linetype 2 fillstyle transparent solid 0.2 noborder title 'squared errors', \
  $rows using 1:2 with points linetype 3 pointsize 0.6 title 'data', \
  $fit using 1:2 with lines linetype 1 linewidth 3 title 'fit'
```

What is no plane says why.

```console
$ printf 'a,b,y\n1,2,3.5\n,3,2.5\n3,1,7.5\n' > gap.csv; gradus train gap.csv --target y --epochs 1 -q -o gap.safetensors; gradus plot boundary gap.safetensors gap.csv -o gap.png
stderr:
gradus: plot boundary: 'gap.safetensors' has not two inputs of numbers alone
a column with missing cells has a second input, which tells them
[exit 2]

$ printf 'a,b,y\n1,red,3.5\n2,blue,2.5\n3,red,7.5\n4,blue,1.5\n' > text.csv; gradus train text.csv --target y --epochs 1 -q -o text.safetensors; gradus plot boundary text.safetensors text.csv -o text.png
stderr:
gradus: plot boundary: 'text.safetensors' has not two inputs of numbers alone
a column of text is drawn by no number
[exit 2]
```

A picture that breaks off is none.

```console
$ mkdir bin; printf '#!/bin/sh\nprintf half\n' > bin/gnuplot; chmod +x bin/gnuplot

$ for way in png svg; do PATH=$PWD/bin:$PATH gradus plot function 'x^2' -o half.$way; done; ls | grep -c half
0
stderr:
gradus: gnuplot cannot draw it: it ended without a whole picture
gradus: gnuplot cannot draw it: it ended without a whole picture
[exit 1]
```
