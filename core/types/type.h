/*
 * Type: a Go type. One struct, a common head and a union. Types are immutable once complete; named
 * types, aliases and type parameters are completed lazily by the checker (type_underlying and the
 * accessors below do what is needed). Type literals are not hash-consed: compare with type_identical.
 *
 * The predeclared `byte`, `rune` are their own TYPE_BASIC structs (same basic kind as uint8, int32,
 * identical to them) because messages print them as written; `any` is an alias whose underlying
 * interface is one known object (universe->any_type), printed "any" wherever it stands.
 * Spec: #Types.  gc: types2.
 */
#ifndef CORE_TYPES_TYPE_H
#define CORE_TYPES_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/intern.h"
#include "core/base/map.h"
#include "core/base/strbuf.h"
#include "core/base/vec.h"
#include "core/syntax/ast.h"

typedef struct Type Type;
typedef struct Object Object;
typedef struct Package Package;
typedef struct Scope Scope;
typedef struct Checker Checker;

typedef VEC(Type *) TypeVec;
typedef VEC(Object *) ObjectVec;

/* An immutable list of type arguments. */
typedef struct TypeList {
    int len;
    Type **at;
} TypeList;

typedef enum TypeKind {
    TYPE_BAD, /* invalid; reported already */
    TYPE_BASIC,
    TYPE_NAMED,
    TYPE_ALIAS,
    TYPE_POINTER,
    TYPE_ARRAY,
    TYPE_SLICE,
    TYPE_MAP,
    TYPE_CHAN,
    TYPE_STRUCT,
    TYPE_TUPLE,
    TYPE_SIGNATURE,
    TYPE_INTERFACE,
    TYPE_UNION, /* only inside constraints */
    TYPE_PARAM
} TypeKind;

typedef enum BasicKind {
    BASIC_INVALID,
    BASIC_BOOL,
    BASIC_INT,
    BASIC_INT8,
    BASIC_INT16,
    BASIC_INT32,
    BASIC_INT64,
    BASIC_UINT,
    BASIC_UINT8,
    BASIC_UINT16,
    BASIC_UINT32,
    BASIC_UINT64,
    BASIC_UINTPTR,
    BASIC_FLOAT32,
    BASIC_FLOAT64,
    BASIC_COMPLEX64,
    BASIC_COMPLEX128,
    BASIC_STRING,
    BASIC_UNSAFE_POINTER,
    BASIC_UNTYPED_BOOL,
    BASIC_UNTYPED_INT,
    BASIC_UNTYPED_RUNE,
    BASIC_UNTYPED_FLOAT,
    BASIC_UNTYPED_COMPLEX,
    BASIC_UNTYPED_STRING,
    BASIC_UNTYPED_NIL,
    BASIC_COUNT
} BasicKind;

enum {
    INFO_BOOLEAN = 1,
    INFO_INTEGER = 2,
    INFO_UNSIGNED = 4,
    INFO_FLOAT = 8,
    INFO_COMPLEX = 16,
    INFO_STRING = 32,
    INFO_UNTYPED = 64,
    INFO_ORDERED = INFO_INTEGER | INFO_FLOAT | INFO_STRING,
    INFO_NUMERIC = INFO_INTEGER | INFO_FLOAT | INFO_COMPLEX,
    INFO_CONST_TYPE = INFO_BOOLEAN | INFO_NUMERIC | INFO_STRING
};

/* One ~T or T of a union. */
typedef struct UnionTerm {
    bool tilde;
    Type *type;
    Pos pos;
} UnionTerm;

/* The computed set of types and methods of an interface. gc: types2/typeset.go. */
typedef struct TypeSet TypeSet;

