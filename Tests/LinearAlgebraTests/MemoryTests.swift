import LinearAlgebra
import Testing

/// Results take the place of operands that nobody needs any more, and of no others.
@Suite("Memory of operands")
struct MemoryTests {
  /// Short arrays are one piece of work, long ones are shared by threads.
  static let lengths = [0, 1, 9, 100_001]

  @Test("Operators leave operands as they were, and their copies too", arguments: lengths)
  func operandsStay(count: Int) {
    let (u, v) = (randomVector(count), randomVector(count, seed: 2))
    let (kept, keptToo) = (u.map { $0 }, v.map { $0 })
    let copy = u
    #expect(u - v == combine(kept, keptToo, -))
    #expect(u - u == .zeros(count))
    #expect(u * copy == combine(kept, kept, *))
    #expect(-exp(u) + 1 == Vector(exp(kept).map { 1 - $0 }))
    #expect(u == kept && v == keptToo && copy == kept)
  }

  @Test("A result may take the place of either operand", arguments: lengths)
  func temporaries(count: Int) {
    let (u, v) = (randomVector(count), randomVector(count, seed: 2))
    let double = Vector(u.map { 2 * $0 })
    #expect(2 * u - v == combine(double, v, -))
    #expect(v - 2 * u == combine(v, double, -))
    #expect((2 * u) / (v + 3) == combine(double, Vector(v.map { $0 + 3 }), /))
    let (a, b) = (matrix(u), matrix(v))
    #expect(a * 2 - b == matrix(combine(double, v, -)))
    #expect(b - a * 2 == matrix(combine(v, double, -)))
    #expect(sqrt(abs(a * b)) == matrix(combine(u, v) { ($0 * $1).magnitude.squareRoot() }))
  }

  @Test("A change in place leaves copies as they were, and keeps memory that has none")
  func changesInPlace() {
    var changed = randomMatrix(300, 200)
    let copy = changed
    let other = randomMatrix(300, 200, seed: 2)
    changed.add(other, times: -0.5)
    #expect(copy == randomMatrix(300, 200))
    #expect(changed == copy - 0.5 * other)
    let address = changed.withUnsafeBufferPointer(\.baseAddress)
    changed.apply(.tanh)
    changed *= 2
    changed -= other
    #expect(changed.withUnsafeBufferPointer(\.baseAddress) == address)
    changed -= changed
    #expect(changed == .zeros(300, 200))
  }

  @Test("A row that shares its memory with the matrix stays as it was")
  func rowOfItself() {
    var a = randomMatrix(1, 500)
    let row = a.flattened()
    a += row
    #expect(a == randomMatrix(1, 500) * 2 && row == randomMatrix(1, 500).flattened())
  }

  private func combine(
    _ u: Vector, _ v: Vector, _ body: (Double, Double) -> Double
  ) -> Vector {
    Vector(zip(u, v).map(body))
  }

  private func matrix(_ v: Vector) -> Matrix { v.reshaped(rows: 1, columns: v.count) }
}
