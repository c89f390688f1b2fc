#!/usr/bin/python3
# Writes xor.safetensors as anyone could: only what a model file must have.
#     h = relu([x1 + x2, x1 + x2 - 1])    y = h1 - 2 h2, which is x1 xor x2
import json, struct
net = {"version": 1, "inputs": 2, "loss": "mse",
       "layers": [{"units": 2, "activation": "relu"},
                  {"units": 1, "activation": "identity", "bias": False}]}
header = json.dumps({
    "__metadata__": {"format": "gradus", "gradus": json.dumps(net)},
    "layers.0.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
    "layers.0.bias": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},
    "layers.1.weight": {"dtype": "F32", "shape": [1, 2], "data_offsets": [24, 32]}}).encode()
numbers = struct.pack("<8f", 1, 1, 1, 1, 0, -1, 1, -2)
with open("tests/golden/xor.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(header)) + header + numbers)
