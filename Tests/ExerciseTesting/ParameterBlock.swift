import LinearAlgebra

/// A vector or a matrix of parameters with a name, such as one layer's weights, or its gradient.
public struct ParameterBlock: Sendable {
  /// The name that the messages use, for example `W1`.
  public let name: String

  let layout: Layout
  let elements: [Double]

  /// Creates a block from a vector.
  public init(_ name: String, _ vector: Vector) {
    self.init(name, vector.layout, vector.elements)
  }

  /// Creates a block from a matrix.
  public init(_ name: String, _ matrix: Matrix) {
    self.init(name, matrix.layout, matrix.elements)
  }

  init(_ name: String, _ layout: Layout, _ elements: [Double]) {
    self.name = name
    self.layout = layout
    self.elements = elements
  }

  /// The parameters as a vector; those of a matrix row by row.
  public var vector: Vector { Vector(elements) }

  /// The parameters as a matrix; those of a vector as one row.
  public var matrix: Matrix {
    Matrix(rows: layout.rows, columns: layout.columns, elements: elements)
  }

  /// The same block with other elements.
  func with(_ elements: some Sequence<Double>) -> ParameterBlock {
    ParameterBlock(name, layout, Array(elements))
  }
}
