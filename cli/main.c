/* gradus: the program.  Finds the command, and makes sure that what it wrote has arrived. */
#define _POSIX_C_SOURCE 200809L                     /* open */
#include "commands.h"
#include "stop.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static const struct command commands[] = {
    { "train", "DATA --target COLUMN [options] [-o MODEL]",
      "Learns from a data file and writes a model.", 1, 1, train_command, train_table,
      "DATA is x.csv, x.tsv, - (CSV on standard input), each also as .gz; x.npy, x.npz;\n"
      "images-idx3-ubyte; or built in: @iris, @xor, @not, @hours.\n\n"
      "Ctrl-C, SIGTERM and SIGHUP end the batch at hand, and the best model so far is written, if\n"
      "an epoch has ended; a second Ctrl-C or SIGTERM ends the program at once.  A model that\n"
      "cannot be written to its place is put beside it or into another folder, and the last line\n"
      "says where it is." },
    { "predict", "MODEL DATA [options] [-o FILE]", "Writes one prediction per row, as CSV.", 1, 2,
      predict_command, predict_table, NULL },
    { "evaluate", "MODEL DATA [options]", "Says how good a model is on rows with known answers.",
      2, 2, evaluate_command, evaluate_table, NULL },
    { "new", "LAYERS [options] -o MODEL", "Writes an untrained network, such as 2-3-1.", 1, 1,
      new_command, new_table,
      "Weights are matrices: W1=[[...]] W2=[[...]], biases lists: b1=[...], or matrices of one\n"
      "row or column, counted from 1; a file may hold the same as a JSON object.  Matrices that\n"
      "are not square say by their shape whether they are (outputs, inputs) or (inputs,\n"
      "outputs); where all are square they are (outputs, inputs), as in model files." },
    { "info", "FILE [options]", "Shows what is in a model or a data file.", 1, 1, info_command,
      info_options, NULL },
    { "check", "MODEL DATA [options]",
      "Says whether a gradient is right, the network's or your own, and what is wrong.", 2, 2,
      check_command, check_table,
      "Exit status 0 when all tensors agree, 1 when one does not; with -q nothing but that.\n\n"
      "--against says for each tensor of FILE whether it is right, or which known mistake makes\n"
      "exactly its numbers.  Gradients are dW1, db1, ... or layers.0.weight, layers.0.bias, ...;\n"
      "intermediates Z1 A1 dA1 dZ1 ..., or z2 a2 z3 yHat J delta3 delta2.  A number agrees when\n"
      "it equals ours rounded to the digits that were typed; a 0 has as many as the numbers\n"
      "beside it.  float32 numbers with all digits may be off by what float32 is.  Matrices that\n"
      "are not square say by their shape which way round all of the file's are; or the file does,\n"
      "by \"notation\": \"rows\" or \"columns\", those of gradus trace." },
    { "trace", "MODEL DATA [options]", "Shows every number of one forward and backward pass.", 2,
      2, trace_command, trace_table,
      "All numbers come from the code that trains.  JSON has Z, A, dA, dZ (rows, units) and dW\n"
      "like the weights, derivatives of the loss that is printed; dA of the last layer is null\n"
      "with bce and cross-entropy.  The formats numpy and octave are programs that compute it\n"
      "again." },
    { "notes", "MODEL DATA [options]", "Writes a guided worksheet of a network, blank or solved.",
      2, 2, notes_command, notes_table,
      "The numbers of a solved worksheet come from the code that trains.  With --json only the\n"
      "answers, or with --blank their names to fill in: what gradus check --against reads." },
    { "descend", "EXPRESSION --from x=4 [options]", "Follows the gradient of a formula downhill.",
      1, 1, descend_command, descend_table,
      "EXPRESSION has numbers, variables, pi, e, + - * / ^ and parentheses, and the functions\n"
      "exp, log, sqrt, sin, cos, tan, tanh, sigmoid, abs, relu.  A power goes before a sign, and\n"
      "the right one first: -x^2 is -(x^2), 2^3^2 is 2^(3^2).  An expression that begins with -\n"
      "must be the first argument.  With -q only the place where it ends." },
    { "plot", "KIND ... -o FILE.png|.svg|.gp", "Draws pictures, by gnuplot.", 1, MOST_ARGUMENTS,
      plot_command, plot_table,
      "Kinds:\n"
      "  activation NAME...    activations and their derivatives\n"
      "  function EXPRESSION   a formula of one variable, and the path of a descent on it\n"
      "  contour EXPRESSION    one of two variables by lines, with its gradient and paths\n"
      "  contour MODEL DATA    the loss of a model over two of its parameters, likewise\n"
      "  surface EXPRESSION    a formula of two variables in three dimensions, with paths\n"
      "  surface MODEL DATA    the loss over two parameters, likewise\n"
      "  curve LOG...          the losses of runs, from the files of train --log\n"
      "  network MODEL         units, coloured by their biases, joined by their weights\n"
      "  weights MODEL         matrices of weights as colours, those of pixels as images\n"
      "  confusion MODEL DATA  which classes are taken for which\n"
      "  boundary MODEL DATA   the regions that a model of two inputs gives to classes, or the\n"
      "                        numbers that it predicts, as colours\n"
      "  fit MODEL DATA        the line of a model of one input, its errors as squares\n\n"
      "The loss and its gradient come from the code that trains, in float64.\n"
      "An expression that begins with - stands at the end, behind --.\n"
      "Without gnuplot -o FILE.gp still writes the script, which holds all numbers." },
    { "bench", "[NAME...] [options]",
      "Measures training speed here, as a share of this machine's peak.", 0, MOST_ARGUMENTS,
      bench_command, bench_table,
      "A step is forward, backward and update, by the code that train runs, on made-up rows;\n"
      "those of 784 inputs are bytes, as images stay in a training.  Work is counted as\n"
      "2 m n k a matrix product, without dX of the first layer; the peak is that of as many\n"
      "processors as threads, measured in turn with the workloads.  Names: xor-online, xor-batch,\n"
      "iris, small, medium, fashion, wide, large, fashion-adam, predict-1-small,\n"
      "predict-1-fashion, predict-256-small, predict-256-fashion; without one, all." },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void usage(FILE *to)
{
    fputs("Usage: gradus COMMAND ...\n\n"
          "Trains feed-forward neural networks: a data file in, a model and its predictions "
          "out,\nwith the same bits on any machine.\n\nCommands:\n", to);
    for (size_t k = 0; k < COMMANDS; k++)
        fprintf(to, "  %-10s %s\n", commands[k].name, commands[k].summary);
    fputs("\nOptions:\n"
          "  --help     this text\n"
          "  --version  version and kernel row\n"
          "\n'gradus COMMAND --help' lists the options of a command.\n"
          "\nExit status: 0 done, 1 the job failed, 2 wrong usage, 128 plus the signal's number\n"
          "where a signal ended it.\n", to);
}

