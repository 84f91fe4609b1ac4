/*
 * Object: a declared entity. Scope: names to objects. Package: what its importers see.
 * Objects of a finished package are const for everybody else.
 * gc: types2/object.go, scope.go, package.go.
 */
#ifndef CORE_TYPES_OBJECT_H
#define CORE_TYPES_OBJECT_H

#include "core/constant/value.h"
#include "core/types/type.h"

typedef enum ObjectKind {
    OBJ_BAD,
    OBJ_PACKAGE, /* an import's local name */
    OBJ_CONST,
    OBJ_TYPE,
    OBJ_VAR,
    OBJ_FUNC, /* function, concrete method, interface method */
    OBJ_LABEL,
    OBJ_BUILTIN,
    OBJ_NIL
} ObjectKind;

typedef enum BuiltinId {
    BUILTIN_APPEND,
    BUILTIN_CAP,
    BUILTIN_CLEAR,
    BUILTIN_CLOSE,
    BUILTIN_COMPLEX,
    BUILTIN_COPY,
    BUILTIN_DELETE,
    BUILTIN_IMAG,
    BUILTIN_LEN,
    BUILTIN_MAKE,
    BUILTIN_MAX,
    BUILTIN_MIN,
    BUILTIN_NEW,
    BUILTIN_PANIC,
    BUILTIN_PRINT,
    BUILTIN_PRINTLN,
    BUILTIN_REAL,
    BUILTIN_RECOVER,
    BUILTIN_UNSAFE_ADD,
    BUILTIN_UNSAFE_ALIGNOF,
    BUILTIN_UNSAFE_OFFSETOF,
    BUILTIN_UNSAFE_SIZEOF,
    BUILTIN_UNSAFE_SLICE,
    BUILTIN_UNSAFE_SLICE_DATA,
    BUILTIN_UNSAFE_STRING,
    BUILTIN_UNSAFE_STRING_DATA,
    BUILTIN_ASSERT, /* the checker's own tests: internal/types/testdata */
    BUILTIN_TRACE,
    BUILTIN_COUNT
} BuiltinId;

typedef enum VarRole { VAR_PACKAGE, VAR_LOCAL, VAR_PARAM, VAR_RESULT, VAR_RECEIVER, VAR_FIELD } VarRole;

/*
 * The escape analysis of one parameter as its callers see it: derefs to the heap, the mutator, the
 * callee and the first results. -1: no flow. gc: escape/leaks.go.
 */
#define LEAK_RESULTS_MAX 7
typedef struct ParamTag {
    bool known;   /* false: everything leaks (heap, 0 dereferences) */
    int16_t heap; /* minimal dereferences, 0..254; -1 none */
    int16_t mutator;
    int16_t callee;
    int16_t result[LEAK_RESULTS_MAX];
} ParamTag;

/* What is known of a function beyond its type. */
typedef struct FuncInfo {
    Decl *decl;      /* NULL: interface method or imported from a summary without body */
    File *file;      /* where it is declared */
    unsigned pragma; /* Pragma bits */
    bool has_body;
    int tag_count;         /* receiver first, then parameters; 0 until analysed */
    ParamTag *tags;        /* filled by escape analysis, read by importers */
    Object *origin;        /* the generic method that this method of an instance stands for; NULL otherwise */
    Checker *checker;      /* gives a declared function its type on demand; NULL when the package is checked */
    struct Stored *stored; /* a summary that holds the declaration, */
    uint32_t stored_at;    /* and where in it; 0: nowhere */
} FuncInfo;

struct Object {
    ObjectKind kind;
    Pos pos; /* of its name */
    const Name *name;
    Type *type;       /* NULL until resolved */
    Package *package; /* NULL: universe */
    Scope *parent;    /* NULL for fields and methods */
    uint32_t order;   /* of declaration at package level, > 0; 0 for local ones */
    uint8_t color;    /* the checker's cycle detection */
    Pos scope_pos;    /* visible from here on in its scope */
    bool used;
    Package *home; /* whose summary it was read from, and its number there; NULL: of the package at hand */
    uint32_t home_index;
    union {
        struct {
            Package *imported;
        } package;
        struct {
            const Value *value;
        } const_;
        struct {
            bool alias;
        } type;
        struct {
            VarRole role;
            bool embedded;  /* field */
            Object *origin; /* the generic field or variable that this one of an instance stands for */
        } var;
        struct {
            FuncInfo *info; /* never NULL */
            bool has_pointer_recv;
        } func;
        struct {
            BuiltinId id;
        } builtin;
    } as;
};

