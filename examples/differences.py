"""Derivatives without backpropagation, for the right values in the tables of examples/.

It knows the pass forward alone, in 60 digits: every derivative is a difference quotient with steps
of 1e-20, of which some 38 digits are right.  The scripts of the folders say which networks, and
hold what comes out against the `right` values of their numbers.json.
"""
import decimal
import json
import math
import sys

decimal.getcontext().prec = 60
D = decimal.Decimal
H = D("1e-20")


def numbers(value):
    """Nested lists of text as numbers."""
    return [numbers(v) for v in value] if isinstance(value, list) else D(value)


def sigmoid(z):
    return 1 / (1 + (-z).exp())


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def relu(z):
    return max(z, D(0))


def squares(a, y):
    return sum((u - v) ** 2 for u, v in zip(a, y))


def half_squares(a, y):
    return squares(a, y) / 2


def yes_or_no(a, y):
    """Cross-entropy of one output."""
    return -(a[0] if y[0] == 1 else 1 - a[0]).ln()


class Net:
    """w[l][unit][input], b[l][unit], one activation a layer; the cost is a mean over examples."""

    def __init__(self, w, b, activations, loss, x, y):
        self.w, self.b, self.g, self.of = numbers(w), numbers(b), activations, loss
        self.x, self.y = numbers(x), numbers(y)

    def layers(self, r, bump=None):
        """The activations of example r; bump is ("z" or "a", layer, unit, h), added there."""
        a, out = self.x[r], []
        for l, (w, b, g) in enumerate(zip(self.w, self.b, self.g)):
            z = [sum((u * v for u, v in zip(row, a)), bias) for row, bias in zip(w, b)]
            if bump and bump[:2] == ("z", l):
                z[bump[2]] += bump[3]
            a = [g(v) for v in z]
            if bump and bump[:2] == ("a", l):
                a[bump[2]] += bump[3]
            out.append(a)
        return out

    def loss(self, r, bump=None):
        return self.of(self.layers(r, bump)[-1], self.y[r])

    def cost(self, rows=None):
        rows = rows or range(len(self.x))
        return sum(self.loss(r) for r in rows) / len(rows)

    def slope(self, list_, k, rows=None):
        """dJ by list_[k]."""
        at = list_[k]
        list_[k] = at + H
        up = self.cost(rows)
        list_[k] = at - H
        down = self.cost(rows)
        list_[k] = at
        return (up - down) / (2 * H)

    def each(self, what, l):
        """dA or dZ of layer l, of each example's own loss: a column for each."""
        return [[(self.loss(r, (what, l, u, H)) - self.loss(r, (what, l, u, -H))) / (2 * H)
                 for r in range(len(self.x))] for u in range(len(self.b[l]))]

    def dw(self, l, rows=None):
        return [[self.slope(row, i, rows) for i in range(len(row))] for row in self.w[l]]

    def db(self, l):
        return [self.slope(self.b[l], u) for u in range(len(self.b[l]))]

    def step(self, rate, decay=D(0), biases=True):
        """Weights decay, biases do not."""
        dw = [self.dw(l) for l in range(len(self.w))]
        db = [self.db(l) for l in range(len(self.w))]
        for l, g in enumerate(dw):
            self.w[l] = [[w - rate * (d + decay * w) for w, d in zip(*rows)]
                         for rows in zip(self.w[l], g)]
            if biases:
                self.b[l] = [b - rate * d for b, d in zip(self.b[l], db[l])]


def flat(value):
    return [x for v in value for x in flat(v)] if isinstance(value, list) else [float(value)]


def hold(values):
    """Held against the file that is named on the command line; what differs is printed."""
    with open(sys.argv[1], encoding="utf-8") as f:
        right = {row["number"]: row["right"] for row in json.load(f) if "number" in row}
    bad = 0
    for name, value in values.items():
        ours, theirs = flat(value), flat(right.get(name, []))
        if len(ours) != len(theirs) or not all(
                math.isclose(u, v, rel_tol=2e-15, abs_tol=1e-17) for u, v in zip(ours, theirs)):
            print("%s: %s" % (name, json.dumps(value, default=float)))
            bad = 1
    sys.exit(bad)