static int unknown(const char *word)
{
    char hint[96] = "gradus --help lists the commands";
    struct meant m = { .word = word };
    meant_try(&m, "--help");
    meant_try(&m, "--version");
    for (size_t k = 0; k < COMMANDS; k++)
        meant_try(&m, commands[k].name);
    if (m.best)
        FIT(hint, "did you mean %s?", m.best);
    return report_usage(hint, "unknown %s '%s'", *word == '-' ? "option" : "command", word);
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        usage(stderr);
        return USAGE;
    }
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        usage(stdout);
        return DONE;
    }
    for (size_t k = 0; k < COMMANDS; k++)
        if (strcmp(argv[1], commands[k].name) == 0)
            return commands[k].run(&commands[k], argc - 1, argv + 1);
    return unknown(argv[1]);
}

/* A file must not get the number of a standard stream that was closed before the program began, or
 * what is printed would be written into it.  So /dev/null takes that number, and is opened in the
 * wrong mode on purpose: reading standard input and writing to the others still fail, as they
 * would on a closed stream.                                                                   */
static int open_standard(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) < 0)
            return 0;
    return 1;
}

int main(int argc, char **argv)
{
    if (!open_standard())
        return FAILED;
    stop_listen();
    return report_end(dispatch(argc, argv));
}
