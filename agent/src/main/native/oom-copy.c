/*
 * oom-copy install DIR
 * cp [-afrRpPdv] [--] SOURCE... TARGET
 *
 * Puts the agent out of an image that holds nothing else into a folder that containers share. Which
 * of the two is meant tells the name by which it is started. As cp it does what injectors ask of a
 * cp: files, folders with -r, -R or -a, "SOURCE/.", a line for each file with -v. What other letters
 * ask for is what it does anyway, or (-a, -p) is left out: owner and times become those of now.
 *
 * - Folders that it makes have mode 0755, files 0644, or 0755 where the source may be executed,
 *   whatever the umask. What is a link, a device or anything else is refused.
 * - A file is there whole or not at all: it is written under a name of its own, then renamed. So it
 *   can be repeated, also while a JVM has the old one open.
 * - Below TARGET it goes through no link, and writes through none: a link in a file's place is
 *   replaced.
 * - No libc, as in oom-shim.c.
 *
 * Exit codes: 0 all is there; 1 not all, each with a line on stderr; 2 wrong usage.
 */

#if defined(__x86_64__)

enum {
  NR_read = 0, NR_write = 1, NR_close = 3, NR_fstat = 5, NR_fchmod = 91, NR_getdents64 = 217,
  NR_exit_group = 231, NR_openat = 257, NR_mkdirat = 258, NR_unlinkat = 263, NR_renameat = 264,
  NR_getrandom = 318,
  O_DIRECTORY = 0200000, O_NOFOLLOW = 0400000, MODE_IN_STAT = 24
};

__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tcall copy\n");

static long kernel(long number, long a, long b, long c, long d) {
  long result;
  register long r10 __asm__("r10") = d;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
                   : "rcx", "r11", "memory");
  return result;
}

#elif defined(__aarch64__)

enum {
  NR_mkdirat = 34, NR_unlinkat = 35, NR_renameat = 38, NR_fchmod = 52, NR_openat = 56,
  NR_close = 57, NR_getdents64 = 61, NR_read = 63, NR_write = 64, NR_fstat = 80,
  NR_exit_group = 94, NR_getrandom = 278,
  O_DIRECTORY = 040000, O_NOFOLLOW = 0100000, MODE_IN_STAT = 16
};

__asm__(".globl _start\n_start:\n\tmov x0, sp\n\tbl copy\n");

static long kernel(long number, long a, long b, long c, long d) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
  return x0;
}

#else
#error "no system call convention for this architecture"
#endif

/* The same on both architectures. */
enum {
  AT_FDCWD = -100, O_RDONLY = 0, O_WRONLY = 01, O_CREAT = 0100, O_EXCL = 0200, O_NONBLOCK = 04000,
  O_CLOEXEC = 02000000, S_IFMT = 0170000, S_IFDIR = 0040000, S_IFREG = 0100000, S_ISGID = 02000,
  ENOENT = 2, EINTR = 4, EEXIST = 17, ENOTDIR = 20
};

enum { DONE = 0, IN_PART = 1, WRONG_USAGE = 2 };

enum { DEEPEST = 32, CHUNK = 32768, ENTRIES = 4096, TRIES = 16 };

static const char OURS[] = "/openclaw";

/* A file by the way to it, for messages, and the descriptor of the folder that it is in. */
struct place {
  const struct place *folder;
  const char *name;
  int fd;
};

static struct {
  int folders, verbose, failed;
} want;

static const struct {
  int number;
  const char *meaning;
} ERRORS[] = {
  {1, "not permitted"}, {2, "does not exist"}, {5, "input/output error"}, {12, "out of memory"},
  {13, "permission denied"}, {16, "busy"}, {17, "exists already"}, {20, "not a folder"},
  {21, "is a folder"}, {22, "invalid argument"}, {23, "too many open files in the system"},
  {24, "too many open files"}, {27, "file too large"}, {28, "no space left"},
  {30, "read-only file system"}, {36, "name too long"}, {39, "folder not empty"},
  {40, "a link where none is followed"}, {116, "stale file handle"}, {122, "quota exceeded"}
};

