# Pictures

A picture is a gnuplot script with its numbers inside. What stands in it is compared exactly.

```console
$ gradus plot activation sigmoid relu --range -1:1 --points 3 -o activation.gp && cat activation.gp
wrote activation.gp
# drawn by: gnuplot activation.gp
set terminal pngcairo noenhanced font 'sans,12' size 960,640 background rgb '#ffffff'
set output 'activation.png'
set encoding utf8
set autoscale xfix
set border linecolor rgb '#222222'
set tics nomirror textcolor rgb '#222222'
set title textcolor rgb '#222222'
set xlabel textcolor rgb '#222222'
set ylabel textcolor rgb '#222222'
set xlabel offset 0,0.4
set key below height 0.6 textcolor rgb '#222222'
set grid linetype -1 linewidth 1 linecolor rgb '#dddddd'
set linetype 1 linecolor rgb '#0072b2' linewidth 2 pointtype 7
set linetype 2 linecolor rgb '#d55e00' linewidth 2 pointtype 7
set linetype 3 linecolor rgb '#009e73' linewidth 2 pointtype 7
set linetype 4 linecolor rgb '#cc79a7' linewidth 2 pointtype 7
set linetype 5 linecolor rgb '#8a6d00' linewidth 2 pointtype 7
set linetype 6 linecolor rgb '#5b3fa8' linewidth 2 pointtype 7
$activation << EOD
-1 0.2689414213699951 0.19661193324148185 0 0
0 0.5 0.25 0 0
1 0.7310585786300049 0.19661193324148185 1 1
EOD
set title 'activations and their derivatives'
set xlabel 'z'
set ylabel 'a = g(z), g''(z)'
plot $activation using 1:2 with lines linetype 1 title 'sigmoid', \
  $activation using 1:3 with lines linetype 1 dashtype 2 title 'sigmoid''', \
  $activation using 1:4 with lines linetype 2 title 'relu', \
  $activation using 1:5 with lines linetype 2 dashtype 2 title 'relu'''

$ gradus plot activation tanh --points 2 --dark -o tanh.gp -q; sed -n '1,/^EOD/p' tanh.gp
# drawn by: gnuplot tanh.gp
set terminal pngcairo noenhanced font 'sans,12' size 960,640 background rgb '#16181d'
set output 'tanh.png'
set encoding utf8
set autoscale xfix
set border linecolor rgb '#e6e6e6'
set tics nomirror textcolor rgb '#e6e6e6'
set title textcolor rgb '#e6e6e6'
set xlabel textcolor rgb '#e6e6e6'
set ylabel textcolor rgb '#e6e6e6'
set xlabel offset 0,0.4
set key below height 0.6 textcolor rgb '#e6e6e6'
set grid linetype -1 linewidth 1 linecolor rgb '#3a3f4a'
set linetype 1 linecolor rgb '#56b4e9' linewidth 2 pointtype 7
set linetype 2 linecolor rgb '#f0a04b' linewidth 2 pointtype 7
set linetype 3 linecolor rgb '#35c99b' linewidth 2 pointtype 7
set linetype 4 linecolor rgb '#f08fc0' linewidth 2 pointtype 7
set linetype 5 linecolor rgb '#f0e442' linewidth 2 pointtype 7
set linetype 6 linecolor rgb '#b39bff' linewidth 2 pointtype 7
$activation << EOD
-5 -0.9999092042625951 0.0001815832309438603
5 0.9999092042625951 0.0001815832309438603
EOD

$ gradus plot function 'x^4 - 3*x^3 + 2' --from x=4 --max-steps 2 --points 3 -o path.gp --json; tail -n +20 path.gp
{"picture": "path.gp", "script": null}
$function << EOD
2.3387264 -6.459008063942829
3.33549056 14.449716218224765
4.33225472 110.3251298344583
EOD
$path << EOD
4 66
2.88 -0.8665446400000008
2.67098112 -4.269505305717281
EOD
set title 'f(x) = x^4 - 3*x^3 + 2'
set xlabel 'x'
set ylabel 'f'
set key maxcols 1
plot $function using 1:2 with lines linetype 1 title 'f', \
  $path using 1:2 with linespoints linetype 2 pointsize 0.8 title '2 steps from x = 4 to 2.67098'

$ gradus plot function -q --points 3 -o sign.gp -- '-log(x)'; tail -n +20 sign.gp
$function << EOD
-5 NaN
0 NaN
5 -1.6094379124341003
EOD
set title 'f(x) = -log(x)'
set xlabel 'x'
set ylabel 'f'
set key maxcols 1
plot $function using 1:2 with lines linetype 1 title 'f'
```

