import ExerciseTesting
import LinearAlgebra

/// Scaled pixels, and what the usual mistakes give instead.
extension LogisticRegressionSuites.LogisticRegressionTests {
  /// The right shape, with a scaling and a bias of one's own.
  func scaled(
    _ pixels: Matrix, bias: Double = 1, _ scale: (Double) -> Double
  ) -> Matrix {
    Matrix(rows: pixels.rows, columns: pixels.columns + 1) { i, j in
      j == pixels.columns ? bias : scale(pixels[i, j])
    }
  }

  var wrongInputs: [Suspect<Matrix, Matrix>] {
    let by128 = "255 becomes 1: divide by 127.5, not by 128"
    func scaled(_ sentence: String, _ scale: @escaping (Double) -> Double)
      -> Suspect<Matrix, Matrix>
    { Suspect(sentence) { self.scaled($0, scale) } }
    return [
      Suspect("the column of ones is appended after the scaling, or it is scaled too") {
        self.scaled($0, bias: 1 / 127.5 - 1) { $0 / 127.5 - 1 }
      },
      scaled("the inputs go from −1 to 1, not from 0 to 1") { $0 / 255 },
      scaled(by128) { $0 / 128 - 1 }, scaled(by128) { $0 / 256 * 2 - 1 },
      scaled("255 becomes 1: divide by 127.5, not by 127") { $0 / 127 - 1 },
      scaled("0 becomes −1 and 255 becomes 1, not the reverse") { 1 - $0 / 127.5 },
      scaled("the inputs go from −1 to 1, not from −½ to ½") { $0 / 255 - 0.5 },
      Suspect("the column of ones for the bias is missing") { $0 / 127.5 - 1 },
      Suspect("the column of ones comes last, not first") { pixels in
        Matrix(rows: pixels.rows, columns: pixels.columns + 1) {
          $1 == 0 ? 1 : pixels[$0, $1 - 1] / 127.5 - 1
        }
      },
      Suspect("the ones are a column, one for each sample, not a row") { pixels in
        Matrix(rows: pixels.rows + 1, columns: pixels.columns) {
          $0 == pixels.rows ? 1 : pixels[$0, $1] / 127.5 - 1
        }
      },
    ]
  }
}
