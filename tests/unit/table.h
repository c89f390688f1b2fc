/* Small tables for tests, written as text:  "x,city:t\n1,Oslo\n,Rome\n".  A column with :t is
 * categorical, its levels in the order they come; one with :u is bytes; an empty cell is missing.
 * The table's name is t.csv, and its lines are counted from the header.                       */
#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H
#include <gradus.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_TEXT = 64, TABLE_LEVELS = 64 };

/* Copies the cell number [column] of line number [line] of [text]; 0: there is none. */
static inline int table_cell(const char *text, size_t line, size_t column, char cell[TABLE_TEXT])
{
    for (; line; line--) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    if (!*text)
        return 0;
    for (; column; column--) {
        text += strcspn(text, ",\n");
        if (*text++ != ',')
            return 0;
    }
    size_t n = strcspn(text, ",\n");
    memcpy(cell, text, n);
    cell[n] = '\0';
    return 1;
}

static inline void table_categories(gradus_data *data, const char *text, size_t column,
                                    int32_t *code)
{
    static char levels[TABLE_LEVELS][TABLE_TEXT];
    const char *level[TABLE_LEVELS];
    char cell[TABLE_TEXT];
    size_t count = 0;
    for (size_t i = 0; i < gradus_data_rows(data); i++) {
        size_t k = 0;
        table_cell(text, i + 1, column, cell);
        while (k < count && strcmp(levels[k], cell) != 0)
            k++;
        if (k == count && *cell)
            level[count++] = strcpy(levels[k], cell);
        code[i] = *cell ? (int32_t)k : -1;
    }
    gradus_data_levels(data, column, count, level, NULL);
}

static inline void table_numbers(gradus_data *data, const char *text, size_t column,
                                 gradus_type type, void *values)
{
    char cell[TABLE_TEXT];
    for (size_t i = 0; i < gradus_data_rows(data); i++) {
        double value = NAN;
        table_cell(text, i + 1, column, cell);
        gradus_number_parse(cell, strlen(cell), &value);
        if (type == GRADUS_U8)
            ((uint8_t *)values)[i] = (uint8_t)value;
        else
            ((double *)values)[i] = value;
    }
}

/* NULL: out of memory, as tests of that need. */
static inline gradus_data *table_from(const char *text, const gradus_allocator *mem)
{
    char name[TABLE_TEXT];
    gradus_data *data = NULL;
    uint32_t *line;
    void *values;
    size_t rows = 0;
    while (table_cell(text, rows + 1, 0, name))
        rows++;
    if (gradus_data_new(&data, rows, mem, NULL) != GRADUS_OK ||
        gradus_data_source(data, "t.csv", &line, NULL) != GRADUS_OK)
        return NULL;
    for (uint32_t i = 0; i < rows; i++)
        line[i] = i + 2;
    for (size_t j = 0; table_cell(text, 0, j, name); j++) {
        char *kind = strchr(name, ':');
        gradus_type type = !kind ? GRADUS_F64 : kind[1] == 't' ? GRADUS_CATEGORY : GRADUS_U8;
        if (kind)
            *kind = '\0';
        if (gradus_data_add(data, name, 1, type, &values, NULL) != GRADUS_OK)
            return NULL;
        if (type == GRADUS_CATEGORY)
            table_categories(data, text, j, values);
        else
            table_numbers(data, text, j, type, values);
    }
    return data;
}

#endif
