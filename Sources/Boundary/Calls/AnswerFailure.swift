import LinearAlgebra

/// Why a call to an answer gave no value and no error of its own.
public struct AnswerFailure: Error, Sendable, CustomStringConvertible {
  /// What a test comes to that meets it; `lost` where it says nothing about the answer.
  public let status: TestStatus

  /// The sentences for the student.
  public let description: String

  /// Whether a fault of the machine looks like that too.
  public var mayBeOfMachine = false

  /// Whether the compiler can't compile for this kit, so that there is no verdict on any answer.
  public var isOfCompiler = false
}

extension AnswerFailure {
  /// The machine has failed, and nothing is known of the answer.
  public init(noVerdict reason: String) {
    self.init(
      status: .lost,
      description: "this machine has failed, which is not the answer's fault: \(reason)")
  }

  /// The compiler doesn't belong to the kit, or doesn't work at all.
  init(noCompiler sentence: String) {
    self.init(status: .lost, description: sentence, isOfCompiler: true)
  }

  /// What had worked before has broken down.
  init(notStarted what: String, _ words: String) {
    self.init(
      status: .lost,
      description:
        "\(what) could not be started, which is not the answer's fault: \(words)")
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