struct Type {
    TypeKind kind;
    /* Layout on amd64, computed on demand by core/types/sizes.c; size -1: not known yet. */
    int64_t size;
    int align;
    uint8_t has_pointers; /* 0 not known yet, 1 no, 2 yes */
    uint8_t has_shape;    /* likewise: a shape of core/ir occurs in it */
    union {
        struct {
            BasicKind kind;
            unsigned info;
            const char *name;
        } basic;
        struct {
            Object *object;    /* OBJ_TYPE; carries name, package, position */
            Type *underlying;  /* NULL until resolved; read it with type_underlying */
            TypeVec tparams;   /* of a generic type's declaration; TYPE_PARAM each */
            TypeList *targs;   /* of an instance; NULL otherwise */
            Type *origin;      /* the generic type of an instance; itself otherwise */
            ObjectVec methods; /* declared methods, OBJ_FUNC, in source order; of the origin. Instances
                                  make theirs lazily, read with named_method */
            Checker *checker;  /* completes it lazily; NULL when complete */
            Type *from_rhs;    /* the declared right side before its underlying type was taken */
            uint8_t state;     /* of completion (types/named.c) */
            bool not_in_heap;  /* declared under //go:notinheap. gc up to 1.19 */
            int local_index;   /* > 0: declared inside a function: the ·N of its link name */
            TypeVec implicits; /* type parameters of the generic function that it is declared in; set after the check */
            TypeVec all_params;                 /* those, then its own */
            struct Map *expanded;               /* instance: method object by index */
            struct InstanceContext *context;    /* instance: where it and what it expands to live */
            struct Stored *stored;              /* the summary that its declaration is read from; NULL otherwise */
            uint32_t stored_at, declaration_at; /* the entry there, and where in it the declaration begins */
        } named;
        struct {
            Object *object;
            Type *from_rhs; /* the right side of the declaration */
            Type *actual;   /* from_rhs with aliases taken away; NULL until resolved */
            TypeVec tparams;
            TypeList *targs;
            Type *origin;
            Checker *checker; /* while it is being declared; NULL when complete */
        } alias;
        struct {
            Type *elem;
        } pointer, slice;
        struct {
            Type *elem;
            int64_t len; /* < 0: invalid */
        } array;
        struct {
            Type *key;
            Type *elem;
        } map;
        struct {
            ChanDir dir;
            Type *elem;
        } chan;
        struct {
            ObjectVec fields;  /* OBJ_VAR with is_field */
            const char **tags; /* unquoted, NULL when no field has one; each may be NULL */
            unsigned *tag_lens;
            int64_t *offsets; /* by sizes.c; NULL until known */
            Arena *arena;     /* for the offsets */
        } struct_;
        struct {
            ObjectVec vars; /* OBJ_VAR */
        } tuple;
        struct {
            Object *recv;  /* OBJ_VAR or NULL */
            Type *params;  /* TYPE_TUPLE, never NULL */
            Type *results; /* TYPE_TUPLE, never NULL */
            TypeVec tparams;
            TypeVec recv_tparams;
            bool variadic; /* the last parameter's type is then a TYPE_SLICE (or string for append) */
            Scope *scope;
        } signature;
        struct {
            ObjectVec methods; /* explicitly declared, OBJ_FUNC */
            TypeVec embeddeds;
            Pos *embed_pos; /* by embedded */
            bool implicit;  /* written as a constraint literal ~T, A|B without interface{} */
            bool complete;
            bool is_any;       /* it is universe->any_type, which prints as any */
            TypeSet *type_set; /* computed lazily: typeset.c */
            Checker *checker;
            Arena *arena; /* for the type set */
        } interface;
        struct {
            VEC(UnionTerm) terms;
        } union_;
        struct {
            Object *object;
            int index;        /* in its list */
            Type *constraint; /* any type; read with tparam_interface */
            uint64_t id;      /* unique in the process's order of creation within a package */
            Checker *checker; /* while its package is being checked */
            Arena *arena;     /* for the interface around a constraint that is none */
        } tparam;
    } as;
};

/*
 * What a summary holds and has not been asked for yet: the declaration of a type, the body of a function, the objects
 * of a scope. core/export fills it in, and only the functions that need the rest call it.
 */
typedef struct Stored {
    void (*read_type)(struct Stored *stored, Type *named);
    Decl *(*read_decl)(struct Stored *stored, uint32_t at);
    Object *(*find)(struct Stored *stored, const Name *name); /* NULL: no such object */
    void (*read_scope)(struct Stored *stored);
} Stored;