A formula of two variables.

```console
$ gradus plot surface 'x^2 + 2*y^2' --from x=1,y=1 --max-steps 1 --points 2 --range -1:1 -q -o surface.gp; tail -n +20 surface.gp
$grid1 << EOD
-1 -1 3
1 -1 3

-1 1 3
1 1 3
EOD
$paths1 << EOD
1 1 3
0.98 0.96 2.8036
EOD
$ends1 << EOD
0.98 0.96 2.8036
EOD
set cbtics textcolor rgb '#222222' format '%g'
set xrange [-1:1]
set yrange [-1:1]
set ztics textcolor rgb '#222222'
set view 35,330
set xlabel offset 0,-0.7 rotate parallel
set ylabel offset -0.5,-0.5 rotate parallel
set xyplane relative 0.05
set pm3d lighting primary 0.4 specular 0.15
set palette defined (0 '#0072b2', 1 '#009e73', 2 '#8a6d00')
set title 'f = x^2 + 2*y^2'
set xlabel 'x'
set ylabel 'y'
set origin 0.0000,0.1471
set size 1.0000,0.8529
set key at screen 0.5000,0.1471 center top maxcols 1
set zlabel 'f' rotate by 90 textcolor rgb '#222222'
splot $grid1 using 1:2:3 with pm3d notitle, \
  $paths1 using 1:2:3 with linespoints linetype 2 pointsize 0.6 title '1 step to (0.98, 0.96)', \
  $paths1 using 1:2:3 every ::0::0 with points pointtype 6 pointsize 1.1 linewidth 1.5 linecolor rgb '#222222' title 'start', \
  $ends1 using 1:2:3 with points pointtype 7 pointsize 0.7 linecolor rgb '#222222' title 'end'

$ gradus plot contour 'x^2 + 2*y^2' --points 2 --range x=-1:1,y=0:1 -q -o contour.gp; tail -n +20 contour.gp | sed '/arrows1 <</,/EOD/d'
$grid1 << EOD
-1 0 1
1 0 1

-1 1 3
1 1 3
EOD
set cbtics textcolor rgb '#222222' format '%g'
set xrange [-1:1]
set yrange [0:1]
set contour base
unset surface
set cntrparam levels discrete 1.02,1.08,1.18,1.32,1.5,1.7,2,2.3,2.6
set table $lines1
splot $grid1 using 1:2:3
unset table
unset contour
set surface
unset grid
set palette defined (0 '#f2f2f2', 1 '#0072b2')
set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.3,0.3
set title 'f = x^2 + 2*y^2'
set xlabel 'x'
set ylabel 'y'
plot $grid1 using 1:2:3 with image notitle, \
  $lines1 using 1:2 with lines linetype 3 linewidth 1 title 'lines of equal f', \
  $arrows1 using ($1-$3/2):($2-$4/2):3:4 with vectors linewidth 1 linecolor rgb '#222222' title 'gradient', \
  $lines1 using (int($0)%2==int(10+17*column(-2))%2?$1:NaN):2:3 with labels boxed font ',9' textcolor rgb '#222222' notitle
```

A log is what `train --log` writes.

