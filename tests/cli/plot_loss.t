# Pictures of the loss of a model

Over two of its parameters, side by side for two losses, with descents. The network answers *not*:
one weight, one bias.

```console
$ gradus new 1-1 --output-activation sigmoid --loss sse --dtype float64 --weights 'W1=[[-2]] b1=[1]' -o not.safetensors -q

$ gradus plot surface not.safetensors @not --target target --weights 'layers.0.weight[0,0],layers.0.bias[0]' --range -3:3 --loss mse,bce --starts '0,0;2,-1' --learning-rate 1 --max-steps 2 --points 2 -q -o surface.gp; sed -n 2p surface.gp; tail -n +20 surface.gp
set terminal pngcairo noenhanced font 'sans,12' size 1360,680 background rgb '#ffffff'
$grid1 << EOD
-3 -3 0.4537017904783979
3 -3 0.5786987335457605

-3 3 0.12612460672332731
3 3 0.4986550404993299
EOD
$paths1 << EOD
0 0 0.25
-0.125 0 0.23488232580631313
-0.24174104287284504 0.00825895712715495 0.2216045713948797

2 -1 0.534446645388523
1.8562651595427848 -1 0.5135409137028627
1.7094006354146638 -1.0031296836709058 0.4918394783425293
EOD
$ends1 << EOD
-0.24174104287284504 0.00825895712715495 0.2216045713948797
1.7094006354146638 -1.0031296836709058 0.4918394783425293
EOD
$here1 << EOD
-2 1 0.07232948812851325
EOD
$grid2 << EOD
-3 -3 1.5255315183557363
3 -3 1.8708672660668437

-3 3 0.37086726606684367
3 3 3.025531518355736
EOD
$paths2 << EOD
0 0 0.6931471805599453
-0.25 0 0.6345433002193944
-0.4689117495571009 0.031088250442899062 0.5878657498801187

2 -1 1.3132616875182228
1.6344707106849976 -1 1.1865706669669553
1.307719465703968 -0.9612219556660272 1.0831951961910773
EOD
$ends2 << EOD
-0.4689117495571009 0.031088250442899062 0.5878657498801187
1.307719465703968 -0.9612219556660272 1.0831951961910773
EOD
$here2 << EOD
-2 1 0.31326168751822286
EOD
set cbtics textcolor rgb '#222222' format '%g'
set xrange [-3:3]
set yrange [-3:3]
set ztics textcolor rgb '#222222'
set view 35,330
set xlabel offset 0,-0.7 rotate parallel
set ylabel offset -0.5,-0.5 rotate parallel
set xyplane relative 0.05
set pm3d lighting primary 0.4 specular 0.15
set palette defined (0 '#0072b2', 1 '#009e73', 2 '#8a6d00')
set multiplot
set title 'mse of not.safetensors on @not'
set xlabel 'layers.0.weight[0,0]'
set ylabel 'layers.0.bias[0]'
set origin 0.0000,0.1471
set size 0.5000,0.8529
set key at screen 0.2500,0.1471 center top maxcols 1
set zlabel 'mse' rotate by 90 textcolor rgb '#222222'
splot $grid1 using 1:2:3 with pm3d notitle, \
  $paths1 using 1:2:3 with linespoints linetype 2 pointsize 0.6 title '2 paths, to mse from 0.222 to 0.492', \
  $paths1 using 1:2:3 every ::0::0 with points pointtype 6 pointsize 1.1 linewidth 1.5 linecolor rgb '#222222' title 'start', \
  $ends1 using 1:2:3 with points pointtype 7 pointsize 0.7 linecolor rgb '#222222' title 'end', \
  $here1 using 1:2:3 with points pointtype 13 pointsize 1.3 linecolor rgb '#222222' title 'the model'
set title 'bce of not.safetensors on @not'
set xlabel 'layers.0.weight[0,0]'
set ylabel 'layers.0.bias[0]'
set origin 0.5000,0.1471
set size 0.5000,0.8529
set key at screen 0.7500,0.1471 center top maxcols 1
set zlabel 'bce' rotate by 90 textcolor rgb '#222222'
splot $grid2 using 1:2:3 with pm3d notitle, \
  $paths2 using 1:2:3 with linespoints linetype 2 pointsize 0.6 title '2 paths, to bce from 0.588 to 1.08', \
  $paths2 using 1:2:3 every ::0::0 with points pointtype 6 pointsize 1.1 linewidth 1.5 linecolor rgb '#222222' title 'start', \
  $ends2 using 1:2:3 with points pointtype 7 pointsize 0.7 linecolor rgb '#222222' title 'end', \
  $here2 using 1:2:3 with points pointtype 13 pointsize 1.3 linecolor rgb '#222222' title 'the model'
unset multiplot
```

