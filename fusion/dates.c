/* Dates as days, see dates.h. What a text means is read by base/time.h. */
#include "fusion/dates.h"

#include "base/time.h"

enum {
    DATE_LEN_MAX = 80,        /* bytes; longer texts are no dates */
    DAYS_MAX = (1 << 30) - 1, /* keeps days in half of a packed number */
};

_Static_assert((int)CN_DATE_ISO_MAX == (int)CN_TIME_TEXT_MAX, "an ISO text fits");

static int32_t clamp(int64_t day)
{
    if (day > DAYS_MAX)
        return DAYS_MAX;
    return day < -DAYS_MAX ? -DAYS_MAX : (int32_t)day;
}

bool cn_date_read(const char *text, size_t len, cn_date *date, char iso[CN_DATE_ISO_MAX])
{
    cn_time_value value;
    int64_t first, last;

    *date = (cn_date){0, 0};
    iso[0] = '\0';
    if (len == 0 || len > DATE_LEN_MAX || cn_time_read(text, len, &value) != len ||
        !cn_time_days(&value, &first, &last) || first > last)
        return false;
    *date = (cn_date){clamp(first), clamp(last)};
    return cn_time_iso(&value, iso, CN_DATE_ISO_MAX) > 0;
}

bool cn_date_covers(const cn_date *vague, const cn_date *precise)
{
    return vague->first <= precise->first && precise->last <= vague->last &&
           (vague->first != precise->first || vague->last != precise->last);
}
