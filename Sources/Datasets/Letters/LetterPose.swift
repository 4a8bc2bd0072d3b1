import LinearAlgebra

/// How letters stand, by what they look like.
enum LetterPose: Equatable {
  /// As people write them.
  case upright
  /// With rows and columns changed, as in NIST's files.
  case transposed
  /// Turned or mirrored, in words.
  case turned(String)
  /// Like no letters, or their labels are others'.
  case unknown

  /// Compares the mean image of each class with that of the letters that the kit draws.
  ///
  /// What all classes have in common, such as how large they are and where they stand, is taken away from
  /// both: what is left is large where one letter differs from the others. Its correlation with that of the
  /// drawn letters is computed for all eight ways in which a square can lie on another.
  ///
  /// - Parameter letters: 28 × 28 pixels, with labels from 0 to 25.
  init(of letters: PackedImages) {
    let correlations = Self.correlations(of: letters)
    let best = correlations[1] > correlations[0] ? 1 : 0
    let other = (2..<correlations.count).max { correlations[$0] < correlations[$1] } ?? best
    if correlations[other] > Self.clearly * max(correlations[best], Self.least) {
      self = .turned(Self.ways[other].words)
    } else if correlations[best] > Self.least {
      self = best == 0 ? .upright : .transposed
    } else {
      self = .unknown
    }
  }

  /// The correlation with the drawn letters, for each way to lay a square on another.
  static func correlations(of letters: PackedImages) -> [Double] {
    let found = differences(letters.pixels, letters.labels)
    return ways.map { way in correlation(drawn, found.map { image in seen(image, way) }) }
  }

  /// The correlation that is the least for letters. Those of a printed font have 0.5, and 0.1 when they are
  /// transposed; with labels of others all ways are below 0.2.
  static let least = 0.2
  /// By what factor another way must be better: letters that are their own mirror images, such as A and O,
  /// make the difference smaller.
  private static let clearly = 1.2

  /// Of each class, as many images as are enough for a mean.
  private static let most = 200
  private static let side = 28

  /// Ways to read a square: whether rows are columns, whether rows and columns are counted from the end.
  private typealias Way = (isTransposed: Bool, fromBelow: Bool, fromRight: Bool, words: String)
  private static let ways: [Way] = [
    (false, false, false, ""), (true, false, false, ""),
    (false, false, true, "mirrored, left and right"), (false, true, false, "mirrored, upside down"),
    (false, true, true, "turned by 180°"), (true, true, false, "turned by 90°"),
    (true, false, true, "turned by 90°"), (true, true, true, "turned and mirrored"),
  ]

  /// What the kit's letters have.
  private static let drawn: [[Double]] = {
    let letters = GeneratedLetters.images(26 * 40, seed: 0)
    return differences(letters.pixels, letters.labels)
  }()

  /// The mean image of each class without the mean of all classes.
  private static func differences(_ pixels: [UInt8], _ labels: [Int]) -> [[Double]] {
    let size = side * side
    var means = [[Double]](repeating: [Double](repeating: 0, count: size), count: 26)
    var counts = [Int](repeating: 0, count: 26)
    for (image, label) in labels.enumerated() where counts[label] < most {
      counts[label] += 1
      for place in 0..<size { means[label][place] += Double(pixels[image * size + place]) }
    }
    let present = counts.indices.filter { counts[$0] > 0 }
    for label in present {
      for place in 0..<size { means[label][place] /= Double(counts[label]) }
    }
    let all = (0..<size).map { place in
      present.reduce(0) { $0 + means[$1][place] } / Double(max(1, present.count))
    }
    return means.indices.map { label in
      counts[label] == 0 ? means[label] : (0..<size).map { means[label][$0] - all[$0] }
    }
  }

  private static func seen(_ image: [Double], _ way: Way) -> [Double] {
    (0..<side * side).map { place in
      let (row, column) = (place / side, place % side)
      let i = way.fromBelow ? side - 1 - row : row
      let j = way.fromRight ? side - 1 - column : column
      return image[way.isTransposed ? j * side + i : i * side + j]
    }
  }

  private static func correlation(_ first: [[Double]], _ second: [[Double]]) -> Double {
    func product(_ first: [[Double]], _ second: [[Double]]) -> Double {
      zip(first, second).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let norms = product(first, first) * product(second, second)
    return norms > 0 ? product(first, second) / norms.squareRoot() : 0
  }
}
