/*
 * A library that, as soon as it is loaded, gives its thread, and all that this one starts, a seccomp
 * filter. What it acts on is said when it is compiled: WRITE (openat of anything to be written),
 * PRCTL, EXECVE or PIDFD (pidfd_open); the value is the error that it answers, or KILL.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define KILL (-1)

#if defined(WRITE)
enum { CALL = SYS_openat, IS_ARGUMENT = 1, ANSWER = WRITE };
#elif defined(PRCTL)
enum { CALL = SYS_prctl, IS_ARGUMENT = 0, ANSWER = PRCTL };
#elif defined(EXECVE)
enum { CALL = SYS_execve, IS_ARGUMENT = 0, ANSWER = EXECVE };
#elif defined(PIDFD)
enum { CALL = SYS_pidfd_open, IS_ARGUMENT = 0, ANSWER = PIDFD };
#endif

__attribute__((constructor)) static void restrict_thread(void) {
  const unsigned answer =
      ANSWER == KILL ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_ERRNO | (ANSWER & SECCOMP_RET_DATA);
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALL, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, IS_ARGUMENT ? O_ACCMODE : ~0u, 0, IS_ARGUMENT ? 1 : 0),
      BPF_STMT(BPF_RET | BPF_K, answer),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {.len = sizeof code / sizeof *code, .filter = code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter))
    abort();
}
