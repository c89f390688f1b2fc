#!/usr/bin/python3
"""scikit-learn as a peer of gradus bench: partial_fit of MLPClassifier and MLPRegressor."""
import sys
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

import peer

ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic", "identity": "identity"}
# What each of its two can end in.
KINDS = {("softmax", "cross-entropy"): MLPClassifier, ("identity", "mse"): MLPRegressor}


def make(work, rate):
    kind = KINDS[work.output, work.loss]
    return kind(work.sizes[1:-1], ACTIVATIONS[work.hidden], solver=work.optimizer, alpha=0,
                batch_size=work.batch, learning_rate_init=rate, momentum=0, random_state=1)


def prepare(work):
    if not work.rows:
        return None, "training only"
    if (work.output, work.loss) not in KINDS:
        return None, "no %s output with %s" % (work.output, work.loss)
    draw = numpy.random.default_rng(1)
    x = draw.random((work.rows, work.sizes[0]), dtype=numpy.float32)
    answer = numpy.arange(work.rows) * 7 % work.sizes[-1]
    y = numpy.eye(work.sizes[-1], dtype=numpy.float32)[answer]
    if work.sizes[-1] == 1:
        y = y[:, 0]
    net, classes = make(work, 1e-4), KINDS[work.output, work.loss] is MLPClassifier

    def steps(n):
        """In whole epochs, since a call does more than its steps."""
        epochs = -(-n * work.batch // work.rows)
        for _ in range(epochs):
            if classes:
                net.partial_fit(x, answer, numpy.arange(work.sizes[-1]))
            else:
                net.partial_fit(x, y)
        return epochs * work.rows / work.batch
    return steps, "MLPClassifier" if classes else "MLPRegressor"


def check():
    """It learns which of two numbers is larger."""
    draw = numpy.random.default_rng(2)
    x = draw.random((512, 2), dtype=numpy.float32)
    y = (x[:, 0] > x[:, 1]).astype(numpy.float32)
    net = make(peer.Work("", "2-8-1", "relu", "identity", "mse", "sgd", 32, 512), 0.1)
    for _ in range(100):
        net.partial_fit(x, y)
    loss = float(((net.predict(x) - y) ** 2).mean())
    return loss < 0.1, "mse from %.2g to %.2g" % (float(y.var()), loss)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    peer.serve("scikit-learn %s, numpy %s, Python %s" % (
        sklearn.__version__, numpy.__version__, sys.version.split()[0]), check, prepare)
