#!/usr/bin/env python3
"""The right values of numbers.json, without BP1 to BP4: see ../differences.py.

Multiplications are counted from the sizes of the layers.

    by_hand.py NUMBERS.json
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
sys.dont_write_bytecode = True
import differences as lib  # noqa: E402

X = [["0.5", "-1"], ["-0.3", "0.8"], ["1.2", "0.4"], ["-0.7", "-0.6"]]
Y = [["1"], ["0"], ["1"], ["0"]]
W = [[["0.5", "-0.4"], ["-0.3", "0.8"], ["0.7", "0.3"]],
     [["0.6", "-0.5", "0.3"], ["-0.8", "0.4", "0.9"], ["0.2", "0.7", "-0.6"]],
     [["1.1", "-0.7", "0.5"], ["-0.4", "0.9", "0.8"]], [["1.3", "-0.9"]]]
B = [["0.1", "-0.2", "0.05"], ["0.1", "0.2", "-0.1"], ["0.05", "-0.15"], ["0.2"]]


def products(sizes, m):
    """Multiplications of matrix products: backpropagation, forward mode, differences."""
    pairs = list(zip(sizes, sizes[1:]))
    layer = [i * o for i, o in pairs]
    parameters = sum(i * o + o for i, o in pairs)
    forward, above = sum(layer) * m, 0
    for l, (i, o) in enumerate(pairs):      # a weight moves one z, from which all others follow
        above += (i + 1) * o * (sum([sizes[l + 2]] + layer[l + 2:]) if l + 1 < len(pairs) else 0)
    return [(3 * sum(layer) - layer[0]) * m, forward + above * m, 2 * parameters * forward]


def softmax():
    """a, dZ, and dZ by BP4's product with a (1 - a)."""
    a, y = lib.numbers(["0.7", "0.2", "0.1"]), [1, 0, 0]
    z = [v.ln() for v in a]

    def loss(k, h):
        e = [(v + (h if j == k else 0)).exp() for j, v in enumerate(z)]
        return -(e[0] / sum(e)).ln()

    true = [(loss(k, lib.H) - loss(k, -lib.H)) / (2 * lib.H) for k in range(3)]
    return a, true, [-t / v * v * (1 - v) for t, v in zip(y, a)]


def values():
    out, g = {}, [lib.tanh, lib.relu, lib.sigmoid, lib.sigmoid]
    net = lib.Net(W, B, g, lib.yes_or_no, X, Y)
    out["J"] = net.cost()
    for l in (3, 2, 1, 0):
        out["dZ[%d], of each example" % (l + 1)] = net.each("z", l)
        out["dW[%d]" % (l + 1)] = net.dw(l)
        out["db[%d]" % (l + 1)] = net.db(l)
    out["dW[4], examples 1 and 2"] = net.dw(3, [0, 1])
    out["dW[4], examples 3 and 4"] = net.dw(3, [2, 3])
    net.step(lib.D("0.5"))
    out["W[4] after a step"] = net.w[3]
    out["J after a step"] = net.cost()
    for sizes, m in (([2, 3, 1], 3), ([2, 3, 3, 2, 1], 4), ([16, 32, 32, 32, 1], 4)):
        out["products of %s, m = %d" % ("-".join(map(str, sizes)), m)] = products(sizes, m)
    out["softmax: a"], out["softmax: dZ"], out["softmax: dZ by BP4 as it stands"] = softmax()
    return out


lib.hold(values())
