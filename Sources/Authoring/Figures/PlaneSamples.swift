import LinearAlgebra
import Plotting

/// Samples of two classes with two numbers each, for figures in the plane.
struct PlaneSamples {
  /// A row for each sample, n × 2, between −2.5 and 2.5.
  let inputs: Matrix
  /// n classes, 0 or 1.
  let labels: [Int]

  /// Samples anywhere in the plane where a function gives them a class.
  private init(_ count: Int, seed: UInt64, label: (_ x: Double, _ y: Double) -> Int?) {
    var generator = SeededGenerator(seed: seed)
    var rows: [[Double]] = []
    var labels: [Int] = []
    while labels.count < count {
      let (x, y) = (5 * generator.uniform() - 2.5, 5 * generator.uniform() - 2.5)
      guard let label = label(x, y) else { continue }
      rows.append([x, y])
      labels.append(label)
    }
    inputs = Matrix(rows)
    self.labels = labels
  }

  /// Two classes that a line separates, but none through the origin.
  static let halves = PlaneSamples(60, seed: 3) { x, y in
    let height = y - 0.5 * x - 0.8
    return abs(height) < 0.07 ? nil : height > 0 ? 1 : 0
  }

  /// A class in the middle and another one around it.
  static let ring = PlaneSamples(60, seed: 5) { x, y in
    let square = x * x + y * y
    return square < 1.7 ? 0 : square > 3 && square < 6.25 ? 1 : nil
  }

  /// Two classes with a curved border between them.
  static let wave = PlaneSamples(90, seed: 8) { x, y in
    let height = y - x * (0.5 * x * x - 1.7)
    return abs(height) < 0.35 ? nil : height > 0 ? 1 : 0
  }

  /// The samples with lines between them.
  func chart(_ title: String, lines: [Series]) -> LineChart {
    let classes = (0...1).map { label in
      let rows = labels.indices.filter { labels[$0] == label }
      return Series(
        "class \(label)", computed: rows.map { (inputs[$0, 0], inputs[$0, 1]) }, look: .points,
        style: label)
    }
    var chart = LineChart(
      title: title, x: Axis("x[0]", range: -2.7...2.7), y: Axis("x[1]", range: -2.7...2.7),
      series: lines + classes)
    chart.aspect = 0.66
    return chart
  }
}
