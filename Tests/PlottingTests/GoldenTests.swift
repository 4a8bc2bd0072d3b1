import Foundation
import Testing

@testable import Plotting

/// Drawings are kept as files, so that a change of what they look like is seen, and looked at.
///
/// `GRADUS_GOLDEN=1 swift test --filter PlottingTests` writes them anew.
@Suite("Drawings are what they were when somebody looked at them")
struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  /// The largest show nothing in a file that the others don't.
  static let names = Examples.all.map(\.name).filter {
    !["cloud", "eighty-lines", "steps", "bars-eighty", "surface", "weights"].contains($0)
  }

  @Test("A chart is drawn to the same bytes", arguments: names)
  func bytes(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }?.chart)
    let file = Self.folder.appending(path: "\(name).svg")
    if ProcessInfo.processInfo.environment["GRADUS_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(chart.svg().utf8).write(to: file)
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let lines = chart.svg().split(separator: "\n", omittingEmptySubsequences: false)
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(lines, expected).first { $0 != $1 }
    #expect(
      chart.svg() == golden,
      "\(name).svg: \(first.map { "now \($0.0)\nwas \($0.1)" } ?? "one has more lines")")
  }

  @Test("No file is left of a chart that is gone")
  func noOthers() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(Self.names.map { "\($0).svg" }))
  }
}
