# Names that gnuplot must not take for anything else

Classes, columns and files that begin or end with an apostrophe, or look like a format, a macro, a
command or an escape, are drawn as they are, and so they are by the kept script.

```console
$ printf "\"'in\",\"''b'\",y\n" > n.csv; for k in 0 1; do for c in "'abc" "''x" "'" "it's'" 'a\' '@x' '`touch X`' '$(touch X)' '50%%' '#h' '\\n' '""q""'; do printf "$k,%d,\"$c\"\n" $((k + 1)); done; done >> n.csv; cut -d, -f3 n.csv | sort -u | tr '\n' ' '
"""q""" "#h" "$(touch X)" "'" "''x" "'abc" "50%" "@x" "\n" "`touch X`" "a\" "it's'" y  (no line end)

$ gradus train n.csv --target y --epochs 1 --validation 0 --hidden none -q -o "'m.safetensors"

$ gradus plot confusion "'m.safetensors" n.csv -q -o c.svg --script c.gp; grep -o '<text>.*</text>' c.svg | head -n 12
<text>"q"</text>
<text>#h</text>
<text>$(touch X)</text>
<text>'</text>
<text>''x</text>
<text>'abc</text>
<text>50%</text>
<text>@x</text>
<text>\n</text>
<text>`touch X`</text>
<text>a\</text>
<text>it's'</text>

$ gradus plot network "'m.safetensors" -q -o n.svg; grep -o '<text>.*</text>' n.svg | grep -v -e weight -e bias
<text>2 inputs</text>
<text>'in</text>
<text>''b'</text>
<text>12 softmax</text>
<text>"q"</text>
<text>#h</text>
<text>$(touch X)</text>
<text>'</text>
<text>''x</text>
<text>'abc</text>
<text>50%</text>
<text>@x</text>
<text>\n</text>
<text>`touch X`</text>
<text>a\</text>
<text>it's'</text>
<text>'m.safetensors</text>

$ rm c.svg; gnuplot c.gp && grep -c "<text>'abc</text>" c.svg; ls
2
'm.safetensors
c.gp
c.svg
n.csv
n.svg

$ printf '{"epoch": 1, "loss": 0.5}\n{"epoch": 2, "loss": 0.25}\n' > "''log.jsonl"; cp "''log.jsonl" "'"; gradus plot curve "''log.jsonl" "'" -q -o "'curve.svg" --script "'curve.gp"; grep -o '<text>.*loss</text>' "'curve.svg"; rm "'curve.svg"; gnuplot "'curve.gp" && grep -c "</svg>" "'curve.svg"
<text>loss</text>
<text>''log.jsonl: training loss</text>
<text>': training loss</text>
1

$ printf "'u,'v,y\n0,0,'a\n0,1,''b\n1,0,''b\n1,1,'a\n" > uv.csv; gradus train uv.csv --target y --epochs 1 --validation 0 --hidden none -q -o uv.safetensors; gradus plot boundary uv.safetensors uv.csv -q -o uv.svg; grep -o "<text>'.*</text>" uv.svg
<text>'v</text>
<text>'u</text>
<text>''b</text>
<text>'a</text>

$ gradus train uv.csv --target "'v" --features "'u" --task regression --epochs 1 --validation 0 --hidden none -q -o fit.safetensors; gradus plot fit fit.safetensors uv.csv -q -o fit.svg; grep -o "<text>'.*</text>" fit.svg
<text>'v</text>
<text>'u</text>

$ for f in '|touch x;.gp' '<touch x;.gp' "$(printf 'n\nsystem "touch x"\n.gp')"; do gradus plot activation relu -q -o "$f"; eval "$(sed -n '1s/# drawn by: //p' "$f" | tr '?' '*')" 2> /dev/null || gnuplot "$f"; done; ls -b *x*
<touch\ x;.gp
<touch\ x;.png
n\nsystem\ "touch\ x"\n.gp
n\nsystem\ "touch\ x"\n.png
|touch\ x;.gp
|touch\ x;.png

$ printf 'y\033\302\233\342\200\256,c\n1,a\033[31m\n2,\342\200\256b\n3,a\033[31m\n4,\342\200\256b\n' > evil.csv; gradus train evil.csv --target c --epochs 1 --validation 0 --hidden none -q -o evil.safetensors; gradus plot confusion evil.safetensors evil.csv -q -o evil.svg; grep -o '<text>.*</text>' evil.svg | head -n 4
<text>a?[31m</text>
<text>?b</text>
<text>a?[31m</text>
<text>?b</text>
```
