import Boundary
import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Vector–Jacobian products, and the usual mistakes in them.
extension SoftmaxJacobianSuites.SoftmaxJacobianDerivativeTests {
  /// vᵀJ, entry by entry, of a J that is made from the exponentials and τ.
  static func product(
    _ product: Product, _ jacobian: (_ exponentials: Vector, _ temperature: Double) -> Matrix
  ) -> Vector {
    let (call, v) = product
    let matrix = jacobian(exp(call.logits / call.temperature), call.temperature)
    return Vector(
      (0..<matrix.columns).map { j in (0..<matrix.rows).reduce(0) { $0 + v[$1] * matrix[$1, j] } }
    )
  }

  /// What the usual mistakes give instead of the product.
  static var wrongProducts: [Suspect<Product, Vector>] {
    func shares(_ call: SoftmaxCall) -> Vector {
      PlainSoftmax.shares(of: exp(call.logits / call.temperature))
    }
    return PlainSoftmax.wrongJacobians.map { wrong in
      Suspect(wrong.sentence) { product($0, wrong.model) }
    } + [
      Suspect(SoftmaxMistake.plainMean) {
        shares($0.call) * ($0.upstream - $0.upstream.mean()) / $0.call.temperature
      },
      Suspect(SoftmaxMistake.probabilityFactorMissing) {
        ($0.upstream - dot($0.upstream, shares($0.call))) / $0.call.temperature
      },
    ]
  }

  func expectProductsOfExtremes() throws {
    try expect(
      answer.vectorJacobianProduct(
        upstream: [2, -3, 5], logits: [1e4, 9999, 0], temperature: 1),
      equals: [0.9830596662074093, -0.9830596662074093, 0])
    // ¼/τ · (1 − (−1)) = ½/τ
    try expect(
      answer.vectorJacobianProduct(
        upstream: [1, -1, 7], logits: [1e300, 1e300, 0], temperature: 1e-10),
      equals: [5e9, -5e9, 0])
    // 1/τ is infinite, but ½/τ is a number.
    try expect(
      answer.vectorJacobianProduct(
        upstream: [1, -1, 7], logits: [1, 1, 0], temperature: 0x1p-1024),
      equals: [0x1p1023, -0x1p1023, 0])
    // v/τ is infinite, and the product is not.
    for (upstream, temperature) in [([3e10, -2], 1e-300), ([-7, 1e200], 1e-280)]
      as [(Vector, Double)]
    {
      try expect(
        answer.vectorJacobianProduct(
          upstream: upstream, logits: [1, 0], temperature: temperature), equals: [0, 0])
    }
    // −2 y₁ where y₁ is tiny.
    for (low, tail) in [(-50, 1.9287498479639178e-22), (-500, 7.124576406741286e-218)]
      as [(Double, Double)]
    {
      let product = try answer.vectorJacobianProduct(
        upstream: [1, -1], logits: [0, low], temperature: 1)
      guard expect(product, equals: [0, 0]) else { return }
      expect(
        product[1], equals: -2 * tail, "the product's entry [1] at the logits [0, \(low)]",
        tolerance: .relative(1e-9))
    }
    for (logits, places) in SoftmaxCase.peaks() {
      let v = Vector(logits.indices.map { Double($0 * $0) - 1.25 })
      // Of a tie, half of the difference to the mean of the two, divided by τ.
      let mean = places.reduce(0) { $0 + v[$1] } / Double(places.count)
      try expect(
        answer.vectorJacobianProduct(upstream: v, logits: logits, temperature: 0.3),
        equals: Vector(
          logits.indices.map {
            places.contains($0) ? (v[$0] - mean) / Double(places.count) / 0.3 : 0
          }))
    }
  }

  func expectProductIsGradient() throws {
    var generator = SeededGenerator(seed: Student.seed)
    let z = Vector.normal(count: 6, using: &generator)
    let v = Vector.normal(count: 6, using: &generator)
    let temperature = generator.uniform(in: 1.5..<3)
    let product = try answer.vectorJacobianProduct(
      upstream: v, logits: z, temperature: temperature)
    // Of a softmax that is wrong itself, the derivative tells nothing about the product.
    guard
      try expect(
        answer.softmax(logits: z, temperature: temperature),
        equals: PlainSoftmax.shares(of: exp(z / temperature)))
    else { return }
    try expectGradient(
      of: {
        dot(v, try answer.softmax(logits: $0, temperature: temperature).requiring(entries: 6))
      }, at: z,
      equals: product, terms: ["v": v], constants: ["τ": temperature])
    try expect(
      answer.vectorJacobianProduct(upstream: .zeros(6), logits: z, temperature: temperature),
      equals: .zeros(6), tolerance: .exact)
    let again = try answer.vectorJacobianProduct(
      upstream: v, logits: z, temperature: temperature)
    expect(again, equals: product, "the product, asked for a second time", tolerance: .exact)
  }
}
