// `+` of an array and another sequence appends in Swift. A vector is a sequence, so that a sum such as
// `zip(y, p).map { $0 - $1 } + v` would be twice as long, and nothing would say so. These operators are
// more special than Swift's and add element by element. They are generic, so that a literal beside an array,
// `numbers + [0]`, is never taken for a vector.

/// What `+` beside an array doesn't append: a vector.
public protocol ElementwiseSequence: Sequence<Double> {
  /// The numbers as an array.
  var elements: [Double] { get }
}

extension Vector: ElementwiseSequence {}

extension RangeReplaceableCollection<Double> {
  /// The sums aᵢ + vᵢ of numbers and a vector; a longer vector is `v.appending(w)`.
  ///
  ///     v.sorted() + v    // an array, as long as v
  ///
  /// Stops if they differ in length.
  ///
  /// - Complexity: O(count).
  public static func + (a: Self, v: some ElementwiseSequence) -> Self {
    Self(Vector(a) + Vector(v))
  }

  /// The sums vᵢ + aᵢ of a vector and numbers, as an array.
  ///
  /// Stops if they differ in length.
  ///
  /// - Complexity: O(count).
  public static func + (v: some ElementwiseSequence, a: Self) -> Self {
    Self(Vector(v) + Vector(a))
  }

  /// Adds vᵢ to every number, in place; to append a vector, write `a.append(contentsOf: v)`.
  ///
  /// Stops if they differ in length.
  ///
  /// - Complexity: O(count).
  public static func += (a: inout Self, v: some ElementwiseSequence) { a = a + v }
}
