import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The Jacobian of sparsemax.
//
// Numbers were computed with exact fractions, or in two ways: with exact one-sided differences of
// fractions and with NumPy.

extension SparseActivationsSuites {
  @Suite("10 · Sparse activations: the Jacobian of sparsemax", .part(2))
  struct SparseActivationsJacobianTests {
    let answer = Student.answer.sparseActivations

    // J = diag(s) − s sᵀ/|S|. At a kink the support is that of the strict inequality.

    @Test(
      "The Jacobian of sparsemax has the right entries, at a kink as well",
      .hint("In p = z − τ, which part of τ moves when one logit of the support moves by 1?"))
    func entries() throws {
      try expectLiterals()
      try expectTiesAndKinks()
      for problem in SparsemaxProblem.exact {
        let isRight = try expect(
          answer.sparsemaxJacobian(logits: problem.logits), equals: problem.jacobian,
          tolerance: .absolute(1e-13))
        guard isRight else { return }
      }
    }

    private func expectLiterals() throws {
      try expect(answer.sparsemaxJacobian(logits: [-3.25]), equals: [[0]])
      try expect(
        answer.sparsemaxJacobian(logits: .ones(300)),
        equals: .identity(300) - .ones(300, 300) / 300,
        "the Jacobian of 300 equal logits")
      let (third, rest) = (-0.3333333333333333, 0.6666666666666666)
      try expect(
        answer.sparsemaxJacobian(logits: [0.9, 0.5, 0.4, 0.1, -0.2]),
        equals: [
          [rest, third, third, 0, 0], [third, rest, third, 0, 0], [third, third, rest, 0, 0],
          [0, 0, 0, 0, 0], [0, 0, 0, 0, 0],
        ],
        mistakes: mistakes(
          support: [0, 1, 2],
          probabilities: [0.6333333333333333, 0.23333333333333334, 0.13333333333333333, 0, 0],
          logits: [0.9, 0.5, 0.4, 0.1, -0.2]))
      try expect(
        answer.sparsemaxJacobian(logits: [-1, -2, -0.5, 0.3, 0]),
        equals: [
          [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0.5, -0.5],
          [0, 0, 0, -0.5, 0.5],
        ],
        mistakes: mistakes(
          support: [3, 4], probabilities: [0, 0, 0, 0.65, 0.35], logits: [-1, -2, -0.5, 0.3, 0]))
      try expect(
        answer.sparsemaxJacobian(logits: [1e17, 0, 1e17]),
        equals: [[0.5, 0, -0.5], [0, 0, 0], [-0.5, 0, 0.5]])
    }

    // Equal logits are no kink. A logit that lies exactly on the threshold, which is 2 and 0, is outside.
    private func expectTiesAndKinks() throws {
      let thirds = .identity(3) - Matrix.ones(3, 3) / 3
      try expect(answer.sparsemaxJacobian(logits: [0, 0]), equals: [[0.5, -0.5], [-0.5, 0.5]])
      try expect(answer.sparsemaxJacobian(logits: [1, 1, 1]), equals: thirds)
      try expect(answer.sparsemaxJacobian(logits: [0.25, 0.25, 0.5]), equals: thirds)
      try expect(
        answer.sparsemaxJacobian(logits: [1, 2, 3]), equals: .zeros(3, 3),
        mistakes: [
          [[0, 0, 0], [0, 0.5, -0.5], [0, -0.5, 0.5]]: Slip.kinkInside,
          [[0, 0, 0], [0, 0, 0], [0, 0, 1]]: Slip.diagonalOnly,
          [[0, 0, 0], [0, 0, 0], [0, 0, 0.6666666666666666]]: Slip.overK,
        ])
      try expect(
        answer.sparsemaxJacobian(logits: [0.5, 0, 0, 0.5]),
        equals: [[0.5, 0, 0, -0.5], [0, 0, 0, 0], [0, 0, 0, 0], [-0.5, 0, 0, 0.5]],
        mistakes: [.identity(4) - .ones(4, 4) / 4: Slip.kinkInside])
    }

    // Central differences of your own sparsemax, at least 0.05 away from every kink.

    @Test(
      "The Jacobian of sparsemax is the derivative of your sparsemax",
      .hint("Which of the two is wrong: does your sparsemax pass its own tests?"))
    func derivative() throws {
      for (draw, (classes, inside)) in [(5, 2), (8, 5), (3, 1)].enumerated() {
        let problem = SparsemaxProblem(draw: 20 + UInt64(draw), classes: classes, inside: inside)
        let jacobian = try answer.sparsemaxJacobian(logits: problem.logits)
        guard
          try expectJacobian(
            of: { try answer.sparsemax(logits: $0) }, at: problem.logits, equals: jacobian,
            "the Jacobian of sparsemax for \(classes) logits, \(inside) of them in the support,",
            constants: ["|S|": Double(inside), "K": Double(classes)])
        else { continue }
        expect(
          jacobian, equals: problem.jacobian, "the Jacobian of sparsemax",
          tolerance: .absolute(1e-13))
        let again = try answer.sparsemaxJacobian(logits: problem.logits)
        expect(again, equals: jacobian, "the Jacobian, asked for a second time", tolerance: .exact)
      }
    }

    private func mistakes(
      support: [Int], probabilities p: Vector, logits: Vector
    ) -> KeyValuePairs<Matrix, String> {
      let (classes, size) = (Double(logits.count), Double(support.count))
      let exponentials = logits.map { exp($0) } as [Double]
      let total = exponentials.reduce(0, +)
      let softmax = exponentials.map { $0 / total }
      func matrix(_ entry: (_ own: Double, _ both: Double, Int, Int) -> Double) -> Matrix {
        Matrix(rows: logits.count, columns: logits.count) { i, j in
          let both = support.contains(i) && support.contains(j) ? 1.0 : 0
          return entry(i == j ? both : 0, both, i, j)
        }
      }
      return [
        matrix { own, both, _, _ in own - both / classes }: Slip.overK,
        matrix { own, _, _, _ in own }: Slip.diagonalOnly,
        matrix { own, both, _, _ in own - both }: Slip.onesNotDivided,
        matrix { own, both, _, _ in own + both / size }: Slip.outerAdded,
        matrix { own, both, _, _ in both / size - own }: Slip.negated,
        matrix { own, _, i, j in own * p[i] - p[i] * p[j] }: Slip.softmaxFormula,
        matrix { _, _, i, j in (i == j ? softmax[i] : 0) - softmax[i] * softmax[j] }:
          Slip.softmaxJacobian,
        matrix { _, _, i, j in (i == j ? 1 : 0) - 1 / size }: Slip.notMasked,
        matrix { _, _, i, j in (i == j ? 1 : 0) - 1 / classes }: Slip.notMasked,
        matrix { _, _, i, j in (i == j ? 1 : 0) - (support.contains(j) ? 1 / size : 0) }:
          Slip.notMasked,
      ]
    }
  }
}
