/*
 * oom-shim SCORE PATH ARGV0 [ARG...]
 * DIR/..//../../../../../../path/of/oom-shim [ARG...]
 *
 * Raises its own oom_score_adj to SCORE, then becomes PATH with exactly the argument vector
 * ARGV0 ARG... and the very environment that it was given. It stands between a JVM's fork and the
 * command that the application asked for, so neither may notice it:
 *
 * - The score is best effort, the exec never is. Whatever goes wrong with the score is ignored.
 * - It never lowers a score.
 * - It leaves the way back open. A score that is written with CAP_SYS_RESOURCE becomes the floor as
 *   well, and whoever drops that capability later can no longer return to what was allowed before.
 *   So around the write that one capability is not effective. Under a seccomp filter it stays as it
 *   is: some filters of services kill whoever asks to change capabilities.
 * - It prints nothing, handles no signal, changes no limit, and leaves no descriptor open.
 * - It has no libc: one page of code, no writable data, no loader, nothing in the environment (LD_*)
 *   that acts on it.
 *
 * In the second form it stands further ahead: before the program that the JDK itself puts between
 * fork and command, DIR/jspawnhelper. All that the JDK lets us choose there is the path by which it
 * starts that program, so this has to tell where the real one is, and the score. It is DIR, "/..",
 * four times as many slashes as a digit of the score says, and one more, followed by "..", then
 * "/.." until the root is surely reached, and there our own path. The kernel does not mind. The
 * arguments are jspawnhelper's own. It looks for the command, executes it, and tells the JDK if it
 * cannot. The path is that of the execve, from the auxiliary vector: what the first argument is has
 * changed from JDK to JDK, and up to 20 it is no path at all.
 *
 * When PATH cannot be executed, the JDK no longer listens (its pipe closed at our own exec). Nor does
 * it when PATH was /proc/self/exe or a link to it, which to us is ourselves: then our own arguments
 * are none. So the helper renames itself to "oom-shim:E<errno>", to be seen in /proc/<pid>/comm, and
 * waits to be killed by the agent, which then starts the command without it and lets the JDK fail in
 * its own words. With nobody to do so it ends by itself, with 127: soon after its parent is gone, or
 * after WAIT_TICKS.
 *
 * Exit codes: 127 as above, and if there is no DIR/jspawnhelper; else they are the command's.
 */

#if defined(__x86_64__)

enum {
  NR_read = 0, NR_write = 1, NR_nanosleep = 35, NR_execve = 59, NR_getppid = 110, NR_capget = 125,
  NR_capset = 126, NR_prctl = 157, NR_exit_group = 231, NR_openat = 257
};

/* The kernel leaves the stack pointer at argc, aligned as the ABI wants it before a call. */
__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tcall shim\n");

static inline long kernel(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
  return result;
}

#elif defined(__aarch64__)

enum {
  NR_openat = 56, NR_read = 63, NR_write = 64, NR_capget = 90, NR_capset = 91, NR_exit_group = 94,
  NR_nanosleep = 101, NR_prctl = 167, NR_getppid = 173, NR_execve = 221
};

__asm__(".globl _start\n_start:\n\tmov x0, sp\n\tbl shim\n");

static inline long kernel(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}

#else
#error "no system call convention for this architecture"
#endif

/*
 * The same on both architectures: asm-generic/fcntl.h, errno-base.h, linux/prctl.h, auxvec.h,
 * capability.h.
 */
enum {
  AT_FDCWD = -100, O_RDWR = 02, O_CLOEXEC = 02000000, ENOEXEC = 8, EINVAL = 22, PR_SET_NAME = 15,
  PR_GET_SECCOMP = 21, AT_EXECFN = 31, CAPABILITY_VERSION_3 = 0x20080522, CAP_SYS_RESOURCE = 24
};

enum { SCORE_MAX = 1000, TICK_NANOS = 20000000, WAIT_TICKS = 250 /* five seconds */ };

/* The value of decimal digits up to END, or -1 if there is anything else or more than SCORE_MAX. */
static int score(const char *text, char end) {
  int value = 0;
  const char *digit = text;
  for (; *digit >= '0' && *digit <= '9' && value <= SCORE_MAX; digit++)
    value = value * 10 + (*digit - '0');
  return digit > text && *digit == end && value <= SCORE_MAX ? value : -1;
}

/* What capget(2) and capset(2) take: which process, and two times 32 capabilities in three sets. */
static const struct {
  unsigned version;
  int pid;
} SELF = {CAPABILITY_VERSION_3, 0};

struct capabilities {
  unsigned effective, permitted, inheritable;
};

/*
 * Writes TEXT without CAP_SYS_RESOURCE in force. It stays permitted, and so ambient, and is taken
 * back. Where it cannot be given up the score counts for more.
 */
