extension EMNISTLetters {
  /// Reads NIST's files.
  func loadFiles() throws -> ImageParts {
    var (training, test) = (try files("train"), try files("test"))
    try Self.check(training, test, [.fromOne])
    (training, test) = (training.numbered(from: 1), test.numbered(from: 1))
    guard Self.pose(of: training) == .transposed else { throw Self.error(training, isNISTs: true) }
    try Self.check(test, standsAs: training, isNISTs: true)
    (training, test) = (training.transposed, test.transposed)
    let count = training.count - test.count
    return ImageParts(
      training: training[0..<count], validation: training[count..<training.count], test: test)
  }

  /// Reads an archive of three parts.
  func loadArchive() throws -> ImageParts {
    let archive = try PartsArchive(path: path)
    var parts = try PartsArchive.Part.allCases.map { try archive.images($0, (28, 28, 1)) }
    try Self.check(parts[0], parts[2], [.fromZero, .fromOne])
    try Self.check(parts[0], parts[1], [.fromZero, .fromOne])
    // By the labels of all classes: a small part may lack the first or the last.
    let first = LetterLabels(Set(parts[0].labels)) == .fromOne ? 1 : 0
    parts = parts.map { $0.numbered(from: first) }
    for part in parts[1...] { try Self.check(part, standsAs: parts[0], isNISTs: false) }
    switch Self.pose(of: parts[0]) {
    case .upright: break
    case .transposed: parts = parts.map(\.transposed)
    default: throw Self.error(parts[0], isNISTs: false)
    }
    return ImageParts(training: parts[0], validation: parts[1], test: parts[2])
  }

  /// A part of NIST's, labels first: they tell other sets of EMNIST's, which may be too large to read.
  private func files(_ part: String) throws -> PackedImages {
    let (imagePath, labelPath) = (file(part, "images"), file(part, "labels"))
    let labels = try IDXFile(path: labelPath)
    if labels.dimensions.count == 1 { try Self.check(labels.elements.map(Int.init), labelPath) }
    let images = try IDXFile(path: imagePath)
    try LabelledImages.check(
      images.dimensions, named: imagePath, labels.dimensions, named: labelPath)
    guard Array(images.dimensions.dropFirst()) == [28, 28] else {
      throw DatasetError(
        "\(imagePath) has images of \(shapeText(Array(images.dimensions.dropFirst()))); "
          + "letters have 28 × 28 pixels")
    }
    return PackedImages(
      pixels: images.elements, labels: labels.elements.map(Int.init), height: 28, width: 28,
      channels: 1, name: imagePath, labelName: labelPath)
  }

  // MARK: What can be wrong

  /// Whether these are letters, by their labels and by how many there are.
  private static func check(
    _ training: PackedImages, _ test: PackedImages, _ allowed: Set<LetterLabels>
  )
    throws
  {
    try check(training.labels, training.labelName)
    guard let labels = LetterLabels(Set(training.labels)), allowed.contains(labels) else {
      throw DatasetError(
        "\(training.labelName) has labels from 0 to 25; NIST's files count letters from 1 to 26")
    }
    let others = labels == .fromOne ? 1...26 : 0...25
    if let place = test.labels.firstIndex(where: { !others.contains($0) }) {
      throw DatasetError(
        "\(test.labelName) has the label \(test.labels[place]) at \(place); those of "
          + "\(training.labelName) go from \(others.lowerBound) to \(others.upperBound)")
    }
    guard training.count > test.count else {
      throw DatasetError(
        "\(training.name) has \(training.count) letters and \(test.name) \(test.count): have they "
          + "changed places?")
    }
  }

  private static func check(_ labels: [Int], _ name: String) throws {
    guard LetterLabels(Set(labels)) == nil else { return }
    guard let least = labels.min(), let most = labels.max() else {
      throw DatasetError("\(name) has no labels")
    }
    let others = [
      9: "digits, as in MNIST and in EMNIST's sets of digits",
      46: "EMNIST's balanced or merged set: digits and letters, 47 classes",
      61: "EMNIST's set by class: digits, large and small letters, 62 classes",
    ]
    let what = least == 0 ? others[most].map { ": these are \($0)" } ?? "" : ""
    throw DatasetError(
      "\(name) has labels from \(least) to \(most)\(what). Letters have those of 26 classes")
  }

  /// - Parameter letters: with labels from 0.
  private static func pose(of letters: PackedImages) -> LetterPose {
    letters.mean < 128 ? LetterPose(of: letters) : .unknown
  }

  /// Whether the letters of a part stand as those of the training part do.
  private static func check(
    _ part: PackedImages, standsAs training: PackedImages, isNISTs: Bool
  ) throws {
    let (own, wanted) = (pose(of: part), pose(of: training))
    // Of so few letters nobody can tell that they are none.
    let isSmall = part.count < 260 && part.mean < 128 && !part.areBlank
    guard own != wanted, [.upright, .transposed].contains(wanted), !(own == .unknown && isSmall)
    else { return }
    guard !isNISTs, own == .upright || own == .transposed else {
      throw error(part, isNISTs: isNISTs)
    }
    let words = own == .upright ? "stand upright" : "have rows and columns changed"
    throw DatasetError(
      "\(part.name) has letters that \(words); those of \(training.name) don't")
  }

  /// Why images aren't taken for letters.
  private static func error(_ letters: PackedImages, isNISTs: Bool) -> DatasetError {
    guard letters.mean < 128 else {
      return DatasetError(
        "\(letters.name) is dark on light: its mean pixel is \(Int(letters.mean)) of 255. EMNIST is "
          + "light on dark, 44")
    }
    guard !letters.areBlank else {
      return DatasetError(
        "\(letters.name) has blank images: all pixels are \(letters.pixels.first ?? 0)")
    }
    switch pose(of: letters) {
    case .upright where isNISTs:
      return DatasetError(
        "\(letters.name) has letters that stand upright. In NIST's files rows and columns have "
          + "changed places: somebody has put these right, or made them")
    case .turned(let words): return DatasetError("\(letters.name) has letters that are \(words)")
    default:
      return DatasetError(
        "\(letters.name) has images that don't look like the letters of their labels")
    }
  }
}

extension PackedImages {
  /// The same letters, numbered from 0 to 25.
  ///
  /// - Parameter first: the label of A.
  fileprivate func numbered(from first: Int) -> PackedImages {
    var letters = self
    letters.labels = labels.map { $0 - first }
    return letters
  }
}