```console
$ printf '{"epoch": 1, "loss": 0.5, "val_loss": 0.625}\n{"epoch": 2, "loss": 0.015625, "val_loss": null}\n' > one.jsonl

$ printf '{"epoch": 1, "loss": 0.5, "val_loss": null}\n\n{"epoch": 2, "loss": null}\n' > "it's.jsonl"

$ gradus plot curve one.jsonl "it's.jsonl" --script curve.gp; tail -n +20 curve.gp
wrote curve.gp
$run1 << EOD
1 0.5 0.625
2 0.015625 NaN
EOD
$run2 << EOD
1 0.5 NaN
2 NaN NaN
EOD
set title 'the loss, epoch by epoch'
set xlabel 'epoch'
set ylabel 'loss'
set key maxcols 2
set logscale y
set ylabel 'loss (logarithmic)'
plot $run1 using 1:2 with lines linetype 1 title 'one.jsonl: training loss', \
  $run1 using 1:3 with linespoints linetype 1 dashtype 2 title 'one.jsonl: validation loss', \
  $run2 using 1:2 with linespoints linetype 2 title 'it''s.jsonl: training loss'

$ gradus train @iris --target species --epochs 2 --validation 0.2 --log iris.jsonl -q && gradus plot curve iris.jsonl -o iris.gp && grep -c title iris.gp
wrote iris.gp
4
```

A model's units and weights.

