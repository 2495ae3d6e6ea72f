/* Sentences as tokens with tags and a dependency tree: what the tokenizer, the tagger and the
 * parser fill in, one after the other, and what names, references and clauses read.
 *
 * Tags and labels are those of Universal Dependencies (universaldependencies.org), so that what
 * reads a tree does not depend on the language it was trained on. */
#ifndef CN_BASE_TREE_H
#define CN_BASE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A longer sentence is cut at a comma or another mark, and each piece has a tree of its own: time
 * stays linear in the text, and heads fit in 16 bits. */
enum { CN_TREE_MAX = 200 };

typedef enum cn_upos {
    CN_UPOS_X = 0,
    CN_UPOS_ADJ,
    CN_UPOS_ADP,
    CN_UPOS_ADV,
    CN_UPOS_AUX,
    CN_UPOS_CCONJ,
    CN_UPOS_DET,
    CN_UPOS_INTJ,
    CN_UPOS_NOUN,
    CN_UPOS_NUM,
    CN_UPOS_PART,
    CN_UPOS_PRON,
    CN_UPOS_PROPN,
    CN_UPOS_PUNCT,
    CN_UPOS_SCONJ,
    CN_UPOS_SYM,
    CN_UPOS_VERB,
    CN_UPOS_COUNT
} cn_upos;

/* Features of a word, the few that clauses ask for: bits. */
enum {
    CN_MORPH_PLURAL = 1 << 0,      /* Number=Plur */
    CN_MORPH_FINITE = 1 << 1,      /* VerbForm=Fin */
    CN_MORPH_INFINITIVE = 1 << 2,  /* VerbForm=Inf */
    CN_MORPH_PARTICIPLE = 1 << 3,  /* VerbForm=Part */
    CN_MORPH_GERUND = 1 << 4,      /* VerbForm=Ger */
    CN_MORPH_PAST = 1 << 5,        /* Tense=Past */
    CN_MORPH_PRESENT = 1 << 6,     /* Tense=Pres */
    CN_MORPH_IMPERATIVE = 1 << 7,  /* Mood=Imp */
    CN_MORPH_COMPARATIVE = 1 << 8, /* Degree=Cmp */
    CN_MORPH_SUPERLATIVE = 1 << 9, /* Degree=Sup */
    /* Of closed classes; from the pack's list of words. */
    CN_MORPH_PERSONAL = 1 << 10,   /* PronType=Prs */
    CN_MORPH_POSSESSIVE = 1 << 11, /* Poss=Yes */
    CN_MORPH_RELATIVE = 1 << 12,   /* PronType=Rel, or may be: who, which, that */
    CN_MORPH_MASCULINE = 1 << 13,  /* Gender=Masc: he */
    CN_MORPH_FEMININE = 1 << 14,
    CN_MORPH_NEUTER = 1 << 15,
    CN_MORPH_FIRST = 1 << 16, /* Person=1 */
    CN_MORPH_SECOND = 1 << 17,
    CN_MORPH_REFLEXIVE = 1 << 18,
    CN_MORPH_DEMONSTRATIVE = 1 << 19,
    CN_MORPH_DEFINITE = 1 << 20, /* Definite=Def: the */
    CN_MORPH_INDEFINITE = 1 << 21,
    CN_MORPH_NEGATIVE = 1 << 22 /* Polarity=Neg: not, no, never */
};

/* Relations to the head, UD's with the subtypes that English has. */
typedef enum cn_dep {
    CN_DEP_DEP = 0, /* any other */
    CN_DEP_ACL,
    CN_DEP_ACL_RELCL,
    CN_DEP_ADVCL,
    CN_DEP_ADVCL_RELCL,
    CN_DEP_ADVMOD,
    CN_DEP_AMOD,
    CN_DEP_APPOS,
    CN_DEP_AUX,
    CN_DEP_AUX_PASS,
    CN_DEP_CASE,
    CN_DEP_CC,
    CN_DEP_CC_PRECONJ,
    CN_DEP_CCOMP,
    CN_DEP_COMPOUND,
    CN_DEP_COMPOUND_PRT,
    CN_DEP_CONJ,
    CN_DEP_COP,
    CN_DEP_CSUBJ,
    CN_DEP_CSUBJ_OUTER,
    CN_DEP_CSUBJ_PASS,
    CN_DEP_DET,
    CN_DEP_DET_PREDET,
    CN_DEP_DISCOURSE,
    CN_DEP_DISLOCATED,
    CN_DEP_EXPL,
    CN_DEP_FIXED,
    CN_DEP_FLAT,
    CN_DEP_GOESWITH,
    CN_DEP_IOBJ,
    CN_DEP_LIST,
    CN_DEP_MARK,
    CN_DEP_NMOD,
    CN_DEP_NMOD_DESC,
    CN_DEP_NMOD_POSS,
    CN_DEP_NMOD_UNMARKED,
    CN_DEP_NSUBJ,
    CN_DEP_NSUBJ_OUTER,
    CN_DEP_NSUBJ_PASS,
    CN_DEP_NUMMOD,
    CN_DEP_OBJ,
    CN_DEP_OBL,
    CN_DEP_OBL_AGENT,
    CN_DEP_OBL_UNMARKED,
    CN_DEP_ORPHAN,
    CN_DEP_PARATAXIS,
    CN_DEP_PUNCT,
    CN_DEP_REPARANDUM,
    CN_DEP_ROOT,
    CN_DEP_VOCATIVE,
    CN_DEP_XCOMP,
    CN_DEP_COUNT
} cn_dep;

/* How a token is written: bits. */
enum {
    CN_TOKEN_SPACE_BEFORE = 1 << 0,
    CN_TOKEN_CAPITAL = 1 << 1,  /* first letter is upper or title case */
    CN_TOKEN_ALL_CAPS = 1 << 2, /* two or more letters, all upper case */
    CN_TOKEN_DIGIT = 1 << 3,    /* begins with a digit */
    CN_TOKEN_MARK = 1 << 4,     /* has neither letters nor digits */
    CN_TOKEN_ASCII = 1 << 5
};

typedef struct cn_token {
    uint64_t key;   /* cn_hash() of the form in lower case */
    uint32_t first; /* bytes of the text */
    uint16_t len;
    uint16_t flags; /* how it is written */
    uint32_t morph;
    uint16_t tag;  /* place in the pack's list of tags */
    uint16_t head; /* 1-based place in the tree; 0: the root */
    uint8_t upos;  /* cn_upos */
    uint8_t label; /* cn_dep */
} cn_token;

typedef struct cn_tree {
    const char *text;  /* of the chunk */
    cn_token *tokens;  /* borrowed; the token at place i (1-based) is tokens[i - 1] */
    uint32_t n;        /* at most CN_TREE_MAX */
    uint32_t sentence; /* of the passage; several trees when it was cut */
} cn_tree;

/* Trees of a chunk, in order; the tokens of one follow those of the other. */
typedef struct cn_trees {
    cn_token *tokens;
    size_t n_tokens, cap_tokens;
    cn_tree *trees; /* their tokens pointers are set once all tokens are cut */
    size_t n_trees, cap_trees;
} cn_trees;

void cn_trees_init(cn_trees *trees);
void cn_trees_done(cn_trees *trees);

/* Names as treebanks write them: "nsubj:pass", "PROPN". The reverse gives CN_DEP_DEP and
 * CN_UPOS_X for what is not known; a subtype that is not known stands for its type. */
const char *cn_dep_name(int label);
const char *cn_upos_name(int upos);
int cn_dep_read(const char *name, size_t len);
int cn_upos_read(const char *name, size_t len);

#endif
