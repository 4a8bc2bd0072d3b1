/// Why a call to an answer gave no value and no error of its own.
public struct AnswerFailure: Error, Sendable, CustomStringConvertible {
  /// What happened, as the report calls it.
  public enum Kind: String, Codable, Sendable {
    case crashed
    case timedOut = "timed-out"
    case outOfMemory = "out-of-memory"
    case didNotCompile = "did-not-compile"
    /// The machine could not start what would run the answer: no verdict on the answer.
    case notStarted = "not-started"
    /// The compiler can't compile for this kit: no verdict on any answer.
    case noCompiler = "no-compiler"
  }

  /// What happened.
  public let kind: Kind

  /// The sentences for the student.
  public let description: String
}

extension AnswerFailure {
  /// The compiler doesn't belong to the kit, or doesn't work at all.
  init(noCompiler sentence: String) {
    kind = .noCompiler
    description = sentence
  }

  /// What had worked before has broken down.
  init(notStarted what: String, _ words: String) {
    kind = .notStarted
    description = "\(what) could not be started, which is not the answer's fault: \(words)"
  }
}

/// An error that the answer threw and that isn't part of its contract.
public struct UnexpectedError: Error, Sendable, CustomStringConvertible {
  /// The call, such as `loss(residual: 3.0, delta: 1.0)`.
  public let call: String

  /// The error's type and text.
  public let message: String

  public var description: String { "\(call) threw an error of its own: \(message)" }
}
