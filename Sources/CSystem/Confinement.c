// What a process in a sandbox gives up before it loads an answer.

#define _GNU_SOURCE
#include "CSystem.h"

#include <unistd.h>

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stddef.h>
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
#define REFUSE_CALL(name) IF(BPF_JEQ, SYS_##name, 1), REFUSE(EPERM)

/// The flags of `clone` that ask for a new namespace.
enum {
  namespaces = CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID |
               CLONE_NEWUSER | CLONE_NEWUTS
};

int csystem_refuse_system_calls(void) {
  struct sock_filter rules[] = {
      LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      RETURN(SECCOMP_RET_KILL_PROCESS), LOAD(nr),
#if defined(__x86_64__)
      // The calls of a second, forgotten interface have numbers of their own.
      IF(BPF_JGE, 0x40000000, 1), REFUSE(ENOSYS),
#endif
      // Namespaces: in a new one a user has the rights of root, to mount for instance. The flags
      // of clone3 lie in memory, where a filter can't look; the C library falls back to clone.
      IF(BPF_JEQ, SYS_clone3, 1), REFUSE(ENOSYS),
      IF(BPF_JEQ, SYS_clone, 4), LOAD(args[0]), IF(BPF_JSET, namespaces, 1), REFUSE(EPERM),
      RETURN(SECCOMP_RET_ALLOW),
      REFUSE_CALL(unshare), REFUSE_CALL(setns), REFUSE_CALL(mount), REFUSE_CALL(umount2),
      REFUSE_CALL(pivot_root), REFUSE_CALL(chroot),
      // Sockets, but for those between the processes of the sandbox: a virtual machine's own kind
      // knows no network namespace.
      IF(BPF_JEQ, SYS_socket, 4), LOAD(args[0]), IF(BPF_JEQ, AF_UNIX, 1),
      RETURN(SECCOMP_RET_ALLOW), REFUSE(EPERM),
      // Memory that no limit of a process counts.
      REFUSE_CALL(memfd_create), REFUSE_CALL(shmget), REFUSE_CALL(msgget), REFUSE_CALL(semget),
      REFUSE_CALL(mq_open), REFUSE_CALL(add_key), REFUSE_CALL(request_key), REFUSE_CALL(keyctl),
      REFUSE_CALL(io_setup),
      // Other processes, and parts of the kernel that have often been broken.
      REFUSE_CALL(ptrace), REFUSE_CALL(process_vm_writev), REFUSE_CALL(userfaultfd),
      REFUSE_CALL(bpf), REFUSE_CALL(perf_event_open), REFUSE_CALL(syslog),
      IF(BPF_JEQ, 425, 1), REFUSE(ENOSYS),  // io_uring_setup, the same number everywhere
      RETURN(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {
      .len = sizeof rules / sizeof rules[0],
      .filter = rules,
  };
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#else

int csystem_refuse_system_calls(void) { return 0; }

#endif
