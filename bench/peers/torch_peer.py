#!/usr/bin/python3
"""PyTorch as a peer of gradus bench: for each work the fastest of the forms of torch_net.py."""
import os

import torch

import peer
import torch_net

RATE, TRIAL = 1e-4, 0.1


def best(forms):
    """The fastest of functions of a number of steps, by name."""
    def speed(steps):
        for _ in range(3):                      # TorchScript compiles in its first calls
            steps(2)
        return peer.rate(steps, TRIAL)
    return max(forms, key=lambda name: speed(forms[name]))


def training(work):
    x = torch.rand(work.rows, work.sizes[0])
    answer = torch.arange(work.rows) * 7 % work.sizes[-1]
    rows = torch.nn.functional.one_hot(answer, work.sizes[-1]).float()

    def steps_of(form):
        net = torch_net.Net(form, work.sizes, work.hidden, work.output, work.loss, work.optimizer)
        y = answer if net.by_class else rows
        return lambda n: net.learn(x, y, torch.randperm(work.rows), work.batch, [RATE] * n)
    forms = {form: steps_of(form) for form in torch_net.FORMS}
    name = best(forms)
    return forms[name], name


def prediction(work):
    net = torch_net.Net("hand", work.sizes, work.hidden, work.output, work.loss, "sgd")
    x = torch.rand(work.batch, work.sizes[0])

    def steps_of(predict):
        def steps(n):
            predict(n)
        return steps
    forms = {name: steps_of(f) for name, f in torch_net.predictors(
        work.sizes, work.hidden, work.output, net.p, x).items()}
    name = best(forms)
    return forms[name], name


def prepare(work):
    return training(work) if work.rows else prediction(work)


def outputs(p, x, work):
    """In double, by the matrices alone; without a softmax."""
    a = x.double()
    for k in range(0, len(p), 2):
        a = a @ p[k].T + p[k + 1]
        name = work.hidden if k + 2 < len(p) else work.output
        if name != "softmax":
            a = {"relu": lambda z: z.clamp(min=0), "identity": lambda z: z,
                 "sigmoid": torch.sigmoid, "tanh": torch.tanh}[name](a)
    return a


def loss_of(p, x, y, work):
    a = outputs(p, x, work)
    if work.loss == "cross-entropy":
        return float((torch.logsumexp(a, 1) - (a * y).sum(1)).mean())
    return float(((a - y) ** 2).sum(1).mean())


def step_error(form, work):
    """One step against central differences: of SGD at rate 1, of adam by the signs alone."""
    torch.manual_seed(3)
    net = torch_net.Net(form, work.sizes, work.hidden, work.output, work.loss, work.optimizer)
    x = torch.rand(work.batch, work.sizes[0])
    answer = torch.arange(work.batch) * 7 % work.sizes[-1]
    y = torch.nn.functional.one_hot(answer, work.sizes[-1]).float()
    before = [p.detach().double().clone() for p in net.p]
    net.learn(x, answer if net.by_class else y, torch.arange(work.batch), work.batch, [1.0])
    worst = 0
    for was, now in zip(before, net.p):
        for i in range(was.numel()):
            at, start, step = was.view(-1), float(was.view(-1)[i]), 1e-5
            at[i] = start + step
            high = loss_of(before, x, y, work)
            at[i] = start - step
            slope = (high - loss_of(before, x, y, work)) / (2 * step)
            at[i] = start
            change = start - float(now.detach().view(-1)[i])
            if net.adam:
                slope = 0 if abs(slope) < 1e-4 else slope / abs(slope)
            if slope:
                worst = max(worst, abs(change - slope))
    return worst


def output_error(work):
    net = torch_net.Net("hand", work.sizes, work.hidden, work.output, work.loss, "sgd")
    x = torch.rand(work.batch, work.sizes[0])
    want = outputs([p.double() for p in net.p], x, work)
    if work.output == "softmax":
        want = want.softmax(1)
    return max(float((predict(3) - want).abs().max()) for predict in torch_net.predictors(
        work.sizes, work.hidden, work.output, net.p, x).values())


def check():
    works = [peer.Work("", *w, 6, 6) for w in (
        ("2-3-1", "sigmoid", "sigmoid", "mse", "sgd"),
        ("4-9-3", "tanh", "softmax", "cross-entropy", "sgd"),
        ("5-8-6-2", "relu", "identity", "mse", "sgd"),
        ("6-9-7-4", "relu", "softmax", "cross-entropy", "adam"))]
    worst = max(step_error(form, work) for form in torch_net.FORMS for work in works)
    apart = max(map(output_error, works))
    return worst < 1e-3 and apart < 1e-5, \
        "steps within %.1e of central differences, outputs within %.1e" % (worst, apart)


if __name__ == "__main__":
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    peer.serve("PyTorch " + torch.__version__, check, prepare)
