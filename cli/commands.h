/* The commands: each has a file of its own.  They give the exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H
#include "plan.h"

int train_command(const struct command *command, int argc, char **argv);
int predict_command(const struct command *command, int argc, char **argv);
int evaluate_command(const struct command *command, int argc, char **argv);
int new_command(const struct command *command, int argc, char **argv);
int info_command(const struct command *command, int argc, char **argv);
int check_command(const struct command *command, int argc, char **argv);
int trace_command(const struct command *command, int argc, char **argv);
int notes_command(const struct command *command, int argc, char **argv);
int descend_command(const struct command *command, int argc, char **argv);
int plot_command(const struct command *command, int argc, char **argv);
int bench_command(const struct command *command, int argc, char **argv);

extern const struct option train_table[], predict_table[], evaluate_table[], new_table[],
    info_options[], check_table[], trace_table[], notes_table[], descend_table[], plot_table[],
    bench_table[];

/* Training as typed, from the table [source]. */
int train_typed(const struct typed *typed, const char *source);

#endif
