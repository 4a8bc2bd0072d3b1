import CSystem
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What keeps untrusted code apart from the rest of the machine: bubblewrap, where there is one.
///
/// A program in it sees the system's libraries, the Swift runtime and the files that it is given,
/// all read-only, and a small temporary folder of its own. It has no network, and processes of its
/// own, none of which outlives it.
public struct Sandbox: Sendable {
  /// What whoever grades asks for.
  public enum Wish: String, Sendable, CaseIterable {
    /// A sandbox where there is one, and a warning where there isn't.
    case auto
    /// A sandbox, or no grade.
    case bubblewrap
    /// No sandbox.
    case none
  }

  /// What has become of a wish.
  public struct Choice: Sendable {
    /// The sandbox; nil without one.
    public let sandbox: Sandbox?
    /// For reports: "bubblewrap 0.8.0", or "none", or "none: " and why there is none.
    public let description: String

    /// No sandbox, and none was wished for.
    public static let none = Choice(sandbox: nil, description: "none")

    /// What whoever reads a report must know: a sandbox was wished for, and there was none.
    public var warning: String? { Self.warning(for: description) }

    /// The same, from the words of a report.
    public static func warning(for description: String) -> String? {
      guard description.hasPrefix(Self.missing) else { return nil }
      return "There was no sandbox: \(description.dropFirst(Self.missing.count)). The answers ran "
        + "with all the rights of whoever graded them."
    }

    /// Whether the words of a report name a sandbox.
    public static func isSandbox(_ description: String) -> Bool {
      description != none.description && !description.hasPrefix(missing)
    }

    fileprivate static let missing = "none: "
  }

  /// Says why there is no sandbox.
  public struct Unavailable: Error, CustomStringConvertible {
    let reason: String
    /// Says what is missing or doesn't work.
    public var description: String { "There is no sandbox: \(reason)" }
  }

  /// The environment variable that holds the wish; none when it is unset.
  public static let variable = "GRADUS_SANDBOX"

  /// The program and its version.
  public let description: String
  private let kit: BuiltKit
  private let toolchain: String
  private let separation: Separation

  /// What keeps the rights of whoever grades from the answer.
  enum Separation: CaseIterable {
    /// The worker gives up root for a user of its own; only root can do that.
    case ownUser
    /// The kernel keeps an account of its own for the sandbox.
    case userNamespace
  }

  /// Looks for what was wished for, and tries it out.
  ///
  /// - Throws: `Unavailable` when a sandbox is demanded and there is none.
  public static func fulfill(_ wish: Wish, for kit: BuiltKit) throws(Unavailable) -> Choice {
    if wish == .none { return .none }
    do {
      let sandbox = try find(for: kit)
      return Choice(sandbox: sandbox, description: sandbox.description)
    } catch  where wish == .auto {
      return Choice(sandbox: nil, description: Choice.missing + error.reason)
    }
  }

  /// The wish that the environment holds.
  static func wish(in environment: [String: String]) throws(Unavailable) -> Wish {
    let word = environment[variable] ?? Wish.none.rawValue
    guard let wish = Wish(rawValue: word) else {
      let known = Wish.allCases.map(\.rawValue).joined(separator: ", ")
      throw Unavailable(reason: "\(variable) is \"\(word)\"; it can be one of \(known)")
    }
    return wish
  }

  /// The sandbox of this machine, when it works.
  private static func find(for kit: BuiltKit) throws(Unavailable) -> Sandbox {
    #if os(Linux)
      let (version, toolchain) = (try version(), try toolchain())
      if let folder = (system + [toolchain]).first(where: { "\(kit.root)/".hasPrefix($0 + "/") }) {
        throw Unavailable(
          reason: "the kit lies in \(folder), which programs in the sandbox see: move it elsewhere")
      }
      let separations = geteuid() == 0 ? Separation.allCases : [.userNamespace]
      var problems: [String] = []
      for separation in separations {
        let sandbox = Sandbox(
          description: version, kit: kit, toolchain: toolchain, separation: separation)
        do {
          try sandbox.probe()
          return sandbox
        } catch {
          problems.append(error.reason)
        }
      }
      throw Unavailable(reason: "bubblewrap doesn't work on this machine: \(problems[0])")
    #else
      throw Unavailable(reason: "bubblewrap exists only on Linux")
    #endif
  }

  /// A file or folder, and where a program in the sandbox sees it.
  struct View {
    let outside: String
    let inside: String
    var isWritable = false
  }

  /// Where things lie in the sandbox.
  enum Place {
    static let worker = "/gradus/gradus-worker"
    static let answers = "/gradus/answers"
    static let sources = "/gradus/sources"
    static let modules = "/gradus/modules"
    static let data = "/gradus/data"
    static let moduleCache = "/gradus/module-cache"
    static let workshop = "/gradus/workshop"
    static let temporary = "/tmp"
  }

  /// The compiler that belongs to the runtime.
  var compiler: String { toolchain + "/bin/swiftc" }

  /// The environment of a program in the sandbox, which learns nothing of the one outside.
  var environment: [String: String] {
    var environment = ["PATH": "/usr/bin:/bin", "HOME": Place.temporary, "TMPDIR": Place.temporary]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return environment
  }

