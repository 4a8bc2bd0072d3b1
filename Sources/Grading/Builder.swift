import Answers
import Foundation

/// Builds a part of the kit when its sources have changed since it was built.
///
/// Answers aren't part of that: one exercise that doesn't compile never stops the others.
public struct Builder: Sendable {
  /// What is built in one go.
  public enum Part: Sendable {
    /// The suites, and the worker that they start.
    case suites
    /// The program for the course's staff.
    case staff

    /// The package manager's name of it.
    var product: String {
      switch self {
      case .suites: "gradus-suites"
      case .staff: "gradus-staff"
      }
    }

    /// The programs that are looked at.
    var programs: [String] {
      switch self {
      case .suites: ["gradus-suites", "gradus-worker"]
      case .staff: ["gradus-staff"]
      }
    }

    var sources: [String] {
      switch self {
      case .suites: ["Package.swift", "Sources", "Tests/ExerciseTesting", "Tests/ExerciseTests"]
      case .staff: ["Package.swift", "Sources"]
      }
    }
  }

  /// How far a build is: so many steps of so many that are known by now.
  public struct Progress: Equatable, Sendable {
    /// The steps that have begun.
    public let done: Int
    /// All of them.
    public let total: Int
  }

  /// The environment variable that is 1 where nothing is ever built. The kit's own tests say so, for
  /// `swift test` holds a lock for which a build would wait.
  public static let skipVariable = "GRADUS_SKIP_BUILD"

  private let root: String
  private let products: String
  private let part: Part

  /// A builder for a part of a kit.
  public init(kit: BuiltKit, part: Part) {
    self.init(root: kit.root, products: kit.products, part: part)
  }

  init(root: String, products: String, part: Part) {
    self.root = root
    self.products = products
    self.part = part
  }

  /// Whether there is something to build.
  ///
  /// Whoever built the programs, they are as new as the older of them. The package manager leaves
  /// alone what needn't be linked anew; that all was found up to date is noted in a file's date.
  public var isOutOfDate: Bool {
    let programs = part.programs.map { "\(products)/\($0)" }
    guard programs.allSatisfy(files.isExecutableFile) else { return true }
    if ProcessInfo.processInfo.environment[Self.skipVariable] == "1" { return false }
    let linked = programs.compactMap(date).min() ?? .distantPast
    return !sources(areOlderThan: max(linked, date(of: stamp) ?? .distantPast))
  }

  /// Builds; does nothing when everything is up to date.
  ///
  /// - Parameter progress: is called whenever another step begins.
  public func build(_ progress: (Progress) -> Void = { _ in }) throws {
    guard isOutOfDate else { return }
    let begin = Date()
    let output: Int32 = 8
    let result = try run(
      "sh",
      ["-c", "exec swift build \"$@\" >&\(output) 2>&1", "sh", "--package-path", root]
        + ["--configuration", configuration, "--scratch-path", scratch, "--product", part.product],
      environment: ProcessInfo.processInfo.environment, seconds: 3600, streams: [output]
    ) { _, data in
      Progress(in: data).map(progress)
      return false
    }
    guard result.ending?.status == 0 else {
      throw Grader.Failure(
        description: "the kit can't be built:\n\(Progress.removed(from: result.streams[output]))")
    }
    try Data().write(to: URL(filePath: stamp))
    try files.setAttributes([.modificationDate: begin], ofItemAtPath: stamp)
  }

  private var files: FileManager { .default }
  private var stamp: String { "\(products)/\(part.product)-built" }
  private var configuration: String { (products as NSString).lastPathComponent }

  /// The products lie in `<scratch>/<platform>/<configuration>`.
  private var scratch: String {
    ((products as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent
  }

  private func sources(areOlderThan date: Date) -> Bool {
    part.sources.allSatisfy { name in
      let path = "\(root)/\(name)"
      guard let inside = files.enumerator(atPath: path) else { return isOlder(path, than: date) }
      return isOlder(path, than: date)
        && inside.allSatisfy { isOlder("\(path)/\($0)", than: date) }
    }
  }

  private func isOlder(_ path: String, than date: Date) -> Bool {
    (self.date(of: path) ?? .distantPast) < date
  }

  private func date(of path: String) -> Date? {
    try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}

extension Builder.Progress {
  /// The latest that the package manager has said, in lines such as "[57/120] Compiling Grading".
  init?(in output: Data) {
    let lines = String(decoding: output.suffix(4096), as: UTF8.self).split(separator: "\n")
    guard let line = lines.last(where: { Self.numbers(in: $0) != nil }),
      let numbers = Self.numbers(in: line)
    else { return nil }
    (done, total) = numbers
  }

  /// What else it has said.
  static func removed(from output: Data?) -> String {
    String(decoding: output ?? Data(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { numbers(in: $0) == nil }.joined(separator: "\n")
  }

  private static func numbers(in line: Substring) -> (Int, Int)? {
    guard let match = line.prefixMatch(of: /\[(\d+)\/(\d+)\]\s/), let done = Int(match.1),
      let total = Int(match.2)
    else { return nil }
    return (done, total)
  }
}

extension BuiltKit {
  /// The program with all the suites.
  public var suites: String { products + "/gradus-suites" }

  /// The program for the course's staff.
  public var staff: String { products + "/gradus-staff" }
}