```console
$ gradus new 2-2-1 --weights 'W1=[[1, -0.5], [0, 2]] b1=[0, 0] W2=[[0.25, -1]] b2=[0]' -o small.safetensors -q

$ gradus plot network small.safetensors -q -o net.gp; tail -n +20 net.gp
$units << EOD
0 0.5 16777215
0 -0.5 16777215
1 0.5 16777215
1 -0.5 16777215
2 0.0 16777215
EOD
set arrow from 0,0.5 to 1,0.5 nohead back linewidth 2.75 linecolor rgb '#7fa2c5'
set arrow from 0,0.5 to 1,-0.5 nohead back linewidth 0.50 linecolor rgb '#dddddd'
set arrow from 0,-0.5 to 1,0.5 nohead back linewidth 1.62 linecolor rgb '#d2acb1'
set arrow from 0,-0.5 to 1,-0.5 nohead back linewidth 5.00 linecolor rgb '#2166ac'
set arrow from 1,0.5 to 2,0.0 nohead back linewidth 1.06 linecolor rgb '#c6ced7'
set arrow from 1,-0.5 to 2,0.0 nohead back linewidth 2.75 linecolor rgb '#c87b84'
set label '2 inputs' at 0.00,1.40 center front textcolor rgb '#222222'
set label 'x1' at -0.09,0.50 right front textcolor rgb '#222222'
set label 'x2' at -0.09,-0.50 right front textcolor rgb '#222222'
set label '2 relu' at 1.00,1.40 center front textcolor rgb '#222222'
set label '1 identity' at 2.00,1.40 center front textcolor rgb '#222222'
set label 'y1' at 2.09,0.00 left front textcolor rgb '#222222'
unset border
unset tics
unset grid
set xrange [-0.7:2.7]
set yrange [-1.1:1.7]
set title 'small.safetensors'
set key maxrows 2
plot $units using 1:2:3 with points pointtype 7 pointsize 3.4 linecolor rgb variable notitle, \
  $units using 1:2 with points pointtype 6 pointsize 3.4 linewidth 1.5 linecolor rgb '#222222' notitle, \
  keyentry with lines linewidth 5 linecolor rgb '#2166ac' title 'weight above 0', \
  keyentry with lines linewidth 5 linecolor rgb '#b2182b' title 'weight below 0; widest: 2', \
  keyentry with points pointtype 6 pointsize 2 linecolor rgb '#222222' title 'all biases are 0'

$ gradus new 2-2-1 --output-activation sigmoid --weights 'W1=[[1, -0.5], [0, 2]] b1=[-0.25, 0.5] W2=[[0.25, -1]] b2=[0]' -o biased.safetensors -q

$ gradus plot network biased.safetensors -q -o biased.gp; sed -n '/units <</,/EOD/p; /key max/,$p' biased.gp
$units << EOD
0 0.5 16777215
0 -0.5 16777215
1 0.5 14257301
1 -0.5 2188972
2 0.0 16777215
EOD
set key maxrows 2
plot $units using 1:2:3 with points pointtype 7 pointsize 3.4 linecolor rgb variable notitle, \
  $units using 1:2 with points pointtype 6 pointsize 3.4 linewidth 1.5 linecolor rgb '#222222' notitle, \
  keyentry with lines linewidth 5 linecolor rgb '#2166ac' title 'weight above 0', \
  keyentry with lines linewidth 5 linecolor rgb '#b2182b' title 'weight below 0; widest: 2', \
  keyentry with points pointtype 7 pointsize 2 linecolor rgb '#2166ac' title 'bias above 0', \
  keyentry with points pointtype 7 pointsize 2 linecolor rgb '#b2182b' title 'bias below 0; strongest: 0.5'

$ gradus new 1-1 --no-bias --init constant:3 -o bare.safetensors -q; gradus plot network bare.safetensors -q -o bare.gp; sed -n '/units <</,/EOD/p; /key max/,$p' bare.gp
$units << EOD
0 0.0 16777215
1 0.0 16777215
EOD
set key maxrows 2
plot $units using 1:2:3 with points pointtype 7 pointsize 3.4 linecolor rgb variable notitle, \
  $units using 1:2 with points pointtype 6 pointsize 3.4 linewidth 1.5 linecolor rgb '#222222' notitle, \
  keyentry with lines linewidth 5 linecolor rgb '#2166ac' title 'weight above 0', \
  keyentry with lines linewidth 5 linecolor rgb '#b2182b' title 'weight below 0; widest: 3'

$ gradus plot weights small.safetensors -q -o weights.gp; tail -n +20 weights.gp
$W1 << EOD
1 -0.5
0 2
EOD
$W2 << EOD
0.25 -1
EOD
unset grid
set palette defined (-1 '#b2182b', 0 '#f2f2f2', 1 '#2166ac')
set cbtics textcolor rgb '#222222' format '%g'
set multiplot layout 1,2
set title 'W1: 2 x 2'
set xlabel 'input'
set ylabel 'unit'
set cbrange [-2:2]
set xrange [0.5:2.5]
set yrange [2.5:0.5]
set xtics 1
set ytics 1
plot $W1 matrix using ($1+1):($2+1):3 with image notitle
set title 'W2: 1 x 2'
set xlabel 'input'
set ylabel 'unit'
set cbrange [-1:1]
set xrange [0.5:2.5]
set yrange [1.5:0.5]
set xtics 1
set ytics 1
plot $W2 matrix using ($1+1):($2+1):($1+0.5):($1+1.5):($2+0.5):($2+1.5):3 with boxxyerror fillstyle solid noborder linecolor palette notitle
unset multiplot

$ gradus new 64-2-1 -o pixels.safetensors -q; gradus plot weights pixels.safetensors -q -o pixels.gp; sed -n '1,2d; 20,$p' pixels.gp | grep -v '^[-0-9]'
$W1 << EOD
EOD
$W2 << EOD
EOD
unset grid
set palette defined (-1 '#b2182b', 0 '#f2f2f2', 1 '#2166ac')
set cbtics textcolor rgb '#222222' format '%g'
set multiplot layout 1,2
set title 'W1: 2 of 2 units, 8 x 8 pixels'
set xlabel ''
set ylabel ''
set cbrange [-0.48980632424354553:0.48980632424354553]
set xrange [-1:18]
set yrange [9:-1]
unset xtics
unset ytics
set size ratio -1
plot \
  $W1 every :::0::7 matrix using ($1+0):($2-0+0):3 with image notitle, \
  $W1 every :::8::15 matrix using ($1+9):($2-8+0):3 with image notitle
set size noratio
set title 'W2: 1 x 2'
set xlabel 'input'
set ylabel 'unit'
set cbrange [-0.4329809844493866:0.4329809844493866]
set xrange [0.5:2.5]
set yrange [1.5:0.5]
set xtics 1
set ytics 1
plot $W2 matrix using ($1+1):($2+1):($1+0.5):($1+1.5):($2+0.5):($2+1.5):3 with boxxyerror fillstyle solid noborder linecolor palette notitle
unset multiplot

$ gradus new 20-14-1 -o many.safetensors -q; gradus plot network many.safetensors -q -o many.gp; grep label many.gp; grep -c arrow many.gp
set xlabel textcolor rgb '#222222'
set ylabel textcolor rgb '#222222'
set xlabel offset 0,0.4
set label '20 inputs' at 0.00,6.90 center front textcolor rgb '#222222'
set label 'x1' at -0.09,6.00 right front textcolor rgb '#222222'
set label 'x2' at -0.09,5.00 right front textcolor rgb '#222222'
set label 'x3' at -0.09,4.00 right front textcolor rgb '#222222'
set label 'x4' at -0.09,3.00 right front textcolor rgb '#222222'
set label 'x5' at -0.09,2.00 right front textcolor rgb '#222222'
set label 'x6' at -0.09,1.00 right front textcolor rgb '#222222'
set label 'x7' at -0.09,0.00 right front textcolor rgb '#222222'
set label 'x8' at -0.09,-1.00 right front textcolor rgb '#222222'
set label '⋮' at 0.00,-2.00 center front textcolor rgb '#222222'
set label 'x17' at -0.09,-3.00 right front textcolor rgb '#222222'
set label 'x18' at -0.09,-4.00 right front textcolor rgb '#222222'
set label 'x19' at -0.09,-5.00 right front textcolor rgb '#222222'
set label 'x20' at -0.09,-6.00 right front textcolor rgb '#222222'
set label '14 relu' at 1.00,6.90 center front textcolor rgb '#222222'
set label '⋮' at 1.00,-2.00 center front textcolor rgb '#222222'
set label '1 identity' at 2.00,6.90 center front textcolor rgb '#222222'
set label 'y1' at 2.09,0.00 left front textcolor rgb '#222222'
156
```

