/* Where this code was loaded from: what is installed beside it is found without a fixed path. */
#ifndef CN_BASE_SELF_PATH_H
#define CN_BASE_SELF_PATH_H

#include "base/buf.h"

/* Replaces folder by the folder of the file that holds this code, libcairn.so or a program, without
 * a slash at its end. CAIRN_ENOTFOUND where the system does not tell. */
int cn_self_folder(cn_buf *folder, cairn_error *err);
/* Replaces path by "<up>/relative", where <up> is the folder of this code or one of the two above
 * it, the nearest in which that exists: "share/cairn" is found from "lib", "bin" and
 * "lib/x86_64-linux-gnu" alike. CAIRN_ENOTFOUND when there is none. */
int cn_self_find(const char *relative, cn_buf *path, cairn_error *err);

#endif
