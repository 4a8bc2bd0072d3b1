import Foundation
import Testing

@testable import Plotting

@Suite("Series are told apart by their colours, however they are seen")
struct ColorVisionTests {
  /// What becomes of red, green and blue light where one kind of cone is missing.
  ///
  /// - Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for
  ///   simulation of color vision deficiency", 2009, severity 1.
  private static let visions: [(name: String, matrix: [[Double]])] = [
    ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "no long waves",
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    ),
    (
      "no medium waves",
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    ),
    (
      "no short waves",
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    ),
  ]

  /// Lightness and two contrasts: CIE L*a*b*, in the white of D65.
  private func lab(_ color: Color, seenBy matrix: [[Double]]) -> [Double] {
    let light = [color.red, color.green, color.blue].map { byte -> Double in
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    func times(_ rows: [[Double]], _ vector: [Double]) -> [Double] {
      rows.map { row in max(0, row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2]) }
    }
    let xyz = times(
      [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
      times(matrix, light))
    let roots = zip(xyz, [0.9505, 1, 1.089]).map { value, white -> Double in
      let share = value / white
      return share > 0.008856 ? cbrt(share) : 7.787 * share + 16 / 116
    }
    return [116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2])]
  }

  /// A difference of 2.3 can just be seen, side by side.
  @Test("Any two of the eight colours differ by six times what can just be seen")
  func pairs() {
    for (name, matrix) in Self.visions {
      for first in 0..<Ink.seriesCount {
        for second in 0..<first {
          for ink in [\Ink.light, \Ink.dark] {
            let a = lab(Ink.series(first)[keyPath: ink], seenBy: matrix)
            let b = lab(Ink.series(second)[keyPath: ink], seenBy: matrix)
            let difference = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            #expect(difference.squareRoot() >= 14, "\(first) and \(second), \(name)")
          }
        }
      }
    }
  }
}
