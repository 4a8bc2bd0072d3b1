import Datasets
import Foundation
import LinearAlgebra

/// Which images a run is made with: where they lie, and how many of them.
public struct DataOrder: Codable, Equatable, Sendable {
  /// Where the digits lie.
  public var source: DigitsSource
  /// At most so many images to learn from, the first ones.
  public var training: Int
  /// At most so many images to validate with, the first ones.
  public var validation: Int

  /// The digits in a place, as many as a form of a lab uses.
  public init(_ source: DigitsSource, form: Form, of lab: any Lab) {
    self.source = source
    (training, validation) = form == .short ? (6_000, 1_000) : lab.fullForm
  }

  /// Reads the images: pixels from 0 to 255, a row each.
  public func load() throws -> (training: LabelledRows, validation: LabelledRows, words: String) {
    let digits = try source.load()
    let training = LabelledRows(digits.training, first: training)
    let validation = LabelledRows(digits.test, first: validation)
    return (
      training, validation,
      "\(digits.description), of which \(training.labels.count) were learnt from and "
        + "\(validation.labels.count) of the others used for validation"
    )
  }
}

/// Images as rows, and their labels.
public struct LabelledRows: Sendable {
  public let inputs: Matrix
  public let labels: [Int]

  init(inputs: Matrix, labels: [Int]) {
    self.inputs = inputs
    self.labels = labels
  }

  /// The rows in a range.
  subscript(range: Range<Int>) -> LabelledRows {
    LabelledRows(inputs: inputs[rows: range], labels: Array(labels[range]))
  }

  /// The rows with these numbers, in their order.
  subscript(chosen: [Int]) -> LabelledRows {
    LabelledRows(inputs: inputs.gather(rows: chosen), labels: chosen.map { labels[$0] })
  }

  /// The same rows with pixels from 0 to 1, where they were from 0 to 255.
  var scaled: LabelledRows { LabelledRows(inputs: inputs / 255, labels: labels) }

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
    let isWhole = images.count <= count
    inputs = isWhole ? images.images : images.images[rows: 0..<count]
    labels = isWhole ? images.labels : Array(images.labels.prefix(count))
  }
}
