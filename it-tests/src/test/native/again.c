/*
 * A library that, when it is loaded, executes its process's own program again, with the same
 * arguments: as a service does to be new and keep its pid. In that one it does nothing.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST = 65536, MOST = 256 };

__attribute__((constructor)) static void again(void) {
  static char text[LONGEST];
  static char *arguments[MOST];
  if (getenv("AGAIN"))
    return;
  int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  ssize_t length = read(file, text, sizeof text - 1);
  if (length <= 0)
    abort();
  int count = 0;
  for (char *at = text; at < text + length && count < MOST - 1; at++) {
    arguments[count++] = at;
    while (*at)
      at++;
  }
  setenv("AGAIN", "once", 1);
  execv("/proc/self/exe", arguments);
  abort();
}
