#!/usr/bin/python3
# load_torch.py MODEL...: the tensors load strictly into a PyTorch ModuleList of Linear layers.
import json, struct, sys

try:
    import torch
except ImportError:
    print("1..0 # SKIP python3-torch is not installed")
    sys.exit(0)


def load(path):
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = bytearray(file.read())
    model = json.loads(header.pop("__metadata__")["gradus"])
    types = {"F32": torch.float32, "F64": torch.float64}
    state = {name: torch.frombuffer(data[slice(*t["data_offsets"])], dtype=types[t["dtype"]])
             .reshape(t["shape"]) for name, t in header.items()}
    sizes = [model["inputs"]] + [layer["units"] for layer in model["layers"]]
    net = torch.nn.Module()
    net.layers = torch.nn.ModuleList(
        torch.nn.Linear(i, o, bias=layer.get("bias", True))
        for i, o, layer in zip(sizes, sizes[1:], model["layers"]))
    net.load_state_dict(state, strict=True)


failed = 0
print(f"1..{len(sys.argv) - 1}")
for k, path in enumerate(sys.argv[1:], 1):
    try:
        load(path)
        print(f"ok {k} - {path}")
    except Exception as error:
        failed = 1
        print(f"not ok {k} - {path}: {error!r}")
sys.exit(failed)
