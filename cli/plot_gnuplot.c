/* One way to gnuplot: the script goes to its standard input, the picture comes back by its standard
 * output, both through unnamed files, so that neither waits for the other and a picture is written
 * whole or not at all.  A kept script is the same one, and says which file it writes.         */
#define _POSIX_C_SOURCE 200809L                     /* posix_spawn */
#include "plot.h"
#include "output.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Endings, the terminal that makes such files, and what stands at the end of a whole one. */
static const struct form {
    const char *ending, *terminal, *last;
    int is_script;
} forms[] = {
    { ".png", "pngcairo noenhanced font 'sans,12'", "IEND\xae\x42\x60\x82", 0 },
    { ".svg", "svg noenhanced font 'sans,14'", "</svg>", 0 },
    { ".gp", "pngcairo noenhanced font 'sans,12'", "", 1 },
};
enum { FORMS = sizeof forms / sizeof *forms };

/* Colours of lines: those of a few words, and of many.  LINE: pixels of a line of the key. */
enum { USUAL_LINES = 6, MOST_LINES = sizeof((struct look *)0)->line / sizeof(char *), LINE = 19 };

static const struct form *form_of(const char *path)
{
    for (size_t k = 0; k < FORMS; k++) {
        size_t size = strlen(path), ending = strlen(forms[k].ending);
        if (size > ending && strcmp(path + size - ending, forms[k].ending) == 0)
            return &forms[k];
    }
    return NULL;
}

int plot_ending(const char *path)
{
    return form_of(path) != NULL;
}

/* ---- the script ----------------------------------------------------------------------------- */

static int is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

/* Pieces that are joined: between ' what can stand there, by octal numbers between " what cannot.
 * That is a control character, and a ' in front, since gnuplot ends a text at its second quote.
 * No ' stands between ", as gnuplot counts them all where it looks for macros.                 */
static void quote_exact(struct text *t, const char *word)
{
    const char *joint = "";
    do {
        size_t odd = 0, plain = 0;
        while (word[odd] == '\'' || (word[odd] && is_control(word[odd])))
            odd++;
        text_add(t, "%s%s", joint, odd ? "\"" : "'");
        for (size_t k = 0; k < odd; k++)
            text_add(t, "\\%03o", (unsigned)word[k]);
        for (; !odd && word[plain] && !is_control(word[plain]); plain++)
            text_put(t, word[plain] == '\'' ? "''" : word + plain, word[plain] == '\'' ? 2 : 1);
        text_put(t, odd ? "\"" : "'", 1);
        word += odd + plain;
        joint = ".";
    } while (*word);
}

void plot_quote(struct text *t, const char *word)
{
    struct text shown = { 0 };
    text_name(&shown, word);
    quote_exact(t, shown.size ? shown.bytes : "");
    t->failed |= shown.failed;
    text_free(&shown);
}

/* A file to write: gnuplot would take a name that begins with | for a command. */
static void add_output(struct text *t, const char *path)
{
    text_add(t, "set output ");
    if (*path == '/' || isalnum((unsigned char)*path) || *path == '_' || *path == '.') {
        quote_exact(t, path);
    } else {
        struct text here = { 0 };
        text_add(&here, "./%s", path);
        quote_exact(t, here.size ? here.bytes : "");
        t->failed |= here.failed;
        text_free(&here);
    }
    text_add(t, "\n");
}

const char *plot_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void plot_cut(char out[4 * LONGEST_NAME + 4], const char *name)
{
    char shown[4 * LONGEST_NAME + 8];
    size_t kept = 0;
    gradus_text_show(name, SIZE_MAX, shown, sizeof shown);
    for (size_t characters = 0; shown[kept]; kept++)
        if (((unsigned char)shown[kept] & 0xc0) != 0x80 && characters++ == LONGEST_NAME)
            break;
    text_fit(out, 4 * LONGEST_NAME + 4, "%.*s%s", (int)kept, shown, shown[kept] ? "…" : "");
}

