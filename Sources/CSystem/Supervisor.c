// The first process of a sandbox: it watches over the one that runs the answer.

#define _GNU_SOURCE
#include "CSystem.h"
#include "RefusedCalls.h"
#include "Watch.h"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int csystem_can_fork(void) {
  pid_t child = fork();
  if (child == 0) _exit(0);
  if (child > 0) waitpid(child, NULL, 0);
  return child > 0;
}

#if defined(__linux__)

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>

/// How often the memory is looked at, in milliseconds.
enum { interval = 50 };

static long long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/// The kilobytes behind a word in a process's status; 0 where it isn't there.
static unsigned long long kilobytes(const char *status, const char *word) {
  const char *place = strstr(status, word);
  unsigned long long number = 0;
  return place && sscanf(place + strlen(word), "%llu", &number) == 1 ? number : 0;
}

/// The memory of one process of this namespace, in bytes. Files that it has mapped, such as the program's
/// own code, aren't counted; memory that several processes share is, for each of them.
static unsigned long long memory_of(const char *process) {
  char path[64], text[4096];
  snprintf(path, sizeof path, "/proc/%.20s/status", process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  text[count > 0 ? count : 0] = 0;
  return 1024 * (kilobytes(text, "\nRssAnon:") + kilobytes(text, "\nRssShmem:"));
}

static unsigned long long memory_of_all(void) {
  unsigned long long sum = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return 0;
  for (struct dirent *entry; (entry = readdir(folder));)
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') sum += memory_of(entry->d_name);
  closedir(folder);
  return sum;
}

void watch_child(struct watch *watch) {
  watch->isQuiet = true;
  long long next = milliseconds() + interval;
  for (;;) {
    struct pollfd polled[] = {
        {watch->children, POLLIN, 0}, {watch->lifeline, POLLIN, 0}, {watch->listener, POLLIN, 0}};
    long long left = next - milliseconds();
    poll(polled, 3, watch->memory == 0 ? -1 : left > 0 ? (int)left : 0);
    if (polled[1].revents) return;
    // One at a time: whoever calls in a loop must not keep us from everything else.
    if (polled[2].revents & POLLIN) {
      refuse_call(watch->listener, watch->report);
      watch->isQuiet = false;
    }
    // Nobody is left who could call.
    else if (polled[2].revents & POLLHUP) watch->listener = -1;
    struct signalfd_siginfo signal;
    while (read(watch->children, &signal, sizeof signal) > 0) continue;
    struct rusage usage;
    int status;
    for (pid_t ended; (ended = wait4(-1, &status, WNOHANG, &usage)) > 0;) {
      if (ended != watch->child) {
        watch->isQuiet = false;
        continue;
      }
      long long microseconds = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL +
                               usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
      dprintf(watch->report, "ended %d %lld %ld\n", status, microseconds, usage.ru_maxrss);
      return;
    }
    if (watch->memory == 0 || milliseconds() < next) continue;
    next = milliseconds() + interval;
    if (memory_of_all() > watch->memory) {
      dprintf(watch->report, "memory\n");
      watch->isQuiet = false;
      return;
    }
  }
}

int hear_of_children(void *before) {
  sigset_t ended, all;
  sigemptyset(&ended);
  sigaddset(&ended, SIGCHLD);
  // A signal that has a handler would come through, and Swift's runtime has some for crashes.
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, before);
  return signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
}

int csystem_supervise(int lifeline, int report, unsigned long long memory) {
  // The first process of a namespace gets no signals from inside it that it doesn't handle.
  if (getpid() != 1) return -1;
  // Nor can it be traced, or its descriptors be opened, by a process of the same user.
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return -1;
  sigset_t before;
  int children = hear_of_children(&before);
  int ends[2];
  if (children < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    close(children);
    close(lifeline);
    close(ends[0]);
    sigprocmask(SIG_SETMASK, &before, NULL);
    prctl(PR_SET_DUMPABLE, 1);
    return ends[1];
  }
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  // The judge must see the end of its pipes when the child closes them.
  for (int descriptor = 0; descriptor < report; descriptor++)
    if (descriptor != lifeline && descriptor != children && descriptor != ends[0]) close(descriptor);
  close(ends[1]);
  // The child sends it, or ends, before it loads any code of a student's.
  int listener = take_listener(ends[0]);
  struct watch watch = {child, children, lifeline, listener, report, memory, false};
  watch_child(&watch);
  // With the first process the kernel ends all others of the namespace.
  _exit(0);
}

#else

int csystem_supervise(int lifeline, int report, unsigned long long memory) {
  (void)lifeline, (void)report, (void)memory;
  return -1;
}

#endif
