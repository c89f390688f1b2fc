#!/usr/bin/env python3
"""The loss of the XOR network, written out as a formula of its 13 weights for gradus descend.

    formula.py         the mean cross-entropy over the four rows
    formula.py from    the weights of start.json, as --from wants them
    formula.py box     a range of each, for searches

Unit k of three has weights pk and qk for the two inputs, bias bk, and weight vk to the output,
whose bias is c.  -log(1 - sigmoid(z)) is -log(sigmoid(-z)).
"""
import json
import os
import sys

ROWS = ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0))
UNITS = ("1", "2", "3")


def unit(k, x1, x2):
    terms = ["p" + k] * x1 + ["q" + k] * x2 + ["b" + k]
    return "v%s*sigmoid(%s)" % (k, "+".join(terms))


def loss(x1, x2, y):
    z = "+".join([unit(k, x1, x2) for k in UNITS] + ["c"])
    return "log(sigmoid(%s))" % (z if y else "-(%s)" % z)


def start():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "start.json"),
              encoding="ascii") as f:
        net = json.load(f)
    weights = {"c": net["b2"][0]}
    for k, (p, q), b, v in zip(UNITS, net["W1"], net["b1"], net["W2"][0]):
        weights.update({"p" + k: p, "q" + k: q, "b" + k: b, "v" + k: v})
    return weights


def main():
    if sys.argv[1:] not in ([], ["from"], ["box"]):
        sys.exit(__doc__)
    if sys.argv[1:] == ["from"]:
        print(",".join("%s=%r" % item for item in start().items()))
    elif sys.argv[1:] == ["box"]:
        print(",".join("%s=-10:10" % name for name in start()))
    else:
        print("(0%s)/4" % "".join("\n - " + loss(*row) for row in ROWS))


main()
