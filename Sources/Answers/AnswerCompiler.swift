import Curriculum
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compiles answers, each alone, into libraries that a worker can load.
///
/// A library is kept under a hash of all that went into it, together with a copy of the same; so
/// an unchanged answer is compiled once, and two answers can't be taken for each other.
public final class AnswerCompiler: Sendable {
  private let kit: BuiltKit
  private let seconds: Double
  private let options: [String]
  private let jobs = Mutex<[String: Job]>([:])

  /// The compilation of one folder; whoever asks second waits for the first.
  private final class Job: Sendable {
    let result = Mutex<Result<String, AnswerFailure>?>(nil)
  }

  /// Creates a compiler.
  ///
  /// - Parameters:
  ///   - kit: The kit whose modules an answer may import.
  ///   - forDebugger: Whether a debugger will look at an answer's variables. Line numbers, which
  ///     crash reports need, are there in any case; the rest makes a compilation a third longer.
  ///   - seconds: The time after which a compilation is given up.
  public init(kit: BuiltKit, forDebugger: Bool = false, seconds: Double = 60) {
    self.kit = kit
    self.seconds = seconds
    options = Self.options + [forDebugger ? "-g" : "-gline-tables-only"]
  }

  /// The path of the library of an answer.
  ///
  /// - Parameters:
  ///   - exercise: what the folder answers.
  ///   - folder: the path of the folder with the Swift files.
  /// - Throws: `AnswerFailure` with the compiler's messages.
  public func library(for exercise: Exercise, in folder: String) throws -> String {
    let job = jobs.withLock { jobs in
      let job = jobs[folder] ?? Job()
      jobs[folder] = job
      return job
    }
    return try job.result.withLock { result in
      if let result { return try result.get() }
      do {
        let library = try compile(exercise, in: folder)
        result = .success(library)
        return library
      } catch let failure as AnswerFailure {
        result = .failure(failure)
        throw failure
      }
    }
  }

  private func compile(_ exercise: Exercise, in folder: String) throws -> String {
    let sources = try sources(in: folder)
    let modules = try visibleModules()
    let ingredients = try ingredients(exercise, sources)
    let place = "\(kit.cache)/\(exercise.name)-\(fingerprint(ingredients))"
    let library = place + "/answer.\(Self.libraryExtension)"
    let files = FileManager.default
    if files.contents(atPath: place + "/ingredients") == ingredients,
      files.fileExists(atPath: library)
    {
      return library
    }
    // Two runs may compile the same answer at once: each in a place of its own, then renamed.
    let workshop = "\(kit.cache)/.\(UUID().uuidString)"
    try files.createDirectory(atPath: workshop, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: workshop) }
    let glue = workshop + "/Glue.swift"
    try Data(AnswerLibrary.glue(protocolName: exercise.name).utf8).write(to: URL(filePath: glue))
    try runCompiler(
      exercise, sources + [glue], modules, library: "\(workshop)/answer.\(Self.libraryExtension)")
    try ingredients.write(to: URL(filePath: workshop + "/ingredients"))
    try? files.removeItem(atPath: place)
    try? files.moveItem(atPath: workshop, toPath: place)
    removeOldLibraries()
    return library
  }

  /// Forgets libraries that nobody has made for a week: students save often.
  private func removeOldLibraries() {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: kit.cache)) ?? [] where name != "modules" {
      let path = "\(kit.cache)/\(name)"
      let date = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      if let date, date.timeIntervalSinceNow < -7 * 24 * 3600 {
        try? files.removeItem(atPath: path)
      }
    }
  }

  private func sources(in folder: String) throws -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    let sources = names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
    guard !sources.isEmpty else {
      throw AnswerFailure(
        kind: .didNotCompile, description: "there is no Swift file in the folder \(folder)")
    }
    return sources
  }

  /// A folder with the modules that an answer may import, and no others.
  private func visibleModules() throws -> String {
    let files = FileManager.default
    let folder = kit.cache + "/modules"
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // LinearAlgebra is built on CProcessor, so the compiler wants to see that one too.
    for (name, path) in [
      ("Curriculum.swiftmodule", "../../Modules/Curriculum.swiftmodule"),
      ("LinearAlgebra.swiftmodule", "../../Modules/LinearAlgebra.swiftmodule"),
      ("CProcessor", kit.root + "/Sources/CProcessor"),
    ] {
      let link = "\(folder)/\(name)"
      if !files.fileExists(atPath: link) {
        try? files.createSymbolicLink(atPath: link, withDestinationPath: path)
      }
    }
    return folder
  }

  /// All that the library depends on; a new compiler builds new modules.
  private func ingredients(_ exercise: Exercise, _ sources: [String]) throws -> Data {
    var ingredients = Data()
    for module in ["Curriculum", "LinearAlgebra"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: "\(kit.products)/Modules/\(module).swiftmodule")
      let date = attributes[.modificationDate] as? Date
      ingredients += Data("\(module) \(date?.timeIntervalSince1970 ?? 0)\n".utf8)
    }
    ingredients += Data(
      (AnswerLibrary.glue(protocolName: exercise.name) + options.joined()).utf8)
    for source in sources {
      let text = FileManager.default.contents(atPath: source) ?? Data()
      ingredients += Data("\n\(source) \(text.count)\n".utf8) + text
    }
    return ingredients
  }

  private func runCompiler(
    _ exercise: Exercise, _ sources: [String], _ modules: String, library: String
  ) throws {
    let arguments =
      options + ["-I", modules, "-module-name", "\(exercise.name)Answer", "-o", library]
      + sources
    let result = try run(
      Self.compiler, arguments, environment: ProcessInfo.processInfo.environment,
      seconds: seconds)
    guard let ending = result.ending else {
      throw AnswerFailure(
        kind: .didNotCompile,
        description: "the compiler did not finish within \(Int(seconds)) seconds")
    }
    guard ending.status == 0 else {
      throw AnswerFailure(
        kind: .didNotCompile, description: explain(result.output, of: exercise, sources))
    }
  }

  /// The compiler's words with short file names; what the glue says is said in plain words.
  private func explain(_ output: String, of exercise: Exercise, _ sources: [String]) -> String {
    let text = sources.reduce(output) { text, source in
      text.replacing(source, with: source.split(separator: "/").last ?? "")
    }
    let lines = text.split(separator: "\n")
    guard let glue = lines.firstIndex(where: { $0.hasPrefix("Glue.swift:") }) else { return text }
    // What is wrong in the student's own files makes the glue wrong too.
    let own = lines[..<glue]
    if own.contains(where: { $0.contains("error:") }) { return own.joined(separator: "\n") }
    return "There must be a \"public struct Answer: \(exercise.name)\" with all its functions, "
      + "which can be made by \"Answer()\".\n" + text
  }

  private static let compiler = ProcessInfo.processInfo.environment["SWIFT_EXEC"] ?? "swiftc"

  #if os(Linux)
    private static let libraryExtension = "so"
    private static let linking = ["-use-ld=lld"]
  #else
    private static let libraryExtension = "dylib"
    private static let linking = ["-Xlinker", "-undefined", "-Xlinker", "dynamic_lookup"]
  #endif

  private static let options =
    ["-emit-library", "-swift-version", "6", "-wmo", "-Onone", "-parse-as-library"]
    + ["-suppress-warnings", "-no-color-diagnostics"] + linking
}

/// A short name for some bytes (64-bit FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv).
func fingerprint(_ data: Data) -> String {
  let hash = data.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  return String(hash, radix: 16)
}