/* Makes types of the simple kinds. */
Type *type_new(Arena *arena, TypeKind kind);
Type *type_new_pointer(Arena *arena, Type *elem);
Type *type_new_slice(Arena *arena, Type *elem);
Type *type_new_array(Arena *arena, Type *elem, int64_t len);
Type *type_new_map(Arena *arena, Type *key, Type *elem);
Type *type_new_chan(Arena *arena, ChanDir dir, Type *elem);
Type *type_new_tuple(Arena *arena, Object **vars, int n);
/* params and results are tuples; NULL means the empty one. */
Type *type_new_signature(Arena *arena, Object *recv, Type *params, Type *results, bool variadic);
Type *type_new_struct(Arena *arena, ObjectVec fields, const char **tags);
/* A complete interface with these methods, in this order. */
Type *type_new_interface(Arena *arena, ObjectVec methods, TypeVec embeddeds);

/* Returns the type without aliases. gc: types2.Unalias. */
Type *type_unalias(Type *type);
/* Returns the underlying type, completing a lazy named type; never TYPE_NAMED or TYPE_ALIAS. For a type
 * parameter its constraint interface. gc: types2 under. */
Type *type_underlying(Type *type);
/* Returns the named type behind aliases, NULL for another. */
Type *type_as_named(Type *type);
/* Returns the i-th declared method of a named type, instantiated for an instance. Complete the type
 * first; 0 <= i < named_method_count. */
int named_method_count(Type *named);
/* Returns the declared methods; of an instance those of the generic type. */
const ObjectVec *named_declared_methods(Type *named);
/* Tells a type that comes from a summary its underlying type. */
void named_set_underlying(Type *named, Type *underlying);
Object *named_method(Type *named, int i);
/* Returns the interface behind a type parameter's constraint. */
Type *tparam_interface(Type *tparam);

/* ---- Predicates. gc: types2/predicates.go. ---- */
bool type_is_bad(Type *type);
bool type_is_boolean(Type *t);
bool type_is_integer(Type *t);
bool type_is_unsigned(Type *t);
bool type_is_float(Type *t);
bool type_is_complex(Type *t);
bool type_is_numeric(Type *t);
bool type_is_string(Type *t);
bool type_is_untyped(Type *t);
bool type_is_typed(Type *t);
bool type_is_interface(Type *t); /* also true for type parameters' underlying; see next */
bool type_is_tparam(Type *t);
bool type_is_non_tparam_interface(Type *t);
bool type_is_generic(Type *t); /* declared with type parameters and not instantiated */
bool type_has_nil(Type *t);
bool type_is_named(Type *t);        /* basic, defined, or type parameter. gc: hasName */
bool type_mentions_tparam(Type *t); /* an uninstantiated type parameter occurs in it. gc: isParameterized over all */
/* Spec: #Comparison_operators. */
bool type_comparable(Type *t);
/* Spec: #Type_identity. */
bool type_identical(Type *a, Type *b);
bool type_identical_ignore_tags(Type *a, Type *b);
/* The default type of an untyped type; any other unchanged. Spec: #Constants. */
struct Universe;
Type *type_default(const struct Universe *universe, Type *t);

/* ---- Sizes on amd64. gc: types2/gcsizes.go, types/size.go. ---- */
int64_t type_size(Type *t);
int type_align(Type *t);
/* Byte offset of field i of a struct type. */
int64_t struct_field_offset(Type *t, int i);
/* True when values of the type hold pointers the collector follows. gc: types.HasPointers. */
bool type_has_pointers(Type *t);
/* Bytes up to the last pointer, 0 without. gc: types.PtrDataSize. */
int64_t type_pointer_bytes(Type *t);
/* The value itself is the interface's data word; `one_word`: 1.26's wider rule. gc: types.IsDirectIface. */
bool type_is_direct_interface(Type *t, bool one_word);

/* ---- Text. gc: types2/typestring.go. ---- */
/* How packages are written: NULL for unqualified, else the text before the dot. */
typedef struct Qualifier {
    const char *(*name)(void *context, const Package *package);
    void *context;
} Qualifier;
void type_format(StrBuf *out, Type *type, const Qualifier *qualifier);
/* As error messages show a type, relative to `package` (its own names unqualified). */
const char *type_text(Arena *arena, Type *type, const Package *package);

#endif