unsigned plot_mix(const char *from, const char *to, double part)
{
    unsigned mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double a = (double)(strtoul(from + 1, NULL, 16) >> shift & 255);
        double b = (double)(strtoul(to + 1, NULL, 16) >> shift & 255);
        mixed |= (unsigned)(a + (b - a) * part + 0.5) << shift;
    }
    return mixed;
}

void plot_number(struct text *t, double value)
{
    if (isfinite(value))
        text_number(t, value, 0);
    else
        text_put(t, "NaN", 3);
}

void plot_numbers(struct text *t, size_t count, const double *number)
{
    for (size_t k = 0; k < count; k++) {
        plot_number(t, number[k]);
        text_add(t, k + 1 < count ? " " : "\n");
    }
}

/* gnuplot writes numbers with 6 digits: more where they would all look the same. */
static int add_digits(struct text *t, const char *axis, double low, double high)
{
    enum { USUAL = 6, MOST = 17 };
    double digits = 3 + ceil(log10(fmax(fabs(low), fabs(high)) / (high - low)));
    if (digits > USUAL)
        text_add(t, "set format %s '%%.%dg'\n", axis, digits < MOST ? (int)digits : MOST);
    return digits > USUAL;
}

int plot_axis(struct text *t, const char *axis, double low, double high)
{
    int is_long = add_digits(t, axis, low, high);
    text_add(t, "set %srange [", axis);
    plot_number(t, low);
    text_add(t, ":");
    plot_number(t, high);
    text_add(t, "]\n");
    return is_long;
}

void plot_titles(struct plot *p, const char *title, const char *x, const char *y)
{
    const char *const what[] = { "title", "xlabel", "ylabel" }, *const words[] = { title, x, y };
    for (size_t k = 0; k < 3; k++)
        if (words[k]) {
            text_add(&p->body, "set %s ", what[k]);
            plot_quote(&p->body, words[k]);
            text_add(&p->body, "\n");
        }
}

/* Lines of characters are whole, and so nothing is moved by a part of one. */
static void add_colours(struct text *t, const struct plot *p)
{
    static const char *const written[] = { "title", "xlabel", "ylabel" };
    const struct look *look = p->look;
    size_t lines = p->words > USUAL_LINES ? MOST_LINES : USUAL_LINES;
    text_add(t, "set border linecolor rgb '%s'\n", look->ink);
    text_add(t, "set tics nomirror textcolor rgb '%s'\n", look->ink);
    for (size_t k = 0; k < 3; k++)
        text_add(t, "set %s textcolor rgb '%s'\n", written[k], look->ink);
    text_add(t, "%s", p->asked->terminal ? "" : "set xlabel offset 0,0.4\n");
    text_add(t, "set key below height 0.6%s textcolor rgb '%s'\n",
             p->asked->terminal ? " width 1" : "", look->ink);
    text_add(t, "set grid linetype -1 linewidth 1 linecolor rgb '%s'\n", look->faint);
    for (size_t k = 0; k < lines; k++)
        text_add(t, "set linetype %zu linecolor rgb '%s' linewidth 2 pointtype 7\n", k + 1,
                 look->line[k]);
    if (lines > USUAL_LINES)
        text_add(t, "set linetype cycle %zu\n", lines);
}

/* [output] is the file that the script shall write, or NULL: its standard output. */
static void add_script(struct text *t, const struct plot *p, const struct form *form,
                       const char *output)
{
    if (form)
        text_add(t, "set terminal %s size %u,%u background rgb '%s'\n", form->terminal, p->wide,
                 p->high + LINE * p->more_lines, p->look->ground);
    else
        text_add(t, "set terminal dumb noenhanced nofeed size 79,%u\n", 24 + p->more_lines);
    if (output)
        add_output(t, output);
    text_add(t, "set encoding utf8\nset autoscale xfix\n");
    add_colours(t, p);
    if (!form)
        text_add(t, "unset grid\n");
    text_put(t, p->body.bytes ? p->body.bytes : "", p->body.size);
    t->failed |= p->body.failed;
}

