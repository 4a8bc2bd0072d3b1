import CSystem
import Curriculum
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

/// Compiles answers, each alone, into libraries that a worker can load.
///
/// A library is kept under a hash of all that went into it, together with a copy of the same; so
/// an unchanged answer is compiled once, and two answers can't be taken for each other.
public final class AnswerCompiler: Sendable {
  let kit: BuiltKit
  let limits: CompilerLimits
  let sandbox: Sandbox?
  let options: [String]
  let moduleCache = Mutex<String?>(nil)
  /// What is known of the compiler; nil as long as nobody has asked it.
  let known = Mutex<KnownCompiler?>(nil)
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
  ///   - optimizes: Whether answers are made fast, for training, rather than compiled fast.
  ///   - limits: What a compilation may use up.
  ///   - sandbox: What keeps the compiler apart from all but the answer and the modules; nil for
  ///     nothing but its limits.
  public init(
    kit: BuiltKit, forDebugger: Bool = false, optimizes: Bool = false,
    limits: CompilerLimits = .standard,
    sandbox: Sandbox? = nil
  ) {
    self.kit = kit
    self.limits = limits
    self.sandbox = sandbox
    let ofSystem = (try? Toolchain.current.get().options) ?? []
    options =
      Self.options + ofSystem + (optimizes ? Self.optimizing : ["-Onone"])
      + [forDebugger ? "-g" : "-gline-tables-only"]
  }

  /// The path of the library of an answer.
  ///
  /// - Parameters:
  ///   - exercise: what the folder answers.
  ///   - folder: the path of the folder with the Swift files.
  /// - Returns: a path that a worker can load.
  /// - Throws: `AnswerFailure` with the compiler's messages, or with what is wrong with the compiler.
  public func library(for exercise: Exercise, in folder: String) throws -> String {
    let job = jobs.withLock { jobs in
      let job = jobs[folder] ?? Job()
      jobs[folder] = job
      return job
    }
    return try job.result.withLock { result in
      if let result {
        let library = try result.get()
        if access(library, R_OK) == 0 { return library }
      }
      do {
        let library = try compile(exercise, in: folder)
        result = .success(library)
        return library
      } catch {
        // A disk that is full, a folder that is gone: nothing of that is the answer's.
        let failure = error as? AnswerFailure ?? AnswerFailure(noVerdict: words(for: error))
        result = .failure(failure)
        throw failure
      }
    }
  }

  private func compile(_ exercise: Exercise, in folder: String) throws -> String {
    let sources = try AnswerSources(in: folder, limits: limits)
    let ingredients = try ingredients(exercise, sources)
    let place = place(of: exercise, ingredients)
    let library = place + "/answer.\(Self.libraryExtension)"
    if isLibrary(library, of: ingredients, at: place) { return library }
    // Two runs may compile the same answer at once: each in a place of its own, then renamed.
    try Leftovers.withFolder(in: kit.cache) { workshop in
      let task = CompilerTask(
        exercise: exercise, sources: sources, workshop: workshop,
        product: "answer.\(Self.libraryExtension)")
      try Data(AnswerLibrary.glue(protocolName: exercise.name).utf8)
        .write(to: URL(filePath: workshop + "/" + task.glue))
      try run(task)
      // A worker in a sandbox may be another user.
      chmod(workshop + "/" + task.product, 0o755)
      try ingredients.write(to: URL(filePath: workshop + "/ingredients"))
      // Where the other run was faster, its library stays: a worker may be about to load it.
      if rename(workshop, place) != 0, !isLibrary(library, of: ingredients, at: place) {
        let files = FileManager.default
        try files.removeItem(atPath: place)
        try files.moveItem(atPath: workshop, toPath: place)
      }
    }
    Self.forgetting.withLock { isDone in
      if !isDone { removeOldLibraries() }
      isDone = true
    }
    return library
  }

  /// Where the library of an answer is kept.
  func place(of exercise: Exercise, _ ingredients: Data) -> String {
    "\(kit.cache)/\(exercise.name)-\(fingerprint(ingredients))"
  }

  private static let forgetting = Mutex(false)

  private func isLibrary(_ library: String, of ingredients: Data, at place: String) -> Bool {
    FileManager.default.contents(atPath: place + "/ingredients") == ingredients
      && FileManager.default.fileExists(atPath: library)
  }

  /// Forgets libraries that nobody has made for a week: students save often.
  private func removeOldLibraries() {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: kit.cache)) ?? []
    where !name.hasPrefix("module") {
      let path = "\(kit.cache)/\(name)"
      let date = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      if let date, date.timeIntervalSinceNow < -7 * 24 * 3600 {
        try? files.removeItem(atPath: path)
      }
    }
  }

  /// All that the library depends on; a new compiler builds new modules.
  func ingredients(_ exercise: Exercise, _ sources: AnswerSources) throws -> Data {
    var ingredients = try moduleDates()
    ingredients += Data(
      (AnswerLibrary.glue(protocolName: exercise.name) + options.joined()).utf8)
    for file in sources.files {
      let path = "\(sources.folder)/\(file.name)"
      ingredients += Data("\n\(path) \(file.text.count)\n".utf8) + file.text
    }
    return ingredients
  }

  /// When the modules were built that an answer may import. The date of a folder isn't that of its files.
  func moduleDates() throws -> Data {
    var dates = Data()
    for module in ["Curriculum", "LinearAlgebra"] {
      let newest = try kit.files(ofModule: module).compactMap { path in
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      }.max()
      dates += Data("\(module) \(newest?.timeIntervalSince1970 ?? 0)\n".utf8)
    }
    return dates
  }

  #if os(Linux)
    static let libraryExtension = "so"
    static let linking = ["-use-ld=lld"]
  #else
    static let libraryExtension = "dylib"
    static let linking = ["-Xlinker", "-undefined", "-Xlinker", "dynamic_lookup"]
  #endif

  /// Without frame pointers a crash report wouldn't find the student's line.
  private static let optimizing = [
    "-O", "-Xcc", "-fno-omit-frame-pointer", "-Xcc", "-mno-omit-leaf-frame-pointer",
  ]

  private static let options =
    ["-emit-library", "-swift-version", "6", "-wmo", "-parse-as-library"]
    + ["-suppress-warnings", "-no-color-diagnostics"] + linking
}

/// What is wrong, without the many words of the system's own errors.
private func words(for error: any Error) -> String {
  guard let error = error as? CocoaError else { return "\(error)" }
  let reason = (error.underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
  return (reason ?? "error \(error.code.rawValue)") + (error.filePath.map { " (\($0))" } ?? "")
}

/// A short name for some bytes (64-bit FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv).
func fingerprint(_ data: Data) -> String {
  String(data.withUnsafeBytes { csystem_fingerprint($0.baseAddress, $0.count) }, radix: 16)
}
