import Curriculum

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

/// The folder of answers that the suites test, and the way to run them.
public struct AnswersUnderTest: Sendable {
  /// The environment variable that names the folder; `Exercises` when it is unset.
  public static let variable = "GRADUS_ANSWERS"

  /// The environment variable that is 1 to load answers into the test process.
  public static let inProcessVariable = "GRADUS_IN_PROCESS"

  private let kit: BuiltKit
  private let compiler: AnswerCompiler
  private let workers: Workers

  /// The folder of answers; it has a folder for each exercise.
  public let folder: String

  /// Whether answers are loaded into this process, for a debugger.
  public let inProcess: Bool

  /// The answers that the environment names.
  ///
  /// - Parameter image: an address in the program: `#dsohandle`.
  /// - Throws: an error in words if the folder, the kit or a demanded sandbox isn't there, or if the
  ///   machine leaves too little room.
  public init(image: UnsafeRawPointer) throws {
    kit = try BuiltKit(image: image)
    try Limits.requireRoom()
    let environment = ProcessInfo.processInfo.environment
    inProcess = environment[Self.inProcessVariable] == "1" || isBeingDebugged
    let sandbox = try Sandbox.fulfill(Sandbox.wish(in: environment), for: kit).sandbox
    compiler = AnswerCompiler(
      kit: kit, forDebugger: inProcess, limits: try CompilerLimits(environment: environment),
      sandbox: sandbox)
    workers = Workers(program: kit.worker, sandbox: sandbox)
    workers.endWithTheProgram()
    let path = environment[Self.variable] ?? "Exercises"
    let candidates = path.hasPrefix("/") ? [path] : [path, "\(kit.root)/\(path)"]
    guard let folder = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
      throw NoAnswers(path: path)
    }
    self.folder = folder.resolved
  }

  /// Whether there is an answer to an exercise, were it only a stub.
  public func has(_ exercise: Exercise) -> Bool {
    FileManager.default.fileExists(atPath: place(of: exercise))
  }

  /// A new conversation with the answer to an exercise.
  public func session(for exercise: Exercise, limits: Limits) -> Session {
    Session(workers: workers, limits: limits) {
      try compiler.library(for: exercise, in: place(of: exercise))
    }
  }

  /// The answer to an exercise, loaded into this process.
  public func loaded(_ exercise: Exercise) throws -> AnswerSource {
    try AnswerSource(loading: compiler.library(for: exercise, in: place(of: exercise)))
  }

  /// Makes sure that a known answer compiles and runs here and now.
  ///
  /// - Throws: `AnswerFailure` when it doesn't: then no other answer is to blame for anything.
  public func requireKnownAnswer() throws {
    do {
      try Leftovers.withFolder(in: kit.cache) { folder in
        try Data(KnownAnswer.text.utf8).write(to: URL(filePath: "\(folder)/KnownAnswer.swift"))
        let session = Session(workers: workers) {
          try compiler.library(for: KnownAnswer.exercise, in: folder)
        }
        defer { session.end() }
        guard try KnownAnswer.isRight(in: session) else {
          throw AnswerFailure(noVerdict: "another answer gives other numbers here than elsewhere")
        }
      }
    } catch {
      throw AnswerFailure(noVerdict: "another answer doesn't run here either (\(error))")
    }
  }

  private func place(of exercise: Exercise) -> String { "\(folder)/\(exercise.folder)" }
}

/// Says that the folder of answers isn't there.
struct NoAnswers: Error, CustomStringConvertible {
  let path: String

  /// Names the folder that isn't there, and the variable that asks for it.
  var description: String {
    "there is no folder \"\(path)\" (\(AnswersUnderTest.variable) names the folder of answers)"
  }
}

/// Whether a debugger controls this process.
private var isBeingDebugged: Bool {
  #if os(Linux)
    let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
    return String(decoding: status, as: UTF8.self).split(separator: "\n").contains {
      $0.hasPrefix("TracerPid:") && !$0.hasSuffix("\t0")
    }
  #else
    var info = kinfo_proc()
    var size = MemoryLayout<kinfo_proc>.stride
    var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, getpid()]
    sysctl(&name, 4, &info, &size, nil, 0)
    return info.kp_proc.p_flag & P_TRACED != 0
  #endif
}
