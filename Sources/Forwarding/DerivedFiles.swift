import Foundation

/// All that follows from the catalogue's rows and the protocols' texts.
///
/// The code that forwards calls between judge and worker, the names of the exercises, and the lists of
/// them in the README and in the manifest.
public struct DerivedFiles {
  private let root: String
  private let planned: [String: String]

  /// The catalogue, the one place where an exercise is registered.
  public static let catalogue = "Sources/Curriculum/Catalogue.swift"

  private static let curriculum = "Sources/Curriculum"
  private static let names = "Sources/Curriculum/Generated/Exercise+Names.swift"
  private static let calls = "Sources/Boundary/Generated"

  /// - Parameters:
  ///   - root: The kit's folder.
  ///   - planned: Texts of files that aren't written yet, by path.
  public init(root: String, planned: [String: String] = [:]) {
    self.root = root
    self.planned = planned
  }

  /// The files that aren't what they should be, by path, with their text; nil for one too many.
  public func differences() throws -> [(path: String, text: String?)] {
    let files = try files()
    var differences: [(path: String, text: String?)] = files.sorted { $0.key < $1.key }
      .filter { (try? text(of: $0.key)) != $0.value }.map { ($0.key, $0.value) }
    for name in folder(Self.calls) where files["\(Self.calls)/\(name)"] == nil {
      differences.append(("\(Self.calls)/\(name)", nil))
    }
    return differences
  }

  /// Writes the files that differ, and returns their paths.
  public func write() throws -> [String] {
    try differences().map { path, text in
      let file = URL(filePath: "\(root)/\(path)")
      if let text {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
      } else {
        try FileManager.default.removeItem(at: file)
      }
      return path
    }
  }

  /// What they should be, by path.
  public func files() throws -> [String: String] {
    let rows = try CatalogueRow.all(in: text(of: Self.catalogue))
    let sources = Set(
      folder(Self.curriculum).filter { $0.hasSuffix(".swift") }.map { "\(Self.curriculum)/\($0)" }
        + planned.keys.filter { $0.hasPrefix(Self.curriculum + "/") })
    let protocols = try Protocols(sources.sorted().map(text))
    var files = [
      Self.names: Self.names(rows),
      "\(Self.calls)/OperationsOfAnswers.swift": Self.table(rows),
      "README.md": try Lists.readMe(try text(of: "README.md"), rows),
      "Package.swift": try Lists.manifest(try text(of: "Package.swift"), rows),
    ]
    for row in rows {
      do {
        files["\(Self.calls)/\(row.name)+Calls.swift"] = try Self.calls(row, protocols)
      } catch let error as ForwardingError {
        throw ForwardingError("exercise \(row.number), \(row.name): \(error)")
      }
    }
    return files
  }

  private func text(of path: String) throws -> String {
    if let text = planned[path] { return text }
    guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else {
      throw ForwardingError("the kit lacks \(path)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private func folder(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  private static let head = """
    // Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
    // swift-format-ignore-file


    """

  /// All that the boundary needs of an exercise.
  private static func calls(_ row: CatalogueRow, _ protocols: Protocols) throws -> String {
    let text = try protocols.protocolText(row.name)
    let objects = try protocols.objects(of: text)
    let judge = JudgesSide(protocols: protocols)
    let classes = try objects.filter { try !protocols.isByHand(object: $0) }.map(judge.object)
    let parts =
      try [judge.answer(to: row, text)] + classes
      + [WorkersSide(protocols: protocols).operations(of: text, objects)]
    return head + """
      import Curriculum
      import LinearAlgebra

      \(parts.joined(separator: "\n"))
      extension AnswerSource {
        /// The answer to exercise \(row.number).
        public var \(row.property): any \(row.name) {
          resolve { Remote\(row.name)(session: $0) as any \(row.name) }
        }
      }

      """
  }

  private static func table(_ rows: [CatalogueRow]) -> String {
    let entries = rows.map { "  \"\($0.name)\": { ($0 as? any \($0.name))?.operations }," }
    return head + """
      import Curriculum

      /// The operations of an answer, by the name of the exercise; nil when it doesn't conform to the protocol.
      ///
      /// A cast that fails takes half a millisecond: the protocol isn't found by trying all of them.
      let operationsOfAnswers: [String: @Sendable (Any) -> Operations?] = [
      \(entries.joined(separator: "\n"))
      ]

      """
  }

  private static func names(_ rows: [CatalogueRow]) -> String {
    let names = rows.map {
      """
        /// \($0.number) · \($0.title).
        public static let \($0.property) = answered(by: (any \($0.name)).self)
      """
    }
    return head + "extension Exercise {\n\(names.joined(separator: "\n\n"))\n}\n"
  }
}
