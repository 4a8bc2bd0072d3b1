import Foundation

@testable import Plotting

/// Charts of each kind, of ordinary data and of such that no chart is made for.
enum Examples {
  static let all: [(name: String, chart: any Chart)] = [
    ("line", line), ("accuracy", accuracy), ("steps", steps), ("eighty-lines", eightyLines),
    ("gaps", gaps), ("empty", empty), ("one-point", onePoint), ("constant", constant),
    ("tiny", tiny), ("huge", huge), ("hostile", hostile), ("scatter", scatter), ("cloud", cloud),
    ("bars", bars), ("bars-lying", lyingBars), ("bars-signed", signedBars),
    ("bars-eighty", eightyBars), ("confusion", confusion), ("table", table),
    ("diverging", diverging), ("surface", surface), ("images", images), ("weights", weights),
    ("figure", figure),
  ]

  // MARK: - Data

  /// Numbers between 0 and 1 that look drawn at random, the same on every system.
  static func noise(_ index: Int, _ seed: Int = 0) -> Double {
    var state = UInt64(truncatingIfNeeded: index &* 7919 &+ seed &* 104_729 &+ 12_345)
    for _ in 0..<3 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      state ^= state >> 29
    }
    return Double(state >> 40) / Double(1 << 24)
  }

  static func losses(_ count: Int, end: Double, seed: Int) -> [Double] {
    var result: [Double] = []
    for index in 0..<count {
      let position: Double = 8 * Double(index) / Double(count)
      result.append(end + 2.2 / (1 + position * position) + 0.08 * noise(index, seed))
    }
    return result
  }

  static func shares(_ losses: [Double]) -> [Double] {
    losses.map { (loss: Double) -> Double in 1 - 0.35 * loss }
  }

  static func texts(_ count: Int, _ text: (Int) -> String) -> [String] { (0..<count).map(text) }

  static func numbers(_ count: Int, _ number: (Int) -> Double) -> [Double] {
    (0..<count).map(number)
  }

  static let cellTypes = [
    "basophil", "eosinophil", "erythroblast", "immature granulocyte", "lymphocyte", "monocyte",
    "neutrophil", "platelet",
  ]

  // MARK: - Line charts

  static let training = losses(20, end: 0.05, seed: 1)
  static let validation = losses(20, end: 0.3, seed: 2)

  static let line = LineChart(
    title: "Two or three: loss by epoch, batch size 64, learning rate 0.01", x: Axis("epoch"),
    y: Axis("cross-entropy", unit: "nats"),
    series: [
      Series("training", training).withBand(
        lower: training.map { $0 - 0.1 }, upper: training.map { $0 + 0.1 }),
      Series("validation", validation),
    ],
    markers: [.vertical(at: 12, "early stopping"), .horizontal(at: 0.5, "threshold")],
    summary: "The validation loss stays above the training loss.")

  static let accuracy: LineChart = {
    var series: [Series] = []
    let names = ["sigmoid", "tanh", "ReLU", "the student's own design"]
    for (index, name) in names.enumerated() {
      series.append(Series(name, shares(losses(15, end: 0.1 * Double(index), seed: index))))
    }
    return LineChart(
      title: "Validation accuracy", x: Axis("epoch"),
      y: Axis("accuracy", format: .percent(0)), series: series,
      markers: [.horizontal(at: 0.95, "threshold 95 %")])
  }()

  static let steps: LineChart = {
    var values = losses(100_000, end: 0.02, seed: 3)
    for index in values.indices { values[index] *= 0.5 + noise(index, 4) }
    values[54_321] = 9
    var means: [Double] = []
    for start in stride(from: 0, to: values.count, by: 1_000) {
      means.append(values[start..<start + 1_000].reduce(0, +) / 1_000)
    }
    return LineChart(
      title: "100,000 steps, one of them a peak", x: Axis("step"),
      y: Axis("loss", scale: .logarithmic),
      series: [
        Series("every step", values, look: .faint, style: 0),
        Series("mean of 1,000 steps", means, from: 500, by: 1_000, style: 0),
      ])
  }()

  static let eightyLines: LineChart = {
    var series: [Series] = []
    for run in 0..<80 {
      let top = 0.5 + 0.45 * noise(run)
      series.append(
        Series(
          "width \(16 << (run / 16)), rate \(run % 16)",
          numbers(20) { (epoch: Int) -> Double in
            top - 0.3 / Double(epoch + 1) + 0.01 * noise(epoch, run)
          }))
    }
    return LineChart(
      title: "80 configurations", x: Axis("epoch"),
      y: Axis("validation accuracy", format: .percent(0)), series: series)
  }()

  static let gaps = LineChart(
    title: "Diverged", x: Axis("epoch"), y: Axis("loss"),
    series: [
      Series("rate 10", [2, 3, .nan, 8, .infinity, 12, .nan, 15, 16]),
      Series("rate 1", [2, 1.5, 1.2, 1.1, 1, .nan, .nan, .nan, .nan]),
      Series("rate 0", []), Series("rate 100", [.nan, -.infinity]),
    ])

  static let empty = LineChart(title: "Nothing", x: Axis("epoch"), y: Axis("loss"), series: [])

  static let onePoint = LineChart(
    title: "One epoch", x: Axis("epoch"), y: Axis("loss"), series: [Series("training", [0.37])])

  static let constant = LineChart(
    title: "A constant", x: Axis("epoch"), y: Axis("loss"),
    series: [Series("training", [0.1, 0.1, 0.1, 0.1])])

  static let tiny = LineChart(
    title: "Tiny steps, far from zero", x: Axis("time", unit: "s"), y: Axis("count"),
    series: [Series("", x: [1e-9, 2e-9, 5e-9], y: [1e9, 1e9 + 1, 1e9 + 3])])

  static let huge = LineChart(
    title: "All that there is", x: Axis("λ", scale: .logarithmic),
    y: Axis("norm", scale: .logarithmic),
    series: [
      Series("norm", x: [1e-5, 1, 1e5], y: [1e-200, 1, 1e250]),
      Series("not positive", x: [1, 2, 3], y: [0, -1, 2]),
    ])

  /// What XML forbids, what it gives a meaning to, and what is too long for any chart.
  static let hostileText =
    "<script>alert('x')</script> & \"quoted\" \u{0}\u{1B}[31m ]]> \u{202E}turned \u{FFFE} 日本語 👩‍👩‍👧 "
    + String(repeating: "long ", count: 50)

  static let hostile = LineChart(
    title: hostileText, x: Axis(hostileText), y: Axis(hostileText, unit: hostileText),
    series: [Series(hostileText, [1, 2, 3]), Series(hostileText, [3, 2, 1])],
    markers: [.vertical(at: 2, hostileText), .horizontal(at: 2, hostileText)],
    summary: hostileText)

  // MARK: - Scatter charts

  static let scatter = ScatterChart(
    title: "Length of the weights against λ", x: Axis("λ", scale: .logarithmic),
    y: Axis("‖W‖²"),
    series: [Series("", x: [1, 0.1, 0.01, 0.001], y: [0.3, 2.1, 9.5, 14.2])])

  static let cloud: ScatterChart = {
    var series: [Series] = []
    for group in 0..<7 {
      let count = group == 0 ? 100_000 : 60
      func coordinates(_ shift: Double, _ seed: Int) -> [Double] {
        numbers(count) { (index: Int) -> Double in
          shift + noise(index, seed) + noise(index, seed + 1) + noise(index, seed + 2)
        }
      }
      series.append(
        Series(
          "class \(group)", x: coordinates(Double(group), 9 * group),
          y: coordinates(Double(group % 3), 9 * group + 4)))
    }
    return ScatterChart(title: "Seven classes", x: Axis("x₁"), y: Axis("x₂"), series: series)
  }()

  // MARK: - Bar charts

  static let bars = BarChart(
    title: "Precision and recall", categories: texts(6) { "\($0)" }, categoryLabel: "digit",
    values: Axis("share", format: .percent(0)),
    bars: [
      Bars("precision", [0.98, 0.99, 0.95, 0.93, 0.96, 0.91]),
      Bars("recall", [0.97, 0.98, 0.9, 0.95, 0.94, .nan]),
      Bars("F1", [0.975, 0.985, 0.92, 0.94, 0.95, 0.4]),
    ])

  static let lyingBars = BarChart(
    title: "Class distribution", categories: cellTypes, categoryLabel: "class",
    values: Axis("samples"),
    bars: [
      Bars("training", [852, 2181, 1085, 2026, 849, 993, 2330, 1643]),
      Bars("validation", [122, 312, 155, 290, 122, 143, 333, 235]),
    ])

  static let signedBars = BarChart(
    title: "Change of accuracy", categories: ["L2", "dropout", "both"],
    values: Axis("change", unit: "%"), bars: [Bars("", [-0.5, 0.25, 0.0031])])

  static let eightyBars = BarChart(
    title: "80 configurations by validation accuracy",
    categories: texts(80) { "width \(16 << ($0 / 16)), η 0.\($0 % 16 + 1), λ 0" },
    values: Axis("validation accuracy", format: .percent(1)),
    bars: [Bars("", numbers(80) { (index: Int) -> Double in 0.98 - 0.005 * Double(index) })])

}
