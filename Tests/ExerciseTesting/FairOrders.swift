import LinearAlgebra
import Testing

/// Expects 200 random orders of the numbers below 100 to be such as chance gives, one after the other.
///
/// Counted are: how often a number of each fifth comes to each fifth of the places (χ² with 16 degrees of
/// freedom) and how far it is moved, in tenths of a turn (9 degrees, within seven deviations on Wilson and
/// Hilferty's scale); what two orders in a row have in common, and each order with 0, 1, 2 …: equal
/// places, mirrored places, equal neighbours, neighbours exchanged (about 200 of each, as in a Poisson
/// XX number at each place (about twice, never 22 times); and whether
/// an order comes up twice, as it would if there were only some thousands of them.
/// Together, chance fails less than once in a billion runs.
///
/// - Parameters:
///   - barelyMoved: The mistake that keeps most samples where they were, or beside whom they were.
///   - nobodyStays: The mistake that never leaves a sample in its place.
@discardableResult
public func expectFairOrders(
  _ orders: [[Int]], ifBarelyMoved barelyMoved: String? = nil,
  ifNobodyStays nobodyStays: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let (size, count) = (100, 200)
  let sorted = Array(0..<size)
  guard
    expect(
      orders.count, equals: count, "the number of orders", sourceLocation: sourceLocation),
    expectProperty(
      orders.allSatisfy { $0.sorted() == sorted }, "each order has each of 100 samples once",
      sourceLocation: sourceLocation)
  else { return false }
  var (fifths, moves) = (Vector.zeros(25), Vector.zeros(10))
  var cells = Array(repeating: 0, count: size * size)
  var (common, most) = ([0, 0, 0, 0, 0], 0)
  var last = Pattern(sorted)
  for order in orders {
    for (place, number) in order.enumerated() {
      fifths[number / 20 * 5 + place / 20] += 1
      moves[(number - place + size) % size / 10] += 1
      cells[number * size + place] += 1
    }
    let pattern = Pattern(order)
    let mirrored = Pattern(order.reversed())
    let now = [
      agreeing(last.order, pattern.order), agreeing(last.order, mirrored.order),
      agreeing(last.next, pattern.next), agreeing(last.next, mirrored.next),
      agreeing(sorted, pattern.order),
    ]
    common = zip(common, now).map(+)
    most = max(most, now.dropLast().max() ?? 0)
    last = pattern
  }
  let correlations = OrderCorrelations(orders)
  let isFair =
    isChance(fifths, degrees: 16) && isChance(moves, degrees: 9) && most <= 25
    && common.allSatisfy { abs($0 - count) <= 99 } && cells.allSatisfy { $0 < 22 }
    && Set(orders).count == count && correlations.areSmall
  let isBarelyMoved = most > 25 || 2 * (moves[0] + moves[9]) > moves.sum()
  return expectProperty(
    isFair,
    "every order of 100 samples is equally likely, whatever the last one was: in 200 orders, each sample "
      + "comes to each place about as often",
    mistake: isBarelyMoved
      ? barelyMoved
      : common[4] == 0 ? nobodyStays : correlations.areDrawsReused ? DrawMistake.reused : nil,
    sourceLocation: sourceLocation)
}

/// An order, and what comes after each number in it; −1 after the last, so that it agrees with nothing.
private struct Pattern {
  let order: [Int]
  var next: [Int]

  init(_ order: [Int]) {
    self.order = order
    next = Array(repeating: -1, count: order.count)
    for (number, follower) in zip(order, order.dropFirst()) { next[number] = follower }
  }
}

private func agreeing(_ a: [Int], _ b: [Int]) -> Int { zip(a, b).count { $0 == $1 && $0 >= 0 } }

/// Whether χ² of counts that should be equal is such as chance gives.
private func isChance(_ counts: Vector, degrees: Double) -> Bool {
  let square = (counts - counts.mean()).squaredNorm() / counts.mean()
  let width = (2 / (9 * degrees)).squareRoot()
  return abs(cbrt(square / degrees) - (1 - width * width)) <= 7 * width
}
