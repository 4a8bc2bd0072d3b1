import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("The diagnosis of a wrong gradient")
struct DiagnosisTests {
  /// exp(row weights · W) summed, with an L2 term: no two entries of its gradient are alike.
  static let w: Matrix = [[0.3, -0.2, 0.5], [0.7, 0.1, -0.4]]
  static let derivative: Matrix = [[0.11, 0.9, -0.3], [0.25, 0.8, 0.45]]
  static let help = DiagnosisHelp(
    constants: ["λ": 0.1, "N": 5, "τ": 0.25],
    terms: [("W", w.elements), ("σ′", derivative.elements)])

  static func loss(_ w: Matrix) -> Double {
    w.elements.indices.reduce(0.1 * w.squaredNorm()) { sum, i in
      sum + exp(w.elements[i] * Double(i + 1)) * (i == 3 ? -1 : 1)
    }
  }

  static let right = Matrix(
    rows: 2, columns: 3,
    elements: w.elements.indices.map { i in
      Double(i + 1) * exp(w.elements[i] * Double(i + 1)) * (i == 3 ? -1 : 1) + 0.2 * w.elements[i]
    })

  /// The sentence about a wrong gradient, and whether the report is told.
  func sentence(_ gradient: Matrix) throws -> (text: String?, isMistake: Bool) {
    let mismatch = try message(gradient, of: Self.loss, at: Self.w, Self.help)
    let line = mismatch?.details.first { $0.hasPrefix("Your gradient ") }
    return (line.map { String($0.dropFirst(14)) }, mismatch?.mistakes.isEmpty == false)
  }

  @Test("The right gradient gets none")
  func none() throws {
    #expect(try message(Self.right, of: Self.loss, at: Self.w, Self.help) == nil)
  }

  @Test(
    "A constant factor is named from the constants that the test knows",
    arguments: [
      (-1, "is exactly −1 × the right one: the sign is wrong."),
      (2, "is exactly 2 × the right one."), (0.5, "is exactly ½ × the right one."),
      (5, "is exactly N × the right one (that is 5.0)."),
      (0.2, "is exactly 1/N × the right one (that is 0.2)."),
      (0.25, "is exactly τ × the right one (that is 0.25)."),
      (4, "is exactly 1/τ × the right one (that is 4.0)."),
      (16, "is exactly 1/τ² × the right one (that is 16.0)."),
      (-25, "is exactly −N² × the right one (that is -25.0)."),
      (0.4, "is exactly 2/N × the right one (that is 0.4)."),
    ])
  func constantFactor(factor: Double, expected: String) throws {
    let (text, isMistake) = try sentence(factor * Self.right)
    #expect(text == expected)
    #expect(isMistake)
  }

  @Test("A factor without a name is told, but not called a known mistake")
  func namelessFactor() throws {
    let (text, isMistake) = try sentence(0.372 * Self.right)
    #expect(text == "is 0.372 × the right one.")
    #expect(!isMistake)
  }

