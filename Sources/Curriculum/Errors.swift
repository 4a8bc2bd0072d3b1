/// Says that a function has not been written yet. Every stub throws it.
public struct Unimplemented: Error, Equatable, Sendable, CustomStringConvertible {
  /// Creates the error.
  public init() {}

  /// What a student reads of a function that isn't begun.
  public var description: String { "not implemented yet" }
}

/// Says that an argument can't be used. The sentence names the argument and its value.
///
///     throw InvalidInput("delta must be greater than 0, but it is -1.0")
public struct InvalidInput: Error, Equatable, Sendable, CustomStringConvertible {
  /// The sentence that names the argument and its value.
  public let message: String

  /// Creates the error with its sentence.
  public init(_ message: String) { self.message = message }

  /// The sentence itself, without a name in front of it.
  public var description: String { message }
}
