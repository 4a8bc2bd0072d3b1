import LinearAlgebra

/// Why a call to an answer gave no value and no error of its own.
public struct AnswerFailure: Error, Sendable, CustomStringConvertible {
  /// What happened, as the report calls it.
  public enum Kind: String, Codable, Sendable {
    case crashed
    case timedOut = "timed-out"
    case outOfMemory = "out-of-memory"
    case didNotCompile = "did-not-compile"
    /// The machine has failed, or could not start what would run the answer: no verdict on the answer.
    case notStarted = "not-started"
    /// The compiler can't compile for this kit: no verdict on any answer.
    case noCompiler = "no-compiler"
  }

  /// What happened.
  public let kind: Kind

  /// The sentences for the student.
  public let description: String

  /// Whether a fault of the machine looks like that too.
  public var mayBeOfMachine = false
}

extension AnswerFailure {
  /// The machine has failed, and nothing is known of the answer.
  public init(noVerdict reason: String) {
    self.init(
      kind: .notStarted,
      description: "this machine has failed, which is not the answer's fault: \(reason)")
  }

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
  let call: String

  /// The error's type and text.
  public let message: String

  /// Names the call and says what was thrown, in one line.
  public var description: String { "\(call) threw an error of its own: \(message)" }
}

/// Says that the answer has called a function that it was given with an argument that makes no sense.
struct WrongArgument: Error, Sendable, CustomStringConvertible {
  /// The sentence for the student.
  let description: String
}

extension WrongArgument {
  /// What is wrong with the length of a vector, if something is.
  static func complaint(about vector: Vector, of function: String, expecting count: Int) -> String?
  {
    vector.count == count
      ? nil
      : "your code called \(function) with a vector of \(vector.count), but it takes one of \(count)"
  }

  /// What is wrong with the lengths of some vectors, if something is.
  static func complaint(
    about vectors: [Vector], of function: String, expecting counts: [Int]
  ) -> String? {
    vectors.map(\.count) == counts
      ? nil
      : "your code called \(function) with vectors of \(vectors.map(\.count)), but it takes \(counts)"
  }

  /// What is wrong with the place of a configuration, if something is.
  static func complaint(about configuration: Int, of count: Int) -> String? {
    (0..<count).contains(configuration)
      ? nil
      : "your code called testScore(\(configuration)), but there are \(count) configurations, from 0 on"
  }
}
