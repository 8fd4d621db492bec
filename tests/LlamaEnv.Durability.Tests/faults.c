// Lets calls of the C library fail, as a disk would: FAULT is CALL:ERROR:END, where END is how the path of the file ends, and
// ERROR a number, or KILL for the end of the process at that place. Loaded with LD_PRELOAD.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fault(const char *call, int file, const char *path) {
    const char *wanted = getenv("FAULT");
    size_t length = strlen(call);
    if (!wanted || strncmp(wanted, call, length) || wanted[length] != ':')
        return 0;

    char name[PATH_MAX] = "";
    if (!path) {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);
        ssize_t read = readlink(link, name, sizeof name - 1);
        name[read < 0 ? 0 : read] = 0;
        path = name;
    }

    const char *error = wanted + length + 1;
    const char *end = strchr(error, ':') + 1;
    size_t pathLength = strlen(path);
    size_t endLength = strlen(end);
    if (pathLength < endLength || strcmp(path + pathLength - endLength, end))
        return 0;
    if (!strncmp(error, "KILL", 4))
        raise(SIGKILL);
    return atoi(error);
}

#define REAL(name, parameters) \
    static int (*real) parameters; \
    if (!real) \
        real = (int (*) parameters)dlsym(RTLD_NEXT, name)

#define FAIL(call, file, path) \
    int error = fault(call, file, path); \
    if (error) { \
        errno = error; \
        return -1; \
    }

int fsync(int file) {
    REAL("fsync", (int));
    FAIL("fsync", file, 0)
    return real(file);
}

int rename(const char *from, const char *to) {
    REAL("rename", (const char *, const char *));
    FAIL("rename", 0, to)
    return real(from, to);
}

int ftruncate(int file, off_t length) {
    REAL("ftruncate", (int, off_t));
    FAIL("ftruncate", file, 0)
    return real(file, length);
}

int ftruncate64(int file, off64_t length) {
    REAL("ftruncate64", (int, off64_t));
    FAIL("ftruncate", file, 0)
    return real(file, length);
}

int fchown(int file, uid_t user, gid_t group) {
    REAL("fchown", (int, uid_t, gid_t));
    FAIL("fchown", file, 0)
    return real(file, user, group);
}

// A file system without permissions: everybody may do everything, whatever was asked for.
int statx(int directory, const char *path, int flags, unsigned mask, struct statx *status) {
    REAL("statx", (int, const char *, int, unsigned, struct statx *));
    int result = real(directory, path, flags, mask, status);
    if (result == 0 && S_ISREG(status->stx_mode) && fault("statx", directory, *path ? path : 0))
        status->stx_mode |= 0777;
    return result;
}
