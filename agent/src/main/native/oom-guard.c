/*
 * oom-guard JVM VERSION SCORE GROUP LIMITED...
 *
 * Kills a raised child of the JVM that started it, or a descendant of one, just before its memory
 * group has run out: where memory.oom.group is 1 the kernel would take the JVM along.
 *
 * JVM is that process's id, VERSION that of the cgroup hierarchy, SCORE what children are raised to,
 * GROUP the folder of the JVM's own memory group, and LIMITED that of each group, from there
 * upwards, that has a limit.
 *
 * Standard input tells of children, a line each: "+PID START" is raised, "!PID START" must not be
 * killed, nor what descends from it, "-PID START" has ended. START is field 22 of /proc/PID/stat:
 * pid and start time together are never reused. That is not all it lives on, since a child may grow
 * for a while before the JVM comes to tell of it: a child of the JVM's that was seen at SCORE, with
 * the JVM below it, is raised, too. On standard output is a line for each kill (see report), and
 * "ready" at first.
 *
 * It ends with its JVM: at the end of standard input, or when the JVM's pidfd says so, as somebody
 * may have inherited the other end of the pipe.
 *
 * Who is killed: a process in GROUP whose line of parents leads to a raised child, by way of
 * parents that started before their children; with a score above the JVM's (or the same, where that
 * is already at SCORE); whose environment, at its last exec, does not opt out. Of these the one that
 * the kernel would take: the largest sum of what it holds and what its score is worth of the limit.
 * Right before, its start time, parent and score are read again, from files that were opened when
 * it was first seen: such a file belongs to the process and not to its number. So does the pidfd by
 * which it is killed.
 *
 * When: once what the group has left is below a threshold, which grows with the rate at which memory
 * is taken and with how late this process was woken of late. What the kernel can take back without
 * swapping (clean and dirty page cache, on v2 slab, too) is no use. Between two looks it sleeps as
 * long as 3 GB/s would need to get to the threshold, or twice the rate that is seen, less what it was
 * late of late; more than a tenth of a second only as far as 8 GB/s would not be there by then, and
 * half a second at most.
 *
 * In a group that has run out, every file that is opened waits for memory. So all that a kill needs
 * is opened beforehand, as soon as half of the limit is in use, and taken anew at a hundredth of the
 * time. Nothing is allocated: all there is are some 40 KB of tables. No libc, as in oom-shim.c.
 *
 * Exit codes: 0 the JVM has ended; 2 wrong arguments; 3 a group's file cannot be read; 4 no pidfd
 * here (before Linux 5.3, or a seccomp filter); 5 the JVM is not in GROUP any more.
 */

#if defined(__x86_64__)

enum {
  NR_read = 0, NR_write = 1, NR_close = 3, NR_rt_sigprocmask = 14, NR_pread64 = 17, NR_fcntl = 72,
  NR_getppid = 110, NR_setsid = 112, NR_setpriority = 141, NR_mlock = 149, NR_prctl = 157,
  NR_clock_gettime = 228, NR_exit_group = 231, NR_openat = 257, NR_ppoll = 271, NR_prlimit64 = 302
};

__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tcall guard\n");

static long kernel(long number, long a, long b, long c, long d, long e) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                   : "rcx", "r11", "memory");
  return result;
}

#elif defined(__aarch64__)

enum {
  NR_fcntl = 25, NR_openat = 56, NR_close = 57, NR_read = 63, NR_write = 64, NR_pread64 = 67,
  NR_ppoll = 73, NR_exit_group = 94, NR_clock_gettime = 113, NR_rt_sigprocmask = 135,
  NR_setpriority = 140, NR_setsid = 157, NR_prctl = 167, NR_getppid = 173, NR_mlock = 228,
  NR_prlimit64 = 261
};

__asm__(".globl _start\n_start:\n\tmov x0, sp\n\tbl guard\n");

static long kernel(long number, long a, long b, long c, long d, long e) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  __asm__ volatile("svc 0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                   : "memory");
  return x0;
}

#else
#error "no system call convention for this architecture"
#endif

