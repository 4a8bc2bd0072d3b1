import LinearAlgebra

// What an answer has given is anything. Before a test calculates with it, or looks at one of its
// entries, it makes sure of its shape: with another one, the test ends with a sentence.

/// Says that an answer's value doesn't have the shape that the rest of a test needs.
struct WrongShape: Error, CustomStringConvertible {
  let description: String

  init(_ what: String?, _ yours: Layout, _ right: Layout) {
    description = "\(subject(what)) has \(yours.shape), expected \(right.shape)"
  }
}

extension Vector {
  /// The vector itself; it has so many entries.
  ///
  ///     let gradient = try huber.gradient(…).requiring(entries: 3)
  ///
  /// - Parameter what: What the vector is; if left out, the call that gave it.
  public func requiring(entries: Int, _ what: String? = nil) throws -> Vector {
    guard count == entries else { throw WrongShape(what, layout, .vector(entries)) }
    return self
  }
}

extension Matrix {
  /// The matrix itself; it has this shape.
  ///
  /// - Parameter what: What the matrix is; if left out, the call that gave it.
  public func requiring(rows: Int, columns: Int, _ what: String? = nil) throws -> Matrix {
    guard self.rows == rows, self.columns == columns else {
      throw WrongShape(what, layout, .matrix(rows: rows, columns: columns))
    }
    return self
  }
}

extension Array {
  /// One entry, which must be there.
  public func entry(_ index: Int, _ what: String? = nil) throws -> Element {
    guard indices.contains(index) else {
      throw WrongShape(what, .vector(count), .vector(index + 1))
    }
    return self[index]
  }

  /// The list itself; it has so many entries.
  ///
  /// - Parameter what: What the list is; if left out, the call that gave it.
  public func requiring(entries: Int, _ what: String? = nil) throws -> [Element] {
    guard count == entries else { throw WrongShape(what, .vector(count), .vector(entries)) }
    return self
  }
}
