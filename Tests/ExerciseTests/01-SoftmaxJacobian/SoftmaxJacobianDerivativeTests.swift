import Boundary
import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numbers without another source were computed with mpmath at 80 or more digits, and again with
// SymPy's derivative of the softmax or NumPy. Both agree to 1e-12.

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian: derivatives", .part(3))
  struct SoftmaxJacobianDerivativeTests {
    let answer = Student.answer.softmaxJacobian

    /// The arguments of a product, and the softmax that it is about.
    typealias Product = (call: SoftmaxCall, upstream: Vector)

    // Literals, and drawn logits of several counts at temperatures of all sizes.

    @Test(
      "The Jacobian has the right entries, on the diagonal and beside it",
      .hint("Which yᵢ does zⱼ move, and where does the chain rule bring τ in?"))
    func jacobian() throws {
      let examples: [(call: SoftmaxCall, right: Matrix)] = [
        (([4.5], 0.5), [[0]]),
        (
          ([1, 2, 3], 0.5),
          [
            [0.03124836996135281, -0.0037248970078214197, -0.02752347295353139],
            [-0.0037248970078214197, 0.20709738269886532, -0.2033724856910439],
            [-0.02752347295353139, -0.2033724856910439, 0.2308959586445753],
          ]
        ),
        (
          ([-1.5, 0.25, 2.75, -0.5], 0.7),
          [
            [
              0.003162958634643477, -8.569407699438679e-05, -0.0030479127205087176,
              -2.9351837140372662e-05,
            ],
            [
              -8.569407699438679e-05, 0.03757445096604128, -0.03713117831034875,
              -0.0003575785786981419,
            ],
            [
              -0.0030479127205087176, -0.03713117831034875, 0.05289721971397385,
              -0.01271812868311638,
            ],
            [
              -2.9351837140372662e-05, -0.0003575785786981419, -0.01271812868311638,
              0.013105059098954895,
            ],
          ]
        ),
        (([0, 0, 0], 0.25), Matrix(rows: 3, columns: 3) { $0 == $1 ? 8.0 / 9 : -4.0 / 9 }),
      ]
      let areRight = try expectAll(
        examples.map(\.call) + [([1, 2, 3], 4)]
          + SoftmaxCase.drawn().filter { $0.logits.count < 200 },
        { "the Jacobian of \($0.logits.count) logits at τ = \($0.temperature)" },
        equal: {
          PlainSoftmax.slopes(ofExponentials: exp($0.logits / $0.temperature), $0.temperature)
        }, tolerance: { .absolute(2e-12 / $0.temperature) },
        suspects: PlainSoftmax.wrongJacobians.map { wrong in
          Suspect(wrong.sentence) { wrong.model(exp($0.logits / $0.temperature), $0.temperature) }
        }, where: SoftmaxCase.isModerate
      ) { try answer.jacobian(logits: $0.logits, temperature: $0.temperature) }
      guard areRight else { return }
      for (call, right) in examples {
        try expect(
          answer.jacobian(logits: call.logits, temperature: call.temperature), equals: right)
      }
    }

    // At random points. Σᵢ yᵢ = 1 always, so the columns sum to 0.

    @Test(
      "The Jacobian is the derivative of your softmax, symmetric, with rows that sum to 0",
      .hint("Compare ∂yᵢ/∂zᵢ and ∂yᵢ/∂zⱼ by the quotient rule. What does τ do to both?"))
    func jacobianIsTheDerivative() throws {
      var generator = SeededGenerator(seed: Student.seed)
      for (n, range) in [(4, 0.3..<0.8), (7, 1.5..<3.0)] {
        let z = Vector.normal(count: n, using: &generator)
        let temperature = generator.uniform(in: range)
        let jacobian = try answer.jacobian(logits: z, temperature: temperature)
        // Of a softmax that is wrong itself, the derivative tells nothing about the Jacobian.
        guard
          try expect(
            answer.softmax(logits: z, temperature: temperature),
            equals: PlainSoftmax.shares(of: exp(z / temperature))),
          try expectJacobian(
            of: { try answer.softmax(logits: $0, temperature: temperature) }, at: z,
            equals: jacobian, constants: ["τ": temperature]),
          expect(
            jacobian,
            equals: PlainSoftmax.slopes(ofExponentials: exp(z / temperature), temperature),
            "the Jacobian")
        else { continue }
        let slack = Double(n) * 1e-12 / temperature
        expectProperty(
          (jacobian - jacobian.transposed()).elements.allSatisfy { abs($0) <= slack },
          "the Jacobian of \(n) logits is symmetric to \(slack)")
        expectProperty(
          (jacobian.rowSums().elements + jacobian.columnSums().elements)
            .allSatisfy { abs($0) <= slack },
          "the rows and columns of the Jacobian of \(n) logits sum to 0 within \(slack)")
      }
    }

    // Where softmax saturates there is nothing left; at a tie between two it grows as τ falls.

    @Test(
      "The Jacobian is right for extreme logits and temperatures",
      .hint("Is your softmax right for the same logits and temperature?"))
    func jacobianOfExtremes() throws {
      try expect(
        answer.jacobian(logits: [10000, 9999, 0], temperature: 1),
        equals: [
          [0.19661193324148185, -0.19661193324148185, 0],
          [-0.19661193324148185, 0.19661193324148185, 0], [0, 0, 0],
        ])
      for (logits, places) in SoftmaxCase.peaks() where logits.count < 100 {
        for temperature in [0.3, 4] {
          // A tie of two has ±¼/τ, a single peak has nothing.
          try expect(
            answer.jacobian(logits: logits, temperature: temperature),
            equals: Matrix(rows: logits.count, columns: logits.count) { i, j in
              let isOfTie = places.count == 2 && places.contains(i) && places.contains(j)
              return isOfTie ? (i == j ? 0.25 : -0.25) / temperature : 0
            })
        }
      }
      // The arithmetic is simple: ¼/τ.
      try expect(
        answer.jacobian(logits: [1, 1, 0.5], temperature: 1e-6),
        equals: [[250_000, -250_000, 0], [-250_000, 250_000, 0], [0, 0, 0]])
      try expect(
        answer.jacobian(logits: [1e300, 1e300, -1e308], temperature: 1e-10),
        equals: [[2.5e9, -2.5e9, 0], [-2.5e9, 2.5e9, 0], [0, 0, 0]])
      // 1/τ is infinite, but ¼/τ is a number.
      try expect(
        answer.jacobian(logits: [1, 1, 0], temperature: 0x1p-1024),
        equals: [[0x1p1022, -0x1p1022, 0], [-0x1p1022, 0x1p1022, 0], [0, 0, 0]])
      try expect(
        answer.jacobian(logits: [1, 2, 3], temperature: 1e8),
        equals: [
          [2.222222211111111e-09, -1.1111111e-09, -1.111111111111111e-09],
          [-1.1111111e-09, 2.222222222222222e-09, -1.1111111222222223e-09],
          [-1.111111111111111e-09, -1.1111111222222223e-09, 2.222222233333333e-09],
        ], tolerance: .absolute(1e-20))
      // 1 − y₀ has only three digits left here; beside the diagonal there is nothing to cancel.
      for (logit, tail) in [
        (30, 9.357622968838423e-14), (100, 3.720075976020836e-44), (500, 7.124576406741286e-218),
      ] as [(Double, Double)] {
        let saturated = try answer.jacobian(logits: [logit, 0], temperature: 1)
        let isClose = expect(
          saturated, equals: [[tail, -tail], [-tail, tail]], tolerance: .absolute(1e-12))
        guard isClose else { return }
        expect(
          [saturated[0, 1], saturated[1, 0]] as Vector, equals: [-tail, -tail],
          "the entries beside the diagonal of the Jacobian at [\(logit), 0]",
          tolerance: .relative(1e-9))
      }
    }

    // By value for all counts and temperatures, and by central differences.

    @Test(
      "The vector–Jacobian product is the gradient of vᵀy",
      .hint("Put your Jᵢⱼ into Σᵢ vᵢ Jᵢⱼ. Which part of the sum is the same for every j?"))
    func vectorJacobianProduct() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 1)
      // The same logits at two temperatures.
      let mild: [SoftmaxCall] = [
        ([1, 2, 3], 0.5), ([1, 2, 3], 4), ([-1.5, 0.25, 2.75, -0.5], 0.7),
      ]
      let calls = mild + SoftmaxCase.drawn().filter { $0.logits.count < 200 }
      let products: [Product] = calls.enumerated().map { k, call in
        let size = [1, 1e-12, 1e12][k % 3]
        return (
          call,
          Vector.normal(count: call.logits.count, standardDeviation: size, using: &generator)
        )
      }
      try expectAll(
        products,
        { "the product of \($0.call.logits.count) logits at τ = \($0.call.temperature)" },
        equal: {
          Self.product($0) { PlainSoftmax.slopes(ofExponentials: $0, $1) }
        }, tolerance: { .absolute(1e-12 * $0.upstream.normInfinity() / $0.call.temperature) },
        suspects: Self.wrongProducts, where: { SoftmaxCase.isModerate($0.call) }
      ) {
        try answer.vectorJacobianProduct(
          upstream: $0.upstream, logits: $0.call.logits, temperature: $0.call.temperature)
      }
      try expectProductsOfExtremes()
      try expectProductIsGradient()
    }

    // 100 000 logits: J would have 10¹⁰ entries, 80 GB. The product has 100 000.

    @Test(
      "The product of 100 000 logits needs no Jacobian",
      .hint("Which part of the sum over i is the same for every j, so that once is enough?"))
    func vectorJacobianProductOfManyLogits() throws {
      let n = 100_000
      var generator = SeededGenerator(seed: Student.seed)
      let z = Vector.normal(count: n, using: &generator)
      let v = Vector.normal(count: n, using: &generator)
      let product: Vector
      do {
        product = try answer.vectorJacobianProduct(upstream: v, logits: z, temperature: 0.5)
      } catch let failure as AnswerFailure
        where failure.status == .outOfMemory || failure.status == .timedOut
      {
        expectProperty(
          false,
          "time and memory grow with n, not with n² (the Jacobian has 10¹⁰ entries here, 80 GB)",
          mistake: SoftmaxMistake.jacobianFormed)
        throw failure
      }
      let weights = exp(2 * z)
      let y = weights / weights.sum()
      expect(product, equals: 2 * y * (v - dot(v, y)), tolerance: .relative(1e-9))
      expect(product.sum(), equals: 0, "the sum of vᵀJ", tolerance: .absolute(1e-9))
    }
  }
}