/* The same on both architectures. */
enum {
  NR_pidfd_send_signal = 424, NR_pidfd_open = 434, NR_close_range = 436, AT_FDCWD = -100,
  O_CLOEXEC = 02000000, O_NONBLOCK = 04000, EAGAIN = 11, EINTR = 4, F_SETFL = 4, POLLIN = 1,
  SIG_BLOCK = 0, SIGKILL = 9, CLOCK_MONOTONIC = 1, PR_SET_NAME = 15, PR_SET_TIMERSLACK = 29,
  RLIMIT_NOFILE = 7, AT_PAGESZ = 6
};

enum { DONE = 0, BAD_ARGUMENTS = 2, NO_FILE = 3, NO_PIDFD = 4, MOVED = 5 };

enum {
  LEVELS = 8,       /* groups with a limit */
  PROCESSES = 512,  /* of the group; more are not looked at */
  TOLD = 512,       /* children that the JVM tells of; of more the score has to tell */
  SAMPLES = 64,     /* of what the group holds */
  VICTIMS = 16,     /* killed, and not gone yet */
  DEEPEST = 64,     /* of a line of parents */
  LONGEST_PATH = 4096
};

#define MS 1000000L /* in nanoseconds, as all times */
#define SECOND (1000 * MS)
#define KB 1024L
#define MB (1024 * KB)
#define LARGEST ((long)(~0UL >> 1))

struct level {
  int use, stat, stat_below, kernel, limit_file, swap_limit, swap_use;
  long limit, less; /* what of the use is none: as it was read last */
  long held, room;
};

struct process {
  int pid, parent;
  long start, environment, environment_seen, pages;
  int stat, score_file, pidfd;
  short score;
  unsigned char flags, round;
};

enum { RAISED = 1, OPTED_OUT = 2, KILLED = 4, OURS = 8 };

struct child {
  int pid, kind;
  long start;
};

struct victim {
  int pidfd;
  long bytes, since, room;
};

struct poll {
  int fd;
  short events, got;
};

static int jvm, jvm_pidfd, version, target, own_score, own_score_file, own_memory, meminfo;
static const char *group;
static struct level levels[LEVELS];
static int level_count;
static struct process processes[PROCESSES];
static int process_count;
static unsigned char round_now;
static struct child told[TOLD];
static int told_count;
static struct victim victims[VICTIMS];
static int victim_count;
static struct {
  long when, held;
} samples[SAMPLES];
static unsigned sample_count;
static int candidates, estimated, has_swap, last_level;
static long page, lag, lag_since, limits_read, next_scan, last_scan;

/* The JVM's own growth: marks half a second apart. */
static struct {
  long when, own, held;
} marks[2];

static char path[LONGEST_PATH];
static char text[8192];
static char orders[512];
static int orders_length;

#define call1(n, a) kernel(n, (long)(a), 0, 0, 0, 0)
#define call3(n, a, b, c) kernel(n, (long)(a), (long)(b), (long)(c), 0, 0)
#define call4(n, a, b, c, d) kernel(n, (long)(a), (long)(b), (long)(c), (long)(d), 0)

__attribute__((noreturn)) static void leave(int code) {
  for (;;)
    call1(NR_exit_group, code);
}

static long now(void) {
  long time[2];
  call3(NR_clock_gettime, CLOCK_MONOTONIC, time, 0);
  return time[0] * SECOND + time[1];
}

static long least_of(long a, long b) { return a < b ? a : b; }

static long most_of(long a, long b) { return a > b ? a : b; }

/* --- texts ------------------------------------------------------------------------------------ */

static char *append(char *at, const char *more) {
  while (*more)
    *at++ = *more++;
  *at = 0;
  return at;
}

static char *append_number(char *at, long number) {
  char digits[24];
  int i = sizeof digits;
  unsigned long left = number < 0 ? -(unsigned long)number : (unsigned long)number;
  digits[--i] = 0;
  do
    digits[--i] = '0' + left % 10;
  while (left /= 10);
  if (number < 0)
    digits[--i] = '-';
  return append(at, digits + i);
}

