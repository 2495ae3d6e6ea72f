/* A child program with limits, without a shell.
 *
 * fork() and not posix_spawn(), because the limits are set in the child, before exec. Between the
 * two only async-signal-safe calls are made: the program is searched in PATH beforehand. A pipe
 * that exec closes carries back why it failed.
 *
 * The child leads a process group. When it ends, or time is up, or it prints too much, the whole
 * group is killed; it is looked at with WNOWAIT first, so that the number cannot have been given
 * to another process by then. */
#define _GNU_SOURCE /* pipe2 */
#include "base/subprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

enum {
    SLICE_MS = 20,          /* the longest wait before looking whether the child ended */
    READ_SIZE = 32 * 1024,  /* bytes per read of its output */
    PROGRAM_MAX = 4096,     /* bytes of a path, as in PATH_MAX */
    EXIT_NOT_STARTED = 127, /* as shells have it */
    EXIT_SIGNAL = 128
};
static const uint64_t NS_PER_MS = 1000000u;

typedef struct child {
    const char *name;
    pid_t pid;
    int to_child;   /* -1 when closed */
    int from_child; /* -1 when closed */
    int report;     /* errno of a failed exec */
    const char *input;
    size_t input_len;
    uint64_t deadline; /* cn_clock_ns(); UINT64_MAX for none */
    uint32_t wall_ms;
} child;

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static bool is_program(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

/* path: where name is found in PATH; false when nowhere. */
static bool find_program(const char *name, cn_buf *path)
{
    const char *folders = getenv("PATH");

    if (strchr(name, '/'))
        return cn_buf_add_str(path, name) == CAIRN_OK && is_program(path->data);
    for (const char *folder = folders ? folders : "/usr/bin:/bin";;) {
        size_t len = strcspn(folder, ":");

        cn_buf_clear(path);
        cn_buf_add(path, len ? folder : ".", len ? len : 1);
        cn_buf_add_char(path, '/');
        if (cn_buf_add_str(path, name) == CAIRN_OK && is_program(path->data))
            return true;
        if (folder[len] == '\0' || path->status == CAIRN_ENOMEM)
            return false;
        folder += len + 1;
    }
}

static struct rlimit limit_of(uint64_t soft, uint64_t hard)
{
    return (struct rlimit){.rlim_cur = (rlim_t)soft, .rlim_max = (rlim_t)hard};
}

static bool set_limits(const cn_child_limits *limits)
{
    const struct rlimit core = {.rlim_cur = 0, .rlim_max = 0};
    /* SIGXCPU first; a child that catches it is killed a second later. */
    const struct rlimit cpu = limit_of(limits->cpu_seconds, (uint64_t)limits->cpu_seconds + 1);
    const struct rlimit memory = limit_of(limits->memory, limits->memory);
    const struct rlimit file_size = limit_of(limits->file_size, limits->file_size);

    return setrlimit(RLIMIT_CORE, &core) == 0 &&
           (!limits->cpu_seconds || setrlimit(RLIMIT_CPU, &cpu) == 0) &&
           (!limits->memory || setrlimit(RLIMIT_AS, &memory) == 0) &&
           (!limits->file_size || setrlimit(RLIMIT_FSIZE, &file_size) == 0);
}

/* Moves fd above 0, 1 and 2, which the child's dup2() calls would overwrite. */
static int lift_fd(int fd)
{
    int lifted;

    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    lifted = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return lifted;
}

/* In the child, after fork(): async-signal-safe calls only. Does not return. */
static void become_program(const char *path, const char *const *argv, int input, int output,
                           int report, const cn_child_limits *limits)
{
    struct sigaction by_default = {.sa_handler = SIG_DFL};
    sigset_t none;
    int nowhere = lift_fd(open("/dev/null", O_RDWR | O_CLOEXEC));
    int why;

    setpgid(0, 0);
    sigemptyset(&none);
    sigaction(SIGPIPE, &by_default, NULL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (nowhere >= 0 && dup2(input >= 0 ? input : nowhere, STDIN_FILENO) >= 0 &&
        dup2(output, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0 && set_limits(limits))
        execv(path, (char *const *)(uintptr_t)argv);
    why = errno;
    while (write(report, &why, sizeof(why)) < 0 && errno == EINTR)
        continue;
    _exit(EXIT_NOT_STARTED);
}

static bool make_pipe(int ends[2])
{
    ends[0] = ends[1] = -1;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    ends[0] = lift_fd(ends[0]);
    ends[1] = lift_fd(ends[1]);
    return ends[0] >= 0 && ends[1] >= 0;
}

/* Forks; parent's ends of the pipes go into c. */
static int start_child(child *c, const char *path, const char *const *argv,
                       const cn_child_limits *limits, cairn_error *err)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1}, report[2] = {-1, -1};
    int rc = CAIRN_OK;

    if (!make_pipe(out) || !make_pipe(report) || (c->input && !make_pipe(in))) {
        rc = cn_fail_errno(err, errno, "cannot make a pipe for %s", c->name);
        goto out;
    }
    c->pid = fork();
    if (c->pid == 0)
        become_program(path, argv, in[0], out[1], report[1], limits);
    if (c->pid < 0) {
        rc = cn_fail_errno(err, errno, "cannot start %s", c->name);
        goto out;
    }
    setpgid(c->pid, c->pid); /* also here: whoever comes first */
    c->to_child = in[1];
    c->from_child = out[0];
    c->report = report[0];
    in[1] = out[0] = report[0] = -1;
out:
    for (int i = 0; i < 2; i++) {
        close_fd(&in[i]);
        close_fd(&out[i]);
        close_fd(&report[i]);
    }
    return rc;
}

/* Waits until the program runs; fails with the reason when it does not. */
static int check_started(child *c, cairn_error *err)
{
    int why = 0;
    ssize_t n;

    do
        n = read(c->report, &why, sizeof(why));
    while (n < 0 && errno == EINTR);
    close_fd(&c->report);
    if (n == (ssize_t)sizeof(why) && why == ENOENT)
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "the program %s is not installed", c->name);
    if (n == (ssize_t)sizeof(why))
        return cn_fail_errno(err, why, "cannot start %s", c->name);
    return CAIRN_OK;
}

