/*
 * grow MB_PER_SECOND MB [huge]: takes memory at that rate at most, 0 for as fast as it can, up to MB,
 * by huge pages if they are asked for; then it says so, and holds it until the end of its input. If
 * it was kept waiting for longer than a moment it does not make up for that: it would be as fast as
 * it can.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static const double MOMENT = 0.01;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 3 && (argc != 4 || strcmp(argv[3], "huge") != 0))
    return 2;
  double rate = atof(argv[1]);
  long most = atol(argv[2]) << 20;
  char *memory = mmap(NULL, most, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return 1;
  if (argc == 4 && madvise(memory, most, MADV_HUGEPAGE) != 0)
    return 3;
  double start = seconds();
  for (long at = 0; at < most; at += 4096) {
    memory[at] = 1;
    if (rate > 0 && at % (1 << 16) == 0) {
      double ahead = at / 1048576.0 / rate - (seconds() - start);
      if (ahead > 0.0005)
        usleep(ahead * 1e6);
      else if (ahead < -MOMENT)
        start -= ahead + MOMENT;
    }
  }
  puts("holds");
  fflush(stdout);
  char end;
  while (read(0, &end, 1) > 0)
    ;
  return 0;
}
