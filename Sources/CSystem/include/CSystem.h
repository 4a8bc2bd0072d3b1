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
  csystem_processes
};

/// Lowers one of this process's limits.
void csystem_limit(enum csystem_resource resource, unsigned long long soft, unsigned long long hard);

/// How a child is started: in a session of its own, with no signal blocked or ignored; on macOS,
/// where a child gets all descriptors otherwise, with only those that are named.
short csystem_spawn_flags(void);

#endif
