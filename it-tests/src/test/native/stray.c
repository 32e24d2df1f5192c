/*
 * A library that starts "sh $STRAY" as soon as it is loaded, as a JVM's native code may at any time,
 * and nobody's Java method is called.
 */
#include <spawn.h>
#include <stdlib.h>

extern char **environ;

__attribute__((constructor)) static void start(void) {
  char *argv[] = {"sh", getenv("STRAY"), 0};
  pid_t pid;
  if (argv[1] && posix_spawn(&pid, "/bin/sh", 0, 0, argv, environ))
    abort();
}
