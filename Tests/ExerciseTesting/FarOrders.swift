import LinearAlgebra
import Testing

/// Whether an order takes samples far: how many of each quarter of 4000 samples come in each of its quarters.
public enum FarOrders {
  /// How many samples there are, and how many in a quarter.
  public static let (samples, quarter) = (4000, 1000)

  /// The only feature of the samples: 1 for those of a quarter, 0 for the others.
  public static func inputs(quarter: Int) -> Matrix {
    Matrix(rows: samples, columns: 1) { sample, _ in sample / Self.quarter == quarter ? 1 : 0 }
  }
}

/// Expects an order of 4000 samples to take those of each quarter everywhere.
@discardableResult
public func expectFarOrder(
  _ order: [Int], mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  guard
    expectProperty(
      order.sorted() == Array(0..<FarOrders.samples),
      "an order of \(FarOrders.samples) samples has each of them once",
      sourceLocation: sourceLocation)
  else { return false }
  var counts = Array(repeating: Array(repeating: 0.0, count: 4), count: 4)
  for (place, sample) in order.enumerated() {
    counts[sample / FarOrders.quarter][place / FarOrders.quarter] += 1
  }
  return counts.enumerated().allSatisfy {
    expectFarCounts($1, ofQuarter: $0, mistake: mistake, sourceLocation: sourceLocation)
  }
}

/// Expects that of the 1000 samples of a quarter about 250 come in each quarter of an order.
///
/// The standard deviation is 11.9; of eight deviations, chance makes one in 10¹⁴ orders.
@discardableResult
public func expectFarCounts(
  _ counts: [Double], ofQuarter quarter: Int, mistake: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let areCounts =
    counts.count == 4 && counts.allSatisfy { abs($0 - $0.rounded()) < 0.01 }
    && abs(counts.reduce(0, +) - 1000) < 0.1
  return expectProperty(
    areCounts && counts.allSatisfy { abs($0 - 250) <= 95 },
    "of 4000 samples, about 250 of those in quarter \(quarter + 1) of the data come in each quarter of an "
      + "order, where yours are \(counts.map { ($0 * 10).rounded() / 10 })",
    mistake: areCounts ? mistake : nil, sourceLocation: sourceLocation)
}

/// Expects that a training begins with other orders than those that one before it has had.
///
/// - Parameters:
///   - trainings: The orders of each epoch of each training, all drawn from one generator.
///   - length: How many orders in a row are never the same by chance.
///   - copied: The mistake where a training begins as the one before it did: the generator hasn't moved.
@discardableResult
public func expectOtherOrders(
  _ trainings: [[[Int]]], length: Int, ifCopied copied: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  for (later, orders) in trainings.enumerated().dropFirst() {
    for (earlier, others) in trainings[..<later].enumerated() where others.count >= length {
      let again = (0...others.count - length).first {
        others[$0..<$0 + length].elementsEqual(orders.prefix(length))
      }
      guard let again else { continue }
      return expectProperty(
        false,
        "a training goes on with other random numbers than those before it, where the orders of training "
          + "\(later + 1) are those of training \(earlier + 1) from epoch \(again + 1) on",
        mistake: again == 0 && copied != nil
          ? copied
          : "draw from the generator itself in every epoch: what a copy of it has drawn comes again",
        sourceLocation: sourceLocation)
    }
  }
  return true
}
