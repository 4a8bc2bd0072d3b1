import Datasets
import Labs
import Plotting

/// A page of samples: ten training images of each class of each set, in rows, as the labs will see them.
struct DataSamples {
  private var grids: [ImageGrid] = []

  private static let columns = 10

  /// Adds the images of a set that labs have read or drawn.
  mutating func add(_ images: LabelledImages, of set: ImageSet, titled title: String) {
    let rows = set.classNames.indices.map { label in
      images.labels.indices.filter { images.labels[$0] == label }.prefix(Self.columns)
    }
    let nothing = [UInt8](repeating: 0, count: images.size)
    // A row of its own for each class, so that one with few images doesn't shift the others.
    let items = rows.flatMap { places in
      images[Array(places)].each.map { image($0, images) }
        + Array(repeating: image(nothing, images), count: Self.columns - places.count)
    }
    grids.append(
      ImageGrid(
        title: title, items: items, columns: Self.columns, rowLabels: set.classNames,
        summary: "The first \(Self.columns) training images of each class."))
  }

  /// Adds letters or cells, as many as a lab's short form has where they are drawn.
  mutating func add(_ source: ImageSource) throws {
    guard let lab = allLabs.first(where: { $0.title.set == source.set }) else { return }
    add(try source.parts(lab.shortForm).training, of: source.set, titled: source.title)
  }

  /// The page, as an SVG file, so wide that the names of all classes stand there whole.
  func svg() -> String { Figure(columns: 1, charts: grids).svg(width: 640) }

  private func image(_ pixels: [UInt8], _ images: LabelledImages) -> ImageGrid.Item {
    ImageGrid.Item(
      images.channels == 3
        ? Image(width: images.width, height: images.height, rgb: pixels)
        : Image(width: images.width, height: images.height, grey: pixels))
  }
}

extension LabelledImages {
  /// The pixels of each image.
  fileprivate var each: [[UInt8]] {
    (0..<count).map { Array(pixels[$0 * size..<($0 + 1) * size]) }
  }
}
