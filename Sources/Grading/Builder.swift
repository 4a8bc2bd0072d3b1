import Boundary
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

  /// The environment variable that is 1 where nothing is ever built. The kit's own tests say so, for
  /// `swift test` holds a lock for which a build would wait.
  public static let skipVariable = "GRADUS_SKIP_BUILD"

  private let root: String
  private let products: String
  private let part: Part
  private let packageManager: String

  /// A builder for a part of a kit.
  public init(kit: BuiltKit, part: Part) {
    self.init(root: kit.root, products: kit.products, part: part)
  }

  init(
    root: String, products: String, part: Part, packageManager: String = Toolchain.packageManager
  ) {
    self.root = root
    self.products = products
    self.part = part
    self.packageManager = packageManager
  }

  /// Whether there is something to build.
  ///
  /// Whoever built the programs, they are as new as the older of them. The package manager leaves
  /// alone what needn't be linked anew; that all was found up to date is noted in a file's date.
  public var isOutOfDate: Bool {
    let programs = part.programs.map { "\(products)/\($0)" }
    guard programs.allSatisfy(files.isExecutableFile) else { return true }
    if ProcessInfo.processInfo.environment[Self.skipVariable] == "1" { return false }
    // A date to come was given by a clock that was wrong, and says nothing.
    let dates = [programs.compactMap(date).min(), date(of: stamp)].compactMap(\.self)
    return !sources(areOlderThan: dates.filter { $0 <= Date() }.max() ?? .distantPast)
  }

  /// Builds; does nothing when everything is up to date.
  ///
  /// - Parameter progress: is called whenever another step begins.
  public func build(_ progress: (StepCount) -> Void = { _ in }) throws {
    guard isOutOfDate else { return }
    let begin = Date()
    let output: Int32 = 8
    let lifeline: Int32 = 7
    let words = try place() + ["--product", part.product]
    let result = try run(
      "sh", ["-c", Self.script(output, lifeline), packageManager] + words,
      environment: ProcessInfo.processInfo.environment, seconds: 3600, streams: [output],
      lifeline: lifeline
    ) { _, data in
      StepCount(in: data).map(progress)
      return false
    }
    guard result.ending?.status == 0 else {
      let said = StepCount.removed(from: result.streams[output])
      let remedy = Toolchain.remedy(for: said).map { "\n\($0)" } ?? ""
      throw Grader.Failure(description: "the kit can't be built:\n\(said)\(remedy)")
    }
    try Data().write(to: URL(filePath: stamp))
    try files.setAttributes([.modificationDate: begin], ofItemAtPath: stamp)
  }

  fileprivate var files: FileManager { .default }
  private var stamp: String { "\(products)/\(part.product)-built" }

  /// Builds with the words of `$@`, by the program `$0`. Should we be gone, the end of a pipe says so: the
  /// package manager gets a moment to end what it has started.
  private static func script(_ output: Int32, _ lifeline: Int32) -> String {
    """
    (trap '' INT; read -r word <&\(lifeline); kill -INT 0; sleep 0.3; kill -KILL 0) \
      \(output)>&- >/dev/null 2>&1 &
    exec "$0" build "$@" >&\(output) 2>&1 \(lifeline)<&-
    """
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

  fileprivate func date(of path: String) -> Date? {
    try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }
}

// Where the package manager builds.
extension Builder {
  /// The words that make the package manager build into the folder of the products.
  ///
  /// The folder has a name that depends on the build system, which has another one by default since
  /// Swift 6.4. So what its path suggests is only tried: the package manager says where it would build.
  func place() throws -> [String] {
    let note = "\(products)/\(part.product)-place"
    let key =
      "\(packageManager) \(products) \(date(of: packageManager)?.timeIntervalSince1970 ?? 0)"
    if let known = files.contents(atPath: note) {
      let lines = String(decoding: known, as: UTF8.self).split(separator: "\n").map(String.init)
      if lines.first == key { return Array(lines.dropFirst()) }
    }
    var others: [String] = []
    for words in guesses {
      let asked = try run(
        packageManager, ["build"] + words + ["--show-bin-path"],
        environment: ProcessInfo.processInfo.environment, seconds: 600)
      let paths = asked.output.split(separator: "\n").map { String($0).resolved }
      if asked.ending?.status == 0, paths.contains(products.resolved) {
        try? Data(([key] + words).joined(separator: "\n").utf8).write(to: URL(filePath: note))
        return words
      }
      others += paths.filter { $0.hasPrefix("/") && !others.contains($0) }
    }
    let elsewhere = others.isEmpty ? "elsewhere" : "in \(others.joined(separator: " or "))"
    throw Grader.Failure(
      description: "the kit has changed since it was built in \(products), and \(packageManager) "
        + "would build it \(elsewhere): build it as before, in Xcode for instance, or grade with "
        + "--skip-build")
  }

  /// `<scratch>/<platform>/<configuration>`, and `<scratch>/out/Products/<Configuration>-<platform>`.
  private var guesses: [[String]] {
    let parts = products.split(separator: "/").map(String.init)
    guard let last = parts.last, parts.count > 3 else { return [] }
    let isOfSwiftBuild = Array(parts.suffix(3).prefix(2)) == ["out", "Products"]
    let scratch = "/" + parts.dropLast(isOfSwiftBuild ? 3 : 2).joined(separator: "/")
    let configuration = last.split(separator: "-").first.map { $0.lowercased() } ?? last
    let words = [
      "--package-path", root, "--scratch-path", scratch, "--configuration", configuration,
    ]
    return [words, words + ["--build-system", isOfSwiftBuild ? "swiftbuild" : "native"]]
  }
}

extension StepCount {
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
  var suites: String { products + "/gradus-suites" }

  /// The program for the course's staff.
  public var staff: String { products + "/gradus-staff" }
}
