// Stand-ins for a Mac's headers: what the kit's C files use of them, as Apple's manual pages and the
// headers of its open-source kernel (xnu) declare it. For a check of syntax and types alone.
#ifndef DECLARATIONS_H
#define DECLARATIONS_H

#include <stddef.h>

typedef long ssize_t;
typedef int pid_t;
typedef unsigned long long rlim_t;
typedef struct _opaque_pthread_t *pthread_t;
typedef struct _opaque_pthread_attr_t pthread_attr_t;
typedef struct __sFILE FILE;

// stdio.h, unistd.h, fcntl.h, dlfcn.h, signal.h, sys/wait.h
extern FILE *__stdoutp;
#define stdout __stdoutp
#define _IOLBF 1
int setvbuf(FILE *, char *, int, size_t);
int dprintf(int, const char *, ...) __attribute__((format(printf, 2, 3)));
int close(int);
int pipe(int[2]);
pid_t fork(void);
pid_t getpid(void);
pid_t waitpid(pid_t, int *, int);
_Noreturn void _exit(int);
int usleep(unsigned);
int fcntl(int, int, ...);
#define F_SETFD 2
#define FD_CLOEXEC 1
typedef struct { const char *dli_fname; void *dli_fbase; const char *dli_sname; void *dli_saddr; } Dl_info;
int dladdr(const void *, Dl_info *);
void *dlsym(void *, const char *);
#define RTLD_DEFAULT ((void *)-2)
int kill(pid_t, int);
#define SIGKILL 9
int pthread_create(
    pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
void (*signal(int, void (*)(int)))(int);
int raise(int);
typedef unsigned sigset_t;
typedef int sig_atomic_t;
struct sigaction {
  union { void (*__sa_handler)(int); void (*__sa_sigaction)(int, void *, void *); } __sigaction_u;
  sigset_t sa_mask;
  int sa_flags;
};
#define sa_handler __sigaction_u.__sa_handler
int sigaction(int, const struct sigaction *, struct sigaction *);
int sigfillset(sigset_t *);
#define SIG_DFL ((void (*)(int))0)
#define SA_RESTART 0x0002
#define SA_NODEFER 0x0010
#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGFPE 8
#define SIGBUS 10
#define SIGSEGV 11
#define SIGTERM 15
#define SIGWINCH 28
ssize_t write(int, const void *, size_t);
int open(const char *, int, ...);
#define O_EVTONLY 0x00008000
#define O_CLOEXEC 0x01000000

// termios.h
typedef unsigned long tcflag_t;
typedef unsigned char cc_t;
struct termios {
  tcflag_t c_iflag, c_oflag, c_cflag, c_lflag;
  cc_t c_cc[20];
  unsigned long c_ispeed, c_ospeed;
};
int tcgetattr(int, struct termios *);
int tcsetattr(int, int, const struct termios *);
#define TCSANOW 0
#define TCSAFLUSH 2
#define VMIN 16
#define VTIME 17
#define IXON 0x00000200
#define ECHO 0x00000008
#define ISIG 0x00000080
#define ICANON 0x00000100
#define IEXTEN 0x00000400

// sys/event.h
typedef unsigned long uintptr_t;
struct timespec { long tv_sec, tv_nsec; };
struct kevent {
  uintptr_t ident;
  short filter;
  unsigned short flags;
  unsigned fflags;
  long data;
  void *udata;
};
int kqueue(void);
int kevent(int, const struct kevent *, int, struct kevent *, int, const struct timespec *);
#define EVFILT_VNODE (-4)
#define EV_ADD 0x0001
#define EV_CLEAR 0x0020
#define NOTE_DELETE 0x00000001
#define NOTE_WRITE 0x00000002
#define NOTE_EXTEND 0x00000004
#define NOTE_RENAME 0x00000020

// spawn.h
#define POSIX_SPAWN_SETSIGDEF 0x0004
#define POSIX_SPAWN_SETSIGMASK 0x0008
#define POSIX_SPAWN_SETSID 0x0400
#define POSIX_SPAWN_CLOEXEC_DEFAULT 0x4000

// sys/resource.h
struct timeval { long tv_sec; int tv_usec; };
struct rusage { struct timeval ru_utime, ru_stime; long ru_maxrss, ru_others[13]; };
struct rlimit { rlim_t rlim_cur, rlim_max; };
#define RUSAGE_SELF 0
#define RLIMIT_CPU 0
#define RLIMIT_FSIZE 1
#define RLIMIT_DATA 2
#define RLIMIT_STACK 3
#define RLIM_INFINITY (((rlim_t)1 << 63) - 1)
#define RLIMIT_CORE 4
#define RLIMIT_AS 5
#define RLIMIT_NPROC 7
#define RLIMIT_NOFILE 8
int getrusage(int, struct rusage *);
int getrlimit(int, struct rlimit *);
int setrlimit(int, const struct rlimit *);

// mach/mach.h
typedef int kern_return_t;
typedef int integer_t;
typedef unsigned natural_t, mach_port_t, task_flavor_t, exception_mask_t, mach_msg_type_number_t;
typedef int exception_behavior_t, thread_state_flavor_t;
typedef integer_t *task_info_t;
typedef struct {
  unsigned long long virtual_size;
  integer_t others[34];
  unsigned long long phys_footprint;
} task_vm_info_data_t;
extern mach_port_t mach_task_self_;
#define mach_task_self() mach_task_self_
#define KERN_SUCCESS 0
#define MACH_PORT_NULL 0
#define TASK_VM_INFO 22
#define TASK_VM_INFO_COUNT ((mach_msg_type_number_t)(sizeof(task_vm_info_data_t) / sizeof(natural_t)))
#define EXC_MASK_CORPSE_NOTIFY (1 << 13)
#define EXCEPTION_DEFAULT 1
#define THREAD_STATE_NONE 5
kern_return_t task_info(mach_port_t, task_flavor_t, task_info_t, mach_msg_type_number_t *);
kern_return_t task_set_exception_ports(
    mach_port_t, exception_mask_t, mach_port_t, exception_behavior_t, thread_state_flavor_t);

#endif
