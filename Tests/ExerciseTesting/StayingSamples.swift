import LinearAlgebra
import Testing

/// Whether a sample may stay in its place: one epoch of 40 samples, each a batch of its own, many times.
///
/// Each sample has a feature of its own, whose weight moves in the sample's step and shrinks by the same
/// factor in every later one: how large it is in the end tells when that step was.
public struct StayingSamples {
  /// How many samples there are.
  public static let samples = 40
  /// The learning rate and the penalty of each training.
  public static let (rate, lambda) = (1.0, 0.01)
  /// How many trainings tell enough: in so many orders nobody stays once in 10¹⁰ times.
  public static let enough = 24
  /// The class of each sample.
  public static let labels = (0..<samples).map { $0 % 2 }

  private var staying = 0
  private var orders: [[Int]] = []

  /// No runs yet.
  public init() {}

  /// Reads a run's order off the weights, each taken in the direction of its sample's class.
  ///
  /// - Returns: Whether there is such an order.
  public mutating func take(_ weights: [Double]) -> Bool {
    let places = weights.map { weight in
      let shrinking = log(2 * weight / Self.rate) / log(1 - 2 * Self.rate * Self.lambda)
      return Double(Self.samples - 1) - shrinking
    }
    guard weights.count == Self.samples,
      places.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 && (-0.5...39.5).contains($0) })
    else { return false }
    let placed = places.map { Int($0.rounded()) }
    staying += placed.indices.count { placed[$0] == $0 }
    guard Set(placed).count == Self.samples else { return false }
    orders.append(placed.indices.sorted { placed[$0] < placed[$1] })
    return true
  }

  /// What is not as it would be if all orders were equally likely; nil if there is nothing.
  ///
  /// On average one sample stays in each order, as in a Poisson distribution.
  public var oddity: String? {
    if staying == 0 { return "no sample was ever where it stands in the data" }
    return staying > 75 ? "samples were \(staying) times where they stand in the data" : nil
  }

  /// What the places tell of each other, in the same order and in the next one.
  var correlations: OrderCorrelations { OrderCorrelations(orders) }
}

/// Expects that samples stay where they are as often as in random orders, and that no order tells anything
/// of the next one: both are read off many trainings, which draw from one generator.
///
/// - Parameters:
///   - mistake: What is said if the orders aren't random.
///   - moves: Trains once, and gives each sample's weight in the direction of its class.
@discardableResult
public func expectStayingSamples(
  mistake: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ moves: (
    _ labels: [Int], _ epochs: Int, _ settings: (rate: Double, lambda: Double, batchSize: Int)
  ) throws -> [Double]
) throws -> Bool {
  var staying = StayingSamples()
  for _ in 0..<StayingSamples.enough {
    let isOrder = staying.take(
      try moves(StayingSamples.labels, 1, (StayingSamples.rate, StayingSamples.lambda, 1)))
    guard
      expectProperty(
        isOrder,
        "with a feature for each of 40 samples, the weights after an epoch of single samples are "
          + "those of some order", sourceLocation: sourceLocation)
    else { return false }
  }
  let correlations = staying.correlations
  return expectProperty(
    staying.oddity == nil,
    "in 24 orders of 40 samples some samples are where they stand in the data, but "
      + "\(staying.oddity ?? "")", mistake: mistake, sourceLocation: sourceLocation)
    && expectProperty(
      correlations.areSmall,
      "of 24 orders of 40 samples, in trainings one after the other, no place tells anything of another "
        + "place in the same order or in the next one",
      mistake: correlations.areDrawsReused ? DrawMistake.reused : nil,
      sourceLocation: sourceLocation)
}