/* Lexical scope. Lookups are by interned name. */
struct Scope {
    Scope *parent;
    VEC(Object *) objects; /* in order of declaration */
    Map *index;            /* name -> object, made when the scope grows beyond a few */
    Pos start, end;
    bool is_func;
    VEC(Scope *) children; /* not of the universe */
    struct Stored *stored; /* of a package known by its summary; NULL otherwise */
};

struct Package {
    const char *path; /* import path as gc's -p: "fmt", "main" */
    const Name *name;
    Scope *scope;             /* package level */
    VEC(Package *) imports;   /* direct, in order of first mention */
    VEC(Package *) mentioned; /* 1.19: these and all that their exported objects mention */
    const char *go_version;   /* language version "go1.27" */
    bool complete;
    bool fake; /* could not be loaded; lookups in it are silent */
    bool is_std;
    bool cgo;          /* imports "C" and is not analysed */
    VEC(File *) files; /* in gc's order; NULL when only its summary is held */
    /* Package-level variables in the order of their initialization. gc: types2.Info.InitOrder. */
    struct InitOrder *init_order;
    /* Function and method objects with declarations, in source order, and local named types in order. */
    ObjectVec funcs;
    struct PackageExtra *extra; /* of later stages: kept bodies of generic functions, escape results */
};

/* One package-level initialisation: lhs... = rhs. */
typedef struct Initializer {
    ObjectVec lhs;
    Expr *rhs;
    Pos pos;
} Initializer;
typedef struct InitOrder {
    VEC(Initializer) list;
} InitOrder;

/* How x.f was found. Spec: #Selectors.  gc: types2/selection.go. */
typedef enum SelectionKind { SELECT_FIELD, SELECT_METHOD, SELECT_METHOD_EXPR } SelectionKind;
typedef struct Selection {
    SelectionKind kind;
    Type *recv;     /* type of x */
    Object *object; /* field or method */
    int *path;      /* indexes of the embedded fields on the way, then of the field or method */
    int path_len;
    bool indirect; /* a pointer was dereferenced on the way */
} Selection;

Object *object_new(Arena *arena, ObjectKind kind, Pos pos, Package *package, const Name *name, Type *type);
Object *object_new_var(Arena *arena, VarRole role, Pos pos, Package *package, const Name *name, Type *type);
Scope *scope_new(Arena *arena, Scope *parent, Pos start, Pos end);
/* Returns the object of that name in this scope alone, or NULL. */
Object *scope_lookup(const Scope *scope, const Name *name);
/* Makes sure that `objects` of a package known by its summary holds all of them. */
void scope_complete(Scope *scope);
/* Returns the declaration of a function, read from its package's summary when that holds it; NULL when it is not known:
 * an interface's method, an imported function that is not generic. */
Decl *func_decl(Object *func);
/* Returns the object visible at `pos` in this scope or an outer one, and its scope (may be NULL). POS_NONE: any
 * position. */
Object *scope_lookup_parent(Scope *scope, const Name *name, Pos pos, Scope **found);
/* Adds the object unless the name is taken; returns the object that has it, NULL when inserted. Blank names are
 * not inserted. */
Object *scope_insert(Arena *arena, Scope *scope, Object *object);

/* True when the object is reachable under `name` from `package`. gc: types2 sameId. */
bool object_same_id(const Object *object, const Package *package, const Name *name, bool fold_case);

/* ---- Method and field lookup. gc: types2/lookup.go. ---- */
typedef struct LookupResult {
    Object *object; /* NULL: not found */
    int *path;
    int path_len;  /* > 0 with a NULL object: ambiguous at this path */
    bool indirect; /* with a NULL object and path_len == 0: found, but needs a pointer receiver */
} LookupResult;
LookupResult lookup_field_or_method(Arena *arena, Type *type, bool addressable, Package *package, const Name *name,
                                    bool fold_case);
/* Returns the method of `type` that the interface `iface` wants and that it has not, or NULL when it has all;
 * *wrong_type: one of that name with another signature or receiver. gc: missingMethod. */
Object *missing_method(Arena *arena, Type *type, Type *iface, bool is_static, Object **wrong_type);
/* The whole method set of an interface, sorted by id as gc sorts it. */
int interface_method_count(Type *iface);
Object *interface_method(Type *iface, int i);

/* The universe: predeclared objects and basic types. Made once, shared, const. */
typedef struct Universe {
    Scope *scope;
    Type *basic[BASIC_COUNT];
    Type *byte_type;
    Type *rune_type;
    Type *any_type; /* the one empty interface that prints as any */
    Type *any_alias;
    Type *error_type;
    Type *comparable_type;
    Type *empty_interface;
    Type *empty_tuple;
    Package *unsafe_package;
    Object *nil;
    Object *error_error; /* method Error of error */
    Type *bad;
    Object *iota;
} Universe;
Universe *universe_new(Arena *arena, Names *names);

#endif
