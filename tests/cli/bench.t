# bench

Speeds differ from run to run, so that numbers are masked; the form is what is tested.

```console
$ gradus bench xor-batch predict-1-small --json | sed 's/"cpu": "[^"]*"/"cpu": "CPU"/; s/"row": "[a-z0-9]*"/"row": "ROW"/; s/: [0-9][0-9.e+-]*[0-9]/: N/g'
{"cpu": "CPU", "row": "ROW", "threads": 1, "peak_gflops": {"float32": N, "float64": N}, "workloads": [{"name": "xor-batch", "layers": [2, 3, 1], "batch": 4, "optimizer": "sgd", "dtype": "float32", "steps_per_s": N, "samples_per_s": N, "gflops": N, "share_of_peak": N}, {"name": "predict-1-small", "layers": [16, 64, 64, 1], "batch": 1, "optimizer": null, "dtype": "float32", "steps_per_s": N, "samples_per_s": N, "gflops": N, "share_of_peak": N}]}

$ gradus bench iris --dtype float64 --threads 2 | sed -n '3,4s/  */ /gp' | sed 's/ [0-9.e-]* [0-9.e-]* [0-9.e-]* [0-9.e-]*$/ N N N N/'
workload layers batch steps/s rows/s GFLOP/s of peak
iris 4-16-3 16 N N N N

$ gradus bench iriss
stderr:
gradus: unknown workload 'iriss'
did you mean iris?
[exit 2]

$ gradus bench iris --threads 0
stderr:
gradus: --threads: '0' is not a whole number from 1 to 64
[exit 2]

$ gradus bench iris --dtype float16
stderr:
gradus: --dtype: 'float16' is none of float32, float64
did you mean float32?
[exit 2]

$ GRADUS_CPU=avx3 gradus bench iris
stderr:
gradus: no kernel row 'avx3': this build has avx512, avx2, portable
[exit 2]
```
