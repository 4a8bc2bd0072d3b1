import CSystem

extension Limits {
  /// Makes sure that the limits of this process leave room for those of compilers and workers. With
  /// less, an answer would fail for lack of something that it is allowed to use.
  public static func requireRoom() throws {
    let compiler = CompilerLimits.standard.ofProcesses
    let needs: [(csystem_resource, Int, unit: (String, Int), name: String, word: String)] = [
      (csystem_file_size, compiler.fileSize, ("MB", 1 << 20), "the size of files", "-f"),
      (csystem_address_space, compiler.memory, ("MB", 1 << 20), "memory", "-v"),
      (csystem_data_size, compiler.memory, ("MB", 1 << 20), "memory for data", "-d"),
      (csystem_processor_time, compiler.processorSeconds, ("s", 1), "processor time", "-t"),
      (csystem_open_files, Limits.standard.openFiles, ("files", 1), "open files", "-n"),
      // Nearly the 8 MB that systems give.
      (csystem_stack_size, 7 << 20, ("MB", 1 << 20), "the stack", "-s"),
    ]
    for (resource, need, unit, name, word) in needs where csystem_room(resource) < UInt64(need) {
      throw BadLimit(
        description:
          "the shell's limit of \(name) (ulimit \(word)) is less than the \(need / unit.1) "
          + "\(unit.0) that grading needs: raise it, or start from another shell")
    }
  }
}