Which classes are taken for which, as `evaluate` counts them.

```console
$ printf 'a,kind\n1,cat\n2,cat\n3,"it\047s"\n4,"it\047s"\n1.5,"it\047s"\n' > kinds.csv

$ gradus train kinds.csv --target kind --hidden none --epochs 200 -o kinds.safetensors -q

$ gradus plot confusion kinds.safetensors kinds.csv -q -o kinds.gp; tail -n +20 kinds.gp
$share << EOD
1 1 0.5
2 1 0.5
1 2 0.3333333333333333
2 2 0.6666666666666666
EOD
set label '1' at 1,1 center front textcolor rgb '#222222'
set label '1' at 2,1 center front textcolor rgb '#222222'
set label '1' at 1,2 center front textcolor rgb '#222222'
set label '2' at 2,2 center front textcolor rgb '#ffffff'
set title '5 rows, accuracy 0.6'
set xlabel 'predicted'
set ylabel 'truth'
unset grid
set palette defined (0 '#ffffff', 1 '#0072b2')
set cbrange [0:1]
set cblabel 'share of the rows of a class' textcolor rgb '#222222'
set cbtics textcolor rgb '#222222' format '%g'
set xtics scale 0 ('cat' 1, 'it''s' 2)
set ytics scale 0 ('cat' 1, 'it''s' 2)
set xrange [0.5:2.5]
set yrange [2.5:0.5]
plot $share using 1:2:3 with image notitle

$ gradus evaluate kinds.safetensors kinds.csv --json | grep -o '"confusion.*\]\]'
"confusion": [[1, 1], [1, 2]]
```

The plane of two inputs, and a line through rows of one.

