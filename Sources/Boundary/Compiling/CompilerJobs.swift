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

/// What the compiler's driver would start for an answer: asked once, then started by us.
///
/// The driver takes half of the time of a compilation, to find out the same each time.
struct CompilerJobs: Codable, Sendable {
  /// To be raised whenever the words below are read or written in another way.
  static let version = 3

  /// Makes an object of the sources.
  let compile: [String]
  /// Makes a library of the object, as the driver does it.
  let link: [[String]]
  /// The same with the linker alone; nil where we don't know how.
  let linkDirectly: [String]?

  /// What a word of a job stands for.
  private enum Slot {
    static let modules = "/@modules@"
    static let cache = "/@cache@"
    static let product = "/@product@"
    static let workshop = "/@workshop@"
    static let sources = "@sources@"
    static let module = "GradusPlaceholder"
  }

  /// The values of one compilation.
  struct Values {
    let module: String
    let sources: [String]
    let modules: String
    let cache: String
    let workshop: String
    let product: String
  }

  /// A job with its values.
  static func fill(_ job: [String], _ values: Values) -> [String] {
    job.flatMap { word -> [String] in
      if word == Slot.sources { return values.sources }
      guard word.contains("@") || word.contains(Slot.module) else { return [word] }
      return [
        word.replacing(Slot.module, with: values.module)
          .replacing(Slot.modules, with: values.modules).replacing(Slot.cache, with: values.cache)
          .replacing(Slot.product, with: values.product)
          .replacing(Slot.workshop, with: values.workshop)
      ]
    }
  }

  /// Asks a driver what it would do; nil when its words aren't understood.
  ///
  /// - Parameters:
  ///   - options: those of every answer.
  ///   - folder: where a file can be written.
  init?(driver: String, options: [String], folder: String) throws {
    let (source, result) = try Leftovers.withFolder(in: folder) { workshop in
      let source = "\(workshop)/Placeholder.swift"
      try Data().write(to: URL(filePath: source))
      let words =
        options + ["-I", Slot.modules, "-module-cache-path", Slot.cache]
        + ["-module-name", Slot.module, "-o", Slot.product, source, "-###"]
      return (
        source,
        try run(driver, words, environment: ProcessInfo.processInfo.environment, seconds: 60)
      )
    }
    guard result.ending?.status == 0 else { return nil }
    let jobs = result.output.split(separator: "\n").map { Self.words(String($0)) }
    guard var compile = jobs.first, compile.count > 2, compile[1] == "-frontend",
      let input = compile.firstIndex(of: source), let output = compile.lastIndex(of: "-o"),
      output + 1 < compile.count, compile[output + 1].hasSuffix(".o"), jobs.count > 1
    else { return nil }
    let temporary = compile[output + 1].parent
    compile[input] = Slot.sources
    // What stands here would be the folder in which we happen to run.
    if let place = compile.firstIndex(of: "-file-compilation-dir"), place + 1 < compile.count {
      compile[place + 1] = "/"
    }
    let all = ([compile] + jobs.dropFirst()).map { job in
      job.map { $0.replacing(temporary, with: Slot.workshop) }
    }
    self.compile = all[0]
    link = Array(all.dropFirst())
    linkDirectly = Self.linkDirectly(all[0][output + 1], link)
  }

  /// The linker's words on Linux. The libraries that it may need are found among all of Swift's; those
  /// of the system are in the memory of whoever loads an answer.
  private static func linkDirectly(_ object: String, _ jobs: [[String]]) -> [String]? {
    guard let clang = jobs.last, clang.contains("-shared"), clang.contains("-fuse-ld=lld"),
      let start = clang.first(where: { $0.hasSuffix("/swiftrt.o") }),
      let place = clang.firstIndex(of: "-L"), place + 1 < clang.count
    else { return nil }
    let (linker, libraries) = (clang[0].parent + "/ld.lld", clang[place + 1])
    guard access(linker, X_OK) == 0,
      let names = try? FileManager.default.contentsOfDirectory(atPath: libraries)
    else { return nil }
    // What each worker has in its memory is found there; reading their long tables takes time.
    let present = [
      "libswiftCore.so", "libswift_Concurrency.so", "libswift_StringProcessing.so",
      "libFoundationEssentials.so",
    ]
    let wanted = names.filter { name in
      name.hasPrefix("lib") && name.hasSuffix(".so") && !present.contains(name)
        && !["XCTest", "Testing", "ICU", "Mirror"].contains { name.contains($0) }
    }
    return [linker, "-shared", "--build-id", "--eh-frame-hdr", "-o", Slot.product, start, object]
      + ["-rpath", libraries, "--as-needed"] + wanted.sorted().map { "\(libraries)/\($0)" }
  }

  /// The words of a line that could be given to a shell.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
