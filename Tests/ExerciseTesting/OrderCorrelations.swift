import LinearAlgebra

/// What many orders of the same samples, one after the other, tell of each other.
///
/// A random number that serves twice, in one order or in two orders in a row, leaves no equal places
/// behind, but two places vary together, or two of the numbers from which the order was made: of the
/// same order, or of it and the next one. Of independent orders all correlations are small.
struct OrderCorrelations {
  private let orders: Int
  /// The correlations within the orders, and those from one order to the next.
  private var (within, between): ([Matrix], [Matrix]) = ([], [])

  init(_ orders: [[Int]]) {
    self.orders = orders.count
    let (size, last) = (orders[0].count, orders.count - 1)
    let views: [(numbers: ([Int]) -> [Int], areDraws: Bool)] = [
      ({ $0 }, false), (placesOfSamples, false), (drawsFromFront, true),
      ({ drawsFromFront($0.reversed().map { size - 1 - $0 }) }, true),
    ]
    for view in views {
      let rows = orders.map(view.numbers)
      // The draw for place i is one of size − i numbers.
      let numbers = Matrix(rows: orders.count, columns: size) { order, place in
        let choices = Double(view.areDraws ? size - place : size)
        return ((Double(rows[order][place]) + 0.5) / choices - 0.5) * 12.0.squareRoot()
      }
      var same = matmul(numbers, numbers, transposeA: true) / Double(last + 1)
      for i in 0..<size { same[i, i] = 0 }
      within.append(same)
      let (before, after) = (numbers[rows: 0..<last], numbers[rows: 1...last])
      between.append(matmul(before, after, transposeA: true) / Double(last))
    }
  }

  /// Whether all are such as chance gives: none is beyond eight standard deviations.
  ///
  /// Of n orders one correlation has the deviation 1/√(n − 1), and the mean of those of all pairs of s
  /// places at one distance, or with one sum, 1/√(s (n − 1)). Within orders each pair counts twice, and
  /// the mean is −1/(s − 1).
  var areSmall: Bool {
    (within.map { ($0, 2) } + between.map { ($0, 1) }).allSatisfy { matrix, times in
      let (distances, sums) = means(of: matrix)
      return abs(matrix).maximum() <= 8 / Double(orders - 1).squareRoot()
        && max(abs(distances).maximum(), abs(sums).maximum()) <= limit(of: matrix, times)
    }
  }

  /// Whether the same random numbers come again at one distance: of all distances between two draws only
  /// one, and its mirror image within an order, has a large mean correlation.
  var areDrawsReused: Bool {
    (within.suffix(2).map { ($0, 2) } + between.suffix(2).map { ($0, 1) }).contains {
      matrix, times in
      let limit = limit(of: matrix, times)
      return (1...2).contains(means(of: matrix).distances.count { abs($0) > limit })
    }
  }

  private func limit(of matrix: Matrix, _ times: Int) -> Double {
    let size = Double(matrix.rows)
    return 8 * (Double(times) / size / Double(orders - 1)).squareRoot() + 1 / (size - 1)
  }

  /// The mean correlations of places at each distance, counted round, and of places with each sum.
  private func means(of matrix: Matrix) -> (distances: Vector, sums: Vector) {
    let size = matrix.rows
    var (distances, sums) = (Vector.zeros(size), Vector.zeros(size))
    for i in 0..<size {
      let row = matrix.row(i).elements
      distances += Vector(row[i...] + row[..<i])
      sums += Vector(row[(size - i)...] + row[..<(size - i)])
    }
    return (distances / Double(size), sums / Double(size))
  }
}

private func placesOfSamples(_ order: [Int]) -> [Int] {
  var places = order
  for (place, sample) in order.enumerated() { places[sample] = place }
  return places
}

/// The numbers from which a Fisher–Yates shuffle that fills the places from the front makes the order:
/// how far behind place i that sample stands which comes there.
private func drawsFromFront(_ order: [Int]) -> [Int] {
  var (samples, places) = (Array(0..<order.count), Array(0..<order.count))
  return order.enumerated().map { place, sample in
    let found = places[sample]
    places[samples[place]] = found
    samples.swapAt(place, found)
    return found - place
  }
}
