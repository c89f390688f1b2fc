"""Networks in PyTorch, in the forms that it is fast in.  Parameters are one flat block, and so are
the gradient and adam's moments; layers are views.  A form is a function written for one network:

    eager   calls of torch.nn.functional, autograd, and an update in place without gradient
    script  the same as TorchScript, with the loop over the steps in it
    hand    TorchScript with the backward pass written out; for plain SGD the product of a weight's
            gradient subtracts from the weight at once
"""
import torch
import torch.nn.functional as F

BETA1, EPS = 0.9, 1e-8
FORWARD = {"identity": "%s", "relu": "torch.relu(%s)", "sigmoid": "torch.sigmoid(%s)",
           "tanh": "torch.tanh(%s)", "softmax": "torch.softmax(%s, 1)"}
BACKWARD = {"identity": "%s", "softmax": "%s",
            "relu": "torch.ops.aten.threshold_backward(%s, a%d, 0)",
            "sigmoid": "torch.ops.aten.sigmoid_backward(%s, a%d)",
            "tanh": "torch.ops.aten.tanh_backward(%s, a%d)"}
MODULE = {"identity": torch.nn.Identity, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid,
          "tanh": torch.nn.Tanh, "softmax": lambda: torch.nn.Softmax(1)}
HEAD = """
def run(x: Tensor, y: Tensor, order: Tensor, p: List[Tensor], g: List[Tensor],
        flat: List[Tensor], batch: int, rates: List[float], t: int, beta2: float):
    at = 0
    for rate in rates:
        rows = order[at:at + batch]
        at = at + batch if at + 2 * batch <= order.size(0) else 0
        a0 = x.index_select(0, rows)
        answer = y.index_select(0, rows)
"""
ADAM = """
        t += 1
        fix = (1 - beta2 ** float(t)) ** 0.5
        flat[2].mul_(0.9).add_(flat[1], alpha=0.1)
        flat[3].mul_(beta2).addcmul_(flat[1], flat[1], value=1 - beta2)
        flat[0].addcdiv_(flat[2], flat[3].sqrt().add_(1e-8 * fix),
                         value=-rate * fix / (1 - 0.9 ** float(t)))
"""
# The input changes from turn to turn, and each output is put where it can be seen: TorchScript
# unrolls the loop, computes once what is the same in eight turns, and leaves out what nobody reads.
PREDICT = """
def run(x: List[Tensor], y: List[Tensor], p: List[Tensor], times: int):
    for k in range(times):
        a0 = x[k %% 2]
%s        y[0] = a%d
    return y[0]
"""


def forward_lines(sizes, hidden, output):
    last = len(sizes) - 1
    for k in range(last):
        name = hidden if k + 1 < last else output
        yield "        a%d = %s\n" % (k + 1, FORWARD[name] % (
            "torch.addmm(p[%d], a%d, p[%d].t())" % (2 * k + 1, k, 2 * k)))


def script_source(sizes, hidden, output, loss, adam):
    """autograd in TorchScript; its leaves are p, views of the flat block."""
    last = len(sizes) - 1
    lines = list(forward_lines(sizes, hidden, "identity" if loss == "cross-entropy" else output))
    lines.append("        loss = %s\n" % (
        "torch.ops.aten.cross_entropy_loss(a%d, answer, None, 1, -100, 0.0)" % last
        if loss == "cross-entropy" else
        "(a%d - answer).pow(2).sum() * (1.0 / answer.size(0))" % last))
    lines.append("        d = torch.autograd.grad([loss], p)\n        with torch.no_grad():\n")
    for k in range(2 * last):
        lines.append("            d%d = d[%d]\n            assert d%d is not None\n" % (k, k, k))
        lines.append("            %s\n" % ("g[%d].copy_(d%d)" % (k, k) if adam else
                                           "p[%d].add_(d%d, alpha=-rate)" % (k, k)))
    return HEAD + "".join(lines) + (ADAM if adam else "")


def hand_source(sizes, hidden, output, loss, adam):
    last = len(sizes) - 1
    lines = list(forward_lines(sizes, hidden, output))
    lines.append("        d = (a%d - answer) * (%s / answer.size(0))\n" % (
        last, "1.0" if loss == "cross-entropy" else "2.0"))
    for k in reversed(range(last)):
        slope = BACKWARD[hidden if k + 1 < last else output]
        lines.append("        d = %s\n" % (slope % (("d", k + 1) if "%d" in slope else "d")))
        if k:
            lines.append("        below = torch.mm(d, p[%d])\n" % (2 * k))
        lines.append("        %s\n        %s\n" % (
            ("g[%d].addmm_(d.t(), a%d, beta=0)" if adam else
             "p[%d].addmm_(d.t(), a%d, alpha=-rate)") % (2 * k, k),
            ("torch.sum(d, [0], False, out=g[%d])" if adam else
             "p[%d].add_(d.sum(0), alpha=-rate)") % (2 * k + 1)))
        if k:
            lines.append("        d = below\n")
    return HEAD + "".join(lines) + (ADAM if adam else "")


