// A process that has started once, and makes a copy of itself for each test. It never loads an
// answer: whatever an answer does to its own process, the next test begins from the same state.

#define _GNU_SOURCE
#include "CSystem.h"
#include "RefusedCalls.h"
#include "Watch.h"

#if defined(__linux__)

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/// The descriptors that come with a request, in their order, and those of them that the child gets.
enum { requests, replies, output, errors, report, lifeline, count };
static const int places[] = {csystem_requests, csystem_replies, 1, 2, csystem_report};

/// Waits for a request; its length, or -1 when nobody will ask any more.
static ssize_t receive(int control, char *text, int size, int descriptors[count]) {
  _Alignas(struct cmsghdr) char space[CMSG_SPACE(count * sizeof(int))];
  struct iovec bytes = {text, (size_t)size - 1};
  struct msghdr message = {
      .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  ssize_t length;
  do length = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  while (length < 0 && errno == EINTR);
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (length <= 0 || !header || header->cmsg_len != CMSG_LEN(count * sizeof(int))) return -1;
  memcpy(descriptors, CMSG_DATA(header), count * sizeof(int));
  text[length] = 0;
  return length;
}

/// What an answer in a sandbox could leave for the next one, beside files and processes: the number
/// that the next process gets, and the time when the temporary folder has last changed.
struct traces {
  long lastProcess;
  struct timespec change;
  bool isEmpty;
};

static struct traces look(void) {
  struct traces traces = {.lastProcess = -1};
  char text[128] = "";
  int file = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
  if (file >= 0 && read(file, text, sizeof text - 1) > 0) {
    char *last = strrchr(text, ' ');
    if (last) traces.lastProcess = strtol(last, NULL, 10);
  }
  close(file);
  struct stat status;
  if (stat("/tmp", &status) == 0) traces.change = status.st_ctim;
  DIR *folder = opendir("/tmp");
  int entries = 0;
  if (folder) {
    while (readdir(folder)) entries++;
    closedir(folder);
  }
  traces.isEmpty = entries == 2;
  return traces;
}

/// Ends all other processes of a sandbox; how many there were beside the child.
static int end_others(pid_t child) {
  int others = 0;
  // Should that fail, the kernel ends them with us.
  if (kill(-1, SIGKILL) != 0 && errno != ESRCH) _exit(0);
  for (;;) {
    pid_t ended = waitpid(-1, NULL, __WALL);
    if (ended < 0 && errno == ECHILD) return others;
    if (ended > 0 && ended != child) others++;
  }
}

/// Ends all descendants of this process, which adopts those that have lost their parents; how many
/// there were beside the child.
static int end_descendants(pid_t child) {
  int others = 0;
  kill(-child, SIGKILL);
  kill(child, SIGKILL);
  char path[64], text[4096];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
  for (;;) {
    // Zombies stand in the list too, until they are waited for.
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = 0;
    char *next = text;
    for (long process; (process = strtol(next, &next, 10)) > 0;) {
      kill((pid_t)process, SIGKILL);
      if (process != child) others++;
      waitpid((pid_t)process, NULL, __WALL);
    }
    if (length <= 0) return others;
  }
}

/// Makes a child for a request, or nothing when there can be none; 0 in the child.
static pid_t make_child(
    int descriptors[count], int children, const void *mask, bool isInSandbox, int *supervisor) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  pid_t nursery = getpid();
  pid_t child = fork();
  if (child != 0) {
    close(ends[1]);
    *supervisor = ends[0];
    return child;
  }
  setsid();
  close(children);
  // All of them are above the places where they go; see `Pipe` in Swift.
  for (int index = 0; index < report + 1; index++) dup2(descriptors[index], places[index]);
  dup2(ends[1], csystem_lifeline);
  csystem_close_from(csystem_report + 1);
  *supervisor = csystem_lifeline;
  if (!isInSandbox) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != nursery) _exit(0);
  }
  prctl(PR_SET_DUMPABLE, 1);
  sigprocmask(SIG_SETMASK, mask, NULL);
  return 0;
}

int csystem_nurse(int control, unsigned long long memory, char *request, int size) {
  bool isInSandbox = getpid() == 1;
  if (memory > 0 && !isInSandbox) return -1;
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return -1;
  if (!isInSandbox && prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) return -1;
  // Descriptors that come are never among the places where they go.
  int socket = fcntl(control, F_DUPFD_CLOEXEC, 16);
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (socket < 0 || nothing < 0) return -1;
  for (int place = csystem_requests; place <= csystem_report; place++) dup2(nothing, place);
  control = socket;
  sigset_t before;
  int children = hear_of_children(&before);
  if (children < 0) return -1;
  struct traces first = look();
  for (;;) {
    int descriptors[count];
    if (receive(control, request, size, descriptors) < 0) _exit(0);
    int supervisor;
    pid_t child = make_child(descriptors, children, &before, isInSandbox, &supervisor);
    if (child == 0) return supervisor;
    for (int index = 0; index < report; index++) close(descriptors[index]);
    if (child < 0) _exit(1);
    struct watch watch = {
        child, children, descriptors[lifeline], -1, descriptors[report], memory, false};
    forget_refused_calls();
    // The child sends it, or ends, before it loads any code of a student's.
    if (isInSandbox) watch.listener = take_listener(supervisor);
    close(supervisor);
    watch_child(&watch);
    int others = isInSandbox ? end_others(child) : end_descendants(child);
    close(watch.listener);
    struct traces now = look();
    bool isClean = others == 0 && watch.isQuiet;
    if (isInSandbox) {
      isClean = isClean && now.isEmpty && now.lastProcess == child &&
                now.change.tv_sec == first.change.tv_sec &&
                now.change.tv_nsec == first.change.tv_nsec;
    }
    if (isClean) dprintf(watch.report, "clean\n");
    close(watch.report);
    close(watch.lifeline);
    if (!isClean) _exit(0);
  }
}

int csystem_nursery_sockets(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

int csystem_ask_nursery(int control, const char *request, int length, const int descriptors[6]) {
  _Alignas(struct cmsghdr) char space[CMSG_SPACE(count * sizeof(int))] = {0};
  struct iovec bytes = {(void *)request, (size_t)length};
  struct msghdr message = {
      .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(count * sizeof(int));
  memcpy(CMSG_DATA(header), descriptors, count * sizeof(int));
  return sendmsg(control, &message, MSG_NOSIGNAL) == length ? 0 : -1;
}

#else

int csystem_nursery_sockets(int ends[2]) {
  (void)ends;
  return -1;
}

int csystem_ask_nursery(int control, const char *request, int length, const int descriptors[6]) {
  (void)control, (void)request, (void)length, (void)descriptors;
  return -1;
}

int csystem_nurse(int control, unsigned long long memory, char *request, int size) {
  (void)control, (void)memory, (void)request, (void)size;
  return -1;
}

#endif
