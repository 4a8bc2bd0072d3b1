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

/// Compiles a file of statements that uses the arrays, the charts, the digits and the student's answers.
///
/// It becomes a library that `gradus-lab-worker` loads, as an answer does: that program has all of these in
/// memory. What is `package` in the kit isn't visible, as it isn't in `grade`.
public struct Playground {
  private let kit: BuiltKit
  private let answers: String

  /// Creates a place to play.
  ///
  /// - Parameter answers: the folder with the folders of the exercises.
  public init(kit: BuiltKit, answers: String) {
    self.kit = kit
    self.answers = answers
  }

  /// The program that carries out a compiled file.
  public var program: String { kit.products + "/gradus-lab-worker" }

  /// The word that tells it to.
  public static let word = "play"

  /// The names of an answer and of the digits in a file.
  private static let digits = "digits"
  private static func name(of exercise: Exercise) -> String {
    exercise.name.prefix(1).lowercased() + exercise.name.dropFirst()
  }

  /// The path of the library of a file.
  ///
  /// - Throws: `AnswerFailure` with the compiler's messages, about the file or an answer that it names.
  public func library(of file: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw AnswerFailure(status: .didNotCompile, description: "the file \(file) can't be read")
    }
    let text = String(decoding: data, as: UTF8.self)
    let folder = try makeFolder()
    let place = file.resolved
    try write("#sourceLocation(file: \(place.debugDescription), line: 1)\n\(text)", "main", folder)
    try write(try glue(for: text), "Kit", folder)
    let compiler = try Toolchain.current.get()
    let object = "\(folder)/play.o"
    let library = "\(folder)/play.\(AnswerCompiler.libraryExtension)"
    try run(
      compiler.compiler,
      ["-c", "-swift-version", "6", "-Onone", "-g", "-wmo", "-suppress-warnings"] + compiler.options
        // The other style numbers the lines of what is compiled, not those of the file.
        + ["-no-color-diagnostics", "-diagnostic-style", "llvm"]
        + ["-module-cache-path", kit.moduleCache, "-I", try modules()]
        + ["-module-name", "Play", "-Xfrontend", "-entry-point-function-name"]
        + ["-Xfrontend", PlayProgram.entryPoint, "-o", object]
        + ["\(folder)/main.swift", "\(folder)/Kit.swift"], place)
    try run(
      compiler.compiler,
      compiler.options + AnswerCompiler.linking + ["-emit-library", "-o", library, object], place)
    return library
  }

  /// A folder of this process, which it keeps when it becomes the program; those of processes that have
  /// ended go.
  private func makeFolder() throws -> String {
    let prefix = "play-"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: kit.cache)) ?? []
    where name.hasPrefix(prefix) {
      guard let process = pid_t(name.dropFirst(prefix.count)) else { continue }
      if kill(process, 0) == -1, errno == ESRCH {
        try? FileManager.default.removeItem(atPath: "\(kit.cache)/\(name)")
      }
    }
    let folder = "\(kit.cache)/\(prefix)\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  private func write(_ text: String, _ name: String, _ folder: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name).swift"))
  }

  private func run(_ program: String, _ words: [String], _ file: String) throws {
    let result = try Boundary.run(
      program, words, environment: ProcessInfo.processInfo.environment,
      seconds: CompilerLimits.standard.seconds)
    guard result.ending?.status == 0 else {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      let words = result.output.replacing(file, with: name)
      throw AnswerFailure(
        status: .didNotCompile,
        description: result.ending == nil ? "the compiler did not finish in time\n\(words)" : words)
    }
  }

  /// What makes names of the answers and the digits, for those that the file mentions.
  private func glue(for text: String) throws -> String {
    let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    let compiler = AnswerCompiler(kit: kit, forDebugger: true)
    let lines = try Exercise.all.filter { words.contains(Substring(Self.name(of: $0))) }
      .map { exercise in
        let library = try compiler.library(for: exercise, in: "\(answers)/\(exercise.folder)")
        return "nonisolated(unsafe) let \(Self.name(of: exercise)) = "
          + "answer(\(library.debugDescription)) as! any \(exercise.name)"
      }
    let hasDigits = words.contains(Substring(Self.digits))
    return """
      import Curriculum
      import LinearAlgebra
      \(hasDigits ? Self.digits(kit.root) : "")
      private func answer(_ path: String) -> Any {
        typealias Make = @convention(c) (UnsafeMutableRawPointer) -> Void
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL),
          let symbol = dlsym(library, "\(AnswerLibrary.entryPoint)")
        else { fatalError(String(cString: dlerror())) }
        return withUnsafeTemporaryAllocation(of: Any.self, capacity: 1) { result in
          unsafeBitCast(symbol, to: Make.self)(UnsafeMutableRawPointer(result.baseAddress!))
          return result.moveElement(from: 0)
        }
      }
      \(lines.joined(separator: "\n"))

      """
  }

  private static func digits(_ root: String) -> String {
    """
    import Datasets

    let digits: Digits = {
      do { return try ImageSource.find(.digits, data: nil, kit: \(root.debugDescription)).digits()
      } catch {
        fatalError("\\(error)")
      }
    }()
    """
  }

  /// A folder with the modules that a file may import, and those on which they are built.
  private func modules() throws -> String {
    let folder = kit.cache + "/modules-to-play"
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let names = ["Curriculum", "LinearAlgebra", "Plotting", "Datasets", "Fingerprints", "Packing"]
    let built = try names.map { ("\($0).swiftmodule", try kit.module($0)) }
    let headers = ["CProcessor", "CZlib"].map { ($0, "\(kit.root)/Sources/\($0)") }
    for (name, path) in built + headers {
      let link = "\(folder)/\(name)"
      if (try? files.destinationOfSymbolicLink(atPath: link)) != path {
        // In one go: another process may be compiling with it.
        let draft = "\(link)-\(getpid())"
        try? files.removeItem(atPath: draft)
        try files.createSymbolicLink(atPath: draft, withDestinationPath: path)
        rename(draft, link)
      }
    }
    return folder
  }
}

/// Carries out a compiled file.
public enum PlayProgram {
  /// The function that the statements of a file become.
  static let entryPoint = "gradus_play"

  /// Loads a library and carries it out; gives the exit status.
  public static func run(_ library: String) -> Int32 {
    guard let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL), let main = dlsym(handle, entryPoint)
    else {
      _ = "\(String(cString: dlerror()))\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
      return 2
    }
    typealias Words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    typealias Main = @convention(c) (Int32, Words) -> Int32
    return unsafeBitCast(main, to: Main.self)(0, CommandLine.unsafeArgv)
  }
}
