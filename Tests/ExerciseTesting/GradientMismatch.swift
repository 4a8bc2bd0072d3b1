import LinearAlgebra
import Testing

/// What a test knows beside the claimed derivative, for the diagnosis.
struct DiagnosisHelp: Sendable {
  let constants: [(name: String, value: Double)]
  let terms: [(name: String, entries: [Double])]
  let foreseenMistakes: ForeseenMistakes

  init(
    constants: KeyValuePairs<String, Double> = [:], terms: [(String, [Double])] = [],
    mistakes: [([Double], Layout, String)] = []
  ) {
    self.constants = constants.map { ($0.key, $0.value) }
    self.terms = terms.map { (name: $0.0, entries: $0.1) }
    foreseenMistakes = ForeseenMistakes(
      answers: mistakes.map { (entries: $0.0, layout: $0.1, sentence: $0.2) })
  }

  /// The mistakes that aren't to be named, because something else speaks against them.
  var ruledOut: Set<String> = []

  /// The sentence of the foreseen mistake that gives these numbers in this shape.
  func foreseenSentence(_ entries: [Double], _ layout: Layout) -> String? {
    foreseenMistakes.sentence(for: entries, layout, .standard, without: ruledOut)
  }

  /// The quantities in which the diagnosis of one block may speak: the test's, and the parameters.
  func quantities(for part: GradientReport.Part) -> NamedQuantities {
    let own = (name: part.name ?? "the parameters", entries: part.parameters)
    return NamedQuantities(constants: constants, terms: terms + [own])
  }
}

/// What is wrong with a derivative, with what the test knows beside it; `nil` if nothing is.
typealias DerivativeVerdict = @Sendable (DiagnosisHelp) -> Mismatch?

/// Checks the gradients of a loss; `nil` if they are right.
func gradientMismatch(
  of loss: ([ParameterBlock]) throws -> Double, at point: [ParameterBlock],
  equals claimed: [ParameterBlock], _ name: String, help: DiagnosisHelp = .init(), seed: UInt64 = 1
) throws -> Mismatch? {
  try gradientVerdict(of: loss, at: point, equals: claimed, name, seed: seed)(help)
}

/// Checks the gradients of a loss.
func gradientVerdict(
  of loss: ([ParameterBlock]) throws -> Double, at point: [ParameterBlock],
  equals claimed: [ParameterBlock], _ name: String, seed: UInt64
) throws -> DerivativeVerdict {
  guard claimed.count == point.count else {
    let blocks = counted(claimed.count, "block", "blocks")
    let parameters = point.count
    return { _ in
      Mismatch("\(name) has \(blocks), but there are \(parameters) blocks of parameters")
    }
  }
  guard let odd = point.indices.first(where: { claimed[$0].layout != point[$0].layout }) else {
    let report = try gradientReport(of: loss, at: point, equals: claimed, seed: seed)
    return { report.mismatch(named: name, $0) }
  }
  let block = point[odd].name.isEmpty ? "" : " of \(point[odd].name)"
  let headline =
    "\(name)\(block) has \(claimed[odd].layout.shape), expected \(point[odd].layout.shape)"
  let turned = zip(claimed, point).map { $0.transposed(ifItFits: $1) }
  let isTurned = turned.map(\.layout) == point.map(\.layout)
  let isRightThen =
    try isTurned && gradientReport(of: loss, at: point, equals: turned, seed: seed).isRight
  let (entries, layout) = (claimed[odd].elements, claimed[odd].layout)
  return { help in
    if let sentence = help.foreseenSentence(entries, layout) {
      return Mismatch(headline, details: [foreseen(sentence, "gradient")], mistakes: [sentence])
    }
    guard isTurned else { return Mismatch(headline) }
    return isRightThen
      ? Mismatch(
        headline, details: ["It is transposed: its numbers are right."],
        mistakes: ["the gradient is transposed"])
      : Mismatch(headline, details: ["It looks transposed, and its numbers are wrong too."])
  }
}

