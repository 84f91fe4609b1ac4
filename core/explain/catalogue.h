/* Catalogue: the translations as a table; the build makes catalogues.c of core/explain/po/LOCALE.po (po/table.awk). */
#ifndef CORE_EXPLAIN_CATALOGUE_H
#define CORE_EXPLAIN_CATALOGUE_H

typedef struct Message {
    const char *english;
    const char *text;
} Message;

typedef struct Catalogue {
    const char *locale;      /* "zh_CN" */
    const Message *messages; /* by the bytes of `english` */
    int count;
} Catalogue;

extern const Catalogue catalogues[];
extern const int catalogue_count;

#endif