def eager(sizes, hidden, output, loss, adam):
    """The idiomatic form, as a function like those above."""
    act = {"identity": lambda z: z, "relu": torch.relu, "sigmoid": torch.sigmoid,
           "tanh": torch.tanh, "softmax": lambda z: z}

    def run(x, y, order, p, g, flat, batch, rates, t, beta2):
        at = 0
        for rate in rates:
            rows = order[at:at + batch]
            at = at + batch if at + 2 * batch <= order.numel() else 0
            a, answer = x.index_select(0, rows), y.index_select(0, rows)
            for k in range(0, len(p), 2):
                a = act[hidden if k + 2 < len(p) else output](F.linear(a, p[k], p[k + 1]))
            total = (F.cross_entropy(a, answer) if loss == "cross-entropy" else
                     F.mse_loss(a, answer, reduction="sum") / answer.shape[0])
            d = torch.autograd.grad(total, p)
            with torch.no_grad():
                if not adam:
                    torch._foreach_add_(p, d, alpha=-rate)
                    continue
                torch.cat([part.view(-1) for part in d], out=flat[1])
                t += 1
                fix = (1 - beta2 ** t) ** 0.5
                flat[2].mul_(BETA1).add_(flat[1], alpha=1 - BETA1)
                flat[3].mul_(beta2).addcmul_(flat[1], flat[1], value=1 - beta2)
                flat[0].addcdiv_(flat[2], flat[3].sqrt().add_(EPS * fix),
                                 value=-rate * fix / (1 - BETA1 ** t))
    return run


FORMS = ("eager", "script", "hand")


class Net:
    """A network that learns in one of the forms.  Answers are class numbers for the forms with
    autograd where the loss is cross-entropy, else rows of numbers."""

    def __init__(self, form, sizes, hidden, output, loss, optimizer, beta2=0.999):
        self.adam, self.beta2, self.step = optimizer == "adam", beta2, 0
        self.by_class = loss == "cross-entropy" and form != "hand"
        shapes = [s for i, o in zip(sizes, sizes[1:]) for s in ((o, i), (o,))]
        count = sum(torch.Size(s).numel() for s in shapes)
        self.flat = [torch.zeros(count) for _ in range(4 if self.adam else 2)]
        self.p, self.g = (self.views(block, shapes) for block in self.flat[:2])
        for k in range(0, len(self.p), 2):
            bound = (6 / self.p[k].shape[1]) ** 0.5
            self.p[k].uniform_(-bound, bound)
        if form != "hand":
            for p in self.p:
                p.requires_grad_()
        self.run = eager(sizes, hidden, output, loss, self.adam) if form == "eager" else \
            torch.jit.CompilationUnit({"script": script_source, "hand": hand_source}[form](
                sizes, hidden, output, loss, self.adam)).run

    @staticmethod
    def views(block, shapes):
        parts = torch.split(block, [torch.Size(s).numel() for s in shapes])
        return [part.view(s) for part, s in zip(parts, shapes)]

    def learn(self, x, y, order, batch, rates):
        """A step for each of the rates, on the rows in that order."""
        self.run(x, y, order, self.p, self.g, self.flat, batch, rates, self.step, self.beta2)
        self.step += len(rates)


def predictors(sizes, hidden, output, p, x):
    """The forms of prediction of x: functions of how many times, which give the outputs."""
    unit = torch.jit.CompilationUnit(PREDICT % (
        "".join(forward_lines(sizes, hidden, output)), len(sizes) - 1))
    module, inputs = torch.nn.Sequential(), [x, x.clone()]
    for k in range(0, len(p), 2):
        linear = torch.nn.Linear(p[k].shape[1], p[k].shape[0])
        linear.weight, linear.bias = (torch.nn.Parameter(v.detach()) for v in p[k:k + 2])
        module.append(linear)
        module.append(MODULE[hidden if k + 2 < len(p) else output]())

    def calls(function):
        def run(times):
            with torch.inference_mode():
                for _ in range(times):
                    y = function(x)
            return y
        return run
    frozen = torch.jit.optimize_for_inference(torch.jit.trace(module.eval(), x))
    return {"eager": calls(module), "frozen": calls(frozen),
            "script": lambda times: unit.run(inputs, [x], p, times)}
