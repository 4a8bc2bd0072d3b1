/// A line across a chart at one number, such as the epoch of early stopping.
public struct Marker: Sendable {
  enum Direction { case vertical, horizontal }

  let direction: Direction
  let value: Double
  let label: String

  /// A line from bottom to top at a number of the horizontal axis; the label stands above it.
  public static func vertical(at x: Double, _ label: String) -> Marker {
    Marker(direction: .vertical, value: x, label: label)
  }

  /// A line from left to right at a number of the vertical axis, such as a threshold; the label
  /// stands in the legend.
  public static func horizontal(at y: Double, _ label: String) -> Marker {
    Marker(direction: .horizontal, value: y, label: label)
  }
}
