import Foundation
import Grading

/// The gallery of the labs: one figure of each, taken from the results of the solutions.
///
/// Its page says which: `![…](figures/02-weights.svg)` stands for the figure `weights` of lab 2. A lab takes
/// up to a minute, so nobody draws these again to compare them.
public struct LabGallery: Sendable {
  /// The page, from the kit's folder.
  static let page = "docs/labs/README.md"
  /// The folder of its figures, from the kit's folder.
  static let folder = "docs/labs/figures"

  private let root: String

  /// The gallery of a kit in a folder.
  public init(root: String) { self.root = root }

  /// The names of the page's figures, such as `02-weights.svg`, in its order.
  func names() throws -> [String] {
    try String(contentsOfFile: "\(root)/\(Self.page)", encoding: .utf8)
      .matches(of: /\(figures\/(\d\d-[a-z0-9-]+\.svg)\)/).map { String($0.1) }
  }

  /// Copies the figures from the results that lie in `Solutions`.
  ///
  /// - Returns: the paths of those that differed.
  /// - Throws: `Grader.Failure` that names a lab which the solutions haven't run.
  public func take() throws -> [String] {
    let labs = try FileManager.default.contentsOfDirectory(atPath: "\(root)/Solutions")
    return try names().compactMap { name in
      let number = name.prefix(2)
      let lab = labs.first { $0.hasPrefix("Lab\(number)-") }
      let figure = lab.flatMap {
        FileManager.default.contents(
          atPath: "\(root)/Solutions/\($0)/results/figures/\(name.dropFirst(3))")
      }
      guard let figure else {
        throw Grader.Failure(
          description: "\(name) isn't among the solutions' results: run "
            + "\"gradus lab run \(Int(number) ?? 0) --answers Solutions\" first")
      }
      let path = "\(Self.folder)/\(name)"
      guard FileManager.default.contents(atPath: "\(root)/\(path)") != figure else { return nil }
      let url = URL(filePath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try figure.write(to: url, options: .atomic)
      return path
    }
  }
}
