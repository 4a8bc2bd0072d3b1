import LinearAlgebra
import Testing

// Most answers are right, so what is only said of a wrong one is worked out for a wrong one only: the call
// in words, and what each mistake would have given.

/// Expects a number.
///
///     try expect(huber.loss(residual: 3, delta: 1), equals: 2.5, mistakes: [
///       3.0: "the linear branch is δ(|r| − ½δ): without −½δ the loss jumps at |r| = δ"
///     ])
///
/// - Parameters:
///   - actual: The student's number.
///   - expected: The right number.
///   - what: What the number is; if left out, the call that gave it.
///   - tolerance: How far the number may be off.
///   - mistakes: Wrong numbers that are foreseen, each with a sentence to be read after
///     "Your 3.0 points to this:". No capital at its start, no full stop.
/// - Returns: Whether the number is right.
@discardableResult
public func expect(
  _ actual: Double, equals expected: Double, _ what: String? = nil,
  tolerance: Tolerance = .standard,
  mistakes: @autoclosure () -> KeyValuePairs<Double, String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  if isRight([actual], [expected], tolerance) { return true }
  let foreseen = mistakes().map {
    (entries: [$0.key], layout: Layout.scalar, sentence: $0.value)
  }
  let judgment = Judgment(
    name: subject(what), tolerance: tolerance, foreseenMistakes: .init(answers: foreseen))
  return record(
    judgment.observation([actual], .scalar, expected: [expected], .scalar, at: sourceLocation))
}

/// Expects a vector: the right number of entries, and each of them within the tolerance.
///
/// - Parameters:
///   - actual: The student's vector.
///   - expected: The right vector.
///   - what: What the vector is; if left out, the call that gave it.
///   - tolerance: How far an entry may be off.
///   - mistakes: Wrong vectors that are foreseen, each with its sentence, as for a number.
/// - Returns: Whether the vector is right.
@discardableResult
public func expect(
  _ actual: Vector, equals expected: Vector, _ what: String? = nil,
  tolerance: Tolerance = .standard,
  mistakes: @autoclosure () -> KeyValuePairs<Vector, String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  if actual.layout == expected.layout, isRight(actual.elements, expected.elements, tolerance) {
    return true
  }
  let foreseen = mistakes().map {
    (entries: $0.key.elements, layout: $0.key.layout, sentence: $0.value)
  }
  let judgment = Judgment(
    name: subject(what), tolerance: tolerance, foreseenMistakes: .init(answers: foreseen))
  return record(
    judgment.observation(
      actual.elements, actual.layout, expected: expected.elements, expected.layout,
      at: sourceLocation))
}

/// Expects a matrix: the right shape, and each entry within the tolerance.
///
/// - Parameters:
///   - actual: The student's matrix.
///   - expected: The right matrix.
///   - what: What the matrix is; if left out, the call that gave it.
///   - tolerance: How far an entry may be off.
///   - mistakes: Wrong matrices that are foreseen, each with its sentence, as for a number.
/// - Returns: Whether the matrix is right.
@discardableResult
public func expect(
  _ actual: Matrix, equals expected: Matrix, _ what: String? = nil,
  tolerance: Tolerance = .standard,
  mistakes: @autoclosure () -> KeyValuePairs<Matrix, String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  if actual.layout == expected.layout, isRight(actual.elements, expected.elements, tolerance) {
    return true
  }
  let foreseen = mistakes().map {
    (entries: $0.key.elements, layout: $0.key.layout, sentence: $0.value)
  }
  let judgment = Judgment(
    name: subject(what), tolerance: tolerance, foreseenMistakes: .init(answers: foreseen))
  return record(
    judgment.observation(
      actual.elements, actual.layout, expected: expected.elements, expected.layout,
      at: sourceLocation))
}

/// Expects something that is right or wrong without a tolerance: an integer, a choice, a flag.
///
/// - Parameters:
///   - actual: The student's value.
///   - expected: The right value.
///   - what: What the value is; if left out, the call that gave it.
///   - mistakes: Wrong values that are foreseen, each with its sentence, as for a number.
/// - Returns: Whether the value is right.
@discardableResult
public func expect<Value: Equatable>(
  _ actual: Value, equals expected: Value, _ what: String? = nil,
  mistakes: @autoclosure () -> KeyValuePairs<Value, String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  if actual == expected { return true }
  let mistakes = mistakes()
  return record(
    observation(
      of: actual, expected, name: subject(what), mistakes: mistakes, at: sourceLocation))
}

/// Arrays of `Double` would be compared without a tolerance.
@available(*, unavailable, message: "compare Vectors: arrays have no tolerance")
public func expect(
  _ actual: [Double], equals expected: [Double], _ what: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool { false }

/// Expects integers, such as labels, counts or an order: as many as expected, and each one equal.
///
/// - Parameters:
///   - actual: The student's integers.
///   - expected: The right integers.
///   - what: What the integers are; if left out, the call that gave them.
///   - mistakes: Wrong answers that are foreseen, each with its sentence, as for a number.
/// - Returns: Whether the integers are right.
@discardableResult
public func expect(
  _ actual: [Int], equals expected: [Int], _ what: String? = nil,
  mistakes: @autoclosure () -> KeyValuePairs<[Int], String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  if actual == expected { return true }
  let mistakes = mistakes()
  return record(
    observation(
      of: actual, expected, name: subject(what), mistakes: mistakes, at: sourceLocation))
}

/// Expects that something holds of an answer, where there is no single right value.
///
///     expectProperty(p.allSatisfy { $0 > 0 }, "the probabilities are positive")
///
/// - Parameters:
///   - holds: Whether it holds.
///   - sentence: What has to hold. No capital at its start, no full stop.
///   - mistake: The mistake that is known to break this, if there is just one.
/// - Returns: `holds`.
@discardableResult
public func expectProperty(
  _ holds: Bool, _ sentence: @autoclosure () -> String,
  mistake: @autoclosure () -> String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  if holds { return true }
  let (name, sentence, mistake) = (subject(nil), sentence(), mistake())
  return record(
    Observation(
      .property, predictions(mistake, fits: true), isRight: false, at: sourceLocation
    ) { ruledOut in
      Mismatch("\(name): it should be true that \(sentence)", naming: mistake, unless: ruledOut)
    })
}

/// The prediction of a mistake, if there is one.
func predictions(_ mistake: String?, fits: Bool) -> [Observation.Prediction] {
  mistake.map { [.init(sentence: $0, fits: fits)] } ?? []
}
