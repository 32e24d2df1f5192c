/*
 * start [OPTION]... -- PROGRAM [ARG...]
 *
 * Becomes PROGRAM in a state that few programs start in, and that no shell or JVM could set up:
 *
 *   -e FILE     the environment is what the file holds, each entry ended by NUL, as it is
 *   -d DIR      works in DIR
 *   -i SIGNAL   ignores it                  -b SIGNAL   blocks it
 *   -m MASK     umask, octal                -n NICE     nice value
 *   -l N:SOFT:HARD   resource limit number N
 *   -o SCORE    oom_score_adj               -S          a session of its own
 *   -P          no_new_privs                -B          SCHED_BATCH
 *   -C          only CPU 0                  -t NANOS    timer slack
 *   -u UID      user and group, without further groups
 *
 * Options are followed in their order. Exits with 120 if one cannot be.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char **environment;

static void check(int failed, char option) {
  if (failed) {
    fprintf(stderr, "start: -%c: %m\n", option);
    exit(120);
  }
}

static void read_environment(const char *file) {
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  check(fd < 0, 'e');
  off_t length = lseek(fd, 0, SEEK_END);
  char *text = calloc(length + 1, 1);
  check(!text || pread(fd, text, length, 0) != length, 'e');
  close(fd);
  environment = calloc(length + 1, sizeof *environment);
  check(!environment, 'e');
  char **entry = environment;
  for (char *at = text; at < text + length; at += strlen(at) + 1)
    *entry++ = at;
}

static void block(int number) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  check(sigprocmask(SIG_BLOCK, &set, NULL), 'b');
}

static void limit(const char *text) {
  int which;
  struct rlimit limit;
  check(sscanf(text, "%d:%lu:%lu", &which, &limit.rlim_cur, &limit.rlim_max) != 3, 'l');
  check(setrlimit(which, &limit), 'l');
}

static void become(int id) {
  check(setgroups(0, NULL) || setresgid(id, id, id) || setresuid(id, id, id), 'u');
}

static void write_score(const char *score) {
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  check(fd < 0 || write(fd, score, strlen(score)) < 0, 'o');
  close(fd);
}

int main(int argc, char **argv) {
  environment = environ;
  for (int c; (c = getopt(argc, argv, "+e:d:i:b:m:n:l:o:SPBCt:u:")) != -1;) {
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(0, &cpus);
    switch (c) {
    case 'e': read_environment(optarg); break;
    case 'd': check(chdir(optarg), c); break;
    case 'i': check(signal(atoi(optarg), SIG_IGN) == SIG_ERR, c); break;
    case 'b': block(atoi(optarg)); break;
    case 'm': umask(strtol(optarg, NULL, 8)); break;
    case 'n': check(setpriority(PRIO_PROCESS, 0, atoi(optarg)), c); break;
    case 'l': limit(optarg); break;
    case 'o': write_score(optarg); break;
    case 'S': check(setsid() < 0, c); break;
    case 'P': check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), c); break;
    case 'B': check(sched_setscheduler(0, SCHED_BATCH, &(struct sched_param){0}), c); break;
    case 'C': check(sched_setaffinity(0, sizeof cpus, &cpus), c); break;
    case 't': check(prctl(PR_SET_TIMERSLACK, atol(optarg)), c); break;
    case 'u': become(atoi(optarg)); break;
    default: return 120;
    }
  }
  execve(argv[optind], argv + optind, environment);
  perror("start");
  return 120;
}
