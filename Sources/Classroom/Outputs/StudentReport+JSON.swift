import Foundation

extension StudentReport {
  /// The grade as JSON, with its keys in a fixed order.
  ///
  /// It holds the seed, by which `gradus replay` runs a verdict again: it is for whoever grades.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads the grade back from its JSON.
  public init(json: Data) throws { self = try JSONDecoder().decode(Self.self, from: json) }
}