/* write() without the SIGPIPE of a child that reads no more; false when it does not. */
static bool write_quietly(child *c)
{
    const struct timespec now = {0, 0};
    sigset_t pipe_signal, before, pending;
    ssize_t n;
    int why;

    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    n = write(c->to_child, c->input, c->input_len);
    why = errno;
    if (n < 0 && why == EPIPE && !sigismember(&pending, SIGPIPE))
        sigtimedwait(&pipe_signal, NULL, &now);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (n < 0)
        return why == EAGAIN || why == EINTR;
    c->input += n;
    c->input_len -= (size_t)n;
    return true;
}

static void feed_input(child *c)
{
    if (!write_quietly(c) || c->input_len == 0)
        close_fd(&c->to_child);
}

/* Appends what the child printed; at most READ_SIZE bytes a call. */
static int take_output(child *c, cn_buf *out, cairn_error *err)
{
    char piece[READ_SIZE];
    ssize_t n = read(c->from_child, piece, sizeof(piece));

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return CAIRN_OK;
    if (n <= 0) {
        close_fd(&c->from_child);
        return CAIRN_OK;
    }
    if (cn_buf_add(out, piece, (size_t)n) == CAIRN_ENOMEM)
        return cn_fail_memory(err, (size_t)n);
    if (out->status < 0)
        return cn_fail(err, out->status, 0, "%s printed more than %zu bytes", c->name, out->max);
    return CAIRN_OK;
}

static bool has_ended(const child *c)
{
    siginfo_t info = {.si_pid = 0};

    return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == c->pid;
}

/* Moves bytes both ways for one slice of time. */
static int exchange(child *c, cn_buf *out, cairn_error *err)
{
    struct pollfd ends[2] = {{.fd = c->from_child, .events = POLLIN},
                             {.fd = c->to_child, .events = POLLOUT}};
    bool is_quiet = c->from_child < 0 && c->to_child < 0;

    /* With both pipes closed the child is on its way out: look again soon. */
    if (poll(ends, 2, is_quiet ? 1 : SLICE_MS) <= 0)
        return CAIRN_OK;
    if (ends[1].revents)
        feed_input(c);
    return ends[0].revents ? take_output(c, out, err) : CAIRN_OK;
}

/* What lies in the pipe after the child ended. Others of its group may hold the other end. */
static int drain_output(child *c, cn_buf *out, cairn_error *err)
{
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && c->from_child >= 0) {
        struct pollfd end = {.fd = c->from_child, .events = POLLIN};

        if (poll(&end, 1, 0) <= 0 || cn_clock_ns() > c->deadline)
            break;
        rc = take_output(c, out, err);
    }
    return rc;
}

static int serve_child(child *c, cn_buf *out, cairn_error *err)
{
    while (!has_ended(c)) {
        int rc = exchange(c, out, err);

        if (rc < 0)
            return rc;
        if (cn_clock_ns() > c->deadline)
            return cn_fail(err, CAIRN_ECANCELED, 0, "%s took longer than %u ms", c->name,
                           c->wall_ms);
    }
    return drain_output(c, out, err);
}

static int end_child(child *c)
{
    int status = 0;

    kill(-c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_SIGNAL + WTERMSIG(status);
}

static int run_child(child *c, const char *path, const char *const *argv,
                     const cn_child_limits *limits, cn_buf *out, int *exit_code, cairn_error *err)
{
    int code;
    int rc = start_child(c, path, argv, limits, err);

    if (rc < 0)
        return rc;
    rc = check_started(c, err);
    if (rc == CAIRN_OK) {
        fcntl(c->from_child, F_SETFL, O_NONBLOCK);
        if (c->to_child >= 0)
            fcntl(c->to_child, F_SETFL, O_NONBLOCK);
        if (c->input_len == 0)
            close_fd(&c->to_child);
        rc = serve_child(c, out, err);
    }
    close_fd(&c->to_child);
    close_fd(&c->from_child);
    code = end_child(c);
    if (rc == CAIRN_OK)
        *exit_code = code;
    return rc;
}

int cn_child_run(const char *const *argv, const char *input, size_t input_len,
                 const cn_child_limits *limits, cn_buf *out, int *exit_code, cairn_error *err)
{
    child c = {.name = argv[0],
               .pid = -1,
               .to_child = -1,
               .from_child = -1,
               .report = -1,
               .input = input,
               .input_len = input ? input_len : 0,
               .deadline = UINT64_MAX,
               .wall_ms = limits->wall_ms};
    cn_buf path;
    int rc;

    *exit_code = -1;
    cn_buf_init(&path, PROGRAM_MAX);
    if (c.wall_ms > 0)
        c.deadline = cn_clock_ns() + c.wall_ms * NS_PER_MS;
    if (find_program(argv[0], &path))
        rc = run_child(&c, path.data, argv, limits, out, exit_code, err);
    else if (path.status == CAIRN_ENOMEM)
        rc = cn_fail_memory(err, PROGRAM_MAX);
    else
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "the program %s is not installed", argv[0]);
    cn_buf_done(&path);
    return rc;
}
