/* One row per activation and loss.  A test sees that none of the library's is missing, and runs
 * the code.                                                                                   */
#include "formulas.h"

#include <stddef.h>
#include <string.h>

static const struct activation_formula activations[] = {
    { "identity", "a = z", "1", "z", "np.ones_like(z)", "z", "ones(size(z))" },
    { "sigmoid", "a = \\frac{1}{1 + e^{-z}}", "a (1 - a)", "half_tanh(z)",
      "half_tanh(z) * (1 - half_tanh(z))", "half_tanh(z)", "half_tanh(z) .* (1 - half_tanh(z))" },
    { "tanh", "a = \\tanh z", "1 - a^2", "np.tanh(z)", "1 - np.tanh(z) ** 2", "tanh(z)",
      "1 - tanh(z) .^ 2" },
    { "relu", "a = \\max(z, 0)", "[z > 0]", "np.maximum(z, 0)", "(z > 0) * 1.0", "max(z, 0)",
      "double(z > 0)" },
    { "leaky-relu", "a = \\max(z, 0) + \\tfrac{1}{100} \\min(z, 0)",
      "[z > 0] + \\tfrac{1}{100} [z \\le 0]", "np.where(z > 0, z, 0.01 * z)",
      "np.where(z > 0, 1, 0.01)", "max(z, 0) + 0.01 * min(z, 0)", "(z > 0) + 0.01 * (z <= 0)" },
    { "elu", "a = \\max(z, 0) + e^{\\min(z, 0)} - 1", "e^{\\min(z, 0)}",
      "np.maximum(z, 0) + np.expm1(np.minimum(z, 0))", "np.exp(np.minimum(z, 0))",
      "max(z, 0) + expm1(min(z, 0))", "exp(min(z, 0))" },
    { "selu", "a = s \\max(z, 0) + s t (e^{\\min(z, 0)} - 1)",
      "s \\, [z > 0] + s t e^z \\, [z \\le 0]",
      "scale * np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))",
      "np.where(z > 0, scale, alpha * np.exp(np.minimum(z, 0)))",
      "scale * max(z, 0) + alpha * expm1(min(z, 0))",
      "scale * (z > 0) + alpha * exp(min(z, 0)) .* (z <= 0)" },
    { "gelu", "a = z \\, \\Phi(z)",
      "\\Phi(z) + \\frac{z}{\\sqrt{2 \\pi}} e^{-z^2/2}", "z * normal(z)",
      "normal(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)", "z .* normal(z)",
      "normal(z) + z .* exp(-z .* z / 2) / sqrt(2 * pi)" },
    { "silu", "a = z \\, \\sigma(z)", "\\sigma(z) (1 + z (1 - \\sigma(z)))", "z * half_tanh(z)",
      "half_tanh(z) * (1 + z * (1 - half_tanh(z)))", "z .* half_tanh(z)",
      "half_tanh(z) .* (1 + z .* (1 - half_tanh(z)))" },
    { "mish", "a = z \\, t, \\; t = \\tanh(\\log(1 + e^z))",
      "t + z \\, \\sigma(z) (1 - t^2)", "z * np.tanh(soft(z))",
      "np.tanh(soft(z)) + z * half_tanh(z) * (1 - np.tanh(soft(z)) ** 2)",
      "z .* tanh(soft(z))",
      "tanh(soft(z)) + z .* half_tanh(z) .* (1 - tanh(soft(z)) .^ 2)" },
    { "softplus", "a = \\log(1 + e^z)", "\\sigma(z)", "soft(z)", "half_tanh(z)", "soft(z)",
      "half_tanh(z)" },
    { "softsign", "a = \\frac{z}{1 + |z|}", "\\frac{1}{(1 + |z|)^2}", "z / (1 + np.abs(z))",
      "1 / (1 + np.abs(z)) ** 2", "z ./ (1 + abs(z))", "1 ./ (1 + abs(z)) .^ 2" },
    { "softmax", "a_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}", "a_k ([i = k] - a_i)",
      "np.exp(log_softmax(z))", NULL, "exp(log_softmax(z))", NULL },
    { .name = NULL },
};

static const struct loss_formula losses[] = {
    { "sse", "\\tfrac12 (a - y)^2", "a - y", "(a - y) ** 2 / 2", "(a - y) .^ 2 / 2" },
    { "mse", "(a - y)^2", "2 (a - y)", "(a - y) ** 2", "(a - y) .^ 2" },
    { "half-mse", "\\tfrac12 (a - y)^2", "a - y", "(a - y) ** 2 / 2", "(a - y) .^ 2 / 2" },
    { "mae", "|a - y|", "\\operatorname{sign}(a - y)", "np.abs(a - y)", "abs(a - y)" },
    { "huber",
      "\\tfrac12 e^2 \\text{ if } |e| \\le 1 \\text{, else } |e| - \\tfrac12, \\; e = a - y",
      "\\operatorname{clip}(a - y)",
      "np.where(np.abs(a - y) <= 1, (a - y) ** 2 / 2, np.abs(a - y) - 0.5)",
      "min(abs(a - y), 1) .* (abs(a - y) - min(abs(a - y), 1) / 2)" },
    { "bce", "-y \\log a - (1 - y) \\log(1 - a)", "a - y \\text{ by } z", "soft(z) - z * y",
      "soft(z) - z .* y" },
    { "cross-entropy", "-y \\log a", "a - y \\text{ by } z", "-y * log_softmax(z)",
      "-y .* log_softmax(z)" },
    { .name = NULL },
};

const struct activation_formula *activation_formula(const char *name)
{
    const struct activation_formula *f = activations;
    while (f->name && strcmp(f->name, name) != 0)
        f++;
    return f->name ? f : NULL;
}

const struct loss_formula *loss_formula(const char *name)
{
    const struct loss_formula *f = losses;
    while (f->name && strcmp(f->name, name) != 0)
        f++;
    return f->name ? f : NULL;
}

static const gradus_info *find(const gradus_info *(*list)(size_t k), const char *name)
{
    size_t k = 0;
    while (list(k) && strcmp(list(k)->name, name) != 0)
        k++;
    return list(k);
}

const gradus_info *activation_text(const char *name)
{
    return find(gradus_activation_info, name);
}

const gradus_info *loss_text(const char *name)
{
    return find(gradus_loss_info, name);
}