```console
$ gradus new 2-1 --output-activation sigmoid --loss bce --dtype float64 --weights 'W1=[[4, -4]] b1=[0]' -o side.safetensors -q

$ printf 'left,up,class\n0,1,0\n1,0,1\n0.5,0.25,0\n' > side.csv

$ gradus plot boundary side.safetensors side.csv --target class --points 2 -q -o side.gp; tail -n +20 side.gp
$regions << EOD
-0.08333333333333333 -0.08333333333333333 230 241 247
1.0833333333333333 -0.08333333333333333 234 176 129
-0.08333333333333333 1.0833333333333333 129 186 217
1.0833333333333333 1.0833333333333333 230 241 247
EOD
$class1 << EOD
0 1
0.5 0.25
EOD
$class2 << EOD
1 0
EOD
set title '3 rows, accuracy 0.666667'
set xlabel 'x1'
set ylabel 'x2'
unset grid
set autoscale fix
plot $regions using 1:2:3:4:5 with rgbimage notitle, \
  $class1 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#ffffff' notitle, \
  $class1 using 1:2 with points linetype 1 pointsize 1 title '0', \
  $class2 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#ffffff' notitle, \
  $class2 using 1:2 with points linetype 2 pointsize 1 title '1'

$ gradus plot boundary kinds.safetensors kinds.csv -o x.gp
stderr:
gradus: plot boundary: 'kinds.safetensors' has not two inputs of numbers alone
gradus train --features COLUMN,COLUMN makes one that has
[exit 2]

$ gradus new 2-1 --dtype float64 --weights 'W1=[[1, 2]] b1=[0.5]' -o slope.safetensors -q

$ printf 'x,y,z\n0,0,1\n12,6,20\n' > slope.csv

$ gradus plot boundary slope.safetensors slope.csv --target z --points 2 -q -o slope.gp; tail -n +20 slope.gp
$values << EOD
-1 -0.5 -1.5
13 -0.5 12.5
-1 6.5 12.5
13 6.5 26.5
EOD
$rows << EOD
0 0 1
12 6 20
EOD
set title '2 rows, root of the mean squared error 3.20156'
set xlabel 'x1'
set ylabel 'x2'
unset grid
set autoscale fix
set palette defined (0 '#0072b2', 1 '#009e73', 2 '#8a6d00')
set cbtics textcolor rgb '#222222' format '%g'
set cblabel 'y1' offset 1 textcolor rgb '#222222'
set cbrange [-1.5:26.5]
plot $values using 1:2:3 with image notitle, \
  $rows using 1:2 with points pointtype 7 pointsize 2 linecolor rgb '#222222' notitle, \
  $rows using 1:2:3 with points pointtype 7 pointsize 1.5 linecolor palette notitle, \
  keyentry with points pointtype 6 pointsize 1.6 linewidth 1.5 linecolor rgb '#222222' title 'rows, coloured by their answers'

$ gradus new 1-1 --dtype float64 --weights 'W1=[[2]] b1=[1]' -o line.safetensors -q

$ printf 'x,y\n0,1\n1,4\n2,4\n' > line.csv

$ gradus plot fit line.safetensors line.csv --target y --points 2 -q -o line.gp; tail -n +20 line.gp
$fit << EOD
-0.16666666666666666 0.6666666666666667
2.1666666666666665 5.333333333333333
EOD
$rows << EOD
0 1 0 0 1 1
1 4 0.7597402597402597 1 3 4
2 4 1.7597402597402596 2 4 5
EOD
set title '3 rows, root of the mean squared error 0.816497'
set xlabel 'x1'
set ylabel 'y1'
set lmargin at screen 0.09
set rmargin at screen 0.97
set bmargin at screen 0.18
set tmargin at screen 0.92
set xrange [-0.16666666666666666:2.1666666666666665]
set yrange [0.2777777777777779:5.722222222222221]
plot $rows using 1:2:3:4:5:6 with boxxyerror linetype 2 linewidth 1 fillstyle transparent solid 0.2 border title 'squared errors', \
  $fit using 1:2 with lines linetype 1 title 'fit', \
  $rows using 1:2 with points linetype 3 pointsize 1 title 'data'
```

Standardised columns come back in their units.

```console
$ gradus train line.csv --target y --task regression --hidden none --scale standard --dtype float64 --epochs 1 -o scaled.safetensors -q

$ gradus plot fit scaled.safetensors line.csv --points 2 -q -o scaled.gp; sed -n '/rows <</,/EOD/p' scaled.gp | cut -d ' ' -f 1-2
$rows <<
0 1
1 4
2 4
EOD

$ gradus predict scaled.safetensors line.csv; sed -n '/rows <</,/EOD/p' scaled.gp | cut -d ' ' -f 5-6
y
5.942115236797099
2.9999999990579447
0.05788476131879161

1 5.942115236797099
2.9999999990579447 4
0.05788476131879161 4
EOD
```

What is wrong is said before anything is drawn.

