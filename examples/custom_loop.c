/* A training loop of one's own over forward, loss, backward and step: a line through points, with
 * a learning rate that falls as this program likes.
 * cc custom_loop.c $(pkg-config --cflags --libs gradus)                                       */
#include <gradus.h>
#include <stdio.h>

enum { ROWS = 5, STEPS = 100 };

struct loop {
    gradus_net *net;
    gradus_tape *tape;
    gradus_gradient *gradient;
    gradus_optimizer *optimizer;
};

static gradus_status start(struct loop *l, gradus_error *err)
{
    const gradus_layer layer = { 1, "identity", 1 };
    const gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = &layer, .loss = "half-mse",
                                   .type = GRADUS_F64 };
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = "sgd";
    gradus_status s = gradus_net_new(&l->net, &spec, err);
    if (s == GRADUS_OK)
        s = gradus_tape_new(&l->tape, l->net, ROWS, err);
    if (s == GRADUS_OK)
        s = gradus_gradient_new(&l->gradient, l->net, err);
    if (s == GRADUS_OK)
        s = gradus_optimizer_new(&l->optimizer, l->net, &opt, err);
    return s;
}

static gradus_status run(struct loop *l, const gradus_matrix *x, const gradus_matrix *y,
                         gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    double loss = 0;
    for (int step = 0; s == GRADUS_OK && step < STEPS; step++) {
        s = gradus_forward(l->net, x, l->tape, err);
        if (s == GRADUS_OK)
            s = gradus_loss(l->net, l->tape, y, &loss, err);
        if (s == GRADUS_OK)
            s = gradus_backward(l->net, l->tape, y, l->gradient, err);
        if (s == GRADUS_OK)
            gradus_step(l->optimizer, l->net, l->gradient, 0.3 / (1 + 0.01 * step));
        if (s == GRADUS_OK && step % 25 == 0)
            printf("step %d: loss %.6f\n", step, loss);
    }
    return s;
}

static void end(struct loop *l)
{
    gradus_optimizer_free(l->optimizer);
    gradus_gradient_free(l->gradient);
    gradus_tape_free(l->tape);
    gradus_net_free(l->net);
}

int main(void)
{
    const double x[ROWS] = { -1, -0.5, 0, 0.5, 1 }, y[ROWS] = { -1, 0, 1, 2, 3 };
    const gradus_matrix xs = { x, GRADUS_F64, ROWS, 1 }, ys = { y, GRADUS_F64, ROWS, 1 };
    struct loop loop = { .net = NULL };
    gradus_error err;
    double w = 0, b = 0;
    gradus_status s = start(&loop, &err);
    if (s == GRADUS_OK)
        s = run(&loop, &xs, &ys, &err);
    if (s == GRADUS_OK) {
        gradus_net_get(loop.net, 0, &w, &b);
        printf("y = %.3f x + %.3f\n", w, b);
    } else {
        fprintf(stderr, "custom_loop: %s\n", err.text);
    }
    end(&loop);
    return s != GRADUS_OK;
}
