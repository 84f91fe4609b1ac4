/*
 * What the files about declarations and facts share among themselves; the rest of the folder uses
 * internal.h alone.
 */
#ifndef CORE_TYPES_DECLARE_H
#define CORE_TYPES_DECLARE_H

#include "core/types/internal.h"
#include "core/types/subst.h"

/* Nesting of types that is still followed by the functions without a checker. */
enum { TYPE_DEPTH_MAX = 10000 };

/* Language versions (go1.N) that brought what declarations ask for. */
enum {
    GO_TYPE_ALIAS = 9,
    GO_OVERLAPPING_METHODS = 14,
    GO_TYPE_PARAMS = 18,
    GO_COMPARABLE_INTERFACES = 20,
    GO_FILE_VERSIONS = 21,
    GO_GENERIC_ALIAS = 23,
    GO_GENERIC_METHODS = 27
};

/* ---- the checker's private tables (check.c) ---- */
typedef struct MonoGraph MonoGraph;
typedef struct CheckerExtra {
    bool has_error;
    Map *dot_names;        /* file Scope* -> Map of Name* -> package Object* of the dot import */
    StrMap *package_names; /* package name -> Package*, or the checker's own package when ambiguous */
    StrMap *import_cache;  /* import path -> Package* */
    ObjectVec object_list; /* keys of Checker.decls in source order */
    TypeVec cleaners;      /* lazily completed types to be completed at the end */
    Map *file_of_source;   /* Source* -> File* */
    Map *finite_types;     /* set of named types without type parameters; cycles.c */
    MonoGraph *mono;       /* mono.c */
    /* Met on the way, in the order of checking, so that the checks at the end need no walk over the package. */
    ObjectVec locals;    /* variables of := and var inside functions */
    DeclVec local_types; /* type declarations inside functions */
    ExprVec interfaces;  /* interface type literals */
    ExprVec prints;      /* calls of print and println */
} CheckerExtra;

