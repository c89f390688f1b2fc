#!/usr/bin/env python3
"""What is right in numbers.json, computed once more: plain loops over math, without gradus.

    recompute.py                  prints every value
    recompute.py NUMBERS.json     holds those of the same names against it, to 1e-12
"""
import json
import os
import sys
from math import exp, log

HERE = os.path.dirname(os.path.abspath(__file__))
POINTS = (0.1, 0.25, 0.5, 0.75, 1)
NOT = ((0, 1), (1, 0))
XOR = ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0))


def s(z):
    return 1 / (1 + exp(-z))


# ---- a formula of one variable --------------------------------------------------------------
def f(x):
    return x ** 4 - 3 * x ** 3 + 2


def slope(x):
    return 4 * x ** 3 - 9 * x ** 2


def walk(x, rate, steps):
    for _ in range(steps):
        x -= rate * slope(x)
    return x


def stop(x, rate, tolerance):
    """(where, after how many steps) x moves by at most [tolerance]."""
    steps, moved = 0, tolerance + 1
    while moved > tolerance:
        moved = abs(rate * slope(x))
        x -= rate * slope(x)
        steps += 1
    return x, steps


def lower_minimum():
    """x^4/4 - x^2 + x/5 at the lower of its minima, by Newton's method."""
    x = -1.4
    for _ in range(50):
        x -= (x ** 3 - 2 * x + 0.2) / (3 * x ** 2 - 2)
    return x ** 4 / 4 - x ** 2 + x / 5


# ---- one weight -----------------------------------------------------------------------------
def one_weight(w, y, steps, through_x=1, mean=0):
    """2000 steps at 0.5; [through_x]: with the factor x; [mean]: over the five rows."""
    for _ in range(steps):
        g = sum((s(w * x) - y) * s(w * x) * (1 - s(w * x)) * (x if through_x else 1)
                for x in POINTS)
        w -= 0.5 * g / (5 if mean else 1)
    return w, sum((s(w * x) - y) ** 2 for x in POINTS) / 5


# ---- NOT ------------------------------------------------------------------------------------
def not_gate(steps, way):
    """(w, b, cost): [way] says which sums w and b get."""
    w, b = -0.14935895, 7.10444213
    for _ in range(steps):
        d = [(s(w * x + b) - y) * s(w * x + b) * (1 - s(w * x + b)) for x, y in NOT]
        gw, gb = way(d[1], d[0] + d[1])
        w -= 0.05 * gw
        b -= 0.05 * gb
    return w, b, sum((s(w * x + b) - y) ** 2 for x, y in NOT) / 2


def without_bias():
    """The outputs of NOT after the same steps without the bias column."""
    w = -0.14935895
    for _ in range(12000):
        w -= 0.05 * s(w) * s(w) * (1 - s(w))
    return [s(0), s(w)]


# ---- XOR ------------------------------------------------------------------------------------
def xor_outputs(net):
    (w1, b1, w2, b2) = net
    for p, q, _ in XOR:
        h = [s(b1[k] + w1[k][0] * p + w1[k][1] * q) for k in range(3)]
        yield h, s(b2[0] + sum(w2[0][k] * h[k] for k in range(3)))


def xor_step(net, rate):
    w1, b1, w2, b2 = net
    old = list(w2[0])
    rows = list(xor_outputs(net))
    for (p, q, y), (h, a) in zip(XOR, rows):
        d = rate * (a - y) / 4
        b2[0] -= d
        for k in range(3):
            w2[0][k] -= d * h[k]
            e = d * old[k] * h[k] * (1 - h[k])
            b1[k] -= e
            w1[k][0] -= e * p
            w1[k][1] -= e * q


def xor():
    with open(os.path.join(HERE, "start.json"), encoding="ascii") as file:
        start = json.load(file)
    net = [start[name] for name in ("W1", "b1", "W2", "b2")]
    loss = sum(-log(a if y else 1 - a) for (_, _, y), (_, a) in zip(XOR, xor_outputs(net))) / 4
    for _ in range(10000):
        xor_step(net, 0.1)
    return loss, [a for _, a in xor_outputs(net)]


def values():
    end, steps = stop(4, 0.01, 1e-5)
    wrong, wrong_cost = one_weight(5, 0, 2000, through_x=0)
    right, right_cost = one_weight(5, 0, 2000)
    mean, mean_cost = one_weight(5, 0, 2000, mean=1)
    both = not_gate(12000, lambda w, b: (b, b))
    given = not_gate(12000, lambda w, b: (b, w))
    true = not_gate(12000, lambda w, b: (w, b))
    loss, outputs = xor()
    return {
        "f′(4)": slope(4), "f′(−1)": slope(-1), "f′(3.888)": slope(3.888),
        "x after one step at 0.001": walk(4, 0.001, 1),
        "x after two": walk(4, 0.001, 2),
        "x where it stops, at 0.01": end, "steps to there": steps,
        "the minimum itself": 9 / 4,
        "x where it stops from −1": stop(-1, 0.01, 1e-5)[0],
        "the lower of two minima": lower_minimum(),
        "x after one step at 1, without a rate": walk(4.0, 1, 1),
        "x after five such": walk(4.0, 1, 5),
        "∂/∂x and ∂/∂y of 2x² + y³ at (1.5, 2)": [4 * 1.5, 3 * 2 ** 2],
        "h(0.1) and h(0.25) at W = 0.3": [s(0.03), s(0.075)],
        "C(0.3) of the first two examples": (s(0.03) ** 2 + s(0.075) ** 2) / 4,
        "cost before descent, W = 5": one_weight(5, 0, 0)[1],
        "W after descent": wrong, "cost after descent": wrong_cost,
        "outputs after descent": [s(wrong * x) for x in POINTS],
        "W by the right gradient of the sum": right, "its cost": right_cost,
        "W by the right gradient of the mean": mean, "its cost, of the mean": mean_cost,
        "W if all y are 1": one_weight(5, 1, 2000)[0],
        "NOT: cost before descent": not_gate(0, None)[2],
        "NOT: weights after descent": list(both[:2]), "NOT: cost after descent": both[2],
        "NOT: how far both weights moved": [both[0] + 0.14935895, both[1] - 7.10444213],
        "NOT: outer product repaired, gradients still exchanged": list(given[:2]),
        "NOT: its cost": given[2],
        "NOT: weights by the right gradient": list(true[:2]),
        "NOT: cost by the right gradient": true[2],
        "NOT: outputs without the bias column": without_bias(),
        "XOR: loss of start.json": loss, "XOR: outputs from there": outputs,
    }


def difference(got, want):
    got, want = [x if isinstance(x, list) else [x] for x in (got, want)]
    return max(abs(g - w) for g, w in zip(got, want)) / max(abs(w) for w in want)


def main():
    ours = values()
    if len(sys.argv) == 1:
        print(json.dumps(ours, indent=1, ensure_ascii=False))
        return
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = {row["number"]: row for row in json.load(file) if "number" in row}
    missing = sorted(set(ours) - set(rows))
    wrong = [name for name in ours if name in rows and
             difference(rows[name]["right"], ours[name]) > rows[name].get("tolerance", 1e-12)]
    if missing or wrong:
        sys.exit("missing: %s; wrong: %s" % (missing, wrong))
    print(len(ours))


main()