  @Test("A multiple of a named term is told")
  func term() throws {
    #expect(
      try sentence(Self.right - 0.1 * Self.w) == (
        "is the right one − 0.1 × W (0.1 is λ): a term in W is missing or too small.", true
      ))
    #expect(
      try sentence(Self.right - 0.2 * Self.w).text
        == "is the right one − 0.2 × W (0.2 is 1/N): a term in W is missing or too small.")
    #expect(
      try sentence(Self.right + 0.37 * Self.w).text
        == "is the right one + 0.37 × W: a term in W is too large or does not belong.")
    #expect(try sentence(Self.right + 1.5).text == "is the right one + 1.5 in every entry.")
  }

  @Test("A factor that is missing or too many, entry by entry, is told")
  func elementwise() throws {
    #expect(
      try sentence(Self.right / Self.derivative) == (
        "lacks a factor of σ′, entry by entry.", true
      ))
    #expect(
      try sentence(Self.right * Self.derivative).text
        == "has a factor of σ′ too many, entry by entry.")
  }

  @Test("Entries in another order are told")
  func order() throws {
    let right = Self.right
    let reversed = Matrix(rows: 2, columns: 3, elements: right.elements.reversed())
    #expect(try sentence(reversed) == ("is in reverse order.", true))
    let byColumns = Matrix(rows: 2, columns: 3, elements: right.transposed().elements)
    #expect(
      try sentence(byColumns).text == "is filled column by column, not row by row.")
    #expect(
      try sentence(right.gather(rows: [1, 0])).text == "has its rows in reverse order.")
    #expect(
      try sentence(-2 * reversed).text == "is in reverse order and multiplied by −2.")
  }

  @Test("A square gradient that is transposed is told")
  func transposed() throws {
    let a: Matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 10]]
    let loss = { (w: Matrix) in (a * w * w).sum() / 2 }
    let w: Matrix = [[1, 2, 3], [3, 1, 2], [2, -1, 1]]
    let mismatch = try message((a * w).transposed(), of: loss, at: w)
    #expect(mismatch?.details.contains("Your gradient is transposed.") == true)
    #expect(mismatch?.mistakes == ["the gradient is transposed"])
  }

  @Test("Rows or columns that are scaled one by one are told")
  func scaledLines() throws {
    let rows = Matrix(rows: 2, columns: 3) { i, j in Self.right[i, j] * [0.3, 1.7][i] }
    #expect(
      try sentence(rows) == (
        "is right up to one factor for each row: 0.3, 1.7 × the right one.", false
      ))
    let columns = Matrix(rows: 2, columns: 3) { i, j in Self.right[i, j] * [0.3, 1, 1.7][j] }
    #expect(
      try sentence(columns).text
        == "is right up to one factor for each column: 0.3, 1.0, 1.7 × the right one.")
  }

  @Test("One wrong entry, row or column is told, and how it is wrong")
  func onePart() throws {
    var gradient = Self.right
    gradient[0, 1] += 1
    #expect(try sentence(gradient).text == "is wrong in entry [0, 1] only.")
    gradient = Self.right
    gradient.setRow(0, to: [0, 0, 0])
    #expect(try sentence(gradient).text == "is wrong in row 0 only: it is 0.")
    gradient.setRow(0, to: Self.right.row(0))
    gradient.setRow(1, to: Self.right.row(1) / 5)
    #expect(
      try sentence(gradient) == (
        "is wrong in row 1 only (the last one): it is exactly 1/N × the right one "
          + "(that is 0.2).", true
      ))
    gradient = Self.right
    gradient.setColumn(0, to: [7, 8])
    #expect(try sentence(gradient).text == "is wrong in column 0 only.")
  }

  @Test("Lost signs are told")
  func signs() throws {
    #expect(
      try sentence(Self.right.map { $0.magnitude }).text?.hasPrefix("is wrong in entry") == true)
    let loss = { (x: Vector) in dot(x, x * x * x) / 4 }
    let x: Vector = [-1, 2, -3, 4]
    let magnitudes = try message((x * x * x).map { $0.magnitude }, of: loss, at: x)
    #expect(
      magnitudes?.mistakes
        == ["the gradient is the magnitude of the right one: the minus signs are lost"])
    let some = try message([1, -8, -27, 64], of: loss, at: x)
    #expect(
      some?.mistakes == ["the gradient is right except for the sign of 2 of 4 entries"])
  }

  @Test("All zero is told")
  func zero() throws {
    #expect(try sentence(Matrix.zeros(2, 3)) == ("is 0 in every entry.", false))
  }

  @Test("What has no pattern gets no sentence, only a picture")
  func noPattern() throws {
    let noise: Matrix = [[1.3, -0.2, 4], [0.7, 2.1, -3]]
    #expect(try sentence(Self.right + noise) == (nil, false))
  }

  @Test("A foreseen gradient is named in the author's words instead")
  func foreseen() throws {
    let loss = { (x: Vector) in x.squaredNorm() }
    let mistake = ([1, 2] as Vector, "the factor 2 of the square is missing")
    let help = DiagnosisHelp(mistakes: [(mistake.0.elements, mistake.0.layout, mistake.1)])
    #expect(
      try message([1, 2], of: loss, at: [1, 2], help)?.text == """
        gradient is not the derivative of your loss
          Your gradient points to this: the factor 2 of the square is missing
          2 of 2 entries are wrong
          first: [0] is 1.0, the slope is 2.0, off by 1.0
          worst: [1] is 2.0, the slope is 4.0, off by 2.0
          tolerance 1e-06 of each entry, and 4 × the estimated error of the numerical slope
          This test compares it with your own loss. Whether that is right, other tests ask.
        """)
  }

  @Test("A batch that is averaged once too often is told from the number of samples")
  func batch() throws {
    var problem = SoftmaxRegression(samples: 6, inputs: 4, classes: 3, seed: 1)
    problem.lambda = 0.1
    var generator = SeededGenerator(seed: 2)
    let w = Matrix.normal(rows: 4, columns: 3, mean: 0, standardDeviation: 1, using: &generator)
    let help = DiagnosisHelp(constants: ["N": 6, "λ": 0.1], terms: [("W", w.elements)])
    let right = problem.gradient(w)
    #expect(try message(right, of: problem.loss, at: w, help) == nil)
    #expect(
      try message(right / 6, of: problem.loss, at: w, help)?.mistakes.first?.contains("1/N") == true
    )
    #expect(
      try message(right - 0.2 * w, of: problem.loss, at: w, help)?.mistakes
        == [
          "the gradient is the right one − 0.2 × W (0.2 is 2λ): a term in W is missing or too small"
        ])
  }
}

