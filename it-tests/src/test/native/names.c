/*
 * names FOLDER COUNT: looks for so many files that are not there, by the longest names that there
 * are. The kernel remembers each of them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
  char path[4096];
  if (argc != 3)
    return 2;
  for (long i = 0, count = atol(argv[2]); i < count; i++) {
    snprintf(path, sizeof path, "%s/%0255ld", argv[1], i);
    if (access(path, F_OK) == 0 || errno != ENOENT)
      return 1;
  }
  return 0;
}
