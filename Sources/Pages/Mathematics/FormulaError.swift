/// Says what in a formula can't be shown.
public struct FormulaError: Error, CustomStringConvertible, Equatable {
  /// A sentence without its full stop.
  public let description: String

  init(_ description: String) { self.description = description }
}
