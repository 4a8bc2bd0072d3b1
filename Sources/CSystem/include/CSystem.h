// System calls that Swift's own modules of the C library leave out, or spell differently on Linux
// and macOS. No system header is included here: its types would clash with those modules' own.

#ifndef CSYSTEM_H
#define CSYSTEM_H

/// Makes orphans of our descendants our own children. Does nothing on macOS.
void csystem_adopt_orphans(void);

/// Makes a pipe whose ends are not passed on to children; 0 when it has succeeded.
int csystem_pipe(int ends[2]);

/// Closes every descriptor from `first` on.
void csystem_close_from(int first);

/// Writes standard output line by line, so that a crash doesn't lose what was printed before.
void csystem_write_output_by_line(void);

/// The limits that a process can set itself.
enum csystem_resource {
  csystem_processor_time,
  csystem_address_space,
  csystem_file_size,
  csystem_core_size,
  csystem_processes,
  csystem_open_files
};

/// Lowers one of this process's limits.
void csystem_limit(enum csystem_resource resource, unsigned long long soft, unsigned long long hard);

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

/// Whether a further process can be started now.
int csystem_can_fork(void);

/// Becomes another program, found on the `PATH`; returns only when that fails.
void csystem_become_program(char *const words[]);

#endif