static long length(const char *text) {
  long count = 0;
  while (text[count])
    count++;
  return count;
}

static int same(const char *a, const char *b) {
  for (; *a && *a == *b; a++)
    b++;
  return *a == *b;
}

static void print(int fd, const char *text) {
  long left = length(text);
  while (left > 0) {
    long count = kernel(NR_write, fd, (long)text, left, 0);
    if (count <= 0 && count != -EINTR)
      return;
    if (count > 0) {
      text += count;
      left -= count;
    }
  }
}

static void print_place(int fd, const struct place *place) {
  if (place->folder) {
    print_place(fd, place->folder);
    const char *above = place->folder->name;
    long end = length(above);
    if (end == 0 || above[end - 1] != '/')
      print(fd, "/");
  }
  print(fd, place->name);
}

static void print_number(int fd, long number) {
  char text[24];
  char *start = text + sizeof text - 1;
  *start = '\0';
  do
    *--start = '0' + number % 10;
  while (number /= 10);
  print(fd, start);
}

static void fail(const struct place *place, const char *why) {
  print(2, "oom-copy: ");
  print_place(2, place);
  print(2, ": ");
  print(2, why);
  print(2, "\n");
  want.failed = 1;
}

/* ERROR as the kernel returns it. */
static void fail_by(const struct place *place, long error) {
  for (unsigned i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
    if (ERRORS[i].number == -error) {
      fail(place, ERRORS[i].meaning);
      return;
    }
  print(2, "oom-copy: ");
  print_place(2, place);
  print(2, ": errno ");
  print_number(2, -error);
  print(2, "\n");
  want.failed = 1;
}

static long open_in(const struct place *place, int flags) {
  return kernel(NR_openat, place->fd, (long)place->name, flags | O_CLOEXEC, 0);
}

static unsigned mode_of(int fd) {
  union {
    unsigned char bytes[256];
    unsigned words[64];
  } stat;
  stat.words[MODE_IN_STAT / 4] = 0;
  kernel(NR_fstat, fd, (long)&stat, 0, 0);
  return stat.words[MODE_IN_STAT / 4];
}

/* All of IN to OUT. */
static long pour(int in, int out, const struct place *from) {
  char chunk[CHUNK];
  for (;;) {
    long got = kernel(NR_read, in, (long)chunk, sizeof chunk, 0);
    if (got == -EINTR)
      continue;
    if (got < 0)
      fail_by(from, got);
    if (got <= 0)
      return got;
    for (long at = 0; at < got;) {
      long put = kernel(NR_write, out, (long)(chunk + at), got - at, 0);
      if (put > 0)
        at += put;
      else if (put != -EINTR)
        return put;
    }
  }
}

/* A new file beside TO, under a NAME that nobody else has: 16 hexadecimal digits behind a stem. */
static long open_part(const struct place *to, char name[32]) {
  long fd = -EEXIST;
  for (int i = 0; fd == -EEXIST && i < TRIES; i++) {
    /* Where random bytes are refused, what the stack held has to do; the name is still our own. */
    unsigned long random = (unsigned long)name ^ (unsigned long)i << 32;
    kernel(NR_getrandom, (long)&random, sizeof random, 0, 0);
    char *end = name;
    for (const char *stem = ".openclaw-"; *stem; stem++)
      *end++ = *stem;
    for (int digit = 0; digit < 16; digit++, random >>= 4)
      *end++ = "0123456789abcdef"[random & 15];
    *end = '\0';
    fd = kernel(NR_openat, to->fd, (long)name,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  }
  return fd;
}

static void copy_file(int in, unsigned mode, const struct place *from, const struct place *to) {
  char part[32];
  long out = open_part(to, part);
  if (out < 0) {
    fail_by(to, out);
    return;
  }
  int failed_before = want.failed;
  want.failed = 0;
  long error = pour(in, out, from);
  if (!want.failed && error == 0)
    error = kernel(NR_fchmod, out, mode & 0111 ? 0755 : 0644, 0, 0);
  long closing = kernel(NR_close, out, 0, 0, 0);
  if (error == 0)
    error = closing;
  if (error == 0)
    error = kernel(NR_renameat, to->fd, (long)part, to->fd, (long)to->name);
  if (error < 0) {
    kernel(NR_unlinkat, to->fd, (long)part, 0, 0);
    if (!want.failed) /* else it was the source, and has been said */
      fail_by(to, error);
  } else if (want.verbose) {
    print_place(1, from);
    print(1, " -> ");
    print_place(1, to);
    print(1, "\n");
  }
  want.failed |= failed_before;
}

/* Makes a folder where there is none. The group that a setgid bit hands down stays. */
static long make_folder(const struct place *place, int follow) {
  long made = kernel(NR_mkdirat, place->fd, (long)place->name, 0700, 0);
  if (made < 0 && made != -EEXIST)
    return made;
  long fd = open_in(place, O_RDONLY | O_DIRECTORY | (follow ? 0 : O_NOFOLLOW));
  if (fd >= 0 && made == 0)
    kernel(NR_fchmod, fd, (mode_of(fd) & S_ISGID) | 0755, 0, 0);
  return fd;
}

static void copy_any(const struct place *from, const struct place *to, int depth);

static void copy_entries(int in, const struct place *from, int out, const struct place *to,
                         int depth) {
  if (depth >= DEEPEST) {
    fail(from, "too deep");
    return;
  }
  char entries[ENTRIES] __attribute__((aligned(8)));
  long got;
  while ((got = kernel(NR_getdents64, in, (long)entries, sizeof entries, 0)) > 0)
    /* An entry is two numbers of eight bytes, its length in two, a type, and the name. */
    for (long at = 0; at < got; at += *(unsigned short *)(entries + at + 16)) {
      const char *name = entries + at + 19;
      if (same(name, ".") || same(name, ".."))
        continue;
      const struct place source = {from, name, in}, target = {to, name, out};
      copy_any(&source, &target, depth + 1);
    }
  if (got < 0)
    fail_by(from, got);
}

/* Only what the command line names itself may be a link. */
static void copy_any(const struct place *from, const struct place *to, int depth) {
  /* Not to wait for a FIFO's other end. */
  long in = open_in(from, O_RDONLY | O_NONBLOCK | (depth > 0 ? O_NOFOLLOW : 0));
  if (in < 0) {
    fail_by(from, in);
    return;
  }
  unsigned mode = mode_of(in);
  if ((mode & S_IFMT) == S_IFREG)
    copy_file(in, mode, from, to);
  else if ((mode & S_IFMT) != S_IFDIR)
    fail(from, "neither a file nor a folder");
  else if (!want.folders)
    fail(from, "a folder, and no -r was given");
  else {
    long out = make_folder(to, 0);
    if (out < 0)
      fail_by(to, out);
    else {
      copy_entries(in, from, out, to, depth);
      kernel(NR_close, out, 0, 0, 0);
    }
  }
  kernel(NR_close, in, 0, 0, 0);
}

/* Ends the path before its last name, which is returned. */
static const char *cut_name(char *path) {
  char *end = path + length(path);
  while (end > path + 1 && end[-1] == '/')
    *--end = '\0';
  while (end > path && end[-1] != '/')
    end--;
  return end;
}

/* SOURCE into the folder that fd is of, under its own name. */
static void copy_into(char *source, const struct place *folder, int fd) {
  const struct place from = {0, source, AT_FDCWD};
  const char *name = cut_name(source);
  struct place to = {folder, name, fd};
  if (same(name, "..") || !*name || same(name, "/")) {
    fail(&from, "has no name of its own");
    return;
  }
  if (same(name, ".")) {
    /* "SOURCE/." is what is in it. */
    long in = open_in(&from, O_RDONLY | O_DIRECTORY);
    if (in < 0)
      fail_by(&from, in);
    else if (!want.folders)
      fail(&from, "a folder, and no -r was given");
    else
      copy_entries(in, &from, fd, folder, 0);
    return;
  }
  copy_any(&from, &to, 0);
}

/* One SOURCE to TARGET, which is no folder yet. */
static void copy_as(char *source, char *target) {
  const struct place from = {0, source, AT_FDCWD};
  const char *name = cut_name(target);
  long end = name - target;
  char above[4096];
  struct place folder = {0, ".", AT_FDCWD};
  if (end >= (long)sizeof above || !*name) {
    folder.name = target;
    fail(&folder, *name ? "name too long" : "does not exist");
    return;
  }
  if (end > 0) {
    for (long i = 0; i < end; i++)
      above[i] = target[i];
    above[end] = '\0';
    folder.name = above;
  }
  long fd = open_in(&folder, O_RDONLY | O_DIRECTORY);
  if (fd < 0) {
    fail_by(&folder, fd);
    return;
  }
  const struct place to = {end > 0 ? &folder : 0, name, fd};
  if (same(cut_name(source), "."))
    /* The folder that is made takes what is in SOURCE. */
    want.folders ? copy_any(&from, &to, 0) : fail(&from, "a folder, and no -r was given");
  else
    copy_any(&from, &to, 0);
}

static int usage(int fd) {
  print(fd, "usage: install DIR                         puts the agent into DIR\n"
            "       cp [-afrRpPdv] [--] SOURCE... TARGET  (under the name cp)\n");
  return fd == 1 ? DONE : WRONG_USAGE;
}

static int as_cp(int argc, char **argv) {
  int at = 1;
  for (; at < argc && argv[at][0] == '-' && argv[at][1]; at++) {
    if (same(argv[at], "--")) {
      at++;
      break;
    }
    for (const char *letter = argv[at] + 1; *letter; letter++)
      if (*letter == 'r' || *letter == 'R' || *letter == 'a')
        want.folders = 1;
      else if (*letter == 'v')
        want.verbose = 1;
      else if (*letter != 'f' && *letter != 'p' && *letter != 'P' && *letter != 'd')
        return usage(2);
  }
  int sources = argc - at - 1;
  if (sources < 1)
    return usage(2);
  struct place target = {0, argv[argc - 1], AT_FDCWD};
  long fd = open_in(&target, O_RDONLY | O_DIRECTORY);
  if (fd >= 0)
    for (; at < argc - 1; at++)
      copy_into(argv[at], &target, fd);
  else if (sources == 1 && (fd == -ENOENT || fd == -ENOTDIR))
    copy_as(argv[at], argv[argc - 1]);
  else
    fail_by(&target, fd);
  return want.failed ? IN_PART : DONE;
}

static int as_install(char *directory) {
  const struct place from = {0, OURS, AT_FDCWD}, to = {0, directory, AT_FDCWD};
  long out = -ENOENT;
  /* Each folder on the way, then the whole. */
  for (char *end = directory + 1; *directory; end++) {
    if (*end != '/' && *end)
      continue;
    char kept = *end;
    *end = '\0';
    out = make_folder(&to, 1);
    if (out < 0) {
      fail_by(&to, out);
      return IN_PART;
    }
    *end = kept;
    if (!kept)
      break;
    kernel(NR_close, out, 0, 0, 0);
  }
  if (out < 0)
    return usage(2);
  long in = open_in(&from, O_RDONLY | O_DIRECTORY);
  if (in < 0) {
    fail_by(&from, in);
    return IN_PART;
  }
  want.folders = want.verbose = 1;
  copy_entries(in, &from, out, &to, 0);
  return want.failed ? IN_PART : DONE;
}

/* STACK as the kernel lays it out: argc, the arguments. */
__attribute__((noreturn, used)) static void copy(long *stack) {
  int argc = stack[0];
  char **argv = (char **)(stack + 1);
  int exit;
  if (argc > 0 && same(cut_name(argv[0]), "cp"))
    exit = as_cp(argc, argv);
  else if (argc == 3 && same(argv[1], "install"))
    exit = as_install(argv[2]);
  else
    exit = usage(argc == 2 && same(argv[1], "--help") ? 1 : 2);
  for (;;)
    kernel(NR_exit_group, exit, 0, 0, 0);
}