/* ---- running it ------------------------------------------------------------------------------ */

static int cannot_run(int why)
{
    gradus_error err = { .code = GRADUS_IO };
    if (why == ENOENT) {
        FIT(err.text, "gnuplot, which draws the pictures, is not installed");
        FIT(err.hint, "install it, on Debian and Ubuntu by apt-get install "
                 "gnuplot-nox; -o FILE.gp writes the script without it");
    } else
        FIT(err.text, "cannot run gnuplot: %s", strerror(why));
    return report_failure(&err);
}

int plot_nothing(const char *why, const char *hint)
{
    gradus_error err = { .code = GRADUS_DATA };
    FIT(err.text, "nothing to draw: %s", why);
    FIT(err.hint, "%s", hint);
    return report_failure(&err);
}

/* What this program ignores, gnuplot need not. */
static int usual_signals(posix_spawnattr_t *to)
{
    sigset_t ignored;
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    sigaddset(&ignored, SIGXFSZ);
    int bad = posix_spawnattr_setsigdefault(to, &ignored);
    return bad ? bad : posix_spawnattr_setflags(to, POSIX_SPAWN_SETSIGDEF);
}

/* GO_ON when gnuplot has read [from] and ended well, its words in [to] and [said]. */
static int run(FILE *from, FILE *to, FILE *said, int *ended)
{
    FILE *const of[] = { from, to, said };
    char *const words[] = { "gnuplot", "--default-settings", "-", NULL };
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t usual;
    pid_t child;
    int bad = posix_spawn_file_actions_init(&actions);
    if (bad)
        return cannot_run(bad);
    if ((bad = posix_spawnattr_init(&usual)) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return cannot_run(bad);
    }
    bad = usual_signals(&usual);
    for (int k = 0; !bad && k < 3; k++)
        bad = posix_spawn_file_actions_adddup2(&actions, fileno(of[k]), k);
    if (!bad)
        bad = posix_spawnp(&child, words[0], &actions, &usual, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&usual);
    if (bad)
        return cannot_run(bad);
    while (waitpid(child, ended, 0) < 0)
        if (errno != EINTR)
            return cannot_run(errno);
    return GO_ON;
}

static int read_back(FILE *f, struct text *t)
{
    char piece[4096];
    size_t n;
    rewind(f);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        text_put(t, piece, n);
    if (t->failed)
        return report_nomem();
    return ferror(f) ? cannot_run(errno) : GO_ON;
}

/* The line of gnuplot's words that says what is wrong. */
static int not_drawn(const struct text *said)
{
    gradus_error err = { .code = GRADUS_IO };
    const char *line = said->bytes ? said->bytes : "", *last = "it ended without a whole picture";
    for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        line += strspn(line, " ");
        if (*line && !strchr("^\n", *line))
            last = line;
    }
    FIT(err.text, "gnuplot cannot draw it: %.*s", (int)strcspn(last, "\n"), last);
    return report_failure(&err);
}

static int drawn(const struct text *script, FILE *const of[3], struct text *picture)
{
    struct text said = { 0 };
    int ended = 0;
    if (fwrite(script->bytes, 1, script->size, of[0]) < script->size || fflush(of[0]) != 0)
        return cannot_run(errno);
    rewind(of[0]);
    int status = run(of[0], of[1], of[2], &ended);
    if (status == GO_ON)
        status = read_back(of[1], picture);
    if (status == GO_ON)
        status = read_back(of[2], &said);
    if (status == GO_ON && (ended != 0 || !picture->size))
        status = not_drawn(&said);
    text_free(&said);
    return status;
}

static int draw(const struct text *script, struct text *picture)
{
    FILE *of[3] = { tmpfile(), tmpfile(), tmpfile() };
    int status = of[0] && of[1] && of[2] ? drawn(script, of, picture) : cannot_run(errno);
    for (size_t k = 0; k < 3; k++)
        if (of[k])
            fclose(of[k]);
    return status;
}

