import LinearAlgebra

/// Blood cells drawn by a rule: 28 × 28 pixels, red, green and blue, in the place of BloodMNIST's where
/// these aren't there.
///
/// There are as many of each kind as BloodMNIST has, in proportion. Two kinds differ in little but
/// the depth of the notch in their nucleus: immature granulocytes and monocytes. The same seed gives the
/// same pixels on every system: there is nothing in it but sums, products, quotients and roots.
///
/// - Source: the names and shares of the kinds: J. Yang et al., "MedMNIST v2", Scientific Data 10 (2023);
///   A. Acevedo et al., "A dataset of microscopic peripheral blood cell images", Data in Brief 30 (2020).
struct GeneratedCells {
  /// The side of an image, in pixels.
  static let side = 28

  /// Draws cells in a random order.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - seed: the same number gives the same cells.
  static func images(_ count: Int, seed: UInt64) -> LabelledImages {
    var generator = SeededGenerator(seed: seed)
    let labels = shares(of: count).enumerated()
      .flatMap { Array(repeating: $0.offset, count: $0.element) }.shuffled(using: &generator)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * side * side * 3)
    for label in labels {
      var picture = CellPicture(CellKind.all[label], &generator)
      pixels += picture.pixels(&generator)
    }
    return LabelledImages(
      pixels: pixels, labels: labels, height: side, width: side, channels: 3)
  }

  /// How many of each kind there are among so many: BloodMNIST's shares, what is left over to the first.
  static func shares(of count: Int) -> [Int] {
    let whole = CellKind.all.map(\.count).reduce(0, +)
    var shares = CellKind.all.map { count * $0.count / whole }
    shares[0] += count - shares.reduce(0, +)
    return shares
  }
}
