import Datasets
import Foundation
import LinearAlgebra

/// Which images a run is made with: where they lie, and how many of them.
public struct DataOrder: Codable, Hashable, Sendable {
  /// Where the images lie.
  public var source: ImageSource
  /// At most so many of each part, the first ones.
  public var sizes: PartSizes

  /// The images in a place, as many as a form of a lab uses; drawn are no more than the short form has.
  public init(_ source: ImageSource, form: Form, of lab: any Lab) {
    self.source = source
    sizes = form == .short || source.form == .drawn ? lab.shortForm : lab.fullForm
  }

  /// Reads the images, or draws them.
  public func load() throws -> LoadedImages {
    try source.set == .digits ? digits() : parts()
  }

  private func digits() throws -> LoadedImages {
    let digits = try source.digits()
    let training = LabelledRows(digits.training, first: sizes.training)
    let validation = LabelledRows(digits.test, first: sizes.validation)
    // Folders have another order of the images, so that the first ones aren't the same.
    let order = source.form == .folders ? ", in the order of their folders" : ""
    return LoadedImages(
      set: .digits, training: training, validation: validation, test: validation[0..<0],
      words:
        "\(digits.description)\(order), of which \(training.labels.count) were learnt from and "
        + "\(validation.labels.count) of the others used for validation")
  }

  private func parts() throws -> LoadedImages {
    let parts = try source.parts(sizes)
    let all = [parts.training, parts.validation, parts.test]
    let used = zip(all, [sizes.training, sizes.validation, sizes.test]).map(LabelledRows.init)
    let (training, validation, test) = (used[0], used[1], used[2])
    // As many are drawn as are used.
    let counts =
      source.form == .drawn
      ? "" : all.map { "\($0.count)" }.joined(separator: " + ") + " \(source.set), of which "
    return LoadedImages(
      set: source.set, training: training, validation: validation, test: test,
      words:
        "\(source.title): \(counts)\(training.labels.count) were learnt from, "
        + "\(validation.labels.count) used for validation and \(test.labels.count) for the test")
  }
}

/// The images that a lab uses.
public struct LoadedImages: Sendable {
  /// Which they are.
  public let set: ImageSet
  /// To learn from.
  public let training: LabelledRows
  /// To validate with.
  public let validation: LabelledRows
  /// To be judged by once, at the end; digits have no such part.
  public let test: LabelledRows
  /// Which images these are, and how many.
  public let words: String
}

/// Images as rows, and their labels.
public struct LabelledRows: Sendable {
  private enum Rows {
    /// Bytes, until they are used: as numbers all images would take much memory.
    case images(LabelledImages)
    case numbers(Matrix)
  }

  private let rows: Rows
  /// As many as there are rows, from 0.
  public let labels: [Int]

  init(inputs: Matrix, labels: [Int]) { (rows, self.labels) = (.numbers(inputs), labels) }

  init(_ images: LabelledImages) { (rows, labels) = (.images(images), images.labels) }

  /// Pixels from 0 to 255, an image a row, or what a lab makes of them.
  ///
  /// - Complexity: Of images O(n) for their n pixels, each time.
  public var inputs: Matrix {
    switch rows {
    case .images(let images): images.images
    case .numbers(let inputs): inputs
    }
  }

  /// How many numbers a row has.
  var columns: Int {
    switch rows {
    case .images(let images): images.size
    case .numbers(let inputs): inputs.columns
    }
  }

  /// The rows in a range.
  subscript(range: Range<Int>) -> LabelledRows {
    switch rows {
    case .images(let images): LabelledRows(images[range])
    case .numbers(let inputs):
      LabelledRows(inputs: inputs[rows: range], labels: Array(labels[range]))
    }
  }

  /// The rows with these numbers, in their order.
  subscript(chosen: [Int]) -> LabelledRows {
    switch rows {
    case .images(let images): LabelledRows(images[chosen])
    case .numbers(let inputs):
      LabelledRows(inputs: inputs.gather(rows: chosen), labels: chosen.map { labels[$0] })
    }
  }

  /// The same rows with pixels from 0 to 1, where they were from 0 to 255.
  var scaled: LabelledRows {
    switch rows {
    case .images(let images): LabelledRows(inputs: images.scaledImages, labels: labels)
    case .numbers(let inputs): LabelledRows(inputs: inputs / 255, labels: labels)
    }
  }

  /// Mean loss and accuracy, measured in parts: the activations of all images at once would take much
  /// memory.
  func measured(
    _ part: (LabelledRows) throws -> (loss: Double, accuracy: Double)
  ) rethrows -> (loss: Double, accuracy: Double) {
    let count = labels.count
    var sums = (loss: 0.0, accuracy: 0.0)
    for start in stride(from: 0, to: count, by: 2_000) {
      let rows = self[start..<min(start + 2_000, count)]
      let (loss, accuracy) = try part(rows)
      sums.loss += loss * Double(rows.labels.count)
      sums.accuracy += accuracy * Double(rows.labels.count)
    }
    return (sums.loss / Double(count), sums.accuracy / Double(count))
  }

  init(_ images: LabelledImages, first count: Int) {
    self.init(images.count <= count ? images : images[0..<count])
  }
}
