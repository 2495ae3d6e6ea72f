/* The progress line:
 *
 *     extract    1234/5678  21%  812/s  0:05 left
 *
 * Redrawn at most ten times a second, so that drawing costs nothing beside the work. */
#include "apps/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/cli/output.h"
#include "base/clock.h"

static const uint64_t REDRAW_NS = 100000000;
static const double NS_PER_SECOND = 1e9;

void cli_progress_init(cli_progress *progress, bool is_quiet)
{
    const char *terminal = getenv("TERM");

    *progress = (cli_progress){.drawn_ns = cn_clock_ns()};
    progress->is_on = !is_quiet && isatty(STDERR_FILENO) && terminal && *terminal &&
                      strcmp(terminal, "dumb") != 0;
}

static void add_remaining(char *line, size_t size, uint64_t seconds)
{
    const size_t len = strlen(line);
    const uint64_t hours = seconds / 3600, minutes = seconds / 60 % 60;

    if (hours > 0)
        snprintf(line + len, size - len, "  %" PRIu64 ":%02" PRIu64 ":%02" PRIu64 " left", hours,
                 minutes, seconds % 60);
    else
        snprintf(line + len, size - len, "  %" PRIu64 ":%02" PRIu64 " left", minutes, seconds % 60);
}

static void format_line(const cli_progress *progress, uint64_t now_ns, uint64_t done,
                        uint64_t total, char *line, size_t size)
{
    const double seconds = (double)(now_ns - progress->start_ns) / NS_PER_SECOND;
    const uint64_t n = done > progress->first_done ? done - progress->first_done : 0;
    const double rate = seconds > 0 ? (double)n / seconds : 0;
    size_t len;

    snprintf(line, size, "%-8s %" PRIu64, progress->label, done);
    len = strlen(line);
    if (total > 0)
        snprintf(line + len, size - len, "/%" PRIu64 "  %d%%", total,
                 (int)(100.0 * (double)done / (double)total));
    len = strlen(line);
    /* A rate from less than half a second is mostly noise. */
    if (n == 0 || seconds < 0.5)
        return;
    snprintf(line + len, size - len, "  %.*f/s", rate < 10 ? 1 : 0, rate);
    if (total > done)
        add_remaining(line, size, (uint64_t)((double)(total - done) / rate + 0.5));
}

static void draw(cli_progress *progress, uint64_t now_ns, uint64_t done, uint64_t total)
{
    char line[128];
    const size_t width = cli_terminal_width(STDERR_FILENO);

    format_line(progress, now_ns, done, total, line, sizeof(line));
    if (strlen(line) >= width)
        line[width - 1] = '\0';
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    progress->is_drawn = true;
    progress->drawn_ns = now_ns;
}

void cli_progress_update(cli_progress *progress, const char *label, uint64_t done, uint64_t total)
{
    uint64_t now_ns;
    bool is_new;

    if (!progress->is_on)
        return;
    now_ns = cn_clock_ns();
    is_new = progress->label != label;
    if (is_new) {
        progress->label = label;
        progress->first_done = done;
        progress->start_ns = now_ns;
    }
    /* A new stage may be silent for long, so its name is drawn at once where a line stands. */
    if (now_ns - progress->drawn_ns >= REDRAW_NS || (is_new && progress->is_drawn))
        draw(progress, now_ns, done, total);
}

void cli_progress_clear(cli_progress *progress)
{
    if (progress->is_drawn)
        fputs("\r\033[K", stderr);
    progress->is_drawn = false;
}

void cli_progress_stage(cli_progress *progress, const cairn_progress *stage)
{
    static const char *const labels[] = {"read", "extract", "fuse", "index"};
    const unsigned i = (unsigned)stage->stage;

    cli_progress_update(progress, i < 4 ? labels[i] : "work", stage->done, stage->total);
}
