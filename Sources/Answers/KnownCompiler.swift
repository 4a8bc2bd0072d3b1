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

  /// Says that a compiler doesn't work.
  static func sentence(_ driver: String, _ output: String) -> String {
    let lines = output.split(separator: "\n")
    let line = lines.first { $0.contains("error:") } ?? lines.first ?? "it says nothing"
    return
      "the compiler of answers, \(driver), doesn't work with this kit (\(line)): put the Swift "
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

  /// Finds out whether it is the compiler that is wrong, when an answer hasn't compiled and nothing has
  /// before it: a file that only imports what every answer does must compile.
  func requireWorkingCompiler(for exercise: Exercise) throws {
    let modules = fingerprint(try moduleDates())
    if known.withLock({ $0?.works == modules }) { return }
    try Leftovers.withFolder(in: kit.cache) { workshop in
      let probe = CompilerTask(
        exercise: exercise, sources: .none, workshop: workshop, product: "probe")
      try Data("import Curriculum\nimport LinearAlgebra\n".utf8)
        .write(to: URL(filePath: "\(workshop)/\(probe.glue)"))
      let result = try start(probe)
      guard result.ending?.status == 0, isThere(probe) else {
        throw AnswerFailure(noCompiler: KnownCompiler.sentence(try driver(), result.output))
      }
    }
    try noteThatItWorks()
  }
}
