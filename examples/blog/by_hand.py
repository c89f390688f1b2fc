#!/usr/bin/env python3
"""The right values of numbers.json: lines by exact fractions, networks by ../differences.py.

    by_hand.py NUMBERS.json
"""
import csv
import os
import sys
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir))
sys.dont_write_bytecode = True
import differences as lib  # noqa: E402

POINTS = [(F(0), F(1)), (F(1), F(4)), (F(2), F(4))]
X = [["0.3", "1"], ["0.5", "0.2"], ["1", "0.4"]]
Y = [["0.75"], ["0.82"], ["0.93"]]
W231, B231 = [[["0.2", "-0.4"], ["0.7", "0.1"], ["-0.5", "0.6"]], [["0.9", "-0.3", "0.5"]]], \
             [["0.1", "0", "-0.2"], ["0.05"]]
Y2 = [["0.75", "0.2"], ["0.82", "0.6"], ["0.93", "0.4"]]
W222, B222 = [[["0.2", "-0.4"], ["0.7", "0.1"]], [["0.9", "-0.3"], ["0.5", "0.8"]]], \
             [["0.1", "-0.2"], ["0.05", "-0.1"]]


def line(points):
    """[theta1, theta2] of the closed form: intercept and slope."""
    n, sx, sy = len(points), sum(x for x, _ in points), sum(y for _, y in points)
    sxx, sxy = sum(x * x for x, _ in points), sum(x * y for x, y in points)
    d = n * sxx - sx * sx
    return [(sxx * sy - sx * sxy) / d, (n * sxy - sx * sy) / d]


def errors(points, theta):
    return [theta[0] + theta[1] * x - y for x, y in points]


def mse(points, theta):
    return sum(e * e for e in errors(points, theta)) / len(points)


def stepped(points, theta, rate):
    e, n = errors(points, theta), len(points)
    return [theta[0] - rate * 2 * sum(e) / n,
            theta[1] - rate * 2 * sum(v * x for v, (x, _) in zip(e, points)) / n]


def iris():
    with open(os.path.join(HERE, os.pardir, os.pardir, "data", "iris.csv"), encoding="utf-8") as f:
        return [(F(row["petal_length"]), F(row["petal_width"])) for row in csv.DictReader(f)]


def lines():
    start, out = [F(-1), F(4)], {}
    out["closed form of the three points"] = line(POINTS)
    out["MSE at the closed form"] = mse(POINTS, line(POINTS))
    out["closed form of @iris"] = line(iris())
    out["MSE at the closed form of @iris"] = mse(iris(), line(iris()))
    for theta in ([F(3, 2), F(3, 2)], [F(3), F(0)], [F(103), F(-100)]):
        shown = [float(t) if t.denominator > 1 else t for t in theta]
        name = "%s %s %s x" % (shown[0], "-" if theta[1] < 0 else "+", abs(shown[1]))
        out["sum of the signed errors of " + name] = sum(errors(POINTS, theta))
        out["MSE of " + name] = mse(POINTS, theta)
    out["an epoch of one iteration"] = stepped(POINTS, start, F(1, 10))
    for point in POINTS:
        start = stepped([point], start, F(1, 10))
    out["an epoch of three iterations"] = start
    out["largest rate"] = 2 / ((lib.D(8) + lib.D(40).sqrt()) / 3)
    return out


def eight():
    """All derivatives of the 2-3-1 network, dA and dZ of each example."""
    net, out = lib.Net(W231, B231, [lib.sigmoid] * 2, lib.squares, X, Y), {"J": None}
    out["J"] = net.cost()
    for l in (1, 0):
        out["dA%d, of each example" % (l + 1)] = net.each("a", l)
        out["dZ%d, of each example" % (l + 1)] = net.each("z", l)
        out["dW%d" % (l + 1)], out["db%d" % (l + 1)] = net.dw(l), net.db(l)
    for name in ("dW2", "db2", "dW1", "db1"):
        out[name + " without 1/M"] = [[3 * v for v in row] if isinstance(row, list) else 3 * row
                                      for row in out[name]]
    net.step(lib.D(1))
    out["W1 after a step"], out["J after a step"] = net.w[0], net.cost()
    return out


def mistaken():
    """dZ2 as W1' dA2 * g'(Z2), and what follows; the derivatives dA2 are right."""
    net = lib.Net(W222, B222, [lib.sigmoid] * 2, lib.squares, X, Y2)
    da2, layers = net.each("a", 1), [net.layers(r) for r in range(3)]
    w1, w2 = net.w

    def through(w, d, l):                   # w' d * a (1 - a), columns
        return [[sum(w[k][u] * d[k][r] for k in range(2)) * a[l][u] * (1 - a[l][u])
                 for r, a in enumerate(layers)] for u in range(2)]

    dz2 = through(w1, da2, 1)
    dz1 = through(w2, dz2, 0)
    dw2 = [[sum(d * a[0][i] for d, a in zip(row, layers)) / 3 for i in range(2)] for row in dz2]
    dw1 = [[sum(d * x[i] for d, x in zip(row, net.x)) / 3 for i in range(2)] for row in dz1]
    return {"dW2 of 2-2-2": net.dw(1), "dW1 of 2-2-2": net.dw(0),
            "dW2 of 2-2-2, by W1' dA2": dw2, "dW1 of 2-2-2, by W1' dA2": dw1}


lib.hold({**lines(), **eight(), **mistaken()})
