#!/usr/bin/env python3
"""Rounds of the 2-2-2 example with gradus, the biases put back after each: there they stay.

Prints J and the outputs after the last round, and the weights, as JSON.

    rounds.py MODEL DATA ROUNDS [--mistake NAME]
"""
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile

STEP = "--recipe plain --learning-rate 0.5 --epochs 1 -q".split()


def layout(data):
    """Where the tensors of a safetensors file are: name to (first, end)."""
    size = struct.unpack("<Q", data[:8])[0]
    return {name: [8 + size + at for at in entry["data_offsets"]]
            for name, entry in json.loads(data[8:8 + size]).items() if name != "__metadata__"}


def read(path):
    with open(path, "rb") as f:
        data = f.read()
    return data, layout(data)


def put_back(path, old, where):
    """The biases of [old] into the model at [path]."""
    data, now = read(path)
    out = bytearray(data)
    for name, (first, end) in now.items():
        if name.endswith(".bias"):
            out[first:end] = old[slice(*where[name])]
    with open(path, "wb") as f:
        f.write(out)


def output(*words):
    return subprocess.run(["gradus", *words], check=True, capture_output=True, text=True).stdout


def main():
    model, data, rounds, mistake = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    folder = tempfile.mkdtemp(prefix="gradus-")
    now, (old, where) = os.path.join(folder, "now.safetensors"), read(model)
    shutil.copy(model, now)
    for _ in range(rounds):
        output("train", data, "--target", "o1,o2", "--from", now, *STEP, *mistake, "-o", now)
        put_back(now, old, where)
    trace = json.loads(output("trace", now, data, "--target", "o1,o2", "--step", "0", "--json"))
    shutil.rmtree(folder)
    print(json.dumps({"J": trace["loss"], "outputs": trace["layers"][1]["A"][0],
                      "W": [layer["W"] for layer in trace["step"]["layers"]]}))


main()
