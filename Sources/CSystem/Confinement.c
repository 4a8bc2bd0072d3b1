// What a process in a sandbox gives up before it loads an answer.

#define _GNU_SOURCE
#include "CSystem.h"
#include "RefusedCalls.h"

#include <unistd.h>

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

int csystem_become_user(unsigned int user) {
  if (setgroups(0, NULL) != 0 || setresgid(user, user, user) != 0) return -1;
  if (setresuid(user, user, user) != 0 || setuid(0) == 0) return -1;
  // A change of user hides the process from itself; a crash could not be explained any more.
  return prctl(PR_SET_DUMPABLE, 1);
}

void csystem_prefer_as_victim(void) {
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t ignored = write(file, "1000", 4);
  (void)ignored;
  close(file);
}

#else

int csystem_become_user(unsigned int user) {
  (void)user;
  return -1;
}

void csystem_prefer_as_victim(void) {}

#endif

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)
#define IF(operation, value, skipped) BPF_JUMP(BPF_JMP | operation | BPF_K, value, 0, skipped)
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | error)
#define REFUSE_CALL(name) IF(BPF_JEQ, SYS_##name, 1), RETURN(refusal),

/// The flags of `clone` that ask for a new namespace.
enum {
  namespaces = CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID |
               CLONE_NEWUSER | CLONE_NEWUTS
};

/// Installs the filter; returns the listener that the supervisor needs, or 0 without one.
static int install_filter(bool withListener) {
  // What becomes of the calls that only mischief makes.
  unsigned refusal = withListener ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ERRNO | EPERM;
  struct sock_filter rules[] = {
      LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      RETURN(SECCOMP_RET_KILL_PROCESS), LOAD(nr),
#if defined(__x86_64__)
      // The calls of a second, forgotten interface have numbers of their own.
      IF(BPF_JGE, 0x40000000, 1), REFUSE(ENOSYS),
#endif
      // The flags of clone3 lie in memory, where a filter can't look for namespaces; the C library
      // falls back to clone.
      IF(BPF_JEQ, SYS_clone3, 1), REFUSE(ENOSYS),
      IF(BPF_JEQ, SYS_clone, 4), LOAD(args[0]), IF(BPF_JSET, namespaces, 1), RETURN(refusal),
      RETURN(SECCOMP_RET_ALLOW),
      // Memory that several processes share, which no limit of any of them counts.
      IF(BPF_JEQ, SYS_mmap, 5), LOAD(args[3]), IF(BPF_JSET, MAP_ANONYMOUS, 2),
      IF(BPF_JSET, MAP_SHARED, 1), RETURN(refusal), RETURN(SECCOMP_RET_ALLOW),
      // Sockets, but for those between the processes of the sandbox: a virtual machine's own kind
      // knows no network namespace.
      IF(BPF_JEQ, SYS_socket, 4), LOAD(args[0]), IF(BPF_JEQ, AF_UNIX, 1),
      RETURN(SECCOMP_RET_ALLOW), RETURN(refusal),
      REFUSED_CALLS(REFUSE_CALL)
      IF(BPF_JEQ, 425, 1), REFUSE(ENOSYS),  // io_uring_setup, the same number everywhere
      RETURN(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {
      .len = sizeof rules / sizeof rules[0],
      .filter = rules,
  };
  if (!withListener) return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  unsigned flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

int csystem_refuse_system_calls(int supervisor) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  int listener = install_filter(true);
  // Without a listener (before Linux 5.0, or where a container has one already) the same calls are
  // refused, and nobody hears of it.
  int result = listener >= 0 ? give_listener(supervisor, listener) : install_filter(false);
  if (listener >= 0) close(listener);
  close(supervisor);
  return result;
}

#else

int csystem_refuse_system_calls(int supervisor) {
  close(supervisor);
  return 0;
}

#endif
