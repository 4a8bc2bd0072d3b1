extension Vector {
  /// The positions of the elements from the smallest to the largest; equal ones in their order, NaN last.
  ///
  ///     Vector([30, 10, 20]).argsort()    // [1, 2, 0]
  ///
  /// `v.gather(v.argsort())` is sorted, as `v.sorted()` is.
  ///
  /// - Complexity: O(n log n) for n elements.
  public func argsort() -> [Int] {
    indices.sorted { i, j in
      let (x, y) = (storage[i], storage[j])
      if x < y || y < x { return x < y }
      return x.isNaN == y.isNaN ? i < j : y.isNaN
    }
  }

  /// The sums of the first one, two, … n elements.
  ///
  ///     Vector([1, 2, 3]).cumulativeSums()    // [1.0, 3.0, 6.0]
  ///
  /// Adds one after the other, in a plain loop.
  ///
  /// - Complexity: O(count).
  public func cumulativeSums() -> Vector {
    var total = 0.0
    return map { x in
      total += x
      return total
    }
  }
}

/// How often each of 0, 1, … k - 1 occurs.
///
///     counts(of: [0, 2, 2], below: 4)    // [1, 0, 2, 0]
///
/// Stops if a number isn't in `0..<k`.
///
/// - Returns: k numbers.
/// - Complexity: O(n + k) for n numbers.
public func counts(of numbers: some Sequence<Int>, below k: Int) -> [Int] {
  require(k >= 0, "counts: the bound \(k) is negative")
  var result = [Int](repeating: 0, count: k)
  for number in numbers {
    require(0 <= number && number < k, "counts: \(number) isn't in 0..<\(k)")
    result[number] += 1
  }
  return result
}
