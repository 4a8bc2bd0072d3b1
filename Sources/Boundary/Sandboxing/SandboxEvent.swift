/// The words for what an answer tried and the sandbox refused, or ended it for.
enum SandboxEvent {
  /// All processes together met the limit.
  static let tooMuchMemory = "held too much memory, with the processes that it started"

  /// What a refused system call was for.
  static func words(forCall name: String) -> String {
    switch name {
    case "socket": "tried to open a network socket"
    case "unshare", "setns", "clone": "tried to change its namespaces"
    case "mount", "umount2", "pivot_root", "chroot": "tried to change its file system"
    case "ptrace", "process_vm_writev": "tried to control another process"
    case "userfaultfd", "bpf", "perf_event_open", "syslog":
      "tried to reach into the kernel (\(name))"
    default: "tried to get memory that no limit counts (\(name))"
    }
  }
}
