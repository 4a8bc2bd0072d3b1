/// Handwritten digits, as many as were found: MNIST's 70,000, or fewer of them.
///
/// - Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to
///   document recognition", Proceedings of the IEEE 86 (1998).
public struct Digits: Sendable {
  /// What digits are, as their pixels and labels tell; not where they lie.
  public enum Identity: String, Codable, Sendable {
    /// MNIST, to the last pixel.
    case mnist = "MNIST"
    /// The kit's own 6,000 + 1,000 of MNIST.
    case kits = "the kit's part of MNIST"
    /// Something else, such as a part of MNIST that somebody has made.
    case other = "a data set of its own"
  }

  /// Digits to learn from.
  public let training: LabelledImages
  /// Digits to be judged by.
  public let test: LabelledImages
  /// Which digits these are.
  public let identity: Identity

  /// For reports: "MNIST: 60000 + 10000 digits".
  public var description: String {
    "\(identity.rawValue): \(training.count) + \(test.count) digits"
  }
}

extension ImageSource {
  /// Reads the digits: images of 28 × 28 pixels from 0 (the ground) to 255, and labels from 0 to 9.
  ///
  /// - Throws: `DatasetError` when a file is missing, damaged or of another kind; when images and
  ///   labels, or the two parts, have changed places; when images are transposed or dark on light.
  public func digits() throws -> Digits {
    let (training, test) = (try part(isTraining: true), try part(isTraining: false))
    let (first, second) = (partName(isTraining: true), partName(isTraining: false))
    try check(training, first, labels: partName(isTraining: true, "labels"))
    try check(test, second, labels: partName(isTraining: false, "labels"))
    guard training.count >= test.count else {
      throw DatasetError(
        "\(first) has \(training.count) digits and \(second) \(test.count): have they changed places?"
      )
    }
    guard training.count != test.count || training.fingerprint != test.fingerprint else {
      throw DatasetError("\(first) and \(second) have the same \(test.count) digits")
    }
    return Digits(training: training, test: test, identity: .init(training, test))
  }

  private func part(isTraining: Bool) throws -> LabelledImages {
    switch form {
    case .idx:
      let images = isTraining ? MNISTFile.trainingImages : .testImages
      let labels = isTraining ? MNISTFile.trainingLabels : .testLabels
      return try LabelledImages(
        images: images.path(in: path) ?? "\(path)/\(images.rawValue)",
        labels: labels.path(in: path) ?? "\(path)/\(labels.rawValue)")
    case .archive:
      let part = isTraining ? "train" : "test"
      return try LabelledImages(archive: path, images: "x_\(part)", labels: "y_\(part)")
    case .folders:
      let folder = Self.partFolder(isTraining: isTraining, in: path)
      return try LabelledImages(
        folder: folder ?? "\(path)/\(isTraining ? "train" : "test")", classes: 10)
    case .drawn: throw DatasetError("no digits are drawn")
    }
  }

  /// What the images of a part are called in errors, or its labels.
  private func partName(isTraining: Bool, _ kind: String = "images") -> String {
    let isLabels = kind == "labels"
    switch form {
    case .idx:
      let files: [MNISTFile] =
        isTraining ? [.trainingImages, .trainingLabels] : [.testImages, .testLabels]
      let file = files[isLabels ? 1 : 0]
      return file.path(in: path) ?? file.rawValue
    case .archive: return "\(isLabels ? "y" : "x")_\(isTraining ? "train" : "test") in \(path)"
    case .folders, .drawn: return "\(path)/\(isTraining ? "train" : "test")"
    }
  }

  private func check(_ part: LabelledImages, _ name: String, labels: String) throws {
    guard part.count > 0 else { throw DatasetError("\(name) has no images") }
    guard (part.height, part.width, part.channels) == (28, 28, 1) else {
      let shape = [part.height, part.width] + (part.channels > 1 ? [part.channels] : [])
      throw DatasetError("\(name) has images of \(shapeText(shape)); digits have 28 × 28 pixels")
    }
    if let place = part.labels.firstIndex(where: { $0 > 9 }) {
      throw DatasetError(
        "\(labels) has the label \(part.labels[place]) at \(place); digits are 0 to 9"
          + (part.labels.max() ?? 0 <= 26 ? ". Are these EMNIST's letters?" : ""))
    }
    if part.labels.starts(with: [9, 0, 0, 3, 0, 2, 7, 2, 5, 5]), part.count == 60_000 {
      throw DatasetError("\(name) is Fashion-MNIST: clothes, not digits")
    }
    let mean = part.mean
    guard mean > 0 else { throw DatasetError("\(name) has blank images: all pixels are 0") }
    guard mean < 128 else {
      throw DatasetError(
        "\(name) is dark on light: its mean pixel is \(Int(mean)) of 255. MNIST is light on dark, 33"
      )
    }
    if part.areWide(ofClass: 1) == true {
      throw DatasetError(
        "\(name) has digits 1 that lie on their sides: rows and columns have changed places, "
          + "as in EMNIST's files")
    }
  }
}

extension Digits.Identity {
  /// What digits are, by fingerprints that were taken of files whose SHA-256 was right.
  init(_ training: LabelledImages, _ test: LabelledImages) {
    self =
      switch (training.fingerprint, test.fingerprint) {
      case (0x66f8_dd90_f614_afe8, 0x360b_7082_dd9d_99df): .mnist
      case (0x5ce6_c1b8_770b_8a46, 0xa86d_b10f_397f_34ed): .kits
      default: .other
      }
  }
}
