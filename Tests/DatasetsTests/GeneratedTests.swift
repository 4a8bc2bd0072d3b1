import LinearAlgebra
import Testing

@testable import Datasets

/// Sets that are drawn by a rule.
@Suite("Letters and cells that the kit draws")
struct GeneratedTests {
  @Test("The same seed gives the same pixels everywhere, another one gives others")
  func seeds() {
    let letters = GeneratedLetters.images(260, seed: 1)
    let cells = GeneratedCells.images(80, seed: 1)
    // Found on Linux, x86-64; nothing but sums, products, quotients and roots is in them.
    #expect(letters.fingerprint == 8_637_233_388_275_971_465)
    #expect(cells.fingerprint == 6_415_510_604_214_519_697)
    #expect(GeneratedLetters.images(260, seed: 2).fingerprint != letters.fingerprint)
    #expect(GeneratedCells.images(80, seed: 2).fingerprint != cells.fingerprint)
  }

  @Test("There are as many of each letter, and of each kind of cell what its share is")
  func counts() {
    let letters = GeneratedLetters.images(26 * 7, seed: 3)
    #expect((0..<26).allSatisfy { label in letters.labels.count { $0 == label } == 7 })
    #expect((letters.height, letters.width, letters.channels) == (28, 28, 1))
    let cells = GeneratedCells.images(1_000, seed: 3)
    // 1000 · n / 11,959 for the numbers of BloodMNIST, cut off, and what is left to the first.
    let shares = [75, 182, 90, 169, 70, 83, 194, 137]
    #expect((0..<8).map { label in cells.labels.count { $0 == label } } == shares)
    #expect((cells.height, cells.width, cells.channels) == (28, 28, 3))
    #expect(cells.images.columns == 28 * 28 * 3)
  }

  @Test("Each form of a letter is drawn whole, with a light pen on a dark ground")
  func drawn() {
    let letters = GeneratedLetters.images(2_600, seed: 4)
    let images = letters.images
    let means = (0..<letters.count).map { images.row($0).mean() }
    #expect(means.allSatisfy { 6...110 ~= $0 })
    let light = (0..<letters.count).map { row -> Double in
      let image = images.row(row)
      var sum = 0.0
      for place in 0..<28 {
        sum += image[place] + image[756 + place]
        sum += image[28 * place] + image[28 * place + 27]
      }
      return sum
    }
    // A few have a stroke that touches the edge.
    #expect(light.count { $0 > 255 * 6 } < 26)
  }

  @Test("The classes differ, and no single picture of each tells them apart")
  func hardness() {
    let letters = nearestMean(
      GeneratedLetters.images(26 * 100, seed: 5), GeneratedLetters.images(26 * 20, seed: 6), 26)
    #expect(0.4...0.75 ~= letters.accuracy)
    let cells = nearestMean(
      GeneratedCells.images(1_600, seed: 5), GeneratedCells.images(800, seed: 6), 8)
    #expect(0.5...0.9 ~= cells.accuracy)
    // Immature granulocytes and monocytes are taken for each other more than any other two.
    let confused = cells.confusion[3][5] + cells.confusion[5][3]
    for first in 0..<8 {
      for second in first + 1..<8 where (first, second) != (3, 5) {
        #expect(cells.confusion[first][second] + cells.confusion[second][first] < confused)
      }
    }
  }

  /// What comes out if each image is taken for the class whose mean image is nearest.
  private func nearestMean(
    _ training: LabelledImages, _ test: LabelledImages, _ classes: Int
  ) -> (accuracy: Double, confusion: [[Int]]) {
    let images = test.images
    let means = (0..<classes).map { label in
      let rows = training.labels.indices.filter { training.labels[$0] == label }
      return training[rows].images.columnSums() / Double(rows.count)
    }
    var confusion = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    for (place, label) in test.labels.enumerated() {
      let image = images.row(place)
      let distances = means.map { mean in
        let difference = image - mean
        return (difference * difference).sum()
      }
      let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      confusion[label][nearest] += 1
    }
    let hits = (0..<classes).map { confusion[$0][$0] }.reduce(0, +)
    return (Double(hits) / Double(test.labels.count), confusion)
  }
}
