#!/usr/bin/env python3
"""Counts how many of many starts arrive, with gradus in PATH.  Prints JSON.

    campaign.py xor [STARTS]      XOR by cross-entropy and by squared error, from STARTS seeds (300)
    campaign.py rates [STARTS]    XOR by cross-entropy at rates ten times apart
    campaign.py not [STARTS]      NOT from normal starts of deviation 5 (1000), by three gradients
    campaign.py ball [SIDE]       NOT from SIDE x SIDE starts in [-15, 15] (61), after 1000, 12000
                                  and 100000 steps of squared error and 1000 of cross-entropy

Starts of xor, rates and not are drawn by gradus new, seed after seed: the counts are the same on
every machine.  Those of ball are places on a grid, written as model files here.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile

AS_CLOSE = 0.02203315                   # the largest error of the outputs that the tutorial prints
XOR, NOT = (0, 1, 1, 0), (1, 0)         # the answers, row by row
# NOT's rate, by loss: bce is a mean of its two rows and sse a sum, so these steps are comparable.
RATE = {"sse": 0.05, "bce": 0.1}


def gradus(words):
    done = subprocess.run(["gradus"] + words.split(), capture_output=True, text=True)
    if done.returncode:
        sys.exit("%s\n%s" % (words, done.stderr))
    return done.stdout


def descend(start, data, rate, steps, end, more=""):
    """Trains the model file [start] on all rows of [data]; the trained one is [end]."""
    gradus("train %s --from %s --recipe plain --learning-rate %g --epochs %d -q -o %s %s"
           % (data, start, rate, steps, end, more))


def outputs(model, data):
    return [float(x) for x in gradus("predict %s %s" % (model, data)).split()[1:]]


def count(results, answers):
    """(as close as the tutorial, right in every row)"""
    results = list(results)
    close = sum(max(abs(a - y) for a, y in zip(row, answers)) <= AS_CLOSE for row in results)
    right = sum(all((a >= 0.5) == (y == 1) for a, y in zip(row, answers)) for row in results)
    return {"close": close, "classified": right}


def draw(layers, loss, seed, more):
    name = "%s%d.safetensors" % (loss, seed)
    gradus("new %s --activation sigmoid --output-activation sigmoid --loss %s --dtype float64 "
           "--seed %d -q -o %s %s" % (layers, loss, seed, name, more))
    return name


def solve_xor(loss, rate, starts):
    """The outputs of 2-3-1 networks after 10000 epochs on XOR, one start a seed."""
    for seed in range(1, starts + 1):
        start = draw("2-3-1", loss, seed, "--init xavier-half --init-bias same")
        descend(start, "@xor --target y", rate, 10000, "end.safetensors")
        yield outputs("end.safetensors", "@xor --ignore y")


def xor(starts=300):
    return {loss: count(solve_xor(loss, 0.1, starts), XOR) for loss in ("bce", "half-mse")}


def rates(starts=300):
    return {"%g" % rate: count(solve_xor("bce", rate, starts), XOR)
            for rate in (0.001, 0.01, 0.1, 1, 10)}


def solve_not(loss, mistake, starts):
    for seed in range(1, starts + 1):
        start = draw("2-1", loss, seed, "--no-bias --init normal:5")
        descend(start, "not.csv --target y", RATE[loss], 12000, "end.safetensors", mistake)
        yield outputs("end.safetensors", "not.csv --ignore y")


def of_not(starts=1000):
    with open("not.csv", "w", encoding="ascii") as f:
        f.write("x,bias,y\n0,1,1\n1,1,0\n")
    ways = {"mistaken": ("sse", "--mistake outer-product-of-one-input"), "right": ("sse", ""),
            "cross-entropy": ("bce", "")}
    return {name: count(solve_not(*way, starts), NOT)["classified"] for name, way in ways.items()}


# ---- model files, by hand -------------------------------------------------------------------
def write_model(name, loss, weight, bias):
    """A network of one input and one unit: the header's length, the header, the numbers."""
    net = {"version": 1, "inputs": 1, "loss": loss,
           "layers": [{"units": 1, "activation": "sigmoid", "bias": True}]}
    header = json.dumps({
        "__metadata__": {"format": "gradus", "gradus": json.dumps(net)},
        "layers.0.weight": {"dtype": "F64", "shape": [1, 1], "data_offsets": [0, 8]},
        "layers.0.bias": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]}}).encode()
    with open(name, "wb") as f:
        f.write(struct.pack("<Q", len(header)) + header + struct.pack("<2d", weight, bias))


def read_model(name):
    """(weight, bias) of the same."""
    with open(name, "rb") as f:
        size, = struct.unpack("<Q", f.read(8))
        header, data = json.loads(f.read(size)), f.read()
    places = [header["layers.0." + part]["data_offsets"][0] for part in ("weight", "bias")]
    return [struct.unpack_from("<d", data, at)[0] for at in places]


def roll(loss, start, stages):
    """Whether the ball is in the valley after each stage: both rows of NOT are right."""
    write_model("ball.safetensors", loss, *start)
    arrived, done = [], 0
    for steps in stages:
        descend("ball.safetensors", "@not --target target", RATE[loss], steps - done,
                "ball.safetensors")
        weight, bias = read_model("ball.safetensors")
        arrived.append(bias > 0 > weight + bias)
        done = steps
    return arrived


def ball(side=61):
    line = [-15 + 30 * k / (side - 1) for k in range(side)]
    found = {"starts": side * side}
    for loss, stages in (("sse", (1000, 12000, 100000)), ("bce", (1000,))):
        rolled = [roll(loss, (weight, bias), stages) for weight in line for bias in line]
        found[loss] = {str(s): sum(r[k] for r in rolled) for k, s in enumerate(stages)}
    return found


def main():
    ways = {"xor": xor, "rates": rates, "not": of_not, "ball": ball}
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in ways or \
            not all(n.isdigit() and int(n) > 1 for n in sys.argv[2:]):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        print(json.dumps(ways[sys.argv[1]](*map(int, sys.argv[2:]))))


main()