static void write_without_privilege(long fd, const char *text, long length) {
  const unsigned privilege = 1u << CAP_SYS_RESOURCE;
  struct capabilities own[2];
  int has = kernel(NR_prctl, PR_GET_SECCOMP, 0, 0) == 0 &&
            kernel(NR_capget, (long)&SELF, (long)own, 0) == 0 && own->effective & privilege;
  if (has) {
    own->effective ^= privilege;
    kernel(NR_capset, (long)&SELF, (long)own, 0);
  }
  kernel(NR_write, fd, (long)text, length);
  if (has) {
    own->effective ^= privilege;
    kernel(NR_capset, (long)&SELF, (long)own, 0);
  }
}

/*
 * One descriptor for reading and writing: a place that grants only one of the two cannot be raised
 * without the risk of lowering it. Nobody closes the descriptor but the exec, which has to look at
 * O_CLOEXEC anyway.
 */
static void raise_to(const char *wanted) {
  /* openat, never open: seccomp filters know the newer one, and aarch64 has no other. */
  long fd = kernel(NR_openat, AT_FDCWD, (long)"/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
  char text[8]; /* "-1000\n" is the longest */
  if (fd < 0 || kernel(NR_read, fd, (long)text, sizeof text) <= 0)
    return;
  int now = *text == '-' ? 0 : score(text, '\n');
  if (now < 0 || now >= score(wanted, '\0'))
    return;
  long length = 0;
  while (wanted[length])
    length++;
  write_without_privilege(fd, wanted, length);
}

/* Says on its own name which ERROR stopped it, and gives the agent time to see that. */
static void wait_for_the_agent(int error) {
  /* Asked before the name changes: whoever has seen the name may go, and is missed. */
  long parent = kernel(NR_getppid, 0, 0, 0);
  char name[16] = "oom-shim:E";
  char *end = name + sizeof "oom-shim:E" - 1;
  for (int unit = 1000; unit > 0; unit /= 10) /* no errno of Linux has more digits */
    if (error >= unit)
      *end++ = '0' + error / unit % 10;
  kernel(NR_prctl, PR_SET_NAME, (long)name, 0);
  const long tick[] = {0, TICK_NANOS};
  for (int i = 0; i < WAIT_TICKS && kernel(NR_getppid, 0, 0, 0) == parent; i++)
    kernel(NR_nanosleep, (long)tick, 0, 0);
}

/* The end of DIR in a path of the second form, or 0 in any other. */
static char *end_of_directory(char *path) {
  for (; *path; path++)
    if (path[0] == '/' && path[1] == '.' && path[2] == '.')
      return path;
  return 0;
}

/* The path that we were executed by; the auxiliary vector stands behind the environment. */
static char *own_path(long *envp) {
  while (*envp++)
    ;
  for (; *envp; envp += 2)
    if (*envp == AT_EXECFN)
      return (char *)envp[1];
  return "";
}

/* The second form, if PATH is of that form. */
static void relay(char *path, long *argv, long *envp) {
  char *end = end_of_directory(path);
  if (!end)
    return;
  char text[] = "\0\0\0\0";
  int length = 0;
  const char *at = end + 3;
  for (int i = 0; i < 4; i++, at += 2) {
    char digit = '0' - 1;
    for (; *at == '/'; at++)
      digit++;
    if (digit < '0' || at[0] != '.' || at[1] != '.')
      return;
    if (length > 0 || digit > '0') /* the kernel takes a leading zero for octal */
      text[length++] = digit;
  }
  raise_to(text);
  if (argv[0] && end_of_directory((char *)argv[0]))
    argv[0] = (long)path;
  /* It fits: what has been read is longer. */
  const char *name = "/jspawnhelper";
  do
    *end++ = *name;
  while (*name++);
  kernel(NR_execve, (long)path, (long)argv, (long)envp);
  kernel(NR_exit_group, 127, 0, 0);
}

/* STACK as the kernel lays it out: argc, the arguments, 0, the environment, 0. */
__attribute__((noreturn, used)) static void shim(long *stack) {
  long argc = stack[0];
  long *argv = stack + 1;
  long *envp = argv + argc + 1;
  long error = -EINVAL;
  relay(own_path(envp), argv, envp);
  /* The kernel takes a leading zero for octal. */
  if (argc >= 4 && *(const char *)argv[1] != '0' && score((const char *)argv[1], '\0') > 0) {
    raise_to((const char *)argv[1]);
    error = kernel(NR_execve, argv[2], (long)(argv + 3), (long)envp);
    if (error == -ENOEXEC) {
      /*
       * A script without "#!". The JDK (childproc.c, execve_as_traditional_shell_script) and
       * glibc's execvp both run "/bin/sh PATH ARG..." and report that second failure, if it fails.
       * The slots of PATH and ARGV0 hold its first two arguments.
       */
      argv[3] = argv[2];
      argv[2] = (long)"/bin/sh";
      error = kernel(NR_execve, argv[2], (long)(argv + 2), (long)envp);
    }
  }
  wait_for_the_agent(-error);
  for (;;)
    kernel(NR_exit_group, 127, 0, 0);
}
