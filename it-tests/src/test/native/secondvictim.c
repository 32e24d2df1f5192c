/* Why the kernel may take a second victim: a process's memory is freed when the last one that has to do
 * with it lets go, which may be one that only reads it (/proc/PID/environ, cmdline, mem, or
 * process_vm_readv(2)). A victim that has ended in the meantime is no victim any more, its memory still
 * counts, and whoever asks for more makes the kernel choose again.
 *
 * secondvictim GROUP held|FILE|nobody
 *
 * In GROUP, a memory group of version 1, a service at 0 asks for a little memory all the time, and a
 * victim at 1000 grows until it is killed. "held": somebody outside is in the middle of reading the
 * victim's memory, at a page of its own that is not there yet. FILE: somebody reads /proc/VICTIM/FILE
 * all the time. Prints "service killed", or "service lives" if it has asked another fifty times.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096
#define MIB (1L << 20)
#define SERVICE_MIB 40
#define BIT (16 * PAGE)

#define ANOTHER 50

static char read_by_holder[PAGE];
static volatile long *asked;

static void check(int good, const char *what) {
  if (!good) {
    perror(what);
    exit(2);
  }
}

static void put(const char *file, const char *text) {
  int fd = open(file, O_WRONLY);
  check(fd >= 0 && write(fd, text, strlen(text)) > 0, file);
  close(fd);
}

static void enter(const char *group, const char *score) {
  char file[PAGE];
  snprintf(file, sizeof file, "%s/cgroup.procs", group);
  put(file, "0");
  put("/proc/self/oom_score_adj", score);
}

static char *mapped(long size, int kind) {
  char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, kind | MAP_ANONYMOUS, -1, 0);
  check(at != MAP_FAILED, "mmap");
  return at;
}

static char *memory(long size) { return mapped(size, MAP_PRIVATE); }

static void service(const char *group, int ready) {
  enter(group, "0");
  memset(memory(SERVICE_MIB * MIB), 1, SERVICE_MIB * MIB);
  check(write(ready, "", 1) == 1, "write");
  for (;;) {
    char *bit = memory(BIT);
    memset(bit, 1, BIT);
    munmap(bit, BIT);
    ++*asked;
    usleep(1000);
  }
}

static void victim(const char *group, int begin) {
  char go;
  enter(group, "1000");
  check(read(begin, &go, 1) == 1, "read");
  for (;;) memset(memory(MIB), 1, MIB);
}

/* The page that it reads into comes when its userfaultfd is closed: with its end. */
static void hold(pid_t pid, int ready) {
  int faults = syscall(SYS_userfaultfd, O_CLOEXEC);
  struct uffdio_api api = {.api = UFFD_API};
  char *page = memory(PAGE);
  struct uffdio_register range = {
      .range = {(unsigned long)page, PAGE}, .mode = UFFDIO_REGISTER_MODE_MISSING};
  struct iovec into = {page, 1}, from = {read_by_holder, 1};
  check(faults >= 0 && ioctl(faults, UFFDIO_API, &api) == 0, "userfaultfd");
  check(ioctl(faults, UFFDIO_REGISTER, &range) == 0, "UFFDIO_REGISTER");
  check(write(ready, "", 1) == 1, "write");
  process_vm_readv(pid, &into, 1, &from, 1, 0);
}

static void read_on(pid_t pid, const char *name, int ready) {
  char file[64], piece[PAGE];
  snprintf(file, sizeof file, "/proc/%d/%s", (int)pid, name);
  check(write(ready, "", 1) == 1, "write");
  for (;;) {
    int fd = open(file, O_RDONLY);
    while (fd >= 0 && read(fd, piece, sizeof piece) > 0);
    close(fd);
  }
}

/* Whether it sleeps in the call that holds the victim's memory. */
static void await_hold(pid_t pid) {
  char file[64], text[PAGE], name[16];
  int length = snprintf(name, sizeof name, "%d ", SYS_process_vm_readv);
  snprintf(file, sizeof file, "/proc/%d/syscall", (int)pid);
  do {
    int fd = open(file, O_RDONLY);
    check(fd >= 0 && read(fd, text, sizeof text) > 0, file);
    close(fd);
  } while (strncmp(text, name, length) != 0);
}

int main(int argc, char **argv) {
  int ready[2], begin[2], state, ended;
  long enough;
  char byte = 0;
  pid_t serving, growing, reading = 0;
  check(argc == 3 && pipe(ready) == 0 && pipe(begin) == 0, "secondvictim GROUP held|FILE|nobody");
  asked = (volatile long *)mapped(PAGE, MAP_SHARED);
  serving = fork();
  if (serving == 0) service(argv[1], ready[1]);
  check(read(ready[0], &byte, 1) == 1, "service");
  growing = fork();
  if (growing == 0) victim(argv[1], begin[0]);
  if (strcmp(argv[2], "nobody") != 0) {
    int holds = strcmp(argv[2], "held") == 0;
    reading = fork();
    if (reading == 0) {
      if (holds)
        hold(growing, ready[1]);
      else
        read_on(growing, argv[2], ready[1]);
      exit(0);
    }
    check(read(ready[0], &byte, 1) == 1, "reader");
    if (holds) await_hold(reading);
  }
  check(write(begin[1], "", 1) == 1, "write");
  check(waitpid(growing, &state, 0) == growing && WIFSIGNALED(state), "victim");
  enough = *asked + ANOTHER;
  do {
    usleep(1000);
    ended = waitpid(serving, &state, WNOHANG) == serving;
  } while (!ended && *asked < enough);
  printf("service %s\n", ended ? "killed" : "lives");
  if (reading > 0) kill(reading, SIGKILL);
  if (!ended) kill(serving, SIGKILL);
  while (wait(NULL) > 0);
  return 0;
}
