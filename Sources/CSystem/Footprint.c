// A thread that watches over its own process, where the system sets it no limit of memory, or says only
// once that the time is up.

#define _GNU_SOURCE
#include "CSystem.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <mach/mach.h>
#endif

/// How often it looks, in microseconds.
enum { interval = 50000 };

static struct {
  unsigned long long memory;
  double seconds;
} limits;

unsigned long long csystem_footprint(void) {
#if defined(__APPLE__)
  // What the system's own tools call a process's memory, with what was compressed.
  task_vm_info_data_t info;
  mach_msg_type_number_t count = TASK_VM_INFO_COUNT;
  if (task_info(mach_task_self(), TASK_VM_INFO, (task_info_t)&info, &count) != KERN_SUCCESS) return 0;
  return info.phys_footprint;
#else
  FILE *file = fopen("/proc/self/statm", "re");
  if (!file) return 0;
  unsigned long long size = 0, resident = 0;
  int count = fscanf(file, "%llu %llu", &size, &resident);
  fclose(file);
  return count == 2 ? resident * (unsigned long long)sysconf(_SC_PAGESIZE) : 0;
#endif
}

static double processor_time(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void *watch(void *nothing) {
  (void)nothing;
  for (;;) {
    if (limits.memory > 0 && csystem_footprint() > limits.memory) {
      // The words of Swift's runtime, by which the judge knows what has happened.
      csystem_complain("failed to allocate more memory than the limit");
      kill(getpid(), SIGKILL);
    }
    if (limits.seconds > 0 && processor_time() > limits.seconds) kill(getpid(), SIGKILL);
    usleep(interval);
  }
  return NULL;
}

int csystem_watch_limits(unsigned long long memory, double seconds) {
  limits.memory = memory;
  limits.seconds = seconds;
  pthread_t thread;
  return pthread_create(&thread, NULL, watch, NULL);
}
