/* Somebody's own numbers, from anyone: JSON, .npz, safetensors; what can be read is judged. */
#include <gradus-io.h>

#include <math.h>

static const gradus_layer layers[] = { { 3, "sigmoid", 1 }, { 1, "sigmoid", 1 } };
static const double x[] = { 0.3, 1, 0.5, 0.2 }, y[] = { 0.75, 0.82 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const gradus_matrix mx = { x, GRADUS_F64, 2, 2 }, my = { y, GRADUS_F64, 2, 1 };
    gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layers, .loss = "sse",
                             .type = GRADUS_F64 };
    gradus_net *net = NULL;
    gradus_claims *claims = NULL;
    gradus_judgement *judgement = NULL;
    gradus_error err;
    if (gradus_net_new(&net, &spec, &err) == GRADUS_OK &&
        gradus_net_init(net, "glorot", "same", 1, &err) == GRADUS_OK &&
        gradus_claims_read(&claims, "fuzz", bytes, size, net, &err) == GRADUS_OK) {
        size_t count;
        const gradus_claim *claim = gradus_claims_get(claims, &count);
        if (count <= 2 &&
            gradus_judge(&judgement, net, &mx, &my, NAN, claim, count, &err) == GRADUS_OK)
            gradus_judgement_free(judgement);
    }
    gradus_claims_free(claims);
    gradus_net_free(net);
    return 0;
}
