// How a process of ours watches over one that runs an answer; on Linux.

#ifndef WATCH_H
#define WATCH_H

#if defined(__linux__)

#include <stdbool.h>
#include <sys/types.h>

/// Who is watched, and by what.
struct watch {
  pid_t child;
  /// A signalfd that tells of children that have ended.
  int children;
  /// The judge holds the other end; closed, it says that the child is not needed any more.
  int lifeline;
  /// Tells of system calls that are refused; -1 without one.
  int listener;
  /// The judge reads the other end.
  int report;
  /// The bytes that all processes of this namespace may hold together; 0 for any number.
  unsigned long long memory;
  /// Whether no call was refused, no limit met and no process left to us.
  bool isQuiet;
};

/// Waits until the child has ended, the lifeline is closed, or there is too much memory, and says in
/// the report what has happened.
void watch_child(struct watch *watch);

/// Blocks all signals and gives a signalfd that tells of children that have ended, or -1. The mask
/// that was there before is written to `before`.
int hear_of_children(void *before);

#endif

#endif