  /// A folder outside, for what programs in the sandbox are to see.
  var cache: String { kit.cache }

  /// What the worker gives up when it runs an answer.
  ///
  /// - Parameter memory: The bytes that all its processes may hold together; 1 GB when nil.
  func confinement(forCompiler: Bool = false, memory: Int? = nil) -> Confinement {
    Confinement(
      user: separation == .ownUser && !forCompiler ? Self.freshUser() : nil,
      memory: forCompiler ? 4 << 30 : memory ?? 1 << 30)
  }

  /// The words that start a worker in the sandbox; its own words follow.
  ///
  /// - Parameter program: The worker's path; that of `gradus-worker` when nil.
  func command(showing views: [View], temporarySize: Int, program: String? = nil) -> [String] {
    var words = ["bwrap", "--as-pid-1", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    words += ["--unshare-uts", "--unshare-cgroup-try", "--hostname", "sandbox"]
    switch separation {
    case .ownUser:
      // To become another user, and to end what that user has left.
      words += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
      words += ["--cap-add", "CAP_KILL"]
    case .userNamespace: words += ["--unshare-user"]
    }
    // Folders that bubblewrap makes by itself are for nobody but root.
    for folder in folders(above: views.map(\.inside) + Self.system + ["/gradus/x", "/dev/x"]) {
      words += ["--perms", "0755", "--dir", folder]
    }
    for path in Self.system { words += ["--ro-bind-try", path, path] }
    for view in views {
      words += [view.isWritable ? "--bind" : "--ro-bind", view.outside, view.inside]
    }
    words += ["--ro-bind", program ?? kit.worker, Place.worker, "--proc", "/proc"]
    // No /dev/zero: mapped, it would be memory that no limit counts.
    for device in ["null", "random", "urandom"] {
      words += ["--dev-bind", "/dev/\(device)", "/dev/\(device)"]
    }
    words += ["--perms", "1777", "--size", "\(temporarySize)", "--tmpfs", Place.temporary]
    // The folder that all this stands in is memory too: nothing may be added to it.
    return words + ["--remount-ro", "/", "--chdir", Place.temporary, Place.worker]
  }

  /// The folders that some paths lie in, the outer ones first.
  private func folders(above paths: [String]) -> [String] {
    var folders: Set<String> = []
    for path in paths {
      var folder = path.parent
      while folder != "/", folders.insert(folder).inserted { folder = folder.parent }
    }
    return folders.sorted { $0.utf8.count < $1.utf8.count }
  }

  /// What a worker needs to see beside its library.
  var runtime: [View] {
    ["/lib/swift/linux", "/libexec/swift"].map { toolchain + $0 }
      .filter(FileManager.default.fileExists(atPath:)).map { View(outside: $0, inside: $0) }
  }

  /// What a compiler needs to see beside the answer.
  var compilerFiles: [View] {
    [toolchain, "/usr/include"].map { View(outside: $0, inside: $0) }
  }

  private static let system = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"]
}

extension Sandbox {
  private static func version() throws(Unavailable) -> String {
    let result = try? run("bwrap", ["--version"], environment: plain, seconds: 10)
    guard let result else { throw Unavailable(reason: "bubblewrap (bwrap) is not installed") }
    guard result.ending?.status == 0, result.output.hasPrefix("bubblewrap ") else {
      throw Unavailable(reason: "bwrap --version says: \(result.output)")
    }
    return String(result.output.prefix { !$0.isNewline })
  }

  /// The folder that holds the running Swift library in `lib/swift/linux`.
  private static func toolchain() throws(Unavailable) -> String {
    guard let library = Toolchain.pathOfRuntime else {
      throw Unavailable(reason: "the Swift runtime can't be found")
    }
    guard let folder = Toolchain.folderOfRuntime else {
      throw Unavailable(reason: "the Swift runtime at \(library) belongs to no toolchain")
    }
    return folder
  }

  /// Starts a worker as it is started for an answer, and lets it look around.
  private func probe() throws(Unavailable) {
    let words: [String]
    let result: ProgramResult
    do {
      words =
        try command(showing: runtime, temporarySize: 1 << 20)
        + WorkerProgram.Words.probe(Limits.standard.under(self), confinement())
      result = try run(
        words[0], Array(words.dropFirst()), environment: environment, seconds: 30,
        isSupervised: true)
    } catch {
      throw Unavailable(reason: "\(error)")
    }
    guard result.hasBegun, result.ending?.status == 0 else {
      let words = result.output.split(separator: "\n").joined(separator: ", ")
      throw Unavailable(reason: words.isEmpty ? "a program in it ends at once" : words)
    }
  }

  private static var plain: [String: String] {
    ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }
  }

  private static let counter = Atomic<UInt32>(0)

  /// A number that no user of the machine has, and no worker at the same time.
  ///
  /// From 1,879,048,192 on no range is in use by systemd or by containers
  /// (https://systemd.io/UIDS-GIDS).
  private static func freshUser() -> UInt32 {
    let perProcess: UInt32 = 32
    let process = UInt32(bitPattern: getpid()) % (1 << 22)
    let worker = counter.wrappingAdd(1, ordering: .relaxed).newValue % perProcess
    return 1_880_000_000 + process * perProcess + worker
  }
}
