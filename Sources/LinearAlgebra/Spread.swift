// How far numbers lie apart. Variances are divided by n, as NumPy's are.

extension Vector {
  /// The variance Σ (vᵢ - mean)² / n, divided by n and not by n - 1.
  ///
  ///     Vector([1, 3]).variance()    // 1.0
  ///
  /// Stops if the vector is empty.
  ///
  /// - Complexity: O(count).
  public func variance() -> Double {
    require(count > 0, "variance: \(shapeText) has no elements")
    return (self - mean()).squaredNorm() / Double(count)
  }

  /// The standard deviation, the root of the variance.
  ///
  /// Stops if the vector is empty.
  ///
  /// - Complexity: O(count).
  public func standardDeviation() -> Double {
    require(count > 0, "standardDeviation: \(shapeText) has no elements")
    return variance().squareRoot()
  }

  /// The median: the middle one of the sorted numbers, or the mean of the middle two.
  ///
  ///     Vector([5, 1, 2]).median()    // 2.0
  ///
  /// NaN if any element is NaN. Stops if the vector is empty.
  ///
  /// - Complexity: O(n log n) for n elements.
  public func median() -> Double {
    require(count > 0, "median: \(shapeText) has no elements")
    return quantile(0.5)
  }

  /// The number below which a share p of the sorted numbers lies; linear between two of them.
  ///
  ///     Vector([10, 20, 30]).quantile(0.25)    // 15.0
  ///
  /// NaN if any element is NaN. Stops if the vector is empty, or p isn't in 0...1.
  ///
  /// - Complexity: O(n log n) for n elements.
  /// - Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
  ///   Statistician 50 (1996), definition 7, which NumPy uses too.
  public func quantile(_ p: Double) -> Double {
    require(count > 0, "quantile: \(shapeText) has no elements")
    require(0 <= p && p <= 1, "quantile: the share \(p) isn't in 0...1")
    if contains(where: \.isNaN) { return .nan }
    let numbers = sorted()
    let place = p * Double(count - 1)
    let below = Int(place)
    let (low, high) = (numbers[below], numbers[Swift.min(below + 1, count - 1)])
    // Of two infinite numbers, the difference would be NaN.
    return low == high ? low : low + (place - Double(below)) * (high - low)
  }
}

extension Matrix {
  /// The variance of all elements, divided by n and not by n - 1.
  ///
  /// Stops if there are none.
  ///
  /// - Complexity: O(count).
  public func variance() -> Double {
    require(count > 0, "variance: \(shapeText) has no elements")
    return flattened().variance()
  }

  /// The standard deviation of all elements, the root of the variance.
  ///
  /// Stops if there are none.
  ///
  /// - Complexity: O(count).
  public func standardDeviation() -> Double {
    require(count > 0, "standardDeviation: \(shapeText) has no elements")
    return flattened().standardDeviation()
  }

  /// The variance of every row, a vector of `rows` elements.
  ///
  /// Stops if there are rows, but no columns.
  ///
  /// - Complexity: O(count).
  public func rowVariances() -> Vector {
    require(rows == 0 || columns > 0, "rowVariances: \(shapeText) has no columns")
    return Vector(rowVectors.map { $0.variance() })
  }

  /// The standard deviation of every row, a vector of `rows` elements.
  ///
  /// Stops if there are rows, but no columns.
  ///
  /// - Complexity: O(count).
  public func rowStandardDeviations() -> Vector {
    require(rows == 0 || columns > 0, "rowStandardDeviations: \(shapeText) has no columns")
    return sqrt(rowVariances())
  }

  /// The variance of every column, a vector of `columns` elements.
  ///
  /// Stops if there are columns, but no rows.
  ///
  /// - Complexity: O(count).
  public func columnVariances() -> Vector {
    require(rows > 0 || columns == 0, "columnVariances: \(shapeText) has no rows")
    let distances = subtracting(fromEachRow: columnMeans())
    return (distances * distances).columnMeans()
  }

  /// The standard deviation of every column, a vector of `columns` elements.
  ///
  /// Stops if there are columns, but no rows.
  ///
  /// - Complexity: O(count).
  public func columnStandardDeviations() -> Vector {
    require(rows > 0 || columns == 0, "columnStandardDeviations: \(shapeText) has no rows")
    return sqrt(columnVariances())
  }
}
