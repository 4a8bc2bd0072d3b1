import LinearAlgebra

/// What a test knows beside the claimed derivative, for the diagnosis.
struct DiagnosisHelp {
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

  /// The sentence of the foreseen mistake that gives these numbers in this shape.
  func foreseenSentence(_ entries: [Double], _ layout: Layout) -> String? {
    foreseenMistakes.sentence(for: entries, layout, .standard)
  }

  /// The quantities in which the diagnosis of one block may speak: the test's, and the parameters.
  func quantities(for part: GradientReport.Part) -> NamedQuantities {
    let own = (name: part.name ?? "the parameters", entries: part.parameters)
    return NamedQuantities(constants: constants, terms: terms + [own])
  }
}

/// Checks the gradients of a loss; `nil` if they are right.
func gradientMismatch(
  of loss: ([ParameterBlock]) throws -> Double, at point: [ParameterBlock],
  equals claimed: [ParameterBlock], _ name: String, help: DiagnosisHelp = .init(), seed: UInt64 = 1
) throws -> Mismatch? {
  guard claimed.count == point.count else {
    let blocks = counted(claimed.count, "block", "blocks")
    return Mismatch("\(name) has \(blocks), but there are \(point.count) blocks of parameters")
  }
  guard let odd = point.indices.first(where: { claimed[$0].layout != point[$0].layout }) else {
    return try gradientReport(of: loss, at: point, equals: claimed, seed: seed)
      .mismatch(named: name, help)
  }
  let block = point[odd].name.isEmpty ? "" : " of \(point[odd].name)"
  let headline =
    "\(name)\(block) has \(claimed[odd].layout.shape), expected \(point[odd].layout.shape)"
  if let sentence = help.foreseenSentence(claimed[odd].elements, claimed[odd].layout) {
    return Mismatch(headline, details: [foreseen(sentence, "gradient")], mistakes: [sentence])
  }
  let turned = zip(claimed, point).map { $0.transposed(ifItFits: $1) }
  guard turned.map(\.layout) == point.map(\.layout) else { return Mismatch(headline) }
  return try gradientReport(of: loss, at: point, equals: turned, seed: seed).isRight
    ? Mismatch(
      headline, details: ["It is transposed: its numbers are right."],
      mistakes: ["the gradient is transposed"])
    : Mismatch(headline, details: ["It looks transposed, and its numbers are wrong too."])
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
  let outputs = try function(point).count
  let expected = Layout.matrix(rows: outputs, columns: point.count)
  guard jacobian.layout == expected else {
    let headline = "\(name) has \(jacobian.layout.shape), expected \(expected.shape)"
    if let sentence = help.foreseenSentence(jacobian.elements, jacobian.layout) {
      return Mismatch(headline, details: [foreseen(sentence, "Jacobian")], mistakes: [sentence])
    }
    let turned = Layout.matrix(rows: jacobian.columns, columns: jacobian.rows) == expected
    return Mismatch(
      headline,
      details: (turned ? ["It looks transposed."] : [])
        + ["A Jacobian has one row for each output and one column for each input."])
  }
  return try jacobianReport(of: function, at: point, equals: jacobian, seed: seed)
    .mismatch(named: name, help)
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

extension ParameterBlock {
  /// This matrix transposed, if that gives it the other's shape and it has another one now.
  fileprivate func transposed(ifItFits other: ParameterBlock) -> ParameterBlock {
    let turned = Layout.matrix(rows: layout.columns, columns: layout.rows)
    guard layout.isMatrix, layout != other.layout, turned == other.layout else { return self }
    return ParameterBlock(name, turned, layout.columnByColumn(elements))
  }
}
