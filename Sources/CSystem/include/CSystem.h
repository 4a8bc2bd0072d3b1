// System calls that Swift's own modules of the C library leave out, or spell differently on Linux
// and macOS. No system header is included here: its types would clash with those modules' own.

#ifndef CSYSTEM_H
#define CSYSTEM_H

/// Makes orphans of our descendants our own children. Does nothing on macOS.
void csystem_adopt_orphans(void);

/// Makes a pipe whose ends are not passed on to children; 0 when it has succeeded.
int csystem_pipe(int ends[2]);

/// Closes every descriptor from `first` on. Does nothing on macOS, where children get none that they
/// weren't meant to have, and where some of the system's own must not be closed.
void csystem_close_from(int first);

/// Writes standard output line by line, so that a crash doesn't lose what was printed before.
void csystem_write_output_by_line(void);

/// A number that stands for some bytes: 64-bit FNV-1a
/// (http://www.isthe.com/chongo/tech/comp/fnv).
unsigned long long csystem_fingerprint(const void *bytes, long count);

/// The limits that a process can set itself.
enum csystem_resource {
  csystem_processor_time,
  csystem_address_space,
  csystem_file_size,
  csystem_core_size,
  csystem_processes,
  csystem_open_files,
  csystem_data_size,
  csystem_stack_size
};

/// How far one of this process's limits can go; the highest number where there is none. What a process
/// doesn't set itself, the sizes of data and stack, is as it is.
unsigned long long csystem_room(enum csystem_resource resource);

/// Lowers one of this process's limits.
void csystem_limit(enum csystem_resource resource, unsigned long long soft, unsigned long long hard);

/// Allows this process so many open files, if the system does. A Mac's terminal begins with 256.
void csystem_allow_open_files(unsigned long long count);

/// Lets this process crash without a report by the system, which macOS would write each time. Does
/// nothing on Linux.
void csystem_crash_quietly(void);

/// The bytes of memory that this process holds; 0 where that can't be known.
unsigned long long csystem_footprint(void);

/// Starts a thread that kills this process within a moment when it holds more memory or has used more
/// processor time; 0 for any amount. Returns 0 when it has succeeded.
int csystem_watch_limits(unsigned long long memory, double seconds);

/// How a child is started: in a session of its own, with no signal blocked or ignored; on macOS,
/// where a child gets all descriptors otherwise, with only those that are named.
short csystem_spawn_flags(void);

/// Splits this process, the first one of a sandbox's process namespace, in two. The child goes on
/// with a descriptor for `csystem_refuse_system_calls`. The parent stays behind and watches: it says
/// in `report` how the child has ended, and which calls were refused; and it ends at once when the
/// other end of `lifeline` is closed, or when all processes together hold more than `memory` bytes.
/// With it the kernel ends every process of the namespace.
///
/// What runs in the namespace can't send the parent a signal, trace it or see its descriptors.
/// Returns -1 where that can't be had: not on Linux, or not as the first process.
int csystem_supervise(int lifeline, int report, unsigned long long memory);

/// Where a worker finds its ends of the judge's pipes. A nursery has its requests at the first.
enum csystem_place {
  csystem_requests = 3,
  csystem_replies = 4,
  csystem_lifeline = 5,
  csystem_report = 6
};

/// Makes this process a nursery: it waits at `control`, a socket, for requests, and splits a child
/// off for each. The child comes back from here, with the request's text in `request`, its pipes in
/// their places, and a descriptor for `csystem_refuse_system_calls`. The nursery watches it as
/// `csystem_supervise` does, ends all that the child has left, and says "clean" in the report when
/// the next child will find everything as this one did. Where that isn't so it ends.
///
/// Must be called before any code of a student's is in memory, and while there is one thread.
/// In a sandbox, of which it must be the first process, `memory` is what all processes may hold
/// together; it is 0 elsewhere. Returns -1 where there can be no nursery, as on macOS, where a copy
/// of a process that has used the system's frameworks isn't safe.
int csystem_nurse(int control, unsigned long long memory, char *request, int size);

/// Sends a request and six descriptors to a nursery: the ends of requests, replies, output, errors,
/// report and lifeline that aren't ours. 0 when it has succeeded.
int csystem_ask_nursery(int control, const char *request, int length, const int descriptors[6]);

/// Makes a connected pair of sockets for a nursery's requests, neither of which is passed on to
/// children; 0 when it has succeeded.
int csystem_nursery_sockets(int ends[2]);

/// Gives up the rights of root for those of a user and group that own nothing; 0 when it has
/// succeeded.
int csystem_become_user(unsigned int user);

/// Refuses from now on, for this process and its descendants, what an answer has no use for and
/// what would lead around the limits: new namespaces, sockets to other machines, memory that
/// belongs to no process, tracing. The supervisor hears of it where the kernel can tell it, and the
/// descriptor that leads to it is closed. 0 when it has succeeded, or where it isn't supported.
int csystem_refuse_system_calls(int supervisor);

/// Lets the kernel end this process and its descendants first when memory runs out.
void csystem_prefer_as_victim(void);

/// Writes a line to standard error.
void csystem_complain(const char *line);

/// The path of the loaded library that defines a function; null when there is none.
const char *csystem_library_of(const char *function);

/// Opens a descriptor that can be read, for `poll`, when something changes in what is watched; -1 where
/// there is none.
int csystem_watch_open(void);

/// Watches a folder from now on; on macOS a file too, which a folder says nothing of there. Returns a
/// descriptor that has to stay open as long as that goes on, or -1 where none is needed.
int csystem_watch_add(int watch, const char *path);

/// Forgets the changes that were noticed so far.
void csystem_watch_drain(int watch);

/// Takes the terminal's screen: keys come at once and aren't shown, and what stood there before comes back
/// with `csystem_return_screen`, or when a signal ends this process. Whenever the screen's size changes,
/// a byte is written to `tells_size`. 0 when it has succeeded.
int csystem_take_screen(int terminal, int tells_size);

/// Gives the screen back as it was.
void csystem_return_screen(void);

/// Whether a further process can be started now.
int csystem_can_fork(void);

#endif
