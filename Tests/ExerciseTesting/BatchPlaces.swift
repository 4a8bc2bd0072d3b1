import LinearAlgebra
import Testing

/// Which batches the samples of many runs were in: 69 samples, two epochs, batches of 9 and one of 6.
///
/// Each sample has a feature of its own. So its weights move in its own batches, and only shrink in the
/// others: what they are in the end tells which batches those were.
public struct BatchPlaces {
  /// How many samples there are, and how large a batch is.
  public static let (samples, batchSize) = (69, 9)
  /// The learning rate and the penalty of each training.
  public static let (rate, lambda) = (15.0, 0.003)
  /// How many trainings tell enough.
  public static let enough = 140
  /// The class of each sample.
  public static let labels = (0..<samples).map { $0 % 2 }
  private static let sizes = [9.0, 9, 9, 9, 9, 9, 9, 6]

  /// The batches in both epochs, by the weight that they lead to, in units of 0.0001: no two are nearer
  /// than three.
  private let batches: [Int: (weight: Double, first: Int, second: Int)]

  /// No runs yet.
  ///
  /// - Parameter slope: The logit of a sample's own class for a weight of 1: 2 if the other class has a
  ///   weight of −1, or else 1.
  public init(slope: Double) {
    var batches: [Int: (weight: Double, first: Int, second: Int)] = [:]
    for (first, second) in (0..<64).map({ ($0 / 8, $0 % 8) }) {
      var weight = 0.0
      for mine in [first, second] {
        for (batch, size) in Self.sizes.enumerated() {
          let error = batch == mine ? 1 / (1 + exp(slope * weight)) : 0
          weight += Self.rate * (error / size - 2 * Self.lambda * weight)
        }
      }
      batches[Int((1e4 * weight).rounded())] = (weight, first, second)
    }
    self.batches = batches
  }

  private var runs = 0.0
  /// How often a sample of one part of the data was in a batch, in either epoch.
  private var byPart = Matrix.zeros(8, 8)
  /// How often a sample was in one batch in the first epoch and in another in the second.
  private var byEpoch = Matrix.zeros(8, 8)
  /// How often a sample was in the batch of the one before it in the data.
  private var neighbors = 0.0
  private var bySample = Array(repeating: Set<Int>(), count: samples)
  /// The batches of all samples in each epoch; no two are the same by chance.
  private var orders: Set<[Int]> = []

  /// Reads a run's batches off the weights, each taken in the direction of its sample's class.
  ///
  /// - Returns: Whether there are such batches.
  public mutating func take(_ weights: [Double]) -> Bool {
    guard weights.count == Self.samples else { return false }
    var (last, places) = ((-1, -1), [(Int, Int)]())
    for weight in weights {
      guard weight > 0, weight < 2 else { return false }
      let key = Int((1e4 * weight).rounded())
      let found = (key - 1...key + 1).compactMap { batches[$0] }
      guard let batches = found.first(where: { abs($0.weight - weight) < 1e-9 }) else {
        return false
      }
      places.append((batches.first, batches.second))
    }
    runs += 1
    orders.formUnion([places.map(\.0), places.map(\.1)])
    for (sample, place) in places.enumerated() {
      byPart[sample / Self.batchSize, place.0] += 1
      byPart[sample / Self.batchSize, place.1] += 1
      byEpoch[place.0, place.1] += 1
      bySample[sample].formUnion([place.0, place.1])
      neighbors += (place.0 == last.0 ? 1 : 0) + (place.1 == last.1 ? 1 : 0)
      last = place
    }
    return true
  }

  /// What is not as it would be if all orders were equally likely; nil if there is nothing.
  ///
  /// Both sums of squares are χ² of 49 degrees of freedom: one in 10¹¹ is above 150. That a sample is in
  /// its neighbour's batch happens in 11.4 % of the cases; of 19,000 cases, 2 % more or less are eight
  /// standard deviations.
  public var oddity: String? {
    let (parts, epochs) = (oddity(byPart, 2 * runs), oddity(byEpoch, runs))
    let together = neighbors / (2 * runs * Double(Self.samples - 1))
    if parts > 150 { return "where a sample stands in the data tells something of its batch" }
    if epochs > 150 { return "a sample's batch in one epoch tells something of that in the next" }
    if abs(together - 0.114) > 0.02 {
      return "neighbours are in the same batch in \(100 * together) % of the cases"
    }
    if Double(orders.count) < 2 * runs { return "the same batches come up again" }
    return bySample.firstIndex { $0.count < 2 }.map { "sample \($0) is always in the same batch" }
  }

  private func oddity(_ counts: Matrix, _ orders: Double) -> Double {
    (0..<64).reduce(0) { sum, cell in
      let (i, j) = (cell / 8, cell % 8)
      let expected = orders * Self.sizes[i] * Self.sizes[j] / Double(Self.samples)
      return sum + pow(counts[i, j] - expected, 2) / expected
    }
  }
}

/// Expects that chance could have made the batches of 69 samples, which are read off many trainings.
///
/// - Parameters:
///   - slope: The logit of a sample's own class for a weight of 1, as in `BatchPlaces`.
///   - mistake: What is said if the batches aren't random.
///   - moves: Trains once, and gives each sample's weight in the direction of its class.
public func expectFairBatches(
  slope: Double, mistake: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ moves: (
    _ labels: [Int], _ epochs: Int, _ settings: (rate: Double, lambda: Double, batchSize: Int)
  ) throws -> [Double]
) throws {
  var places = BatchPlaces(slope: slope)
  for _ in 0..<BatchPlaces.enough {
    let isOrder = places.take(
      try moves(
        BatchPlaces.labels, 2, (BatchPlaces.rate, BatchPlaces.lambda, BatchPlaces.batchSize)))
    guard
      expectProperty(
        isOrder,
        "with a feature for each of 69 samples, the weights after two epochs are those of some "
          + "batches of 9, and of 6 for the last", sourceLocation: sourceLocation)
    else { return }
  }
  expectProperty(
    places.oddity == nil,
    "in 280 orders of 69 samples every sample can be in every batch, with every other, and anew in "
      + "each epoch, but \(places.oddity ?? "")", mistake: mistake, sourceLocation: sourceLocation)
}