The loss at the model's own weights is the one that `evaluate` says.

```console
$ gradus evaluate not.safetensors @not --target target --json | grep -o '"loss": [^,]*' | head -n 1
"loss": 0.07232948812851325

$ gradus plot contour not.safetensors @not --target target --weights 'layers.0.weight[0,0],layers.0.bias[0]' --points 2 -q -o contour.gp; sed -n '/here1 <</,/EOD/p' contour.gp
$here1 << EOD
-2 1 0.07232948812851325
EOD
```

Weights are also called by their number from 1; a path and the model widen what is drawn.

```console
$ gradus plot contour not.safetensors @not --target target --weights 'b1[1],W1[1,1]' --loss bce --starts '6,1' --max-steps 3 --points 2 -q -o other.gp; tail -n +20 other.gp | sed '/arrows1 <</,/EOD/d'
$grid1 << EOD
-1.5 -3.5 0.8540643132359352
8.5 -3.5 2.503459398080624

-1.5 2.5 1.5073374827504877
8.5 2.5 5.500110074616724
EOD
$paths1 << EOD
6 1 3.5016935757957524
5.995016918371755 0.995004555255972 3.496715056795508
5.990033943990453 0.9900091561521919 3.4917366905790517
5.985051077617127 0.9850138031448055 3.4867584783604277
EOD
$ends1 << EOD
5.985051077617127 0.9850138031448055 3.4867584783604277
EOD
$here1 << EOD
1 -2 0.31326168751822286
EOD
set cbtics textcolor rgb '#222222' format '%g'
set xrange [-1.5:8.5]
set yrange [-3.5:2.5]
set contour base
unset surface
set cntrparam levels discrete 0.9,1.04,1.3,1.6,2,2.5,3.1,3.8,4.6
set table $lines1
splot $grid1 using 1:2:3
unset table
unset contour
set surface
unset grid
set palette defined (0 '#f2f2f2', 1 '#0072b2')
set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.3,0.3
set title 'bce of not.safetensors on @not'
set xlabel 'b1[1]'
set ylabel 'W1[1,1]'
plot $grid1 using 1:2:3 with image notitle, \
  $lines1 using 1:2 with lines linetype 3 linewidth 1 title 'lines of equal bce', \
  $arrows1 using ($1-$3/2):($2-$4/2):3:4 with vectors linewidth 1 linecolor rgb '#222222' title 'gradient', \
  $lines1 using (int($0)%2==int(10+17*column(-2))%2?$1:NaN):2:3 with labels boxed font ',9' textcolor rgb '#222222' notitle, \
  $paths1 using 1:2 with linespoints linetype 2 pointsize 0.6 title '3 steps to (5.98505, 0.985014)', \
  $paths1 using 1:2 every ::0::0 with points pointtype 6 pointsize 1.1 linewidth 1.5 linecolor rgb '#222222' title 'start', \
  $ends1 using 1:2 with points pointtype 7 pointsize 0.7 linecolor rgb '#222222' title 'end', \
  $here1 using 1:2 with points pointtype 13 pointsize 1.3 linecolor rgb '#222222' title 'the model'
```

Random directions: the model is in the middle.

