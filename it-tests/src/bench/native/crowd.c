/* Starts as many processes as it is told, which do nothing, says so, and ends with its input. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  pid_t self = getpid();
  for (int i = argc > 1 ? atoi(argv[1]) : 0; i > 0; i--) {
    pid_t pid = fork();
    if (pid < 0) {
      perror("fork");
      return 1;
    }
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      while (getppid() == self) {
        pause();
      }
      _exit(0);
    }
  }
  puts("ready");
  fflush(stdout);
  for (char c; read(0, &c, 1) > 0;) {
  }
  return 0;
}
