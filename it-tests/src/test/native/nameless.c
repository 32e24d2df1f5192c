/*
 * Makes a JVM tell its jspawnhelper what JDK 13 to 20 and the first updates of 17 and 21 tell it: one
 * argument, the descriptors, in the place of the program's own name. Built twice:
 *
 * - with -DIN_JVM as a library that the JVM is started with, ahead of libc. Its posix_spawn hands on
 *   the last argument alone, and what else there was in a variable;
 * - as the program that stands in the place of jspawnhelper, takes nothing else, and tells the real
 *   one, REAL, what that wants to know.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VARIABLE "OOM_IT_VERSION"

#ifdef IN_JVM

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]) {
  int (*next)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
              char *const[], char *const[]) = dlsym(RTLD_NEXT, "posix_spawn");
  int count = 0, variables = 0;
  while (argv[count])
    count++;
  while (environment[variables])
    variables++;
  char *version = count > 2 ? argv[1] : "";
  char variable[sizeof VARIABLE + 1 + strlen(version)];
  strcat(strcpy(variable, VARIABLE "="), version);
  char *more[variables + 2];
  memcpy(more, environment, sizeof *more * variables);
  more[variables] = variable;
  more[variables + 1] = NULL;
  char *last[] = {argv[count - 1], NULL};
  return next(pid, path, actions, attributes, last, more);
}

#else

int main(int argc, char **argv) {
  char *version = getenv(VARIABLE);
  if (argc != 1 || !version)
    return 1;
  if (*version)
    execl(REAL, "jspawnhelper", version, argv[0], (char *)NULL);
  else
    execl(REAL, "jspawnhelper", argv[0], (char *)NULL);
  return 1;
}

#endif
