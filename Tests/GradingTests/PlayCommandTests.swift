import Foundation
import KitTesting
import Testing

/// The built program, asked to run files of a student's own.
@Suite("gradus play runs a file")
struct PlayCommandTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func play(_ text: String, _ options: String...) throws -> GradusRun {
    try folder.write(text, to: "try.swift")
    return try GradusRun(["play", folder.path + "/try.swift"] + options)
  }

  @Test("It has the arrays, the charts, the digits and the answers that it names", .slow)
  func everything() throws {
    let run = try play(
      """
      import LinearAlgebra
      import Plotting

      let v: Vector = [1, 2]
      print(v / 2)
      print(digits.training.count >= 6000)
      print(try softmaxJacobian.softmax(logits: [0, 0], temperature: 1))
      """, "--answers", "Solutions")
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output == "[0.5, 1.0]\ntrue\n[0.5, 0.5]\n")
  }

  @Test("What doesn't compile is shown with the file's own name and line")
  func error() throws {
    let run = try play("import LinearAlgebra\nlet v: Vector = [1, 2].nothing\n")
    #expect(run.status == 1)
    #expect(run.errors.contains("try.swift:2:"))
    #expect(run.errors.contains("error: value of type"))
    #expect(!run.errors.contains("#sourceLocation"))
    #expect(run.output.isEmpty)
  }

  @Test("What is for the kit alone can't be seen")
  func package() throws {
    let run = try play("import LinearAlgebra\nprint(softmaxOfRows([[1, 2]]))\n")
    #expect(run.status == 1)
    #expect(run.errors.contains("cannot find 'softmaxOfRows' in scope"))
  }

  @Test("The first error is said in plain words too", .slow)
  func plainWords() throws {
    let product = try play(
      "import LinearAlgebra\nlet a: Matrix = [[1, 2], [3, 4]]\nprint(a @ a)")
    #expect(product.errors.contains("In plain words: Swift has no @ for products"))
    let name = try play("import LinearAlgebra\nprint(np.exp(Vector([1])))")
    #expect(name.errors.contains("In plain words: Swift has no np: write exp(a)"))
  }

  @Test("A name of NumPy's is an error that says what to write")
  func otherNames() throws {
    let run = try play(
      """
      import LinearAlgebra
      let a: Matrix = [[1, 2], [3, 4]]
      let v: Vector = [1, 2]
      print(a.T, a.dot(v), a[0], a[..., 1], a.sum(axis: 1), a.max(axis: 1, keepdims: true))
      print(a * v, a / v, a > 0, v.max() - 1, v.std(), (v == v).mean(), maximum(v, 0), 2 * v.count * v)
      print(hstack([a, a]), argsort(v), Matrix.eye(2), Matrix.zeros(rows: 2, columns: 2), a ** 2)
      print(a[0..<2, [1, 0]], a[[1, 0]], Matrix.zeros((2, 2)), v.abs(), a.sum(0), v.reshape(-1, 1))
      """)
    #expect(run.status == 1)
    for words in [
      "transposed()", "matmul(a, v)", "a.row(i)", "a.column(j)", "rowSums() for axis 1",
      "rowMaxima() for axis 1", "a.multiplying(eachRowBy: v)", "a.dividing(eachColumnBy: v)",
      "a.map { $0 > 0 ? 1.0 : 0.0 }", "use maximum()", "'standardDeviation'", "'pointwiseMax'",
      "zip(a, b).count { $0 == $1 }", "Double(n) * v", "a.appending(columns: b)", "v.argsort()",
      "'identity'", "'zeros(_:_:)'", "pow(a, 2)", "a.elements(inColumns: labels)",
      "a.gather(rows: numbers)", "without inner parentheses", "abs(v)",
      "subtracting(fromEachColumn: v)",
    ] { #expect(run.errors.contains(words)) }
  }

  @Test("A whole number among the numbers of a long formula costs the compiler no time", .slow)
  func wholeNumbers() throws {
    let start = ContinuousClock.now
    let run = try play(
      """
      import LinearAlgebra
      let (x, w, lr, lambda): (Matrix, Vector, Double, Double) = ([[1, 2], [3, 4]], [1, -1], 0.5, 0.1)
      let (y, p, labels): (Vector, Vector, [Int]) = ([0, 1], [0.5, 0.5], [0, 1])
      let n = labels.count
      print(matmul(x, p - y, transposeA: true) / labels.count + 2 * lambda * w)
      print(1 / labels.count * matmul(x, p - y, transposeA: true) + 2 * lambda * w)
      print(w - lr * (matmul(x, p - y, transposeA: true) / n + 2 * lambda * w))
      let loss = -(y * log(p) + (1 - y) * log(1 - p)).sum() / n + lambda * w.squaredNorm()
      print((1e6 * loss).rounded() / 1e6)
      """)
    // Xᵀ(p - y) = [-1, -1]; log 2 + 0.1 · 2.
    #expect(run.output == "[-0.3, -0.7]\n[-0.3, -0.7]\n[1.15, -0.65]\n0.893147\n")
    // Half a minute, and in vain, without the operators; a second with them. Other work slows it.
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("Without a file it says what to do instead")
  func nothing() throws {
    let run = try GradusRun("play")
    #expect(run.status == 64)
    #expect(run.output.contains("swift run gradus play try.swift"))
  }
}
