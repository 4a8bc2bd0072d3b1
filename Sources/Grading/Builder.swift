import Answers
import Foundation

/// Builds the suites and the worker when the kit has changed since they were built.
///
/// Answers aren't part of that: one exercise that doesn't compile never stops the others.
public struct Builder: Sendable {
  private let kit: BuiltKit

  /// A builder for a kit.
  public init(kit: BuiltKit) { self.kit = kit }

  /// Whether there is something to build.
  public var isOutOfDate: Bool {
    guard let stamp = date(of: stampPath), files.isExecutableFile(atPath: kit.worker) else {
      return true
    }
    return !newestSource(isOlderThan: stamp)
  }

  /// Builds; does nothing when everything is up to date.
  public func build() throws {
    guard isOutOfDate else { return }
    let begin = Date()
    let result = try run(
      "swift",
      ["build", "--package-path", kit.root, "--configuration", configuration]
        + ["--scratch-path", scratch, "--product", testProduct],
      environment: ProcessInfo.processInfo.environment, seconds: 3600)
    guard result.ending?.status == 0 else {
      throw Grader.Failure(description: "the kit can't be built:\n\(result.output)")
    }
    try Data().write(to: URL(filePath: stampPath))
    try files.setAttributes([.modificationDate: begin], ofItemAtPath: stampPath)
  }

  private var files: FileManager { .default }
  private var stampPath: String { kit.products + "/gradus-built" }
  private var configuration: String { (kit.products as NSString).lastPathComponent }

  /// The products lie in `<scratch>/<platform>/<configuration>`.
  private var scratch: String {
    ((kit.products as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent
  }

  private func newestSource(isOlderThan date: Date) -> Bool {
    ["Package.swift", "Sources", "Tests"].allSatisfy { name in
      let path = "\(kit.root)/\(name)"
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