/* The number at *AT, after blanks, leaving *AT behind it. What is larger than a long is the largest. */
static long number(const char **at) {
  const char *digit = *at;
  while (*digit == ' ' || *digit == '\t')
    digit++;
  int negative = *digit == '-';
  digit += negative;
  unsigned long value = 0;
  for (; *digit >= '0' && *digit <= '9'; digit++)
    value = value > LARGEST / 10 - 1 ? LARGEST : value * 10 + (*digit - '0');
  *at = digit;
  return negative ? -(long)value : (long)value;
}

static long number_in(const char *string) { return number(&string); }

/* The number behind WORD, at the beginning of a line of the text; -1 if there is none. */
static long number_of(const char *word) {
  for (const char *line = text; *line;) {
    const char *a = line, *b = word;
    while (*b && *a == *b)
      a++, b++;
    if (!*b && (*a == ' ' || *a == ':')) {
      a++;
      return number(&a);
    }
    while (*line && *line++ != '\n')
      ;
  }
  return -1;
}

/* --- files ------------------------------------------------------------------------------------ */

static int open_file(void) {
  return (int)call4(NR_openat, AT_FDCWD, path, O_CLOEXEC, 0);
}

static int open_in(const char *folder, const char *name) {
  append(append(append(path, folder), "/"), name);
  return open_file();
}

static int open_of(int pid, const char *name) {
  append(append(append_number(append(path, "/proc/"), pid), "/"), name);
  return open_file();
}

static void close_file(int fd) {
  if (fd >= 0)
    call1(NR_close, fd);
}

/* Reads a file from its start into the text; false if that fails. */
static int read_text(int fd) {
  long length = fd < 0 ? -1 : call4(NR_pread64, fd, text, sizeof text - 1, 0);
  text[length > 0 ? length : 0] = 0;
  return length > 0;
}

/* The number in a file; -1 if it cannot be read, and the largest for "max". */
static long number_from(int fd) {
  if (!read_text(fd))
    return -1;
  return *text == 'm' ? LARGEST : number_in(text);
}

/* --- the groups ------------------------------------------------------------------------------- */

static void read_limits(long time) {
  limits_read = time;
  for (struct level *level = levels; level < levels + level_count; level++) {
    long limit = number_from(level->limit_file);
    if (limit > 0)
      level->limit = limit;
  }
  read_text(meminfo);
  has_swap = number_of("SwapTotal") > 0;
  own_score = (int)number_from(own_score_file);
}

/* Whether a group, which is the JVM's own or above that, is the own one. */
static int is_own(const char *folder) {
  const char *at = group;
  while (*folder && *at == *folder)
    at++, folder++;
  return !*at;
}

