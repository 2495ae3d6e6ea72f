/* Names of tags and labels, and the arrays that trees live in. */
#include "base/tree.h"

#include <string.h>

#include "base/mem.h"

static const char *const upos_names[CN_UPOS_COUNT] = {
    [CN_UPOS_X] = "X",         [CN_UPOS_ADJ] = "ADJ",     [CN_UPOS_ADP] = "ADP",
    [CN_UPOS_ADV] = "ADV",     [CN_UPOS_AUX] = "AUX",     [CN_UPOS_CCONJ] = "CCONJ",
    [CN_UPOS_DET] = "DET",     [CN_UPOS_INTJ] = "INTJ",   [CN_UPOS_NOUN] = "NOUN",
    [CN_UPOS_NUM] = "NUM",     [CN_UPOS_PART] = "PART",   [CN_UPOS_PRON] = "PRON",
    [CN_UPOS_PROPN] = "PROPN", [CN_UPOS_PUNCT] = "PUNCT", [CN_UPOS_SCONJ] = "SCONJ",
    [CN_UPOS_SYM] = "SYM",     [CN_UPOS_VERB] = "VERB",
};

static const char *const dep_names[CN_DEP_COUNT] = {
    [CN_DEP_DEP] = "dep",
    [CN_DEP_ACL] = "acl",
    [CN_DEP_ACL_RELCL] = "acl:relcl",
    [CN_DEP_ADVCL] = "advcl",
    [CN_DEP_ADVCL_RELCL] = "advcl:relcl",
    [CN_DEP_ADVMOD] = "advmod",
    [CN_DEP_AMOD] = "amod",
    [CN_DEP_APPOS] = "appos",
    [CN_DEP_AUX] = "aux",
    [CN_DEP_AUX_PASS] = "aux:pass",
    [CN_DEP_CASE] = "case",
    [CN_DEP_CC] = "cc",
    [CN_DEP_CC_PRECONJ] = "cc:preconj",
    [CN_DEP_CCOMP] = "ccomp",
    [CN_DEP_COMPOUND] = "compound",
    [CN_DEP_COMPOUND_PRT] = "compound:prt",
    [CN_DEP_CONJ] = "conj",
    [CN_DEP_COP] = "cop",
    [CN_DEP_CSUBJ] = "csubj",
    [CN_DEP_CSUBJ_OUTER] = "csubj:outer",
    [CN_DEP_CSUBJ_PASS] = "csubj:pass",
    [CN_DEP_DET] = "det",
    [CN_DEP_DET_PREDET] = "det:predet",
    [CN_DEP_DISCOURSE] = "discourse",
    [CN_DEP_DISLOCATED] = "dislocated",
    [CN_DEP_EXPL] = "expl",
    [CN_DEP_FIXED] = "fixed",
    [CN_DEP_FLAT] = "flat",
    [CN_DEP_GOESWITH] = "goeswith",
    [CN_DEP_IOBJ] = "iobj",
    [CN_DEP_LIST] = "list",
    [CN_DEP_MARK] = "mark",
    [CN_DEP_NMOD] = "nmod",
    [CN_DEP_NMOD_DESC] = "nmod:desc",
    [CN_DEP_NMOD_POSS] = "nmod:poss",
    [CN_DEP_NMOD_UNMARKED] = "nmod:unmarked",
    [CN_DEP_NSUBJ] = "nsubj",
    [CN_DEP_NSUBJ_OUTER] = "nsubj:outer",
    [CN_DEP_NSUBJ_PASS] = "nsubj:pass",
    [CN_DEP_NUMMOD] = "nummod",
    [CN_DEP_OBJ] = "obj",
    [CN_DEP_OBL] = "obl",
    [CN_DEP_OBL_AGENT] = "obl:agent",
    [CN_DEP_OBL_UNMARKED] = "obl:unmarked",
    [CN_DEP_ORPHAN] = "orphan",
    [CN_DEP_PARATAXIS] = "parataxis",
    [CN_DEP_PUNCT] = "punct",
    [CN_DEP_REPARANDUM] = "reparandum",
    [CN_DEP_ROOT] = "root",
    [CN_DEP_VOCATIVE] = "vocative",
    [CN_DEP_XCOMP] = "xcomp",
};

const char *cn_dep_name(int label)
{
    return label >= 0 && label < CN_DEP_COUNT ? dep_names[label] : dep_names[CN_DEP_DEP];
}

const char *cn_upos_name(int upos)
{
    return upos >= 0 && upos < CN_UPOS_COUNT ? upos_names[upos] : upos_names[CN_UPOS_X];
}

static int find_name(const char *const *names, int n, const char *name, size_t len, int unknown)
{
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
            return i;
    return unknown;
}

int cn_dep_read(const char *name, size_t len)
{
    const int whole = find_name(dep_names, CN_DEP_COUNT, name, len, -1);
    const char *colon = memchr(name, ':', len);

    if (whole >= 0)
        return whole;
    return colon ? find_name(dep_names, CN_DEP_COUNT, name, (size_t)(colon - name), CN_DEP_DEP)
                 : CN_DEP_DEP;
}

int cn_upos_read(const char *name, size_t len)
{
    return find_name(upos_names, CN_UPOS_COUNT, name, len, CN_UPOS_X);
}

void cn_trees_init(cn_trees *trees)
{
    *trees = (cn_trees){.n_tokens = 0};
}

void cn_trees_done(cn_trees *trees)
{
    cn_free(trees->tokens);
    cn_free(trees->trees);
    cn_trees_init(trees);
}
