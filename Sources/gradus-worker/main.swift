import Boundary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

exit(WorkerProgram.run(arguments: CommandLine.arguments))