static void open_level(const char *folder) {
  struct level *level = levels + level_count++;
  int is_v1 = version == 1;
  level->use = open_in(folder, is_v1 ? "memory.usage_in_bytes" : "memory.current");
  level->stat = open_in(folder, "memory.stat");
  level->stat_below = is_own(folder) ? -1 : open_in(group, "memory.stat");
  level->kernel = open_in(folder, "memory.kmem.usage_in_bytes");
  level->limit_file = open_in(folder, is_v1 ? "memory.limit_in_bytes" : "memory.max");
  level->swap_limit = open_in(folder, is_v1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max");
  level->swap_use = open_in(folder, is_v1 ? "memory.memsw.usage_in_bytes" : "memory.swap.current");
  if (level->use < 0 || level->stat < 0 || level->limit_file < 0)
    leave(NO_FILE);
}

/* What may still be swapped out: of the group and of the machine. v1 counts memory and swap as one. */
static long swap_room(struct level *level, long use) {
  long limit, used;
  if (!has_swap || (limit = number_from(level->swap_limit)) < 0)
    return 0;
  used = number_from(level->swap_use);
  if (version == 1) {
    limit -= level->limit;
    used -= use;
  }
  read_text(meminfo);
  return most_of(0, least_of(number_of("SwapFree") * KB, limit - used));
}

/* What of the use the kernel takes back by itself. */
static long reclaimable(struct level *level) {
  /*
   * What has changed in a group below may be missing for two seconds from the memory.stat of those
   * above, unless that of the group below is read first.
   */
  read_text(level->stat_below);
  if (!read_text(level->stat))
    return 0;
  if (version == 2)
    return most_of(0, number_of("active_file")) + most_of(0, number_of("inactive_file")) +
           most_of(0, number_of("slab_reclaimable"));
  long files = most_of(0, number_of("total_active_file")) +
               most_of(0, number_of("total_inactive_file"));
  /*
   * v1 has no line for slab. Dentries by the million are in the use, and can be taken back; so what
   * the kernel itself holds counts for a sixteenth of the limit at most.
   */
  return files + most_of(0, number_from(level->kernel) - (level->limit >> 4));
}

/* Reads a group; true if more than half of it is in use. Else what is no use is as it was. */
static int look_at(struct level *level) {
  long use = number_from(level->use);
  if (use < 0)
    leave(MOVED); /* a folder that was removed and made anew is another group */
  int near = use > level->limit >> 1;
  if (near)
    level->less = reclaimable(level);
  level->held = most_of(0, use - level->less);
  level->room = level->limit - level->held + (near ? swap_room(level, use) : 0);
  return near;
}

static void sample(long time, struct level *level, long shift, int anew) {
  if (anew)
    sample_count = 0;
  for (unsigned i = 0; shift && i < SAMPLES; i++)
    samples[i].held -= shift;
  samples[sample_count % SAMPLES].when = time;
  samples[sample_count++ % SAMPLES].held = level->held;
}

/* How fast the group has grown for as long as WINDOW, in bytes a microsecond; 0 or more. */
static long rate_over(long window) {
  unsigned last = sample_count - 1;
  for (unsigned back = 1; back < SAMPLES && back <= last; back++) {
    unsigned at = (last - back) % SAMPLES;
    long time = samples[last % SAMPLES].when - samples[at].when;
    if (time >= window || back == last || back == SAMPLES - 1)
      return most_of(0, (samples[last % SAMPLES].held - samples[at].held) / most_of(1, time / 1000));
  }
  return 0;
}

/* --- processes -------------------------------------------------------------------------------- */

static void forget(int index) {
  struct process *process = processes + index;
  close_file(process->stat);
  close_file(process->score_file);
  close_file(process->pidfd);
  int last = --process_count;
  long *to = (long *)process, *from = (long *)(processes + last);
  for (unsigned i = 0; index < last && i < sizeof *process / sizeof *to; i++)
    to[i] = from[i];
}

/* Reads a process anew; false if it has ended. Leaves the text as it was read. */
static int refresh(struct process *process) {
  if (!read_text(process->stat))
    return 0;
  /* A name may hold anything, brackets too: the fields begin behind the last one. */
  const char *at = text;
  for (const char *c = text; *c; c++)
    if (*c == ')')
      at = c;
  if (*at != ')' || at[1] != ' ' || at[2] == 'Z' || at[2] == 'X')
    return 0;
  at += 3;
  for (int field = 4; field <= 50; field++) {
    long value = number(&at);
    if (field == 4)
      process->parent = (int)value;
    else if (field == 22 && process->start && process->start != value)
      return 0;
    else if (field == 22)
      process->start = value;
    else if (field == 24)
      process->pages = value;
    else if (field == 50)
      process->environment = value;
  }
  return process->start > 0;
}

static struct process *find(int pid, int expected) {
  if (expected < process_count && processes[expected].pid == pid)
    return processes + expected;
  for (int i = 0; i < process_count; i++)
    if (processes[i].pid == pid)
      return processes + i;
  return 0;
}

static int see(int pid, int expected) {
  struct process *process = find(pid, expected);
  if (process && !refresh(process)) {
    /* What has been killed stays, so that nobody is killed twice. */
    if (process->flags & KILLED) {
      process->pages = 0;
      process->round = round_now;
      return (int)(process - processes);
    }
    forget((int)(process - processes));
    process = 0;
  }
  if (!process) {
    if (process_count == PROCESSES)
      return expected;
    process = processes + process_count;
    process->pid = pid;
    process->start = process->environment_seen = 0;
    process->flags = 0;
    process->score = -1001;
    process->score_file = process->pidfd = -1;
    process->stat = open_of(pid, "stat");
    if (!refresh(process)) {
      close_file(process->stat);
      return expected;
    }
    process_count++;
  }
  process->round = round_now;
  return (int)(process - processes);
}

static int kind_of(struct process *process) {
  for (int i = 0; i < told_count; i++)
    if (told[i].pid == process->pid && told[i].start == process->start)
      return told[i].kind;
  return 0;
}

static void read_score(struct process *process) {
  if (process->score_file < 0)
    process->score_file = open_of(process->pid, "oom_score_adj");
  process->score = read_text(process->score_file) ? (short)number_in(text) : -1001;
}

/* Whether it is a raised child of the JVM's or descends from one. What is not certain is not so. */
static int is_ours(struct process *process) {
  for (int depth = 0; depth < DEEPEST; depth++) {
    int kind = kind_of(process);
    if (kind)
      return kind == '+';
    if (process->parent == jvm) {
      if (!(process->flags & RAISED)) {
        read_score(process);
        if (own_score < target && process->score >= target)
          process->flags |= RAISED;
      }
      return process->flags & RAISED;
    }
    struct process *parent = find(process->parent, 0);
    if (!parent || parent->start > process->start)
      return 0;
    process = parent;
  }
  return 0;
}

static const char VARIABLE[] = "OPENCLAW_CHILD_OOM_SCORE_ADJ=";

/* Whether a value, in capitals or not and without the blanks around it, is 0, false, no or off. */
static int is_off(char *value, int length) {
  static const char words[] = "0\0false\0no\0off\0";
  while (length > 0 && value[length - 1] <= ' ')
    length--;
  while (length > 0 && *value <= ' ')
    value++, length--;
  for (const char *word = words; *word; word++) {
    int i = 0;
    while (i < length && word[i] && (value[i] == word[i] || (value[i] | 32) == word[i]))
      i++;
    if (i == length && !word[i])
      return 1;
    while (*word)
      word++;
  }
  return 0;
}

static int opts_out(int pid) {
  int fd = open_of(pid, "environ");
  int matched = 0, length = 0, out = 0;
  char value[32];
  for (long at = 0, size = 1; fd >= 0 && size > 0 && at < MB; at += size) {
    size = call4(NR_pread64, fd, text, sizeof text, at);
    for (long i = 0; i < size; i++) {
      char c = text[i];
      if (!c) {
        if (matched == sizeof VARIABLE - 1 && length < (int)sizeof value) {
          out = is_off(value, length);
          size = 0;
          break;
        }
        matched = length = 0;
      } else if (matched == sizeof VARIABLE - 1) {
        if (length < (int)sizeof value)
          value[length++] = c;
      } else if (matched >= 0) {
        matched = VARIABLE[matched] == c ? matched + 1 : -1;
      }
    }
  }
  close_file(fd);
  return out;
}

/* Opens what is needed to kill a process, and looks at its environment if that is a new one. */
static void prepare(struct process *process) {
  if (process->pidfd < 0) {
    process->pidfd = (int)call3(NR_pidfd_open, process->pid, 0, 0);
    /* The number was still this process's if its own file can be read now. */
    if (!refresh(process)) {
      close_file(process->pidfd);
      process->pidfd = -1;
    }
  }
  if (process->environment != process->environment_seen) {
    process->environment_seen = process->environment;
    process->flags &= ~OPTED_OUT;
    if (opts_out(process->pid))
      process->flags |= OPTED_OUT;
  }
}

/*
 * Reads all processes of the group anew, and which there are if ALL. False if the JVM is not among
 * them.
 */
static int scan(long time, int all) {
  round_now++;
  int here = 1;
  if (all) {
    int fd = open_in(group, "cgroup.procs");
    int pid = 0, next = 0;
    here = 0;
    last_scan = time;
    for (;;) {
      /* In a buffer of its own: the text is needed for each. */
      static char pids[1024];
      long size = call3(NR_read, fd, pids, sizeof pids);
      if (size <= 0)
        break;
      for (long i = 0; i < size; i++) {
        if (pids[i] >= '0' && pids[i] <= '9') {
          pid = pid * 10 + pids[i] - '0';
        } else {
          if (pid == jvm)
            here = 1;
          else if (pid > 0)
            next = see(pid, next) + 1;
          pid = 0;
        }
      }
    }
    close_file(fd);
  } else {
    for (int i = 0; i < process_count; i++)
      see(processes[i].pid, i);
  }
  for (int i = process_count - 1; i >= 0; i--)
    if (processes[i].round != round_now)
      forget(i);
  candidates = 0;
  for (struct process *process = processes; process < processes + process_count; process++) {
    process->flags &= ~OURS;
    if (!(process->flags & KILLED) && is_ours(process)) {
      read_score(process);
      prepare(process);
      int goes_first = process->score > own_score || (own_score >= target && process->score == own_score);
      if (goes_first && !(process->flags & OPTED_OUT) && process->pidfd >= 0 && process->pages > 0) {
        process->flags |= OURS;
        candidates++;
      }
    }
  }
  return here;
}

/* --- kills ------------------------------------------------------------------------------------ */

/* The one that the kernel would take first, by mm/oom_kill.c; 0 if there is none. */
static struct process *choose(long limit) {
  struct process *chosen = 0;
  long most = 0;
  for (struct process *process = processes; process < processes + process_count; process++) {
    long points = process->pages + process->score * (limit / page / 1000);
    if (process->flags & OURS && (!chosen || points > most)) {
      chosen = process;
      most = points;
    }
  }
  return chosen;
}

/*
 * What is still coming back. A victim's memory does not count any more where others grow on while
 * it lies there: on a busy machine it may be long before it gets a processor to end on.
 */
static long pending(long room, long time) {
  long bytes = 0;
  for (struct victim *victim = victims; victim < victims + victim_count; victim++)
    if (time - victim->since < 3 * MS || room > victim->room - MB)
      bytes += victim->bytes;
  return bytes;
}

static void end_of_victim(int index) {
  close_file(victims[index].pidfd);
  victims[index] = victims[--victim_count];
}

/* What the JVM holds, as /proc/PID/statm has it in pages behind its size; 0 if it cannot be read. */
static long own_resident(void) {
  const char *pages = text;
  read_text(own_memory);
  number(&pages);
  return number(&pages) * page;
}

/*
 * "kill PID START KB SCORE ROOM LIMIT LEVEL RATE OWN ALL CHILD NAME": what it held, its score, what
 * the group had left and its limit in KB, which of the groups that was, the rate in MB/s, by how
 * many KB the JVM and the group have grown in the last second, and 1 for a child of the JVM's.
 */
static void report(struct process *process, struct level *level, long rate, char *name, long time) {
  static char line[256];
  char *at = append(line, "kill");
  int is_known = time - marks[1].when < 2 * SECOND;
  long numbers[] = {process->pid, process->start, process->pages * page / KB, process->score,
                    level->room / KB, level->limit / KB, level - levels, rate,
                    is_known ? (own_resident() - marks[1].own) / KB : 0,
                    is_known ? (level->held - marks[1].held) / KB : 0, process->parent == jvm};
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
    at = append_number(append(at, " "), numbers[i]);
  at = append(append(append(at, " "), name), "\n");
  call3(NR_write, 1, line, at - line);
}

/* Kills it if it still is who it was; false if not. */
static int kill(struct process *process, struct level *level, long rate, long time) {
  int parent = process->parent;
  short score = process->score;
  char name[32];
  process->flags &= ~OURS;
  if (!refresh(process) || process->parent != parent)
    return 0;
  const char *from = text;
  while (*from && *from++ != '(')
    ;
  int length = 0;
  while (from[length] && length < 15 && !(from[length] == ')' && from[length + 1] == ' ')) {
    /* Somebody else's text, within a line of ours. */
    name[length] = from[length] < ' ' ? '?' : from[length];
    length++;
  }
  name[length] = 0;
  read_score(process);
  if (process->score != score ||
      call4(NR_pidfd_send_signal, process->pidfd, SIGKILL, 0, 0) != 0)
    return 0;
  if (victim_count == VICTIMS)
    end_of_victim(0);
  victims[victim_count].pidfd = process->pidfd;
  victims[victim_count].bytes = process->pages * page;
  victims[victim_count].room = level->room;
  victims[victim_count++].since = time;
  process->pidfd = -1;
  process->flags |= KILLED;
  report(process, level, rate, name, time);
  return 1;
}

static long least_room(struct level *level) {
  return most_of(6 * MB, least_of(level->limit >> 6, 64 * MB));
}

static void mark(long time, struct level *level) {
  if (time - marks[0].when < SECOND / 2)
    return;
  marks[1] = marks[0];
  marks[0].when = time;
  marks[0].held = level->held;
  marks[0].own = own_resident();
}

static void await(long nanos);

/* Looks at everything, kills if that is due, and gives how long to sleep. */
static long look(void) {
  long time = now();
  if (time - limits_read > 5 * SECOND)
    read_limits(time);
  struct level *tightest = 0;
  int near = 0;
  long less = levels[last_level].less;
  for (struct level *level = levels; level < levels + level_count; level++) {
    int this_near = look_at(level);
    if (!tightest || level->room < tightest->room) {
      tightest = level;
      near = this_near;
    }
  }
  int other = tightest != levels + last_level;
  /* Samples that were estimated had another idea of what is no use. */
  sample(time, tightest, estimated && near && !other ? tightest->less - less : 0, other);
  estimated = !near;
  last_level = (int)(tightest - levels);
  long rate = most_of(rate_over(10 * MS), rate_over(50 * MS));
  long least = least_room(tightest);
  long wanted = rate * (MS + lag) / 1000 * 3 / 2 + 2 * MB;
  long threshold = least_of(most_of(wanted, least), tightest->limit / 10);
  long room = tightest->room;
  if (near) {
    mark(time, tightest);
    int due = room + pending(room, time) < threshold;
    /* At no room at all an open would wait; whom it knows it knows. */
    int all = !due || !(candidates > 0 && (room < MB || time - last_scan < 5 * MS));
    /* What the JVM said before the group ran out holds for whoever is killed for it. */
    if (due)
      await(0);
    if (due || time >= next_scan) {
      if (!scan(time, all))
        leave(MOVED);
      next_scan = now() + 100 * (now() - time);
    }
    while (room + pending(room, time) < threshold) {
      struct process *chosen = choose(tightest->limit);
      int is_small = chosen && chosen->pages * page < least;
      /* Whoever it is that grows is not known yet. */
      if (is_small && !all) {
        all = scan(time, 1);
        if (!all)
          leave(MOVED);
        continue;
      }
      /* It would win next to nothing: only where nothing larger is left or on its way out. */
      if (!chosen ||
          (is_small && (room > least || rate == 0 || pending(LARGEST, time) >= least)))
        break;
      kill(chosen, tightest, rate, time);
    }
  }
  long spare = room - threshold;
  /* Far away only so long that even 8 GB/s would not be too fast. */
  long longest = most_of(100 * MS, least_of(spare >> 3, 500 * MS));
  long nanos = spare * 1000 / most_of(2 * rate, 3000) - lag;
  return most_of(near && candidates ? MS : 10 * MS, least_of(nanos, longest));
}

/* --- the JVM ---------------------------------------------------------------------------------- */

static void obey(const char *line) {
  int kind = *line++;
  int pid = (int)number(&line);
  long start = number(&line);
  int at = 0;
  while (at < told_count && (told[at].pid != pid || told[at].start != start))
    at++;
  if (kind == '-') {
    if (at < told_count)
      told[at] = told[--told_count];
  } else if (at < TOLD && (kind == '+' || kind == '!')) {
    told[at].pid = pid;
    told[at].start = start;
    told[at].kind = kind;
    told_count = (int)most_of(told_count, at + 1);
  }
}

static void read_orders(void) {
  long size = call3(NR_read, 0, orders + orders_length, sizeof orders - 1 - orders_length);
  if (size == -EAGAIN || size == -EINTR)
    return;
  if (size <= 0)
    leave(DONE);
  orders_length += (int)size;
  int from = 0;
  for (int i = 0; i < orders_length; i++) {
    if (orders[i] == '\n') {
      orders[i] = 0;
      obey(orders + from);
      from = i + 1;
    }
  }
  int rest = 0;
  for (; from + rest < orders_length && from > 0; rest++)
    orders[rest] = orders[from + rest];
  if (from > 0)
    orders_length = rest;
  else if (orders_length == sizeof orders - 1)
    orders_length = 0;
}

/* Sleeps, unless the JVM has something to say or somebody has ended; notes how late it was woken. */
static void await(long nanos) {
  struct poll polls[2 + VICTIMS];
  long timeout[] = {nanos / SECOND, nanos % SECOND};
  for (int i = 0; i < 2 + victim_count; i++) {
    polls[i].fd = i == 0 ? 0 : i == 1 ? jvm_pidfd : victims[i - 2].pidfd;
    polls[i].events = POLLIN;
    polls[i].got = 0;
  }
  long from = now();
  long woken = kernel(NR_ppoll, (long)polls, 2 + victim_count, (long)timeout, 0, 8);
  long time = now();
  if (time - lag_since > 10 * SECOND) {
    lag /= 2;
    lag_since = time;
  }
  if (woken == 0)
    lag = most_of(lag, time - from - nanos);
  if (woken > 0 && polls[1].got)
    leave(DONE);
  for (int i = victim_count - 1; i >= 0; i--)
    if (polls[2 + i].got || time - victims[i].since > 2 * SECOND)
      end_of_victim(i);
  if (woken > 0 && polls[0].got)
    read_orders();
}

extern const char __ehdr_start[], etext[], __bss_start[], _end[];

/* What is woken rarely and must be quick then. All of it is best effort. */
static void settle(void) {
  const unsigned long all = ~0UL;
  unsigned long files[2];
  call3(NR_close_range, 3, ~0U, 0);
  /* A signal to the JVM's process group, as from a terminal, is not meant for us. */
  call1(NR_setsid, 0);
  call4(NR_rt_sigprocmask, SIG_BLOCK, &all, 0, 8);
  call3(NR_prctl, PR_SET_NAME, "oom-guard", 0);
  call3(NR_prctl, PR_SET_TIMERSLACK, 1, 0);
  call3(NR_setpriority, 0, 0, -20);
  call3(NR_fcntl, 1, F_SETFL, O_NONBLOCK);
  if (call4(NR_prlimit64, 0, RLIMIT_NOFILE, 0, files) == 0) {
    files[0] = files[1];
    call4(NR_prlimit64, 0, RLIMIT_NOFILE, files, 0);
  }
  /* Code that was dropped would have to be read again, in a group that has run out. */
  call3(NR_mlock, __ehdr_start, etext - __ehdr_start, 0);
  call3(NR_mlock, __bss_start, _end - __bss_start, 0);
}

__attribute__((noreturn, used)) static void guard(long *stack) {
  long argc = stack[0];
  char **argv = (char **)stack + 1;
  long *auxiliary = stack + argc + 2;
  while (*auxiliary++)
    ;
  for (; *auxiliary; auxiliary += 2)
    if (*auxiliary == AT_PAGESZ)
      page = auxiliary[1];
  if (argc < 6 || argc > 5 + LEVELS)
    leave(BAD_ARGUMENTS);
  settle();
  jvm = (int)number_in(argv[1]);
  version = (int)number_in(argv[2]);
  target = (int)number_in(argv[3]);
  group = argv[4];
  for (int i = 4; i < argc; i++)
    for (long length = 0; argv[i][length]; length++)
      if (length > LONGEST_PATH - 64)
        leave(BAD_ARGUMENTS);
  jvm_pidfd = (int)call3(NR_pidfd_open, jvm, 0, 0);
  if (call1(NR_getppid, 0) != jvm)
    leave(DONE);
  if (jvm_pidfd < 0 || call4(NR_pidfd_send_signal, jvm_pidfd, 0, 0, 0) != 0)
    leave(NO_PIDFD);
  for (int i = 5; i < argc; i++)
    open_level(argv[i]);
  own_score_file = open_of(jvm, "oom_score_adj");
  own_memory = open_of(jvm, "statm");
  meminfo = open_in("/proc", "meminfo");
  lag_since = now();
  read_limits(lag_since);
  /* The way of a kill is walked once: what it needs is then there. */
  if (!scan(lag_since, 1))
    leave(MOVED);
  choose(levels->limit);
  call3(NR_write, 1, "ready\n", 6);
  /* The JVM has a word to say first: whom to leave alone. */
  for (long nanos = 100 * MS;; nanos = look())
    await(nanos);
}