/// Checks gradients that have the shapes of the parameters.
func gradientReport(
  of loss: ([ParameterBlock]) throws -> Double, at point: [ParameterBlock],
  equals claimed: [ParameterBlock], seed: UInt64 = 1
) throws -> GradientReport {
  var end = 0
  let blocks = point.map { block in
    end += block.layout.count
    return DerivativeClaim.Block(
      name: block.name.isEmpty ? nil : block.name, layout: block.layout,
      inputs: end - block.layout.count..<end)
  }
  let claim = DerivativeClaim(
    blocks: blocks, outputs: 1, isJacobian: false, entries: claimed.flatMap(\.elements))
  return try withoutActuallyEscaping(loss) { loss in
    try GradientCheck.report(
      on: claim,
      of: { inputs in
        [try loss(zip(point, blocks).map { $0.with(inputs[$1.inputs]) })]
      }, at: point.flatMap(\.elements), seed: seed)
  }
}

/// Checks a Jacobian; `nil` if it is right.
func jacobianMismatch(
  of function: (Vector) throws -> Vector, at point: Vector, equals jacobian: Matrix,
  _ name: String, help: DiagnosisHelp = .init(), seed: UInt64 = 1
) throws -> Mismatch? {
  try jacobianVerdict(of: function, at: point, equals: jacobian, name, seed: seed)(help)
}

/// Checks a Jacobian.
func jacobianVerdict(
  of function: (Vector) throws -> Vector, at point: Vector, equals jacobian: Matrix,
  _ name: String, seed: UInt64
) throws -> DerivativeVerdict {
  let outputs = try function(point).count
  let expected = Layout.matrix(rows: outputs, columns: point.count)
  guard jacobian.layout == expected else {
    let headline = "\(name) has \(jacobian.layout.shape), expected \(expected.shape)"
    let turned = Layout.matrix(rows: jacobian.columns, columns: jacobian.rows) == expected
    let (entries, layout) = (jacobian.elements, jacobian.layout)
    return { help in
      if let sentence = help.foreseenSentence(entries, layout) {
        return Mismatch(headline, details: [foreseen(sentence, "Jacobian")], mistakes: [sentence])
      }
      return Mismatch(
        headline,
        details: (turned ? ["It looks transposed."] : [])
          + ["A Jacobian has one row for each output and one column for each input."])
    }
  }
  let report = try jacobianReport(of: function, at: point, equals: jacobian, seed: seed)
  return { report.mismatch(named: name, $0) }
}

/// Checks a Jacobian that has a row for each output and a column for each input.
func jacobianReport(
  of function: (Vector) throws -> Vector, at point: Vector, equals jacobian: Matrix,
  seed: UInt64 = 1
) throws -> GradientReport {
  let block = DerivativeClaim.Block(
    name: nil, layout: jacobian.layout, inputs: point.startIndex..<point.endIndex)
  let claim = DerivativeClaim(
    blocks: [block], outputs: jacobian.rows, isJacobian: true, entries: jacobian.elements)
  return try withoutActuallyEscaping(function) { function in
    try GradientCheck.report(
      on: claim, of: { try function(Vector($0)).elements }, at: point.elements, seed: seed)
  }
}

extension DiagnosisHelp {
  /// What there is to see in a derivative, right or wrong.
  func observation(
    of verdict: @escaping DerivativeVerdict, _ entries: [Double], _ layout: Layout,
    at sourceLocation: SourceLocation
  ) -> Observation {
    Observation(
      .numbers, foreseenMistakes.predictions(for: entries, layout, .standard),
      isRight: verdict(self) == nil, at: sourceLocation
    ) { ruledOut in
      var help = self
      help.ruledOut = ruledOut
      return verdict(help)
    }
  }
}

extension ParameterBlock {
  /// This matrix transposed, if that gives it the other's shape and it has another one now.
  fileprivate func transposed(ifItFits other: ParameterBlock) -> ParameterBlock {
    let turned = Layout.matrix(rows: layout.columns, columns: layout.rows)
    guard layout.isMatrix, layout != other.layout, turned == other.layout else { return self }
    return ParameterBlock(name, turned, layout.columnByColumn(elements))
  }
}
