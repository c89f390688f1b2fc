// The headers from C++: they compile and link, and a network goes to a file and back.
#include <gradus-explain.h>
#include <gradus-io.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <unistd.h>

struct release {
    void operator()(gradus_net *net) const { gradus_net_free(net); }
    void operator()(gradus_model *model) const { gradus_model_free(model); }
};

static int tests, failed;

static void check(bool right, const char *what)
{
    std::printf("%sok %d - %s\n", right ? "" : "not ", ++tests, what);
    failed += !right;
}

static std::unique_ptr<gradus_model, release> new_model(gradus_error *err)
{
    const gradus_layer layer = { 1, "identity", 1 };
    gradus_net_spec spec = {};
    spec.inputs = 2;
    spec.layers = 1;
    spec.layer = &layer;
    spec.loss = "mse";
    spec.type = GRADUS_F64;
    gradus_net *net = nullptr;
    gradus_model *model = nullptr;
    if (gradus_net_new(&net, &spec, err) != GRADUS_OK)
        return nullptr;
    std::unique_ptr<gradus_net, release> owned(net);
    const double w[] = { 2, 3 }, b = 0.5;
    gradus_net_set(net, 0, w, &b);
    if (gradus_model_new(&model, net, nullptr, err) == GRADUS_OK)
        owned.release();
    return std::unique_ptr<gradus_model, release>(model);
}

static double predict(const gradus_model *model)
{
    const double x[] = { 10, 100 };
    double y = 0;
    std::string scratch(gradus_predict_scratch(model, 1) + 16, '\0');
    void *start = &scratch[0];
    std::size_t bytes = scratch.size();
    std::align(16, bytes - 16, start, bytes);
    gradus_predict(model, 1, x, &y, start, bytes, nullptr);
    return y;
}

int main()
{
    std::printf("1..4\n");
    gradus_error err = {};
    auto model = new_model(&err);
    check(model != nullptr, "a model is made");
    check(model && predict(model.get()) == 320.5, "it predicts");
    char path[] = "/tmp/gradus-cpp-XXXXXX";
    int fd = mkstemp(path);
    gradus_model *back = nullptr;
    bool saved = fd >= 0 && model && gradus_model_save(model.get(), path, &err) == GRADUS_OK;
    check(saved && gradus_model_load(&back, path, nullptr, &err) == GRADUS_OK,
          "it goes to a file and back");
    check(back && predict(back) == 320.5, "it predicts the same");
    gradus_model_free(back);
    if (fd >= 0)
        close(fd);
    unlink(path);
    return failed != 0;
}
