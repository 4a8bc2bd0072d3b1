import Answers
import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numbers without another source are reference cases of the topic temperature_softmax_jacobian.
// "Own" marks those computed with mpmath at 80 digits and with SymPy's derivative of the softmax or
// NumPy, which agree to 1e-12.

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian: derivatives", .part(3))
  struct SoftmaxJacobianDerivativeTests {
    let answer = Student.answer.softmaxJacobian

    // J = (1/τ)(diag(y) − y yᵀ), n × n.
    @Test(
      "The Jacobian has the right entries, on the diagonal and beside it",
      .hint("Which yᵢ does zⱼ move, and where does the chain rule bring τ in?"))
    func jacobian() throws {
      try expect(answer.jacobian(logits: [4.5], temperature: 0.5), equals: [[0]])
      try expect(
        answer.jacobian(logits: [1, 2, 3], temperature: 0.5),
        equals: [
          [0.03124836996135281, -0.0037248970078214197, -0.02752347295353139],
          [-0.0037248970078214197, 0.20709738269886532, -0.2033724856910439],
          [-0.02752347295353139, -0.2033724856910439, 0.2308959586445753],
        ], tolerance: .absolute(2e-12), mistakes: mistakesOfThreeLogits)
      try expect(
        answer.jacobian(logits: [-1.5, 0.25, 2.75, -0.5], temperature: 0.7),
        equals: [
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
        ], tolerance: .absolute(2e-12))
      try expect(
        answer.jacobian(logits: [0, 0, 0], temperature: 0.25),
        equals: Matrix(rows: 3, columns: 3) { $0 == $1 ? 8.0 / 9 : -4.0 / 9 })
    }

    private var mistakesOfThreeLogits: KeyValuePairs<Matrix, String> {
      [
        [
          [0.015624184980676406, -0.0018624485039107099, -0.013761736476765695],
          [-0.0018624485039107099, 0.10354869134943266, -0.10168624284552195],
          [-0.013761736476765695, -0.10168624284552195, 0.11544797932228765],
        ]: SoftmaxMistake.inverseMissing,
        [
          [0.06249673992270562, -0.0074497940156428395, -0.05504694590706278],
          [-0.0074497940156428395, 0.41419476539773065, -0.4067449713820878],
          [-0.05504694590706278, -0.4067449713820878, 0.4617919172891506],
        ]: SoftmaxMistake.inverseTwice,
        // Own: these two
        [
          [0.16385013812998644, -0.044066089040348595, -0.11978404908963787],
          [-0.044066089040348595, 0.3696728930199574, -0.32560680397960884],
          [-0.11978404908963787, -0.32560680397960884, 0.4453908530692467],
        ]: SoftmaxMistake.probabilitiesWithoutTemperature,
        [
          [0.007812092490338203, -0.0009312242519553549, -0.006880868238382847],
          [-0.0009312242519553549, 0.05177434567471633, -0.05084312142276098],
          [-0.006880868238382847, -0.05084312142276098, 0.057723989661143824],
        ]: SoftmaxMistake.timesTemperature,
        [
          [0.03124836996135281, 0, 0], [0, 0.20709738269886532, 0], [0, 0, 0.2308959586445753],
        ]: SoftmaxMistake.diagonalOnly,
        [
          [0.03175247995293353, 0, 0], [0, 0.23462085565239674, 0], [0, 0, 1.7336266643946698],
        ]: SoftmaxMistake.outerProductMissing,
        [
          [0.032256589944514254, 0.0037248970078214197, 0.02752347295353139],
          [0.0037248970078214197, 0.2621443286059281, 0.2033724856910439],
          [0.02752347295353139, 0.2033724856910439, 3.236357370144764],
        ]: SoftmaxMistake.outerProductAdded,
        // Own: the last three
        [
          [0.03124836996135281, 0.0037248970078214197, 0.02752347295353139],
          [0.0037248970078214197, 0.20709738269886532, 0.2033724856910439],
          [0.02752347295353139, 0.2033724856910439, 0.2308959586445753],
        ]: SoftmaxMistake.offDiagonalSign,
        [
          [-0.03124836996135281, 0.0037248970078214197, 0.02752347295353139],
          [0.0037248970078214197, -0.20709738269886532, 0.2033724856910439],
          [0.02752347295353139, 0.2033724856910439, -0.2308959586445753],
        ]: SoftmaxMistake.negatedJacobian,
        [
          [1.9682475200470664, -0.23462085565239674, -1.7336266643946698],
          [-0.03175247995293353, 1.7653791443476032, -1.7336266643946698],
          [-0.03175247995293353, -0.23462085565239674, 0.2663733356053303],
        ]: SoftmaxMistake.logSoftmaxJacobian,
      ]
    }

    // Jᵢⱼ = ∂yᵢ/∂zⱼ at random points. Σᵢ yᵢ = 1 always, so the columns sum to 0; J is symmetric.
    @Test(
      "The Jacobian is the derivative of your softmax, symmetric, with rows that sum to 0",
      .hint("Compare ∂yᵢ/∂zᵢ and ∂yᵢ/∂zⱼ by the quotient rule. What does τ do to both?"))
    func jacobianIsTheDerivative() throws {
      var generator = SeededGenerator(seed: Student.seed)
      for (n, range) in [(4, 0.3..<0.8), (7, 1.5..<3.0)] {
        let z = Vector.normal(count: n, using: &generator)
        let temperature = generator.uniform(in: range)
        let jacobian = try answer.jacobian(logits: z, temperature: temperature)
        let isRight = try expectJacobian(
          of: { try answer.softmax(logits: $0, temperature: temperature) }, at: z, equals: jacobian,
          constants: ["τ": temperature])
        guard isRight else { continue }
        let slack = Tolerance.absolute(1e-12 / temperature)
        expect(jacobian, equals: jacobian.transposed(), "the Jacobian", tolerance: slack)
        let zeros = Vector.zeros(n)
        expect(jacobian.rowSums(), equals: zeros, "the sums of the rows of J", tolerance: slack)
        expect(
          jacobian.columnSums(), equals: zeros, "the sums of the columns of J", tolerance: slack)
        let y = z.map { exp($0 / temperature) } / z.reduce(0) { $0 + exp($1 / temperature) }
        let plain = Matrix(rows: n, columns: n) {
          y[$0] * (($0 == $1 ? 1 : 0) - y[$1]) / temperature
        }
        expect(jacobian, equals: plain, "the Jacobian")
      }
    }

    // Where softmax saturates J is 0; at a tie between two it is ±1/(4τ), however small τ is.
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
      try expect(
        answer.jacobian(logits: [10000, -10000], temperature: 1), equals: .zeros(2, 2))
      // Own, as the arithmetic is simple: ¼/τ.
      try expect(
        answer.jacobian(logits: [1, 1, 0.5], temperature: 1e-6),
        equals: [[250_000, -250_000, 0], [-250_000, 250_000, 0], [0, 0, 0]])
      try expect(
        answer.jacobian(logits: [1e300, -1e308, 1e300], temperature: 1e-10),
        equals: [[2.5e9, 0, -2.5e9], [0, 0, 0], [-2.5e9, 0, 2.5e9]])
      // Own
      try expect(
        answer.jacobian(logits: [1, 2, 3], temperature: 1e8),
        equals: [
          [2.222222211111111e-09, -1.1111111e-09, -1.111111111111111e-09],
          [-1.1111111e-09, 2.222222222222222e-09, -1.1111111222222223e-09],
          [-1.111111111111111e-09, -1.1111111222222223e-09, 2.222222233333333e-09],
        ], tolerance: .absolute(1e-20))
      // 1 − y₀ has only three digits left here; beside the diagonal there is nothing to cancel.
      let saturated = try answer.jacobian(logits: [30, 0], temperature: 1)
      let tail = 9.357622968838423e-14
      let isClose = expect(
        saturated, equals: [[tail, -tail], [-tail, tail]], tolerance: .absolute(1e-12))
      guard isClose else { return }
      expect(
        saturated[0, 1], equals: -tail, "entry [0, 1] of the Jacobian at [30, 0]",
        tolerance: .relative(1e-9))
    }

    // (vᵀJ)ⱼ = Σᵢ vᵢ Jᵢⱼ: the gradient of v₁y₁ + … + vₙyₙ with respect to z.
    @Test(
      "The vector–Jacobian product is the gradient of vᵀy",
      .hint("Write Σᵢ vᵢ Jᵢⱼ out with Jᵢⱼ = yᵢ(δᵢⱼ − yⱼ)/τ. Which part is the same for every j?"))
    func vectorJacobianProduct() throws {
      // Own
      try expect(
        answer.vectorJacobianProduct(upstream: [1, -2, 0.5], logits: [1, 2, 3], temperature: 0.5),
        equals: [0.024936427500229955, -0.5196059052510741, 0.4946694777508441],
        mistakes: [
          [0.012468213750114978, -0.25980295262553704, 0.24733473887542204]:
            SoftmaxMistake.inverseMissing,
          [0.04987285500045991, -1.0392118105021482, 0.9893389555016882]: SoftmaxMistake
            .inverseTwice,
          [0.006234106875057489, -0.12990147631276852, 0.12366736943771102]:
            SoftmaxMistake.timesTemperature,
          [0.03124836996135281, -0.41419476539773065, 0.11544797932228765]:
            SoftmaxMistake.diagonalOnly,
          [0.03175247995293353, -0.4692417113047935, 0.8668133321973349]:
            SoftmaxMistake.outerProductMissing,
          [0.03856853240563711, -0.41887751735851286, 1.2389571866438256]:
            SoftmaxMistake.outerProductAdded,
          [-0.024936427500229955, 0.5196059052510741, -0.4946694777508441]:
            SoftmaxMistake.negatedJacobian,
          [2.0158762399764667, -3.8826895721738017, 1.8668133321973348]:
            SoftmaxMistake.logSoftmaxJacobian,
          [0.19209029166586472, -0.9462152770700679, 0.7541249854042031]:
            SoftmaxMistake.probabilitiesWithoutTemperature,
          [0.03704455994508912, -0.43013823536272733, 1.1557511095964466]: SoftmaxMistake.plainMean,
          [1.570675899154525, -4.429324100845475, 0.5706758991545251]:
            SoftmaxMistake.probabilityFactorMissing,
        ])
      try expect(
        answer.vectorJacobianProduct(
          upstream: [0.4, -1.1, 0.3, 2], logits: [-1.5, 0.25, 2.75, -0.5], temperature: 0.7),
        equals: [
          0.00038636944811785577, -0.05322068434394407, 0.030058039601139532, 0.022776275294686683,
        ])
      try expect(
        answer.vectorJacobianProduct(
          upstream: [2, -3, 5], logits: [1e4, 9999, 0], temperature: 1),
        equals: [0.9830596662074093, -0.9830596662074093, 0])
      // ¼/τ · (1 − (−1)) = ½/τ
      try expect(
        answer.vectorJacobianProduct(
          upstream: [1, -1, 7], logits: [1e300, 1e300, 0], temperature: 1e-10),
        equals: [5e9, -5e9, 0])

      var generator = SeededGenerator(seed: Student.seed)
      let z = Vector.normal(count: 6, using: &generator)
      let v = Vector.normal(count: 6, using: &generator)
      let temperature = generator.uniform(in: 1.5..<3)
      let product = try answer.vectorJacobianProduct(
        upstream: v, logits: z, temperature: temperature)
      try expectGradient(
        of: {
          // Not dot, which would stop the tests if the softmax had another length.
          zip(v, try answer.softmax(logits: $0, temperature: temperature)).reduce(0) {
            $0 + $1.0 * $1.1
          }
        }, at: z, equals: product, terms: ["v": v], constants: ["τ": temperature])
      try expect(
        answer.vectorJacobianProduct(upstream: .zeros(6), logits: z, temperature: temperature),
        equals: .zeros(6), tolerance: .exact)
      let again = try answer.vectorJacobianProduct(
        upstream: v, logits: z, temperature: temperature)
      expect(again, equals: product, "the product, asked for a second time", tolerance: .exact)
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
        where failure.kind == .outOfMemory || failure.kind == .timedOut
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
