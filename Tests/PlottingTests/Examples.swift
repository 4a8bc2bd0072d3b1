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

  // MARK: - Heat maps

  static func counts(_ size: Int, diagonal: (Int) -> Double) -> [[Double]] {
    (0..<size).map { row -> [Double] in
      numbers(size) { (column: Int) -> Double in
        row == column ? diagonal(row) : (noise(row * size + column) * 30 - 10).rounded().clamped
      }
    }
  }

  static let confusion = HeatMap(
    title: "Confusion matrix of the test set", rows: cellTypes, rowLabel: "true class",
    columns: cellTypes, columnLabel: "predicted class",
    values: counts(8) { (row: Int) -> Double in 120 + 50 * Double(row) }, isColoredByRow: true)

  static let digits = HeatMap(
    title: "Confusion", rows: texts(10) { "\($0)" }, rowLabel: "true digit",
    columns: texts(10) { "\($0)" }, columnLabel: "predicted digit",
    values: counts(10) { (row: Int) -> Double in 900 + 20 * Double(row) }, valueLabel: "images")

  static let table = HeatMap(
    title: "80 runs: validation accuracy, two of them framed",
    rows: texts(16) { "η 0.\($0 + 1), dropout 0.2" }, columns: texts(5) { "\(16 << $0)" },
    columnLabel: "width",
    values: (0..<16).map { row -> [Double] in
      numbers(5) { (column: Int) -> Double in
        row == 7 && column == 2 ? .nan : 0.8 + 0.2 * noise(row, column)
      }
    },
    format: .percent(1),
    marked: [HeatMap.Cell(row: 3, column: 0), HeatMap.Cell(row: 5, column: 1)])

  static let diverging = HeatMap(
    title: "Correlation", rows: ["a", "b", "c"], columns: ["a", "b", "c"],
    values: [[1, -0.5, 0.123456], [-0.5, 1, .infinity], [0.12, -1, 1]], map: .diverging)

  static let surface = HeatMap(
    title: "Loss by two weights", rows: texts(60) { "\($0)" }, rowLabel: "w₁",
    columns: texts(100) { "\($0)" }, columnLabel: "w₂",
    values: (0..<60).map { row -> [Double] in
      numbers(100) { (column: Int) -> Double in
        let (x, y) = (Double(column) / 50 - 1, Double(row) / 30 - 1)
        return x * x - y * y * y
      }
    },
    map: .diverging)

  // MARK: - Images

  /// A ring, more and more flattened.
  static func ring(_ index: Int) -> Image {
    var pixels: [UInt8] = []
    for pixel in 0..<784 {
      let x = Double(pixel % 28) - 13.5
      let y = Double(pixel / 28) - 13.5
      let radius = (x * x / (0.4 + Double(index) * 0.1) + y * y).squareRoot()
      pixels.append(UInt8(max(0, min(255, 255 - abs(radius - 9) * 90))))
    }
    return Image(width: 28, height: 28, grey: pixels)
  }

  static let images = ImageGrid(
    title: "Ten random test images",
    items: (0..<10).map { (index: Int) -> ImageGrid.Item in
      ImageGrid.Item(
        ring(index), title: "predicted \(index == 3 ? 8 : index)", caption: "true \(index)",
        isMarked: index == 3)
    },
    columns: 5)

  static let weights: ImageGrid = {
    let scale = ColorScale(.diverging, over: -0.3...0.3)
    var items: [ImageGrid.Item] = []
    for index in 0..<20 {
      let values = numbers(784) { (pixel: Int) -> Double in
        let (x, y) = (Double(pixel % 28) / 14 - 1, Double(pixel / 28) / 14 - 1)
        let bump = x * y + Double(index % 10) / 10 * (x * x - y * y)
        return (0.3 * bump + 0.1 * noise(pixel, index) - 0.05) / (index < 10 ? 1 : 4)
      }
      items.append(
        ImageGrid.Item(
          Image(width: 28, height: 28, values: values, scale: scale),
          title: index < 10 ? "\(index)" : ""))
    }
    return ImageGrid(
      title: "Weights of the ten digits, without and with regularisation", items: items,
      columns: 10, rowLabels: ["λ = 0", "λ = 1"], scale: scale)
  }()

  // MARK: - Figures

  static let figure = Figure(
    title: "784-500-250-100-10, batch size 64, learning rate 0.01",
    charts: [
      LineChart(
        title: "Loss", x: Axis("epoch"), y: Axis("loss"),
        series: [Series("training", training), Series("validation", validation)],
        markers: [.vertical(at: 10, "best epoch"), .vertical(at: 12, "early stopping")]),
      LineChart(
        title: "Accuracy", x: Axis("epoch"), y: Axis("accuracy", format: .percent(0)),
        series: [
          Series("training", shares(training)), Series("validation", shares(validation)),
        ]),
      digits,
      BarChart(
        title: "Time", categories: ["scratch", "library"], values: Axis("time", unit: "s"),
        bars: [Bars("", [12.3, 4.56])]),
    ])
}

extension Double {
  /// Zero instead of a negative number.
  fileprivate var clamped: Double { Swift.max(0, self) }
}
