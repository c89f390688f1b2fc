# Kept cells are the text of the file

Byte for byte, whatever number it stands for; missing cells too, and blanks.

```console
$ cat > ids.csv <<'END'
> id,code,x,note,y
> 0071,9007199254740993,1.10, +5 ,a
> 0072,100000000000000001,+5,"say ""0""",b
> 0073,1e3,NA,?,a
> 0074,-0,  ,"two
> lines",b
> END
> gradus train ids.csv --target y --features x -q --epochs 1 -o ids.safetensors
> gradus predict ids.safetensors ids.csv --keep all | sed 's/,[ab],0\..*/,P/' > kept.csv; cat kept.csv
id,code,x,note,y,prediction,p(a),p(b)
0071,9007199254740993,1.10," +5 ",a,P
0072,100000000000000001,+5,"say ""0""",b,P
0073,1e3,NA,?,a,P
0074,-0,  ,"two
lines",b,P
```

What was written is kept again as it is, from a pipe, packed, by numbers of columns, without a
column that is ignored, with tabs and with other line ends.

```console
$ gradus predict ids.safetensors ids.csv --keep all -o once.csv; gradus predict ids.safetensors once.csv --keep id,code,x,note,y | cmp - once.csv
$ gradus predict ids.safetensors - --keep id,code,x,note,y < once.csv | cmp - once.csv
$ gzip -n < once.csv > once.csv.gz; gradus predict ids.safetensors once.csv.gz --keep 1,2,3,4,5 | cmp - once.csv
$ gradus predict ids.safetensors ids.csv --keep all --ignore code | cut -d, -f 1,2 | head -n 2
id,x
0071,1.10

$ printf 'x\tid\r\n1.50\t007\r\n2\t"a, b"\r\n' > crlf.tsv; gradus predict ids.safetensors crlf.tsv --keep id,x | sed 's/,[ab],0\..*/,P/'
id,x,prediction,p(a),p(b)
007,1.50,P
"a, b",2,P
```

A decimal comma needs quotes.

```console
$ printf 'x;id\n1,50;007,10\n2;008\n' > comma.csv; gradus predict ids.safetensors comma.csv --keep all | sed 's/,[ab],0\..*/,P/'
x,id,prediction,p(a),p(b)
"1,50","007,10",P
2,008,P
```

A column that turns out to be text far below, which is read again.

```console
$ (echo id,x; seq -f '%04g,1.0' 1 2500; echo 'last,1.0') > late.csv; gradus predict ids.safetensors late.csv --keep id,x | cut -d, -f 1,2 | cmp - late.csv
```

A long cell.

```console
$ (echo x,id; printf '1,'; head -c 300000 /dev/zero | tr '\0' 7; echo) > long.csv; gradus predict ids.safetensors long.csv --keep x,id | cut -d, -f 1,2 | cmp - long.csv
```

JSON: a column that is all numbers as JSON writes them has them digit for digit; any other is text.

```console
$ gradus predict ids.safetensors ids.csv --keep all --json | sed 's/"prediction": [^}]*}//g; s/}, /\n/g'
[{"id": "0071", "code": 9007199254740993, "x": "1.10", "note": " +5 ", "y": "a", 
{"id": "0072", "code": 100000000000000001, "x": "+5", "note": "say \"0\"", "y": "b", 
{"id": "0073", "code": 1e3, "x": null, "note": null, "y": "a", 
{"id": "0074", "code": -0, "x": null, "note": "two\u000alines", "y": "b", }]

$ printf 'x,a,b,c,d,e,f,g\n1.10,1.,-1.5e+07,.5,01,NA,1e,-\n?,2,0.0,5,1,,1,-\n' > forms.csv; gradus predict ids.safetensors forms.csv --keep all --json --categorical f,g | sed 's/"prediction": [^}]*}//g; s/}, /\n/g'
[{"x": 1.10, "a": "1.", "b": -1.5e+07, "c": ".5", "d": "01", "e": null, "f": "1e", "g": "-", 
{"x": null, "a": "2", "b": 0.0, "c": "5", "d": "1", "e": null, "f": "1", "g": "-", }]
```

Names that no column has.

```console
$ gradus predict ids.safetensors ids.csv --keep idd
stderr:
gradus: ids.csv: the data has no column 'idd'
did you mean 'id'?
[exit 2]

$ gradus predict ids.safetensors ids.csv --keep id, 
stderr:
gradus: ids.csv: the data has no column ''
[exit 2]

$ gradus predict ids.safetensors ids.csv --keep code --ignore code
stderr:
gradus: --keep: column 'code' is left out by --ignore
[exit 2]
```
