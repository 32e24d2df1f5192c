/*
 * privileges
 *     Says with which score and which privileges it runs. Then it becomes a user without any, and
 *     says whether that one may give itself a score of 300.
 *
 * privileges ambient PROGRAM [ARG...]
 *     Becomes PROGRAM as a plain user with two ambient capabilities, CAP_SYS_RESOURCE among them,
 *     and with securebits set.
 *
 * privileges filtered PROGRAM [ARG...]
 *     Becomes PROGRAM under a seccomp filter that kills whoever calls capset.
 *
 * Needs root with all capabilities. Exits with 120 where something fails that must not.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/securebits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SCORE_FILE "/proc/self/oom_score_adj"
#define NOBODY 65534

static struct __user_cap_header_struct self = {_LINUX_CAPABILITY_VERSION_3, 0};

static void must(int done, const char *what) {
  if (!done) {
    perror(what);
    exit(120);
  }
}

static void become_nobody(void) {
  must(setresgid(NOBODY, NOBODY, NOBODY) == 0, "setresgid");
  must(setresuid(NOBODY, NOBODY, NOBODY) == 0, "setresuid");
}

static void report(void) {
  char line[256];
  FILE *status = fopen("/proc/self/status", "r");
  FILE *score = fopen(SCORE_FILE, "r");
  must(status && score && fgets(line, sizeof line, score), "open");
  printf("score=%s", line);
  while (fgets(line, sizeof line, status))
    for (const char *const *name = (const char *const[]){"Uid:", "Cap", "NoNewPrivs:", "Seccomp", 0};
         *name; name++)
      if (strncmp(line, *name, strlen(*name)) == 0)
        fputs(line, stdout);
  fclose(status);
  fclose(score);
  printf("securebits %x, dumpable %d\n", prctl(PR_GET_SECUREBITS), prctl(PR_GET_DUMPABLE));
  fflush(stdout);
}

/* Most become no less by an id alone. */
static void give_all_up(void) {
  struct __user_cap_data_struct own[2], none[2] = {{0}};
  if (geteuid() == 0)
    become_nobody();
  must(syscall(SYS_capget, &self, own) == 0, "capget");
  if (memcmp(own, none, sizeof own) != 0)
    must(syscall(SYS_capset, &self, none) == 0, "capset");
}

static void lower(void) {
  int fd = open(SCORE_FILE, O_WRONLY);
  if (fd >= 0 && write(fd, "300", 3) == 3)
    puts("the way back is open");
  else
    perror("the way back is closed");
}

static void ambient(void) {
  const unsigned some = 1u << CAP_SYS_RESOURCE | 1u << CAP_KILL;
  struct __user_cap_data_struct own[2] = {{some, some, some}};
  const int bits = 1 << SECURE_NOROOT | 1 << SECURE_NOROOT_LOCKED | 1 << SECURE_KEEP_CAPS;
  must(prctl(PR_SET_SECUREBITS, bits) == 0, "securebits");
  become_nobody();
  must(syscall(SYS_capset, &self, own) == 0, "capset");
  must(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_RESOURCE, 0, 0) == 0, "ambient");
  must(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_KILL, 0, 0) == 0, "ambient");
}

static void filtered(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_capset, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "seccomp");
}

int main(int argc, char **argv) {
  if (argc == 1) {
    report();
    give_all_up();
    /* Who has changed its id owns its files in /proc only after an exec. */
    execl("/proc/self/exe", argv[0], "lower", (char *)0);
  } else if (strcmp(argv[1], "lower") == 0) {
    lower();
    return 0;
  } else {
    if (strcmp(argv[1], "ambient") == 0)
      ambient();
    else
      filtered();
    execv(argv[2], argv + 2);
  }
  must(0, "exec");
}
