import Foundation

/// A row of `Sources/Curriculum/Catalogue.swift`, as its text says.
public struct CatalogueRow: Sendable, Equatable {
  /// The place in the course, from 1.
  public let number: Int
  /// The name of its protocol.
  public let name: String
  /// The heading that people read.
  public let title: String
  /// What all its tests together are worth.
  public let points: Int

  /// A row that may not stand in the catalogue yet.
  public init(number: Int, name: String, title: String, points: Int) {
    self.number = number
    self.name = name
    self.title = title
    self.points = points
  }

  /// The rows of a catalogue.
  static func all(in catalogue: String) throws -> [CatalogueRow] {
    let row = /Exercise\(\s*(\d+),\s*\(any (\w+)\)\.self,\s*"([^"]*)",\s*points:\s*(\d+)\)/
    let rows = catalogue.matches(of: row).compactMap { match -> CatalogueRow? in
      guard let number = Int(match.1), let points = Int(match.4) else { return nil }
      return CatalogueRow(
        number: number, name: String(match.2), title: String(match.3), points: points)
    }
    guard !rows.isEmpty else { throw ForwardingError("the catalogue has no rows") }
    return rows
  }

  /// The row as it stands in the catalogue.
  public var text: String {
    let type = "\(number), (any \(name)).self, \"\(title)\", points: \(points)),"
    let line = "    Exercise(" + type
    return line.count <= 100 ? line : "    Exercise(\n      " + type
  }

  /// The name of its folders.
  var folder: String { "\(padded)-\(name)" }

  /// The name of its property, such as `huberRegression`.
  var property: String { name.prefix(1).lowercased() + name.dropFirst() }

  /// Its row in the README's table.
  var tableRow: String {
    let words = name.replacing(/(?!^)[A-Z]/) { "-\($0.output)" }.lowercased()
    let handout = "docs/handouts/\(padded)-\(words).md"
    return "| \(number) | \(title) | \(points) | [\(handout)](\(handout)) |"
  }

  private var padded: String { number < 10 ? "0\(number)" : "\(number)" }
}