/* ---- errors.c: a message of several parts; later parts are indented, with their positions ---- */
typedef struct Report {
    Checker *checker;
    const char *code;
    Pos pos; /* of the first part */
    StrBuf text;
    int parts;
    size_t first_length; /* of the first part */
    bool soft;
} Report;
Report report_new(Checker *c, const char *code);
void report_add(Report *r, Pos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "other declaration of x", unless it has no position. */
void report_add_other(Report *r, const Object *other);
void report_send(Report *r);
/* Correct Go that is beyond us. */
void check_unsupported(Checker *c, Pos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
Qualifier checker_qualifier(Checker *c);
const char *text_of_exprs(Checker *c, Expr **list, int n);

/* ---- filerank_119.c ---- */
/* Source* of each file of the package -> its number, from 1 on, as a pointer: the order in which Go 1.19 met them. */
Map *file_ranks_119(Checker *c);

/* ---- object.c ---- */
bool same_package(const Package *a, const Package *b);
/* Order of methods: exported first, by name, then by package path. */
int object_compare(const Object *a, const Object *b);
void objects_sort(ObjectVec *list);
bool object_is_alias(const Object *object, const Universe *universe);
/* "constant", "package-level variable" ... gc: objectKind. */
const char *object_kind_text(const Object *object, const Universe *universe);
bool func_has_pointer_receiver(const Object *func);
/* Gives a declared function its signature. gc: Checker.objDecl. */
void object_complete(Object *func);
/* Objects by identity of name (and package, unless exported). gc: objset. */
typedef struct ObjectSet {
    Arena *arena;
    Map *by_name;
} ObjectSet;
/* Returns the object already there, NULL when inserted. */
Object *object_set_insert(ObjectSet *set, Object *object);

/* ---- named.c ---- */
/* Expands an instance; afterwards type parameters and right side are set. */
void named_unpack(Type *named);
Type *named_underlying(Type *named);
Type *named_rhs(Type *named);
int method_index(const ObjectVec *methods, const Package *package, const Name *name, bool fold_case);
Type *named_new_instance(InstanceContext *context, Pos pos, Type *origin, TypeList *targs);
Type *alias_new_instance(InstanceContext *context, Pos pos, Type *origin, TypeList *targs);
/* The type parameters of a generic type or signature. */
const TypeVec *type_tparams(Type *type);

/* ---- typeset.c ---- */
const TypeSet *interface_type_set(Type *iface);
bool type_set_is_empty(const TypeSet *set);
bool type_set_is_all(const TypeSet *set);        /* every type is in it */
bool type_set_is_method_set(const TypeSet *set); /* methods alone restrict it */
bool type_set_has_terms(const TypeSet *set);
bool type_set_comparable(const TypeSet *set, Checker *c);
bool type_set_subset(const TypeSet *a, const TypeSet *b); /* terms only */
bool type_set_terms_equal(const TypeSet *a, const TypeSet *b);
bool term_includes(const UnionTerm *term, Type *type);
bool terms_disjoint(const UnionTerm *x, const UnionTerm *y);
bool union_terms_equal(Type *a, Type *b, Arena *arena);
Type *interface_new(Checker *c);

/* ---- predicates.c ---- */
Type *type_deref(Type *type, bool *is_pointer); /* one pointer off, seen through aliases */
Type *type_deref_struct(Type *type);            /* the struct type behind a pointer */

/* ---- lookup.c ---- */
bool has_all_methods(Checker *c, Type *type, Type *iface, bool is_static, const char **cause);
const char *interface_pointer_text(Checker *c, Type *type);
bool type_is_interface_pointer(Type *type);

/* ---- typestring.c ---- */
void type_format_signature(StrBuf *out, Type *signature, const Qualifier *qualifier, bool names, bool package_info);
void type_format_tparams(StrBuf *out, const TypeVec *tparams, const Qualifier *qualifier);
/* A text that equal instances share. gc: Context.instanceHash. */
const char *instance_key(InstanceContext *context, Type *origin, const TypeList *targs);
const char *text_of_terms(Checker *c, const TypeSet *set);
const char *package_prefix(Arena *arena, const Package *package, const Qualifier *qualifier);

/* ---- instantiate.c, subst.c ---- */
struct InstanceContext {
    Arena *arena;
    const Universe *universe;
    Checker *checker;         /* NULL outside a check */
    StrMap *instances;        /* key -> list of entries */
    Map *ids;                 /* named Type* -> number, for keys */
    TypeNormalizer normalize; /* NULL: none */
    void *user;
};
/* The number of a type within the context. */
int instance_id(InstanceContext *context, const Type *type);
Type *instance_find(InstanceContext *context, const char *key, Type *origin, const TypeList *targs);
Type *instance_add(InstanceContext *context, const char *key, Type *origin, TypeList *targs, Type *instance);
/* As instantiate, without a checker. */
Type *instance_of(InstanceContext *context, Pos pos, Type *generic, TypeList *targs);
Type *subst_in_context(InstanceContext *context, Pos pos, Type *type, const TypeVec *tparams, const TypeList *targs);
/* Methods whose receiver is `old` get a receiver of type `replacement`; *copied: whether there were any. */
ObjectVec replace_receiver(Arena *arena, const ObjectVec *methods, const Type *old, Type *replacement, bool *copied);
Object *object_clone_var(Arena *arena, Object *var, Type *type);
Object *object_clone_func(Arena *arena, Object *func, Type *type);

/* ---- mono.c: instances that never end. gc: types2/mono.go ---- */
void mono_record_canon(Checker *c, Type *tparam, Type *canonical);
void mono_record_instance(Checker *c, Pos pos, const TypeVec *tparams, const TypeList *targs, Expr *xlist);
void mono_check(Checker *c);

/* ---- cycles.c ---- */
void direct_cycles(Checker *c);
bool valid_cycle(Checker *c, Object *object);
void cycle_error(Checker *c, Object **cycle, int n, int start);
int first_in_source(Object **objects, int n);
void push_object(Checker *c, Object *object);
void pop_object(Checker *c);
/* Anonymous interfaces that contain themselves. gc: noder/irgen.go cycleFinder. */
void check_interface_cycles(Checker *c, File **files, int n);

/* ---- resolver.c ---- */
bool unpack_receiver(Checker *c, Expr *type, bool unpack_params, Expr **base, ExprVec *tparams);
void check_arity(Checker *c, Pos pos, const ExprVec *names, Expr *values, bool is_const, bool inherited);
void sort_objects(Checker *c);

/* ---- decl.c, signature.c ---- */
void collect_methods(Checker *c, Object *object);
Type *declare_tparam(Checker *c, Expr *name, Pos scope_pos);
const char *measure_text(Checker *c, int n, const char *unit);

/* ---- limits.c ---- */
void check_limits(Checker *c);

/* ---- directives.c ---- */
void check_directives(Checker *c);

/* ---- version.c ---- */
/* 27 of "go1.27", "go1.27.3"; -1 when it is none. */
int version_minor(const char *version);
/* The language version in force in a file. */
const char *version_of_file(Checker *c, const File *file);

/* ---- usage.c, check.c ---- */
void depth_enter(Checker *c);
void depth_leave(Checker *c);

#endif
