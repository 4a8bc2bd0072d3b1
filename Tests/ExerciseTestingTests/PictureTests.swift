import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("The picture of differences")
struct PictureTests {
  func picture(_ yours: Matrix, _ right: Matrix) -> String? {
    let slack = [Double](repeating: 1e-9, count: yours.count)
    return Picture(
      of: Comparison(
        layout: yours.layout, yours: yours.elements, right: right.elements, slack: slack)
    )?.description
  }

  @Test("A wrong row, column or diagonal is seen")
  func lines() {
    let zero = Matrix.zeros(3, 4)
    var row = zero
    row.setRow(1, to: [1, 0.2, 0.05, 0.001])
    #expect(
      picture(row, zero) == """
        where it is off (· right, █ worst):
          · · · ·
          █ ▓ ▒ ░
          · · · ·
        """)
    #expect(
      picture(Matrix.identity(3), Matrix.zeros(3, 3)) == """
        where it is off (· right, █ worst):
          █ · ·
          · █ ·
          · · █
        """)
  }

  @Test("A large matrix is drawn in tiles and is at most sixty columns wide")
  func tiles() {
    var yours = Matrix.zeros(100, 784)
    yours[99, 783] = 1
    let lines = picture(yours, Matrix.zeros(100, 784))?.split(separator: "\n") ?? []
    #expect(lines.count == 1 + 15)
    #expect(lines[0] == "where it is off (· right, █ worst; one for 7 × 30 entries):")
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines.last?.hasSuffix("· █") == true)
    #expect(lines.joined().filter { $0 == "█" }.count == 2)
  }

  @Test("What is not finite is drawn as the worst")
  func notFinite() {
    #expect(
      picture([[.nan, 1], [0, 0]], Matrix.zeros(2, 2)) == """
        where it is off (· right, █ worst):
          █ ░
          · ·
        """)
  }

  @Test("Vectors, single rows and right answers have no picture")
  func none() {
    #expect(picture(Matrix.zeros(1, 4), Matrix.ones(1, 4)) == nil)
    #expect(picture(Matrix.ones(2, 2), Matrix.ones(2, 2)) == nil)
  }
}
