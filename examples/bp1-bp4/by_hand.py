#!/usr/bin/env python3
"""The right values of numbers.json, from the forward pass alone.

It knows nothing of BP1 to BP4: every derivative is a difference quotient of the loss, in 60
digits, with steps of 1e-20, so that some 38 of them are right.  Multiplications are counted from
the sizes of the layers.  Each value is held against the `right` of the row of that name.

    by_hand.py NUMBERS.json
"""
import decimal
import json
import math
import sys

decimal.getcontext().prec = 60
D = decimal.Decimal
H = D("1e-20")
X = [["0.5", "-1"], ["-0.3", "0.8"], ["1.2", "0.4"], ["-0.7", "-0.6"]]
Y = [1, 0, 1, 0]
W = [[["0.5", "-0.4"], ["-0.3", "0.8"], ["0.7", "0.3"]],
     [["0.6", "-0.5", "0.3"], ["-0.8", "0.4", "0.9"], ["0.2", "0.7", "-0.6"]],
     [["1.1", "-0.7", "0.5"], ["-0.4", "0.9", "0.8"]], [["1.3", "-0.9"]]]
B = [["0.1", "-0.2", "0.05"], ["0.1", "0.2", "-0.1"], ["0.05", "-0.15"], ["0.2"]]


def numbers(value):
    return [numbers(v) for v in value] if isinstance(value, list) else D(value)


def sigmoid(z):
    return 1 / (1 + (-z).exp())


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def relu(z):
    return max(z, D(0))


G = [tanh, relu, sigmoid, sigmoid]


class Net:
    def __init__(self):
        self.w, self.b = numbers(W), numbers(B)

    def loss(self, r, bump=None):
        """The loss of example r; bump is (layer, unit, h), added to one z."""
        a = numbers(X)[r]
        for l, (w, b, g) in enumerate(zip(self.w, self.b, G)):
            z = [sum((u * v for u, v in zip(row, a)), bias) for row, bias in zip(w, b)]
            if bump and bump[0] == l:
                z[bump[1]] += bump[2]
            a = [g(v) for v in z]
        return -(a[0] if Y[r] else 1 - a[0]).ln()

    def cost(self, rows=range(4)):
        return sum(self.loss(r) for r in rows) / len(rows)

    def slope(self, list_, k, rows=range(4)):
        """dJ by list_[k]."""
        at = list_[k]
        list_[k] = at + H
        up = self.cost(rows)
        list_[k] = at - H
        down = self.cost(rows)
        list_[k] = at
        return (up - down) / (2 * H)

    def dz(self, l):
        """Per example: a column for each, as bp1-bp4 writes it."""
        return [[(self.loss(r, (l, u, H)) - self.loss(r, (l, u, -H))) / (2 * H) for r in range(4)]
                for u in range(len(self.b[l]))]

    def dw(self, l, rows=range(4)):
        return [[self.slope(row, i, rows) for i in range(len(row))] for row in self.w[l]]

    def db(self, l):
        return [self.slope(self.b[l], u) for u in range(len(self.b[l]))]

    def step(self, rate):
        dw, db = [self.dw(l) for l in range(4)], [self.db(l) for l in range(4)]
        for l in range(4):
            self.b[l] = [b - rate * d for b, d in zip(self.b[l], db[l])]
            self.w[l] = [[w - rate * d for w, d in zip(*pair)] for pair in zip(self.w[l], dw[l])]


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
    """dZ by differences, and by BP4's product with a (1 - a)."""
    a, y = numbers(["0.7", "0.2", "0.1"]), [1, 0, 0]
    z = [v.ln() for v in a]

    def loss(k, h):
        e = [(v + (h if j == k else 0)).exp() for j, v in enumerate(z)]
        return -(e[0] / sum(e)).ln()

    true = [(loss(k, H) - loss(k, -H)) / (2 * H) for k in range(3)]
    return a, true, [-t / v * v * (1 - v) for t, v in zip(y, a)]


def values():
    net, out = Net(), {}
    out["J"] = net.cost()
    for l in (3, 2, 1, 0):
        out["dZ[%d], of each example" % (l + 1)] = net.dz(l)
        out["dW[%d]" % (l + 1)] = net.dw(l)
        out["db[%d]" % (l + 1)] = net.db(l)
    out["dW[4], examples 1 and 2"] = net.dw(3, [0, 1])
    out["dW[4], examples 3 and 4"] = net.dw(3, [2, 3])
    net.step(D("0.5"))
    out["W[4] after a step"] = net.w[3]
    out["J after a step"] = net.cost()
    for sizes, m in (([2, 3, 1], 3), ([2, 3, 3, 2, 1], 4), ([16, 32, 32, 32, 1], 4)):
        out["products of %s, m = %d" % ("-".join(map(str, sizes)), m)] = products(sizes, m)
    out["softmax: a"], out["softmax: dZ"], out["softmax: dZ by BP4 as it stands"] = softmax()
    return out


def flat(value):
    return [x for v in value for x in flat(v)] if isinstance(value, list) else [value]


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        right = {row["number"]: row["right"] for row in json.load(f) if "number" in row}
    bad = 0
    for name, value in values().items():
        ours = [float(x) for x in flat(value)]
        theirs = flat(right.get(name, []))
        if len(ours) != len(theirs) or not all(
                math.isclose(u, v, rel_tol=2e-15, abs_tol=1e-17) for u, v in zip(ours, theirs)):
            print("%s: %s" % (name, json.dumps(json.loads(json.dumps(value, default=float)))))
            bad = 1
    return bad


sys.exit(main())