/* ---- what was asked for ---------------------------------------------------------------------- */

/* A script to keep: it writes the picture that was asked for or, alone, one of its own name. */
static int keep_script(const struct plot *p, const char *path)
{
    struct text t = { 0 }, name = { 0 };
    const char *picture = p->asked->output;
    const struct form *form = picture ? form_of(picture) : form_of(".gp.png");
    if (!picture || form->is_script) {
        size_t size = strlen(path);
        int ends = form_of(path) && form_of(path)->is_script;
        text_add(&name, "%.*s.png", (int)(ends ? size - strlen(".gp") : size), path);
        picture = name.failed ? "" : name.bytes;
    }
    text_add(&t, "# drawn by: gnuplot ");
    text_file_word(&t, path);
    text_add(&t, "\n");
    add_script(&t, p, form, picture);
    int status = t.failed || name.failed ? report_nomem() : output_text(path, &t);
    text_free(&t);
    text_free(&name);
    return status;
}

/* Blanks at the ends of lines, and empty lines before and after, are no part of the picture. */
static void trim_lines(struct text *t)
{
    size_t kept = 0;
    text_put(t, "\n", 1);
    for (size_t k = 0; k < t->size; k++) {
        if (t->bytes[k] == '\n')
            while (kept && t->bytes[kept - 1] == ' ')
                kept--;
        if (kept || (t->bytes[k] != '\n' && t->bytes[k] != '\f'))
            t->bytes[kept++] = t->bytes[k];
    }
    while (kept > 1 && t->bytes[kept - 2] == '\n')
        kept--;
    t->size = kept;
}

/* Whether [last] is its end, but for empty lines. */
static int ends_in(const struct text *t, const char *last)
{
    size_t size = strlen(last), end = t->size;
    while (end && t->bytes[end - 1] == '\n')
        end--;
    return end >= size && memcmp(t->bytes + end - size, last, size) == 0;
}

static int make_picture(const struct plot *p)
{
    struct text script = { 0 }, picture = { 0 };
    const char *output = p->asked->output;
    const struct form *form = output ? form_of(output) : NULL;
    add_script(&script, p, form, NULL);
    int status = script.failed ? report_nomem() : draw(&script, &picture);
    if (status == GO_ON && form && !ends_in(&picture, form->last))
        status = not_drawn(&(struct text){ 0 });
    if (status == GO_ON && output)
        status = output_text(output, &picture);
    else if (status == GO_ON) {
        trim_lines(&picture);
        status = report_result(&picture);
        status = status == DONE ? GO_ON : status;
    }
    text_free(&script);
    text_free(&picture);
    return status;
}

static int tell(const struct plot_asked *a)
{
    struct text out = { 0 };
    const char *const files[] = { a->output, a->script }, *const keys[] = { "picture", "script" };
    struct json j = { .out = &out };
    if (a->common.json) {
        json_open(&j, NULL, '{');
        for (size_t k = 0; k < 2; k++)
            json_text(&j, keys[k], files[k]);
        json_close(&j, '}');
        text_add(&out, "\n");
    } else if (!a->common.quiet)
        for (size_t k = 0; k < 2; k++)
            if (files[k]) {
                text_add(&out, "wrote ");
                text_name(&out, files[k]);
                text_add(&out, "\n");
            }
    return report_result(&out);
}

int plot_finish(struct plot *p)
{
    const struct plot_asked *a = p->asked;
    int is_script = a->output && form_of(a->output)->is_script, status = GO_ON;
    if (p->body.failed)
        return report_nomem();
    if (a->terminal || (a->output && !is_script))
        status = make_picture(p);
    if (status == GO_ON && is_script)
        status = keep_script(p, a->output);
    if (status == GO_ON && a->script)
        status = keep_script(p, a->script);
    if (status != GO_ON)
        return status;
    return a->terminal ? DONE : tell(a);
}