```console
$ gradus plot
stderr:
gradus: too few arguments: gradus plot KIND ... -o FILE.png|.svg|.gp
[exit 2]

$ gradus plot curves -o x.png
stderr:
gradus: there is no picture 'curves'
did you mean curve?
[exit 2]

$ gradus plot xyz -o x.png
stderr:
gradus: there is no picture 'xyz'
gradus plot --help lists the kinds
[exit 2]

$ gradus plot activation -o x.png
stderr:
gradus: usage: gradus plot activation NAME...
[exit 2]

$ gradus plot function x y -o x.png
stderr:
gradus: usage: gradus plot function EXPRESSION
[exit 2]

$ gradus plot function 'x^2'
stderr:
gradus: -o is missing: where shall the picture be written?
-o FILE.png, FILE.svg or FILE.gp
[exit 2]

$ gradus plot function 'x^2' -o x.jpg
stderr:
gradus: -o: 'x.jpg' ends in none of .png, .svg and .gp
[exit 2]

$ gradus plot function 'x^2' -o x.gp --script x.gp
stderr:
gradus: -o and --script name the same file
[exit 2]

$ gradus plot function 'x^2' --terminal -o x.png
stderr:
gradus: --terminal and -o do not go together
[exit 2]

$ gradus plot function 'x^2' --terminal --json
stderr:
gradus: --terminal and --json do not go together
[exit 2]

$ gradus plot function 'x^2 +' -o x.png
stderr:
gradus: expression:1:6: the expression ends where a number, a variable or '(' is missing
[exit 2]

$ gradus plot function '3 + 4' -o x.png
stderr:
gradus: plot function: the expression has no variable, where one is drawn
[exit 2]

$ gradus plot function 'x*y' -o x.png
stderr:
gradus: plot function: the expression has more than one variable, where one is drawn
[exit 2]

$ gradus plot function 'x^2' --learning-rate 1 -o x.png
stderr:
gradus: --learning-rate is for a path, which needs --from
where does it start? such as --from x=4
[exit 2]

$ gradus plot function 'x^4' --from x=9 --learning-rate 1 -o x.png
stderr:
gradus: diverged at step 4: column 2: 2.18673e+101 ^ 4 is infinite
try a smaller --learning-rate, or another start
[exit 1]

$ gradus plot function 'x^2' --from y=9 -o x.png
stderr:
gradus: --from: the expression has no variable 'y'
its first variable is x
[exit 2]

$ gradus plot function 'x^2' --range 3:1 -o x.png
stderr:
gradus: --range: '3:1' is not two numbers low:high, low below high
[exit 2]

$ gradus plot curve one.jsonl --range 0:1 -o x.png
stderr:
gradus: --range is not for plot curve LOG...
[exit 2]

$ gradus plot network none.safetensors -o x.png
stderr:
gradus: none.safetensors: cannot open: No such file or directory
[exit 1]

$ gradus plot network small.safetensors --header yes -o x.png
stderr:
gradus: --header is not for plot network MODEL
[exit 2]

$ gradus plot confusion kinds.safetensors -o x.png
stderr:
gradus: usage: gradus plot confusion MODEL DATA
[exit 2]

$ gradus plot confusion kinds.safetensors kinds.csv --target size -o x.png
stderr:
gradus: kinds.csv: the data has no column 'size'
[exit 2]

$ printf 'a,b,y\n1,2,3\n4,5,6.5\n' > numbers.csv; gradus plot confusion small.safetensors numbers.csv --target y -o x.png
stderr:
gradus: plot confusion: 'small.safetensors' predicts numbers, not classes
[exit 2]

$ gradus new 2-2 -o pair.safetensors -q; printf 'a,b,y,z\n1,2,3,4\n4,5,6.5,7\n' > pair.csv; gradus plot boundary pair.safetensors pair.csv --target y,z -o x.png
stderr:
gradus: plot boundary: 'pair.safetensors' predicts more than one number
[exit 2]

$ gradus plot boundary small.safetensors numbers.csv --target y --points 5000 -o x.png
stderr:
gradus: plot boundary: at most 1000 points a side
[exit 2]

$ gradus plot boundary side.safetensors side.csv --target class --points 5000 -o x.png
stderr:
gradus: plot boundary: at most 1000 points a side
[exit 2]

$ gradus plot fit small.safetensors numbers.csv --target y -o x.png
stderr:
gradus: plot fit: 'small.safetensors' has not one input of numbers alone
gradus train --features COLUMN makes one that has
[exit 2]

$ gradus plot fit kinds.safetensors kinds.csv -o x.png
stderr:
gradus: plot fit: 'kinds.safetensors' predicts classes, not numbers
[exit 2]

$ gradus plot fit line.safetensors line.csv --target y --from x=1 -o x.png
stderr:
gradus: --from is not for plot fit MODEL DATA
[exit 2]

$ gradus plot activation sigmoid softmax -o x.png
stderr:
gradus: softmax has no curve of its own: it is of all outputs together
[exit 2]

$ gradus plot activation sigmiod -o x.png
stderr:
gradus: unknown activation 'sigmiod'
did you mean sigmoid? known: identity sigmoid tanh relu leaky-relu elu selu gelu silu mish softplus softsign softmax
[exit 2]

$ gradus plot contour 'x^2' -o x.png
stderr:
gradus: the expression has not two variables
[exit 2]

$ gradus plot surface 'x*y' --points 2000 -o x.png
stderr:
gradus: --points: at most 1000 a side
[exit 2]

$ gradus plot surface 'x*y' --range x=1:2 -o x.png
stderr:
gradus: --range: nothing is said of y
[exit 2]

$ gradus plot surface 'x*y' --terminal
stderr:
gradus: --terminal is not for plot surface EXPRESSION
[exit 2]

$ gradus plot curve none.jsonl -o x.png
stderr:
gradus: none.jsonl: No such file or directory
gradus train --log FILE writes such lines
[exit 1]

$ printf '{"epoch": 1, "loss": 0.5}\nepoch 2\n' > bad.jsonl; gradus plot curve bad.jsonl -o x.png
stderr:
gradus: bad.jsonl:2: this is no line of a training log: epoch and loss
gradus train --log FILE writes such lines
[exit 1]

$ : > empty.jsonl; gradus plot curve empty.jsonl -o x.png
stderr:
gradus: empty.jsonl: no epoch is in this log
gradus train --log FILE writes such lines
[exit 1]

$ gradus plot curve one.jsonl --script one.jsonl
stderr:
gradus: 'one.jsonl' would be overwritten, and is read
give another name with --script
[exit 2]

$ mkdir folder.png; gradus plot curve one.jsonl -o folder.png
stderr:
gradus: cannot write 'folder.png': it is a directory
give the name of a file; only regular files are replaced
[exit 1]

$ ls
activation.gp
bad.jsonl
bare.gp
bare.safetensors
biased.gp
biased.safetensors
contour.gp
curve.gp
empty.jsonl
folder.png
iris.gp
iris.jsonl
iris.safetensors
it's.jsonl
kinds.csv
kinds.gp
kinds.safetensors
line.csv
line.gp
line.safetensors
many.gp
many.safetensors
net.gp
numbers.csv
one.jsonl
pair.csv
pair.safetensors
path.gp
pixels.gp
pixels.safetensors
scaled.gp
scaled.safetensors
side.csv
side.gp
side.safetensors
sign.gp
slope.csv
slope.gp
slope.safetensors
small.safetensors
surface.gp
tanh.gp
weights.gp
```