@Suite("The diagnosis of a wrong value")
struct ValueDiagnosisTests {
  @Test(
    "The patterns of vectors",
    arguments: [
      ([4, 3, 2, 1], "is in reverse order"), ([-1, -2, -3, -4], "is exactly −1 × the right one"),
      ([0.25, 0.5, 0.75, 1], "is exactly 1/n × the right one"),
      ([0, 0, 0, 0], "is 0 in every entry"),
      ([1, 2, 7, 4], "is wrong in entry [2] only"), ([4, 1, 2, 3], "is shifted by one place"),
      ([2, 3, 4, 5], "is the right one + 1.0 in every entry"),
      ([1, 2, 5.5, 4.1], "is right up to entry 1 and wrong from entry 2 on"),
    ] as [([Double], String)])
  func vectors(yours: [Double], expected: String) {
    let mismatch = message(Vector(yours), [1, 2, 3, 4])
    #expect(mismatch?.details.contains { $0.hasPrefix("Your answer \(expected)") } == true)
  }

  @Test("The patterns of matrices")
  func matrices() {
    let right: Matrix = [[1, 2], [3, 5]]
    #expect(message(right.transposed(), right)?.mistakes == ["the answer is transposed"])
    #expect(
      message([[1, 0], [0, 5]], right)?.mistakes
        == ["the answer is right on the diagonal, but 0 everywhere else"])
    #expect(
      message([[9, 2], [3, 8]], right)?.details.contains(
        "Your answer is wrong on the diagonal only.") == true)
    #expect(
      message([[1, 2], [8, 4], [7, 1], [6, 6]], [[1, 2], [3, 5], [2, 3], [0, 9]])?.details
        .contains("Your answer is right in row 0 only.") == true)
  }

  @Test("A number that is twice another is told, but not called a known mistake")
  func numbers() {
    let mismatch = message(2, 4)
    #expect(mismatch?.details.last == "Your answer is exactly ½ × the right one.")
    #expect(mismatch?.mistakes == [])
    #expect(message(2.1, 4)?.details.count == 1)
  }

  @Test("With a coarse tolerance no pattern is claimed")
  func coarse() {
    let mismatch = message([-1, -2], [1, 2], tolerance: .absolute(0.5))
    #expect(mismatch?.mistakes == [])
  }
}
