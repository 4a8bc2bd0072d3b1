// How the supervisor hears of calls that are refused; see the header.

#define _GNU_SOURCE
#include "RefusedCalls.h"

#if defined(__linux__)

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

/// A message of one byte that carries a descriptor.
struct parcel {
  char byte;
  struct iovec bytes;
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  struct msghdr message;
};

static struct msghdr *prepare(struct parcel *parcel) {
  memset(parcel, 0, sizeof *parcel);
  parcel->bytes = (struct iovec){&parcel->byte, 1};
  parcel->message.msg_iov = &parcel->bytes;
  parcel->message.msg_iovlen = 1;
  parcel->message.msg_control = parcel->control;
  parcel->message.msg_controllen = sizeof parcel->control;
  return &parcel->message;
}

int give_listener(int supervisor, int listener) {
  struct parcel parcel;
  struct msghdr *message = prepare(&parcel);
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof listener);
  memcpy(CMSG_DATA(header), &listener, sizeof listener);
  return sendmsg(supervisor, message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

int take_listener(int confined) {
  struct parcel parcel;
  struct msghdr *message = prepare(&parcel);
  if (recvmsg(confined, message, MSG_CMSG_CLOEXEC) != 1) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return -1;
  int listener;
  memcpy(&listener, CMSG_DATA(header), sizeof listener);
  return listener;
}

#if defined(__x86_64__) || defined(__aarch64__)

#include <linux/seccomp.h>

#define KIND(name) {SYS_##name, #name},
static const struct {
  int number;
  const char *name;
} kinds[] = {REFUSED_CALLS(KIND) KIND(socket) KIND(clone) KIND(mmap)};

static bool isNoted[sizeof kinds / sizeof kinds[0]];

void forget_refused_calls(void) { memset(isNoted, 0, sizeof isNoted); }

static void note(int number, int report) {
  for (unsigned kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
    if (kinds[kind].number != number || isNoted[kind]) continue;
    isNoted[kind] = true;
    dprintf(report, "refused %s\n", kinds[kind].name);
  }
}

void refuse_call(int listener, int report) {
  // A kernel of later years may know more of a call than this program does.
  union {
    struct seccomp_notif call;
    struct seccomp_notif_resp reply;
    char space[512];
  } buffer = {.space = {0}};
  // Whoever called may be gone by now; there is nothing to answer then.
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &buffer) != 0) return;
  unsigned long long identity = buffer.call.id;
  note(buffer.call.data.nr, report);
  memset(&buffer, 0, sizeof buffer);
  buffer.reply.id = identity;
  buffer.reply.error = -EPERM;
  ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &buffer);
}

#else

void refuse_call(int listener, int report) { (void)listener, (void)report; }

void forget_refused_calls(void) {}

#endif

#endif