A gnuplot that fails leaves what was there.

```console
$ mkdir bin; printf '#!/bin/sh\ncat > seen.gp\nprintf half\necho "plot f" >&2\necho "line 9: no such font" >&2\nexit 1\n' > bin/gnuplot; chmod +x bin/gnuplot

$ echo old > x.png; PATH=$PWD/bin:$PATH gradus plot function 'x^2' -o x.png; cat x.png; head -n 1 seen.gp
old
set terminal pngcairo noenhanced font 'sans,12' size 960,640 background rgb '#ffffff'
stderr:
gradus: gnuplot cannot draw it: line 9: no such font

$ printf '#!/bin/sh\nexit 0\n' > bin/gnuplot; PATH=$PWD/bin:$PATH gradus plot function 'x^2' -o x.png; cat x.png
old
stderr:
gradus: gnuplot cannot draw it: it ended without a whole picture
```

Without gnuplot the script is still written.

```console
$ gradus=$(command -v gradus); PATH=/none; $gradus plot function 'x^2' -o x.png; $gradus plot function 'x^2' -o x.gp
wrote x.gp
stderr:
gradus: gnuplot, which draws the pictures, is not installed
install it, on Debian and Ubuntu by apt-get install gnuplot-nox; -o FILE.gp writes the script without it
```
