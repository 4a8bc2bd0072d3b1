#define _GNU_SOURCE
#include "CSystem.h"

#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/inotify.h>
#endif
#if defined(__APPLE__)
#include <sys/event.h>
#endif

int csystem_watch_open(void) {
#if defined(__linux__)
  return inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
#elif defined(__APPLE__)
  int watch = kqueue();
  if (watch >= 0) fcntl(watch, F_SETFD, FD_CLOEXEC);
  return watch;
#else
  return -1;
#endif
}

int csystem_watch_add(int watch, const char *path) {
#if defined(__linux__)
  // An editor writes into a file, or writes another one and gives it the name.
  unsigned events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
  inotify_add_watch(watch, path, events);
  return -1;
#elif defined(__APPLE__)
  int file = open(path, O_EVTONLY | O_CLOEXEC);
  if (file < 0) return -1;
  struct kevent change = {
    .ident = (uintptr_t)file,
    .filter = EVFILT_VNODE,
    .flags = EV_ADD | EV_CLEAR,
    .fflags = NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE | NOTE_RENAME,
  };
  kevent(watch, &change, 1, NULL, 0, NULL);
  return file;
#else
  (void)watch;
  (void)path;
  return -1;
#endif
}

void csystem_watch_drain(int watch) {
#if defined(__linux__)
  char events[4096];
  while (read(watch, events, sizeof events) > 0) {}
#elif defined(__APPLE__)
  struct kevent events[16];
  struct timespec none = {0, 0};
  while (kevent(watch, NULL, 0, events, 16, &none) > 0) {}
#else
  (void)watch;
#endif
}