```console
$ gradus new 2-3-2 --loss cross-entropy --output-activation softmax --seed 5 --dtype float64 -o three.safetensors -q

$ gradus plot surface three.safetensors @xor --target 3 --directions random --starts grid:3 --max-steps 1 --points 2 -q -o random.gp; tail -n +20 random.gp | sed -n '/grid1 <</,/EOD/p; /ends1 <</,/EOD/p; /here1 <</,/EOD/p; /label/p; /range/p'
$grid1 << EOD
-1 -1 1.0027952110366174
1 -1 0.6931471805599453

-1 1 0.7136113106140508
1 1 0.6850927911851795
EOD
$ends1 << EOD
-0.9975218945303733 -0.9990040467364327 1.0020825350305866
0.0019052198265459357 -1.000000893235644 0.8261535447681381
1 -1 0.6931471805599453
-0.9983324339048197 0.002184917746760303 0.8661904073311953
0.0005907453027453805 0.0012008628860945693 0.7498597231965095
1 0 0.6931471805599453
-0.999272124281244 1.0019447509163812 0.7131802482896176
-8.203836439590051e-06 1.0010527165149061 0.6774976805206265
0.9997190614915051 1.0003253758174062 0.6850743101852252
EOD
$here1 << EOD
0 0 0.7500388279317365
EOD
set xrange [-1:1]
set yrange [-1:1]
set xlabel offset 0,-0.7 rotate parallel
set ylabel offset -0.5,-0.5 rotate parallel
set xlabel 'random direction 1'
set ylabel 'random direction 2'
set zlabel 'cross-entropy' rotate by 90 textcolor rgb '#222222'

$ gradus evaluate three.safetensors @xor --target 3 --json | grep -o '"loss": [^,]*' | head -n 1
"loss": 0.7500388279317365

$ gradus plot surface three.safetensors @xor --target 3 --directions random --seed 2 --points 2 -q -o second.gp; sed -n '/grid1 <</,/EOD/p' second.gp
$grid1 << EOD
-1 -1 0.6656079082598851
1 -1 0.5446881224878288

-1 1 3.3712682127903597
1 1 0.8306397115883482
EOD
```

A formula takes several starts, too; steps that diverge are left out.

```console
$ gradus plot contour 'x^2 + 2*y^2' --starts '1,1; -1,0.5' --max-steps 1 --points 2 -q -o formula.gp; sed -n '/paths1 <</,/EOD/p; /range/p; /paths1 using/p' formula.gp
$paths1 << EOD
1 1 3
0.98 0.96 2.8036

-1 0.5 1.5
-0.98 0.48 1.4211999999999998
EOD
set xrange [-2:2]
set yrange [-0.020000000000000018:1.5]
  $paths1 using 1:2 with linespoints linetype 2 pointsize 0.6 title '2 paths, to f from 1.42 to 2.8', \
  $paths1 using 1:2 every ::0::0 with points pointtype 6 pointsize 1.1 linewidth 1.5 linecolor rgb '#222222' title 'start', \

$ gradus plot contour 'x^4 + y^2' --starts '0.5,0;9,0' --learning-rate 0.2 --points 2 -o diverged.gp; sed -n '/ends1 <</,/EOD/p' diverged.gp
wrote diverged.gp
$ends1 << EOD
0.02318922447931485 0 2.891644495118136e-07
EOD
stderr:
gradus: warning: 1 of 2 descents diverged on f; a smaller --learning-rate may help
```

Each axis may have a range of its own; four losses take two rows.

```console
$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --range -1:1,2:3 --points 2 -q -o ranges.gp; sed -n '/^set .range/p; /grid1 <</,/EOD/p' ranges.gp
$grid1 << EOD
-1 2 0.27432799100356703
1 2 0.4608034018550661

-1 3 0.38902635301051525
1 3 0.483300148635636
EOD
set xrange [-1:1]
set yrange [2:3]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --loss sse,mse,mae,bce --points 2 -q -o four.gp; grep -e ^set.size -e origin -e at.screen -e multi -e terminal four.gp
set terminal pngcairo noenhanced font 'sans,12' size 1360,1360 background rgb '#ffffff'
set multiplot
set origin 0.0000,0.5735
set size 0.5000,0.4265
set key at screen 0.2500,0.5735 center top maxcols 1
set origin 0.5000,0.5735
set size 0.5000,0.4265
set key at screen 0.7500,0.5735 center top maxcols 1
set origin 0.0000,0.0735
set size 0.5000,0.4265
set key at screen 0.2500,0.0735 center top maxcols 1
set origin 0.5000,0.0735
set size 0.5000,0.4265
set key at screen 0.7500,0.0735 center top maxcols 1
unset multiplot

$ gradus plot contour not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --loss sse,mse,mae,bce --points 2 -q -o four.gp; grep -e terminal -e multi four.gp
set terminal pngcairo noenhanced font 'sans,12' size 1360,1360 background rgb '#ffffff'
set multiplot layout 2,2
unset multiplot
```

