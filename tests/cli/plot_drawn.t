# Pictures that gnuplot drew

```console
$ gradus plot activation sigmoid gelu -o a.png --script a.gp && head -c 8 a.png | od -An -c
wrote a.png
wrote a.gp
 211   P   N   G  \r  \n 032  \n

$ gradus plot activation sigmoid gelu --dark -o a.svg -q && head -n 1 a.svg && grep -c '</svg>' a.svg
<?xml version="1.0" encoding="utf-8"  standalone="no"?>
1

$ rm a.png; gnuplot a.gp && head -c 8 a.png | od -An -c
 211   P   N   G  \r  \n 032  \n

$ gradus plot function 'x^4 - 3*x^3 + 2' --from x=4 --terminal > f.txt; head -n 2 f.txt; tail -n 2 f.txt
                               f(x) = x^4 - 3*x^3 + 2
     140 +-----------------------------------------------------------------+
                                                         f *******
                   42 steps from x = 4 to 2.25003: minimum ###G###

$ printf '{"epoch": 1, "loss": 0.5, "val_loss": 0.625}\n{"epoch": 2, "loss": 0.25, "val_loss": 0.375}\n' > one.jsonl

$ gradus plot curve one.jsonl --terminal > c.txt; head -n 1 c.txt; tail -n 1 c.txt
                              the loss, epoch by epoch
                     training loss ******* validation loss #######

$ for k in 1 2 3 4 5 6 7 8; do cp one.jsonl run$k.jsonl; done; gradus plot curve run*.jsonl --terminal > runs.txt; grep -c '|$' runs.txt c.txt
runs.txt:13
c.txt:15

$ gradus plot activation sigmoid tanh relu gelu silu mish --terminal > six.txt; grep -c '|$' six.txt; tail -n 6 six.txt
16
    -1 +-------------------------------------------------------------------+
             -4           -2             0             2            4
                                         z
         sigmoid *******    tanh' %%%%%%%     gelu =======    silu' #######
        sigmoid' #######     relu @@@@@@@    gelu' *******     mish $$$$$$$
            tanh $$$$$$$    relu' &&&&&&&     silu *******    mish' %%%%%%%

$ gradus train @iris --target species --hidden 8 --epochs 3 -o net.safetensors -q; gradus new 64-2-1 -o pixels.safetensors -q

$ gradus new 2-1 --output-activation sigmoid --loss bce -o side.safetensors -q; printf 'left,up,class\n0,1,0\n1,0,1\n' > side.csv

$ gradus new 1-1 -o line.safetensors -q; printf 'x,y\n0,1\n1,4\n2,4\n' > line.csv

$ for way in png svg; do
>   gradus plot network net.safetensors -o network.$way && gradus plot weights pixels.safetensors -o weights.$way &&
>   gradus plot confusion net.safetensors @iris --dark -o confusion.$way &&
>   gradus plot boundary side.safetensors side.csv --target class -o boundary.$way &&
>   gradus new 2-1 -o slope.safetensors -q && gradus plot boundary slope.safetensors side.csv --target class --dark -o slope.$way &&
>   gradus plot fit line.safetensors line.csv --target y --dark -o fit.$way &&
>   gradus plot contour 'x^2 + 2*y^2' --from x=1,y=1 -o contour.$way &&
>   gradus plot surface 'x^2 + 2*y^2' --from x=1,y=1 --dark -o surface.$way &&
>   gradus plot surface side.safetensors side.csv --target class --weights 'W1[1,1],W1[1,2]' --loss mse,bce --starts grid:2 -o losses.$way &&
>   gradus plot contour net.safetensors @iris --directions random --starts '1,1' --max-steps 9 --points 9 -o random.$way
> done
wrote network.png
wrote weights.png
wrote confusion.png
wrote boundary.png
wrote slope.png
wrote fit.png
wrote contour.png
wrote surface.png
wrote losses.png
wrote random.png
wrote network.svg
wrote weights.svg
wrote confusion.svg
wrote boundary.svg
wrote slope.svg
wrote fit.svg
wrote contour.svg
wrote surface.svg
wrote losses.svg
wrote random.svg

$ gradus plot function 'log(x)' --range -3:-1 -o none.png
stderr:
gradus: nothing to draw: f has no finite value there
--range LOW:HIGH chooses where
[exit 1]
```
