import Curriculum
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is known of a compiler: asked once, and kept with the kit.
struct KnownCompiler: Codable, Sendable {
  /// The version, as it stands in the modules that it builds.
  let version: String
  /// What its driver starts for an answer; nil where that isn't understood.
  let jobs: CompilerJobs?
  /// Stands for the modules with which it has compiled something.
  var works: String?

  /// Asks a compiler.
  init(_ driver: String, options: [String], folder: String) throws {
    let result = try? run(
      driver, ["-print-target-info"], environment: ProcessInfo.processInfo.environment, seconds: 60)
    guard let result, result.ending?.status == 0,
      let info = try? JSONDecoder().decode(Info.self, from: Data(result.output.utf8))
    else {
      throw AnswerFailure(noCompiler: Self.sentence(driver, result?.output ?? "it doesn't start"))
    }
    version = info.compilerVersion
    jobs = try CompilerJobs(driver: driver, options: options, folder: folder)
  }

  /// What `swiftc -print-target-info` says, as far as it is needed.
  private struct Info: Decodable { let compilerVersion: String }

  /// The line of a compiler's words that says most.
  static func line(of output: String) -> Substring {
    let lines = output.split(separator: "\n")
    return lines.first { $0.contains("error:") } ?? lines.first ?? "it says nothing"
  }

  /// Says that a compiler doesn't work.
  static func sentence(_ driver: String, _ output: String) -> String {
    "the compiler of answers, \(driver), doesn't work with this kit (\(line(of: output))): put the Swift "
      + "that has built the kit first on the PATH, or build the kit again (swift build)"
  }
}

extension AnswerCompiler {
  /// What is known of a driver.
  ///
  /// - Throws: `AnswerFailure` when it isn't the compiler that has built the kit.
  func known(_ driver: String) throws -> KnownCompiler {
    try known.withLock { known in
      if let known { return known }
      let file = note(of: driver)
      if let data = FileManager.default.contents(atPath: file),
        let kept = try? JSONDecoder().decode(KnownCompiler.self, from: data)
      {
        try requireSameVersion(kept, driver)
        known = kept
        return kept
      }
      let asked = try KnownCompiler(driver, options: options, folder: kit.ownCache)
      try requireSameVersion(asked, driver)
      try JSONEncoder().encode(asked).write(to: URL(filePath: file), options: .atomic)
      known = asked
      return asked
    }
  }

  private func requireSameVersion(_ compiler: KnownCompiler, _ driver: String) throws {
    // A Mac's compiler says "Apple" before it, in both places.
    guard let version = kit.compilerVersion, !compiler.version.contains(version) else { return }
    throw AnswerFailure(
      noCompiler: "the kit was built by \(version), but the compiler of answers, \(driver), is "
        + "\(compiler.version): build the kit again with that one (swift build)")
  }

  /// Where it is kept, under all that it depends on.
  private func note(of driver: String) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: driver.resolved)
    let date = attributes?[.modificationDate] as? Date
    let key = fingerprint(
      Data("\(CompilerJobs.version) \(driver) \(date?.timeIntervalSince1970 ?? 0) \(options)".utf8))
    return "\(kit.ownCache)/compiler-\(key).json"
  }

  private func driver() throws -> String {
    try sandbox?.compiler ?? Toolchain.current.get().compiler
  }

  /// Remembers that the compiler has compiled something with these modules.
  func noteThatItWorks() throws {
    let modules = fingerprint(try moduleDates())
    let driver = try driver()
    try known.withLock { known in
      guard known != nil, known?.works != modules else { return }
      known?.works = modules
      // Where it can't be kept, it is found out again.
      let data = try JSONEncoder().encode(known)
      try? data.write(to: URL(filePath: note(of: driver)), options: .atomic)
    }
  }

  /// Whether it has compiled something with these modules before.
  var isKnownToWork: Bool {
    guard let modules = (try? moduleDates()).map({ fingerprint($0) }) else { return false }
    return known.withLock { $0?.works == modules }
  }

  /// Makes sure that a known answer compiles here and now, where another one hasn't.
  ///
  /// - Parameter isQuick: Whether it must take less than a sixth of the time that there is, or than five
  ///   seconds, as it does unless the machine is overloaded.
  func requireKnownAnswer(isQuick: Bool) throws {
    try Leftovers.withFolder(in: kit.cache) { workshop in
      let folder = "\(workshop)/answer"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data(KnownAnswer.text.utf8).write(to: URL(filePath: "\(folder)/KnownAnswer.swift"))
      let task = CompilerTask(
        exercise: KnownAnswer.exercise, sources: try AnswerSources(in: folder, limits: limits),
        workshop: workshop, product: "known")
      try Data(AnswerLibrary.glue(protocolName: task.exercise.name).utf8)
        .write(to: URL(filePath: "\(workshop)/\(task.glue)"))
      let begin = ContinuousClock.now
      let result = try start(task)
      guard result.ending?.status == 0, isThere(task) else {
        guard isKnownToWork else {
          throw AnswerFailure(noCompiler: KnownCompiler.sentence(try driver(), result.output))
        }
        throw AnswerFailure(
          noVerdict:
            "no other answer compiles here either (\(KnownCompiler.line(of: result.output)))")
      }
      guard !isQuick || (.now - begin) / .seconds(1) < max(5, limits.seconds / 6) else {
        throw AnswerFailure(noVerdict: "this machine is too slow now to compile anything in time")
      }
    }
    try noteThatItWorks()
  }
}
