/// Says why a class can't be graded, or not any further.
public struct ClassError: Error, CustomStringConvertible, Equatable {
  /// A sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}
