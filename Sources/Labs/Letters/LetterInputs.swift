import Curriculum
import LinearAlgebra

/// Letters as a model takes them in.
struct LetterInputs {
  /// Makes inputs of images, a row of each.
  typealias Preparation = (Matrix) throws -> Matrix

  private let rows: LabelledRows
  /// What is still to be done with rows that are taken out; nil where all are prepared.
  private let prepare: Preparation?

  /// - Parameter isUsedWhole: Whether all are prepared now, once; otherwise those that are taken out, each
  ///   time.
  init(_ images: LabelledRows, isUsedWhole: Bool, _ prepare: @escaping Preparation) throws {
    guard isUsedWhole else {
      (rows, self.prepare) = (images, prepare)
      return
    }
    // In parts: a second copy of all images would take much memory.
    var (elements, columns) = ([Double](), 0)
    for start in stride(from: 0, to: images.labels.count, by: 2_000) {
      let part = try prepare(images[start..<min(start + 2_000, images.labels.count)].inputs)
      if start == 0 { elements.reserveCapacity(images.labels.count * part.columns) }
      guard start == 0 || part.columns == columns else {
        throw RunProblem(
          "features gave \(columns) numbers for some images, \(part.columns) for others")
      }
      columns = part.columns
      elements += part.elements
    }
    rows = LabelledRows(
      inputs: Matrix(rows: images.labels.count, columns: columns, elements: elements),
      labels: images.labels)
    self.prepare = nil
  }

  /// How many there are.
  var count: Int { rows.labels.count }

  /// How many numbers a letter has become.
  func columns() throws -> Int { try self[[0]].inputs.columns }

  /// The letters with these numbers, in their order.
  subscript(chosen: [Int]) -> LabelledRows {
    get throws { try prepared(rows[chosen]) }
  }

  /// Mean loss and accuracy of all.
  func measured(
    _ part: (LabelledRows) throws -> (loss: Double, accuracy: Double)
  ) throws -> (loss: Double, accuracy: Double) {
    try rows.measured { try part(prepared($0)) }
  }

  private func prepared(_ rows: LabelledRows) throws -> LabelledRows {
    guard let prepare else { return rows }
    return LabelledRows(inputs: try prepare(rows.inputs), labels: rows.labels)
  }
}

/// The features of the answer to exercise 14, standardised, and a 1.
struct OwnFeatures {
  private let selection: any ModelSelection
  /// Features of training images, by which means and deviations are measured.
  private let reference: Matrix

  /// So many images are enough for means and deviations.
  private static let mostReferences = 2_000

  init(_ selection: any ModelSelection, training: LabelledRows) throws {
    self.selection = selection
    let step = max(1, training.labels.count / Self.mostReferences)
    let chosen = stride(from: 0, to: training.labels.count, by: step)
      .prefix(Self.mostReferences)
    reference = try Self.features(of: training[Array(chosen)].inputs, selection)
    guard (1...2_000).contains(reference.columns) else {
      throw RunProblem("features gave \(reference.columns) numbers for an image, not 1 to 2000")
    }
  }

  private static func features(of images: Matrix, _ answer: any ModelSelection) throws -> Matrix {
    let features = try asking("features", "for \(images.rows) images") {
      try answer.features(images: images)
    }
    guard features.rows == images.rows else {
      throw RunProblem("features gave \(features.rows) rows for \(images.rows) images")
    }
    return features
  }

  /// What becomes of images.
  func prepared(_ images: Matrix) throws -> Matrix {
    let features = try Self.features(of: images, selection)
    let scaled = try asking("standardized", "for \(images.rows) images") {
      try selection.standardized(inputs: features, training: reference)
    }
    guard scaled.shape == features.shape else {
      throw RunProblem(
        "standardized made \(scaled.rows) × \(scaled.columns) of \(features.rows) × "
          + "\(features.columns) numbers")
    }
    return scaled.appendingColumn(.ones(scaled.rows))
  }
}
