import Foundation
import Labs
import LinearAlgebra
import Plotting
import Synchronization

/// The folder of a lab's results. Each file is written in one go: nobody ever sees half of one.
public struct ResultsFolder: Sendable {
  /// Its path, such as `Exercises/Lab02-OneLayer/results`.
  public let path: String

  /// The page for people.
  public var report: String { path + "/report.html" }

  /// Held while a file is written.
  private static let writing = Mutex(())

  /// Calls `body` while no file is being written.
  public static func whileQuiet(_ body: () -> Void) { writing.withLock { _ in body() } }

  /// The run as it was kept; nil if there is none, or it can't be read.
  func run(_ name: String) -> StoredRun? {
    FileManager.default.contents(atPath: file(ofRun: name)).flatMap {
      try? JSONDecoder().decode(StoredRun.self, from: $0)
    }
  }

  /// Keeps a run.
  func keep(_ run: StoredRun, name: String) throws {
    try write(try JSONEncoder().encode(run), to: file(ofRun: name))
  }

  private func file(ofRun name: String) -> String { "\(path)/runs/\(name).json" }

  /// Writes all that is made of the runs: tables, weights, figures and the page.
  func write(_ results: ResultsFile, weights: [String: Matrix], _ page: ReportPage) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(try encoder.encode(results), to: path + "/results.json")
    for (name, matrix) in weights {
      try write(numPyFile(matrix), to: "\(path)/weights/\(name).npy")
    }
    for case .figure(let name, let chart) in page.exhibits {
      try write(Data(chart.svg().utf8), to: "\(path)/figures/\(name).svg")
    }
    try write(Data(page.html.utf8), to: report)
  }

  private func write(_ data: Data, to file: String) throws {
    try Self.writing.withLock { _ in
      let url = URL(filePath: file)
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url, options: .atomic)
      } catch {
        throw LabError("\(file) can't be written: \((error as NSError).localizedDescription)")
      }
    }
  }
}

/// A run as it is kept between two commands.
public struct StoredRun: Codable, Sendable {
  /// Stands for all that the run depends on: the answer, settings, data and the seed.
  public var key: String
  /// How far it is.
  public var state: RunState
  /// Whether it came to its end.
  public var isFinished = false
  /// Why it can't go on.
  public var problem: String?
  /// How long it has taken so far.
  public var seconds = 0.0
  /// What the answer printed.
  public var printed = ""
}

/// What `results.json` says.
struct ResultsFile: Codable {
  static let format = "gradus-lab/1"

  var format = Self.format
  let lab: Int
  let name: String
  let form: Form
  let seed: UInt64
  let data: String?
  let settings: [String: Double]
  let runs: [RunRecord]
}
