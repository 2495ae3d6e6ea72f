/* Source and date of a document, from what its reader kept of it. */
#include "fusion/origin.h"

#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/time.h"

enum {
    NAME_BYTES_MAX = 1024, /* of a source's name that are hashed */
    DATE_BYTES_MAX = 64,
    YEAR_MIN = 1500, /* of a date in a URI: below, four digits are something else */
    YEAR_MAX = 2199
};
#define SECONDS_OF_DAY 86400.0
#define SECONDS_MIN 1e8  /* a smaller number is no count of seconds since 1970: March 1973 */
#define SECONDS_MAX 1e11 /* a larger one counts milliseconds: the year 5138 */

/* Keys, best first; small letters, as in the table of what web pages and exports use. */
static const char *const SITE_KEYS[] = {"source",    "site",   "publisher", "website",
                                        "site_name", "outlet", "newspaper", "journal",
                                        "url",       "link",   "domain",    "host"};
static const char *const AUTHOR_KEYS[] = {"author", "authors",  "byline",
                                          "user",   "username", "creator"};
static const char *const DATE_KEYS[] = {"date",        "published",     "date_published",
                                        "pubdate",     "published_at",  "publication_date",
                                        "created",     "created_at",    "timestamp",
                                        "time",        "updated",       "updated_at",
                                        "modified",    "last_modified", "datepublished",
                                        "datecreated", "year"};

#define N_OF(table) (sizeof(table) / sizeof *(table))

/* ---- Meta ------------------------------------------------------------------------------------ */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Case does not count, nor whether words are joined by "-" or "_": "Last-Modified". */
static bool is_key(const char *key, const char *wanted)
{
    for (; *key && *wanted; key++, wanted++)
        if ((*key == '-' || *key == ' ' ? '_' : lower(*key)) != *wanted)
            return false;
    return *key == *wanted;
}

/* The member of the first of the keys that is there; the first in the object among equals. */
static const cn_json *find_member(const cn_json *meta, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const cn_json *value;
        const char *key;

        if (cn_json_type(meta) != CN_JSON_OBJECT)
            return NULL;
        for (void *it = NULL; cn_json_each(meta, &it, &key, &value);)
            if (is_key(key, keys[i]) && cn_json_type(value) != CN_JSON_NULL)
                return value;
    }
    return NULL;
}

/* A string, or the first of an array of them. */
static const char *text_of(const cn_json *value, size_t *len)
{
    if (cn_json_type(value) == CN_JSON_ARRAY && cn_json_count(value) > 0)
        value = cn_json_at(value, 0);
    *len = 0;
    return cn_json_string(value, len);
}

/* ---- Source ---------------------------------------------------------------------------------- */

/* The host of an http(s) address without "www.", user and port; NULL for anything else. */
static const char *host_of(const char *uri, size_t len, size_t *host_len)
{
    static const char *const schemes[] = {"http://", "https://"};
    size_t skip = 0, end;
    const char *at;

    *host_len = 0;
    for (size_t i = 0; i < N_OF(schemes) && skip == 0; i++) {
        const size_t n = strlen(schemes[i]);
        size_t k = 0;

        while (k < n && k < len && lower(uri[k]) == schemes[i][k])
            k++;
        skip = k == n ? n : 0;
    }
    if (skip == 0)
        return NULL;
    for (end = skip; end < len && !strchr("/?#", uri[end]);)
        end++;
    at = memchr(uri + skip, '@', end - skip);
    if (at)
        skip = (size_t)(at - uri) + 1;
    at = memchr(uri + skip, ':', end - skip);
    if (at)
        end = (size_t)(at - uri);
    if (end - skip > 4 && memcmp(uri + skip, "www.", 4) == 0)
        skip += 4;
    *host_len = end - skip;
    return *host_len > 0 ? uri + skip : NULL;
}

/* Letters in small, white space collapsed: "The  Times" is "the times". */
static uint64_t hash_name(const char *name, size_t len)
{
    char folded[NAME_BYTES_MAX];
    size_t n = 0;

    for (size_t i = 0; i < len && n < sizeof folded; i++) {
        const bool is_blank = name[i] == ' ' || (name[i] >= '\t' && name[i] <= '\r');

        if (!is_blank)
            folded[n++] = lower(name[i]);
        else if (n > 0 && folded[n - 1] != ' ')
            folded[n++] = ' ';
    }
    while (n > 0 && folded[n - 1] == ' ')
        n--;
    return cn_hash(folded, n);
}

/* Of a name or an address; 0 when there is none. */
static uint64_t hash_site(const char *text, size_t len)
{
    size_t host_len;
    const char *host = text ? host_of(text, len, &host_len) : NULL;

    if (host)
        return hash_name(host, host_len);
    return len > 0 ? hash_name(text, len) : 0;
}

static uint64_t source_of(const cn_document_row *document, const cn_json *meta)
{
    size_t site_len, author_len, host_len;
    const char *site = text_of(find_member(meta, SITE_KEYS, N_OF(SITE_KEYS)), &site_len);
    const char *author = text_of(find_member(meta, AUTHOR_KEYS, N_OF(AUTHOR_KEYS)), &author_len);
    uint64_t source = hash_site(site, site_len);

    if (source == 0 && host_of(document->uri, strlen(document->uri), &host_len))
        source = hash_site(document->uri, strlen(document->uri));
    if (author && author_len > 0)
        source = cn_hash_mix(source, hash_name(author, author_len));
    return source ? source : cn_hash(document->uri, strlen(document->uri));
}

