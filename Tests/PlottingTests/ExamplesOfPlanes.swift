import Foundation

@testable import Plotting

extension Examples {
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
    return Image(width: 28, height: 28, gray: pixels)
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
