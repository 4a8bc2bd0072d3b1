/// Says what in a text a page can't show, and where it stands.
public struct MarkdownError: Error, CustomStringConvertible, Equatable {
  /// The text's name, as the reader knows it.
  public let file: String
  /// From 1.
  public let line: Int
  /// A sentence without its full stop.
  public let problem: String

  /// Place and problem in one line, as compilers write them.
  public var description: String { "\(file), line \(line): \(problem)" }
}
