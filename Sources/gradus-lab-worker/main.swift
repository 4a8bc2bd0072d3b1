import Answers
import LabRuns

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

exit(
  WorkerProgram.run(arguments: CommandLine.arguments, offering: LabWorker.operations(of:)))
