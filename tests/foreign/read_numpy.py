#!/usr/bin/python3
# read_numpy.py MODEL...: what docs/model-format.md promises numpy users.  The reader has ten lines;
# its numbers must be those that Python's struct finds, its predictions those of the formulas.
import json, struct, sys

try:
    import numpy
except ImportError:
    print("1..0 # SKIP numpy is not installed")
    sys.exit(0)


def read(path):
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    model = json.loads(header.pop("__metadata__")["gradus"])
    arrays = {name: numpy.frombuffer(data[slice(*t["data_offsets"])],
                                     {"F32": "<f4", "F64": "<f8"}[t["dtype"]]).reshape(t["shape"])
              for name, t in header.items()}
    return model, arrays


def check(path):
    model, arrays = read(path)
    inputs, names = model["inputs"], set()
    for k, layer in enumerate(model["layers"]):
        assert arrays[f"layers.{k}.weight"].shape == (layer["units"], inputs)
        names.add(f"layers.{k}.weight")
        if layer.get("bias", True):
            assert arrays[f"layers.{k}.bias"].shape == (layer["units"],)
            names.add(f"layers.{k}.bias")
        inputs = layer["units"]
    assert names == set(arrays)
    assert all(numpy.isfinite(a).all() for a in arrays.values())
    return model, arrays


failed = 0
print(f"1..{len(sys.argv)}")
for k, path in enumerate(sys.argv[1:], 1):
    try:
        check(path)
        print(f"ok {k} - {path}")
    except Exception as error:
        failed = 1
        print(f"not ok {k} - {path}: {error!r}")
_, xor = check("tests/golden/xor.safetensors")
h = numpy.maximum(numpy.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ xor["layers.0.weight"].T
                  + xor["layers.0.bias"], 0)
right = (h @ xor["layers.1.weight"].T).ravel().tolist() == [0, 1, 1, 0]
print(f"{'ok' if right else 'not ok'} {len(sys.argv)} - numpy predicts xor")
sys.exit(failed or not right)
