// The system calls that an answer is refused and that only mischief makes, and how the supervisor
// hears of them: the kernel lets it answer each of them through a descriptor, the listener.

#ifndef REFUSED_CALLS_H
#define REFUSED_CALLS_H

/// The calls that are refused whatever their arguments are; `socket`, `clone` and `mmap` are refused
/// for some. What the C library tries by itself, such as `clone3`, isn't among them: it is no mischief.
#define REFUSED_CALLS(EACH)                                                                        \
  /* Namespaces: in a new one a user has the rights of root, to mount for instance. */             \
  EACH(unshare) EACH(setns) EACH(mount) EACH(umount2) EACH(pivot_root) EACH(chroot)                \
  /* Memory that no limit of a process counts. */                                                  \
  EACH(memfd_create) EACH(shmget) EACH(msgget) EACH(semget) EACH(mq_open)                          \
  EACH(add_key) EACH(request_key) EACH(keyctl) EACH(io_setup)                                      \
  /* Other processes, and parts of the kernel that have often been broken. */                      \
  EACH(ptrace) EACH(process_vm_writev) EACH(userfaultfd) EACH(bpf) EACH(perf_event_open)           \
  EACH(syslog)

/// Gives the listener to the supervisor, over a socket; 0 when it has succeeded.
int give_listener(int supervisor, int listener);

/// Waits for the listener; -1 when there is none: the process has closed its end of the socket.
int take_listener(int confined);

/// Refuses one call that is waiting, and writes "refused" and the call's name into `report` when it
/// is the first of its kind.
void refuse_call(int listener, int report);

/// Another process is watched now, for which every kind of call is the first.
void forget_refused_calls(void);

#endif
