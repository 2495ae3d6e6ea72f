/* Words for the numbers in rows. */
#include "schema/rows.h"

const char *cn_type_name(int type)
{
    static const char *const names[] = {"",         "person", "place",   "organisation", "work",
                                        "event",    "class",  "product", "date",         "time",
                                        "quantity", "money",  "text"};

    if (type < 0 || type > CN_TYPE_TEXT)
        return "";
    return names[type];
}
