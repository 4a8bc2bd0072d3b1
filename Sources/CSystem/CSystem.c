#define _GNU_SOURCE
#include "CSystem.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif
#if defined(__APPLE__)
#include <mach/mach.h>
#endif

void csystem_adopt_orphans(void) {
#if defined(__linux__)
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

int csystem_pipe(int ends[2]) {
#if defined(__linux__)
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  return fcntl(ends[0], F_SETFD, FD_CLOEXEC) | fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
}

void csystem_close_from(int first) {
#if defined(__linux__)
  close_range((unsigned)first, ~0u, 0);
#else
  // A child has those only that were named when it was started: see `csystem_spawn_flags`.
  (void)first;
#endif
}

void csystem_write_output_by_line(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

unsigned long long csystem_fingerprint(const void *bytes, long count) {
  unsigned long long hash = 0xcbf29ce484222325ull;
  for (const unsigned char *byte = bytes, *end = byte + count; byte != end; byte++) {
    hash = (hash ^ *byte) * 0x100000001b3ull;
  }
  return hash;
}

void csystem_allow_open_files(unsigned long long count) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count) return;
  limit.rlim_cur = count < limit.rlim_max ? (rlim_t)count : limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void csystem_crash_quietly(void) {
#if defined(__APPLE__)
  // Nobody is told of this process's corpse, so nothing writes a report of it.
  task_set_exception_ports(
      mach_task_self(), EXC_MASK_CORPSE_NOTIFY, MACH_PORT_NULL, EXCEPTION_DEFAULT,
      THREAD_STATE_NONE);
#endif
}

static int code(enum csystem_resource resource) {
  switch (resource) {
    case csystem_processor_time: return RLIMIT_CPU;
    case csystem_address_space: return RLIMIT_AS;
    case csystem_file_size: return RLIMIT_FSIZE;
    case csystem_core_size: return RLIMIT_CORE;
    case csystem_processes: return RLIMIT_NPROC;
    case csystem_open_files: return RLIMIT_NOFILE;
    case csystem_data_size: return RLIMIT_DATA;
    case csystem_stack_size: return RLIMIT_STACK;
  }
}

unsigned long long csystem_room(enum csystem_resource resource) {
  struct rlimit limit;
  if (getrlimit(code(resource), &limit) != 0) return ~0ull;
  int isOurs = resource != csystem_data_size && resource != csystem_stack_size;
  rlim_t room = isOurs ? limit.rlim_max : limit.rlim_cur;
  return room == RLIM_INFINITY ? ~0ull : room;
}

void csystem_limit(enum csystem_resource resource, unsigned long long soft, unsigned long long hard) {
  struct rlimit limit;
  if (getrlimit(code(resource), &limit) != 0) return;
  if (hard < limit.rlim_max) limit.rlim_max = (rlim_t)hard;
  limit.rlim_cur = soft < limit.rlim_max ? (rlim_t)soft : limit.rlim_max;
  setrlimit(code(resource), &limit);
}

short csystem_spawn_flags(void) {
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID;
#if defined(__APPLE__)
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  return flags;
}


void csystem_complain(const char *line) { dprintf(2, "%s\n", line); }

const char *csystem_library_of(const char *function) {
  Dl_info info;
  void *address = dlsym(RTLD_DEFAULT, function);
  return address && dladdr(address, &info) ? info.dli_fname : NULL;
}
