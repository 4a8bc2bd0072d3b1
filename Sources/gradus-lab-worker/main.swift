import Boundary
import LabRuns

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

let words = CommandLine.arguments
if words.count == 3, words[1] == Playground.word { exit(PlayProgram.run(words[2])) }
exit(WorkerProgram.run(arguments: words, offering: LabWorker.operations(of:)))
