/* A library ahead of libc's: the time of day jumps by an hour, to and fro, each time it is asked. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { HOUR = 3600 };

static int jump(void) {
  static int calls;
  return __atomic_fetch_add(&calls, 1, __ATOMIC_RELAXED) % 2 ? HOUR : -HOUR;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && clock == CLOCK_REALTIME)
    time->tv_sec += jump();
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  int result = syscall(SYS_gettimeofday, time, zone);
  if (result == 0)
    time->tv_sec += jump();
  return result;
}

/* The children are to have nothing of it. */
__attribute__((constructor)) static void hide(void) { unsetenv("LD_PRELOAD"); }
