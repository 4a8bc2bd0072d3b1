import LinearAlgebra
import Testing

/// A mistake that would explain the answers to several calls: its sentence, and what it answers to each.
public struct Suspect<Call, Answer> {
  /// What was done wrong, as among the `mistakes` of `expect`.
  public let sentence: String
  /// What a student who has done so answers to a call.
  public let model: (Call) -> Answer

  /// Creates a suspect.
  public init(_ sentence: String, _ model: @escaping (Call) -> Answer) {
    (self.sentence, self.model) = (sentence, model)
  }
}

/// Expects the right answer to each of several calls. A suspect is named if it explains all of them.
///
///     try expectAll(
///       [2, -3, 0.5], { "the cube of \($0)" }, equal: { $0 * $0 * $0 },
///       suspects: [Suspect("this is the square") { $0 * $0 }]
///     ) { try answer.cube(of: $0) }
///
/// - Parameters:
///   - calls: The arguments of each call.
///   - what: What the answer to a call is.
///   - right: The right answer.
///   - tolerance: How far an entry may be off; `.standard` if left out.
///   - suspects: The mistakes that are foreseen. The first that explains all answers, also those that are
///     right, is named. Infinity and NaN are taken for one another.
///   - isTelling: Which calls have to be explained, where a suspect says nothing about the others.
///   - otherwise: What is named if no suspect is.
///   - call: Calls the student's function.
/// - Returns: Whether all answers are right.
@discardableResult
public func expectAll<Call, Answer: NumericalAnswer>(
  _ calls: [Call], _ what: (Call) -> String, equal right: (Call) -> Answer,
  tolerance: (Call) -> Tolerance = { _ in .standard }, suspects: [Suspect<Call, Answer>] = [],
  where isTelling: (Call) -> Bool = { _ in true }, otherwise: @autoclosure () -> String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, call: (Call) throws -> Answer
) rethrows -> Bool {
  let answers = try calls.map(call)
  let rights = calls.map(right)
  let wrong = calls.indices.filter {
    answers[$0].layout != rights[$0].layout
      || !isRight(answers[$0].elements, rights[$0].elements, tolerance(calls[$0]))
  }
  guard !wrong.isEmpty else { return true }
  let telling = calls.indices.filter { isTelling(calls[$0]) }
  let suspect = suspects.first { suspect in
    telling.allSatisfy {
      let limits = tolerance(calls[$0])
      let model = suspect.model(calls[$0])
      // What gives the right answer doesn't explain a wrong one.
      if wrong.contains($0), model.layout == rights[$0].layout,
        isRight(model.elements, rights[$0].elements, limits)
      {
        return false
      }
      return agree(model, answers[$0], floor: limits.limit(for: rights[$0].elements))
    }
  }
  let name = suspect?.sentence ?? otherwise()
  for (index, answer) in answers.enumerated() where wrong.contains(index) {
    let foreseen = name.map { [(answer.elements, answer.layout, $0)] } ?? []
    let judgement = Judgement(
      name: what(calls[index]), tolerance: tolerance(calls[index]),
      foreseenMistakes: .init(answers: foreseen))
    _ = record(
      judgement.observation(
        answer.elements, answer.layout, expected: rights[index].elements, rights[index].layout,
        at: sourceLocation))
  }
  return false
}

/// Whether an answer is what a mistake gives; a suspect's numbers needn't be exact.
private func agree<Answer: NumericalAnswer>(_ model: Answer, _ answer: Answer, floor: Double)
  -> Bool
{
  guard model.layout == answer.layout else { return false }
  let size = model.elements.filter(\.isFinite).map(\.magnitude).max() ?? 0
  return zip(model.elements, answer.elements).allSatisfy {
    guard $0.isFinite, $1.isFinite else { return $0.isFinite == $1.isFinite }
    return ($0 - $1).magnitude <= max(1e-7 * size, floor)
  }
}

/// Expects something of each case in turn, up to the first that is wrong.
///
/// - Returns: Whether all are right.
@discardableResult
public func expectEach<Case>(
  _ cases: some Sequence<Case>, _ isRight: (Case) throws -> Bool
) rethrows -> Bool {
  try cases.allSatisfy(isRight)
}

/// Expects that a call refuses each of these values of an argument, with a sentence that names both.
///
/// - Parameters:
///   - values: What the argument must not be.
///   - mistake: The mistake that is known to let such a value pass.
///   - nanMistake: The mistake that lets NaN pass a check which refuses other values.
///   - call: Calls the student's function with a value.
public func expectRefused<Answer>(
  _ argument: String, _ values: [Double], mistake: String? = nil,
  nanMistake: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, _ call: (Double) throws -> Answer
) throws {
  func passes(_ value: Double) -> Bool { (try? call(value)) != nil }
  let getsPast =
    nanMistake != nil && passes(.nan) && values.contains { !$0.isNaN && !passes($0) }
  for value in values {
    try expectInvalidInput(
      naming: argument, value: "\(value)",
      mistake: getsPast && value.isNaN ? nanMistake : mistake, sourceLocation: sourceLocation
    ) { try call(value) }
  }
}

/// What is compared number by number: a number, a vector or a matrix.
public protocol NumericalAnswer {
  /// All its numbers, row by row.
  var elements: [Double] { get }
  /// How they are arranged.
  var layout: Layout { get }
}

extension Double: NumericalAnswer {
  /// The number alone.
  public var elements: [Double] { [self] }
  /// No rows or columns.
  public var layout: Layout { .scalar }
}

extension Vector: NumericalAnswer {
  /// As many numbers as the vector has.
  public var layout: Layout { .vector(count) }
}

extension Matrix: NumericalAnswer {
  /// The matrix's rows and columns.
  public var layout: Layout { .matrix(rows: rows, columns: columns) }
}