Steps too near to be told apart in the picture are not drawn.

```console
$ gradus plot contour 'x^2 + y^2' --starts '1,0' --range -4:4 --learning-rate 0.001 --max-steps 100 --points 2 -q -o near.gp; sed -n '/paths1 <</,/EOD/p; /steps/p' near.gp
$paths1 << EOD
1 0 1
0.9782186852652456 0 0.9569117962020656
0.9569117962020657 0 0.9156801857106637
0.9360689991955893 0 0.8762251712550321
0.9156801857106633 0 0.8384702025031149
0.8939439964545425 0 0.7991358687971191
0.8727237754706969 0 0.7616467882718274
0.8520072748321852 0 0.7259163963669667
0.8317825373503193 0 0.6918621894409352
0.8185668046884281 0 0.6700516137378233
EOD
  $paths1 using 1:2 with linespoints linetype 2 pointsize 0.6 title '100 steps to (0.818567, 0)', \
```

What is wrong is said before anything is drawn.

```console
$ gradus plot surface not.safetensors @not --target target -o x.png
stderr:
gradus: over which two parameters of the model?
--weights 'layers.0.weight[0,0],layers.0.bias[0]', or --directions random
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --directions random -o x.png
stderr:
gradus: --weights and --directions do not go together
--weights 'layers.0.weight[0,0],layers.0.bias[0]', or --directions random
[exit 2]

$ gradus plot surface not.safetensors @not --target target --directions straight -o x.png
stderr:
gradus: --directions: 'straight' is none of random
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --seed 3 -o x.png
stderr:
gradus: --seed is for --directions random
[exit 2]

$ gradus plot surface not.safetensors --weights 'W1[1,1],b1[1]' -o x.png
stderr:
gradus: --weights is not for plot surface EXPRESSION
it is for gradus plot surface MODEL DATA
[exit 2]

$ gradus plot surface not.safetensors @not @not -o x.png
stderr:
gradus: usage: gradus plot surface EXPRESSION or surface MODEL DATA
[exit 2]

$ gradus plot surface not.safetensors none.csv --target y --weights 'W1[1,1],b1[1]' -o x.png
stderr:
gradus: none.csv: cannot open: No such file or directory
[exit 1]

$ gradus plot surface not.safetensors @not --target target --weights 'layers.0.weight[0,0]' -o x.png
stderr:
gradus: --weights: 'layers.0.weight[0,0]' is not two parameters
such as --weights 'layers.0.weight[0,0],layers.0.bias[0]'
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1],b1[1]' -o x.png
stderr:
gradus: --weights: 'W1[1,1],b1[1],b1[1]' is not two parameters
such as --weights 'layers.0.weight[0,0],layers.0.bias[0]'
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'layers.1.weight[0,0],b1[1]' -o x.png
stderr:
gradus: --weights: 'layers.1.weight[0,0]' is no parameter of this network
such as layers.0.weight[0,0] or layers.0.bias[0]; its last layer is layers.0
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'layers.0.weight[0],b1[1]' -o x.png
stderr:
gradus: --weights: 'layers.0.weight[0]' is no parameter of this network
such as layers.0.weight[0,0] or layers.0.bias[0]; its last layer is layers.0
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'b1[1],layers.0.weight[0,1]' -o x.png
stderr:
gradus: --weights: 'layers.0.weight[0,1]' is out of range: [0,0] to [0,0]
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'b1[0],layers.0.weight[0,0]' -o x.png
stderr:
gradus: --weights: 'b1[0]' is out of range: [1] to [1]
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],layers.0.weight[0,0]' -o x.png
stderr:
gradus: --weights: 'W1[1,1]' and 'layers.0.weight[0,0]' are the same parameter
[exit 2]

$ gradus new 2-1 --no-bias -o bare.safetensors -q; gradus plot surface bare.safetensors @xor --target 3 --weights 'b1[1],W1[1,1]' -o x.png
stderr:
gradus: --weights: 'b1[1]' is no parameter of this network
such as layers.0.weight[0,0]; its last layer is layers.0
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --loss msee -o x.png
stderr:
gradus: --loss: 'msee' is none of sse, mse, half-mse, mae, huber, bce, cross-entropy
did you mean mse?
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --loss mse,mse -o x.png
stderr:
gradus: --loss: mse is given twice
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --loss mse,cross-entropy -o x.png
stderr:
gradus: the loss cross-entropy needs the output activation softmax
[exit 2]

$ gradus plot surface bare.safetensors @xor --target 3 --weights 'W1[1,1],W1[1,2]' --loss bce -o x.png
stderr:
gradus: the loss bce needs the output activation sigmoid
[exit 2]

$ gradus new 1-1 --init constant:0 -o zero.safetensors -q; gradus plot surface zero.safetensors @not --target target --directions random -o x.png
stderr:
gradus: all weights are 0, and a random direction is as long as they are
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts '1,2;3,x' -o x.png
stderr:
gradus: --starts:1:7: 'x' is not a number
such as --starts '1,2;-3,0.5', or --starts grid:9
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts '1,2;3' -o x.png
stderr:
gradus: --starts:1:5: '3' stands alone, and a start is x,y
such as --starts '1,2;-3,0.5', or --starts grid:9
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts '1,2,3' -o x.png
stderr:
gradus: --starts:1:5: '3' is one number too many: a start is x,y
such as --starts '1,2;-3,0.5', or --starts grid:9
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts '1,2;' -o x.png
stderr:
gradus: --starts:1:5: a number is missing
such as --starts '1,2;-3,0.5', or --starts grid:9
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts '1e999,2' -o x.png
stderr:
gradus: --starts:1:1: '1e999' is not a number
such as --starts '1,2;-3,0.5', or --starts grid:9
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts grid:0 -o x.png
stderr:
gradus: --starts: 'grid:0' is not grid:N with N from 1 to 100
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --starts grid:1000 -o x.png
stderr:
gradus: --starts: 'grid:1000' is not grid:N with N from 1 to 100
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --range 15:-15 -o x.png
stderr:
gradus: --range: '15:-15' is not two numbers low:high, low below high
or of each: LOW:HIGH,LOW:HIGH
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --range 0:1,2:1 -o x.png
stderr:
gradus: --range: '0:1,2:1' is not two numbers low:high, low below high
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --learning-rate 3 -o x.png
stderr:
gradus: --learning-rate is for a path, which needs --starts
where does it start? such as --starts '1,2;-3,0.5'
[exit 2]

$ gradus plot surface not.safetensors @not --target target --weights 'W1[1,1],b1[1]' --from x=1 -o x.png
stderr:
gradus: --from is not for plot surface MODEL DATA
it is for gradus plot surface EXPRESSION
[exit 2]

$ gradus plot surface 'x*y' --weights 'W1[1,1],b1[1]' -o x.png
stderr:
gradus: --weights is not for plot surface EXPRESSION
it is for gradus plot surface MODEL DATA
[exit 2]

$ gradus plot surface 'x*y' --from x=1,y=1 --starts '1,1' -o x.png
stderr:
gradus: --from and --starts do not go together
[exit 2]

$ gradus plot surface 'x^4 + y^4' --starts '9,1;8,1' --learning-rate 1 -o x.png
stderr:
gradus: diverged at step 4: column 2: 1.53743e+97 ^ 4 is infinite
try a smaller --learning-rate, or another start
[exit 1]

$ ls | grep -c x.png
0
[exit 1]
```
