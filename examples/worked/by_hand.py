#!/usr/bin/env python3
"""The right values of numbers.json, by ../differences.py, and the rounds by the two ways to do them.

    by_hand.py NUMBERS.json
"""
import decimal
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
sys.dont_write_bytecode = True
import differences as lib  # noqa: E402

X, Y = [["0.05", "0.10"]], [["0.01", "0.99"]]
W = [[["0.15", "0.20"], ["0.25", "0.30"]], [["0.40", "0.45"], ["0.50", "0.55"]]]
B = [["0.35", "0.35"], ["0.60", "0.60"]]


def rounds(count, updated_first):
    """[J, outputs] after so many rounds at rate 1/2; biases stay.  Or with W2 updated too early."""
    (x, y), (w1, w2), (b1, b2) = lib.numbers(X + Y), lib.numbers(W), lib.numbers(B)
    for k in range(count + 1):
        h = [lib.sigmoid(sum(map(lib.D.__mul__, row, x)) + b) for row, b in zip(w1, b1)]
        a = [lib.sigmoid(sum(map(lib.D.__mul__, row, h)) + b) for row, b in zip(w2, b2)]
        if k == count:
            return [lib.half_squares(a, y), a]
        d2 = [(u - t) * u * (1 - u) for u, t in zip(a, y)]
        new = [[w - d * v / 2 for w, v in zip(row, h)] for row, d in zip(w2, d2)]
        down = new if updated_first else w2
        d1 = [sum(d * row[i] for d, row in zip(d2, down)) * h[i] * (1 - h[i]) for i in range(2)]
        w1 = [[w - d * v / 2 for w, v in zip(row, x)] for row, d in zip(w1, d1)]
        w2 = new


def two_outputs():
    net, out = lib.Net(W, B, [lib.sigmoid] * 2, lib.half_squares, X, Y), {}
    hidden, outputs = net.layers(0)
    out["out_h"], out["out_o"] = hidden, outputs
    out["net_h1"], out["net_o1"] = [(v / (1 - v)).ln() for v in (hidden[0], outputs[0])]
    out["E_o1"], out["E_o2"] = [(a - y) ** 2 / 2 for a, y in zip(outputs, net.y[0])]
    out["E_total"] = net.cost()
    out["dE/dout_o1"], out["dE/dnet_o1"] = net.each("a", 1)[0][0], net.each("z", 1)[0][0]
    out["dE/dout_h1"] = net.each("a", 0)[0][0]
    out["dE/dw5"], out["dE/dw1"] = net.dw(1)[0][0], net.dw(0)[0][0]
    net.step(lib.D("0.5"), biases=False)
    out["w1 to w4 after the step"], out["w5 to w8 after the step"] = net.w
    for count in (1, 10000):
        for name, early in (("", False), (", W2 updated before the deltas below", True)):
            with decimal.localcontext() as context:
                context.prec = 28
                cost, a = rounds(count, early)
            after = "E_total after %s round%s%s" % (count, "" if count == 1 else "s", name)
            out[after] = cost
            if count > 1:
                out[after.replace("E_total", "out_o")] = a
    return out


def classifier():
    """scikit-learn's: cross-entropy, a step at 0.1, weights decay by 0.1."""
    net = lib.Net([[["0.1", "0.3", "0.5"], ["0.2", "0.1", "0"]], [["0.1", "0.2"]]],
                  [["0.1", "0.1"], ["1"]], [lib.sigmoid] * 2, lib.yes_or_no, [["0.6", "0.8", "0.7"]],
                  [["0"]])
    out, (hidden, output) = {}, net.layers(0)
    out["h"], out["o1"] = hidden, output[0]
    out["d21"], out["d11 and d12"] = net.each("z", 1)[0][0], [d[0] for d in net.each("z", 0)]
    out["W1grad"] = [[d + lib.D("0.1") * w for d, w in zip(*rows)]
                     for rows in zip(zip(*net.dw(0)), zip(*net.w[0]))]
    out["W2grad"] = [d + lib.D("0.1") * w for d, w in zip(net.dw(1)[0], net.w[1][0])]
    net.step(lib.D("0.1"), decay=lib.D("0.1"))
    out["coefs_[0] after the step"] = [list(row) for row in zip(*net.w[0])]
    out["coefs_[1] after the step"] = net.w[1][0]
    out["intercepts_[0] after the step"], out["intercepts_[1] after the step"] = net.b
    hidden, output = net.layers(0)
    out["h after the step"] = hidden
    out["decision function after the step"] = (output[0] / (1 - output[0])).ln()
    return out


lib.hold({**two_outputs(), **classifier()})
