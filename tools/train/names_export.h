/* The learned model -> the file that ingest/recognizer.c reads. */
#ifndef CN_TRAIN_NAMES_EXPORT_H
#define CN_TRAIN_NAMES_EXPORT_H

#include "ingest/recognizer_weights.h"
#include "tools/train/names_model.h"

enum { NAMES_BASE_BUCKETS = 10240, NAMES_ECHO_BUCKETS = 512, NAMES_SURE_MAX = 64 };

int names_export(const names_model *model, const cn_name_sure *sure, size_t n_sure,
                 const char *language, const char *path, cairn_error *err);

/* One name that was found in text not learned from. */
typedef struct names_judged {
    float margin;
    bool is_right;
} names_judged;
/* How likely names are right by their margins: groups of equal size, joined until they rise. Sorts
 * judged. Returns how many groups. */
size_t names_calibrate(names_judged *judged, size_t n, cn_name_sure sure[NAMES_SURE_MAX]);

#endif
