import Datasets
import Foundation
import Plotting

/// A page of samples: ten digits of each class, in rows, as the labs will see them.
struct DataSamples {
  private let digits: Digits

  init(of digits: Digits) { self.digits = digits }

  /// The page, as an SVG file.
  func svg() -> String {
    let training = digits.training
    let rows = (0..<10).map { label in
      training.labels.indices.filter { training.labels[$0] == label }.prefix(Self.columns)
    }
    // A row of its own for each class, so that one with few digits doesn't shift the others.
    let items = rows.flatMap { places in
      places.map { ImageGrid.Item(image($0)) }
        + Array(repeating: ImageGrid.Item(Self.nothing), count: Self.columns - places.count)
    }
    return ImageGrid(
      title: digits.description, items: items, columns: Self.columns,
      rowLabels: rows.enumerated().map { "\($0.offset)" },
      summary: "The first \(Self.columns) training images of each class."
    ).svg()
  }

  private static let columns = 10
  private static let nothing = Image(width: 28, height: 28, grey: Array(repeating: 0, count: 784))

  private func image(_ place: Int) -> Image {
    Image(
      width: 28, height: 28,
      grey: digits.training[place..<place + 1].pixels)
  }
}