/* ---- Day ------------------------------------------------------------------------------------- */

static int64_t first_day(const cn_time_value *value)
{
    int64_t first, last;

    if (!cn_time_days(value, &first, &last) || value->begin.precision == CN_PRECISION_NONE)
        return CN_DAY_UNKNOWN;
    return first;
}

/* A date as ISO 8601 or as people write it; with "Fri, " before it or a time of day behind. */
static int64_t day_of_text(const char *text, size_t len)
{
    const char *clock = memchr(text, 'T', len < DATE_BYTES_MAX ? len : DATE_BYTES_MAX);
    const char *comma = memchr(text, ',', len < 12 ? len : 12);
    cn_time_value value;
    int64_t day = CN_DAY_UNKNOWN;

    if (clock && clock - text == 10 && text[4] == '-')
        len = 10;
    if (len > DATE_BYTES_MAX)
        return CN_DAY_UNKNOWN;
    if (cn_time_read(text, len, &value) > 0)
        day = first_day(&value);
    if (day == CN_DAY_UNKNOWN && comma) { /* "Fri, 05 Mar 2021 10:00:00 GMT" */
        const size_t skip =
            (size_t)(comma - text) + 1 + (comma + 1 < text + len && comma[1] == ' ');

        if (skip < len && cn_time_read(text + skip, len - skip, &value) > 0)
            day = first_day(&value);
    }
    return day;
}

static int64_t day_of_number(double number)
{
    char year[8];

    if (number >= SECONDS_MIN && number < SECONDS_MAX)
        return (int64_t)(number / SECONDS_OF_DAY);
    if (number >= SECONDS_MAX && number < SECONDS_MAX * 1000)
        return (int64_t)(number / 1000 / SECONDS_OF_DAY);
    if (!(number >= 0 && number <= 9999) || number != (double)(int)number)
        return CN_DAY_UNKNOWN;
    for (int i = 3, n = (int)number; i >= 0; i--, n /= 10)
        year[i] = (char)('0' + n % 10);
    return day_of_text(year, 4);
}

static int64_t day_of_meta(const cn_json *meta)
{
    int64_t day = CN_DAY_UNKNOWN;

    for (size_t i = 0; day == CN_DAY_UNKNOWN && i < N_OF(DATE_KEYS); i++) {
        const cn_json *value = find_member(meta, &DATE_KEYS[i], 1);
        size_t len;
        const char *text = text_of(value, &len);

        if (cn_json_type(value) == CN_JSON_NUMBER)
            day = day_of_number(cn_json_number(value));
        else if (text)
            day = day_of_text(text, len);
    }
    return day;
}

/* n digits at text[*at] and a sign or the end behind them; -1 when they are not there. */
static int take_digits(const char *text, size_t *at, size_t n)
{
    int value = 0;

    for (size_t i = 0; i < n; i++) {
        const char c = text[*at + i];

        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    if (text[*at + n] >= '0' && text[*at + n] <= '9')
        return -1;
    *at += n;
    return value;
}

/* "/2021/03/05/", "2021-03-05", "/2021/03/". */
static int64_t day_at(const char *uri, size_t at)
{
    const int year = take_digits(uri, &at, 4);
    const char sign = uri[at];
    cn_time_value value = {.kind = CN_TIME_DATE};
    int month, day = -1;
    size_t next;

    if (year < YEAR_MIN || year > YEAR_MAX || (sign != '/' && sign != '-' && sign != '_'))
        return CN_DAY_UNKNOWN;
    at++;
    month = take_digits(uri, &at, 2);
    if (month < 1 || month > 12)
        return CN_DAY_UNKNOWN;
    next = at + 1;
    if (uri[at] == sign)
        day = take_digits(uri, &next, 2);
    if (day < 1 && sign != '/') /* "2021-03" may be anything */
        return CN_DAY_UNKNOWN;
    if (day > cn_time_month_days(year, month))
        return CN_DAY_UNKNOWN;
    value.begin = (cn_time_point){.year = year,
                                  .has_year = true,
                                  .month = (uint8_t)month,
                                  .day = (uint8_t)(day > 0 ? day : 1),
                                  .precision = CN_PRECISION_DAY};
    value.end = value.begin;
    return first_day(&value);
}

static int64_t day_of_uri(const char *uri)
{
    int64_t day = CN_DAY_UNKNOWN;

    for (size_t i = 0; uri[i] && day == CN_DAY_UNKNOWN; i++)
        if (uri[i] >= '0' && uri[i] <= '9' && (i == 0 || uri[i - 1] < '0' || uri[i - 1] > '9'))
            day = day_at(uri, i);
    return day;
}

int cn_origin_of_document(const cn_document_row *document, cn_origin_row *origin, cairn_error *err)
{
    cn_json *meta = NULL;
    int rc = CAIRN_OK;

    *origin = (cn_origin_row){document->id, 0, CN_DAY_UNKNOWN};
    if (document->meta && *document->meta) {
        rc = cn_json_parse(document->meta, strlen(document->meta), &meta, err);
        if (rc < 0 && rc != CAIRN_ENOMEM)
            rc = CAIRN_OK;
    }
    if (rc == CAIRN_OK) {
        origin->source = source_of(document, meta);
        origin->day = day_of_meta(meta);
        if (origin->day == CN_DAY_UNKNOWN)
            origin->day = day_of_uri(document->uri);
    }
    cn_json_free(meta);
    return rc;
}
