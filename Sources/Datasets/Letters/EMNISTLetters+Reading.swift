extension EMNISTLetters {
  /// Reads NIST's files.
  func loadFiles() throws -> ImageParts {
    var (training, test) = (try files("train"), try files("test"))
    try Self.check(training, test, [.fromOne])
    guard Self.pose(of: training) == .transposed else { throw Self.error(training, isNISTs: true) }
    (training, test) = (training.lettersFromZero.transposed, test.lettersFromZero.transposed)
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
    switch Self.pose(of: parts[0]) {
    case .upright: break
    case .transposed: parts = parts.map(\.transposed)
    default: throw Self.error(parts[0], isNISTs: false)
    }
    parts = parts.map(\.lettersFromZero)
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
      channels: 1, name: imagePath)
  }

  // MARK: What can be wrong

  /// Whether these are letters, by their labels and by how many there are.
  private static func check(
    _ training: PackedImages, _ test: PackedImages, _ allowed: Set<LetterLabels>
  )
    throws
  {
    try check(training.labels, training.name)
    guard let labels = LetterLabels(Set(training.labels)), allowed.contains(labels) else {
      throw DatasetError(
        "\(training.name) has labels from 0 to 25; NIST's files count letters from 1 to 26")
    }
    let others = labels == .fromOne ? 1...26 : 0...25
    if let place = test.labels.firstIndex(where: { !others.contains($0) }) {
      throw DatasetError(
        "\(test.name) has the label \(test.labels[place]) at \(place); those of \(training.name) go "
          + "from \(others.lowerBound) to \(others.upperBound)")
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

  private static func pose(of letters: PackedImages) -> LetterPose {
    letters.mean < 128 ? LetterPose(of: letters.lettersFromZero) : .unknown
  }

  /// Why images aren't taken for letters.
  private static func error(_ letters: PackedImages, isNISTs: Bool) -> DatasetError {
    guard letters.mean < 128 else {
      return DatasetError(
        "\(letters.name) is dark on light: its mean pixel is \(Int(letters.mean)) of 255. EMNIST is "
          + "light on dark, 44")
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
  fileprivate var lettersFromZero: PackedImages {
    var letters = self
    let first = LetterLabels(Set(labels)) == .fromOne ? 1 : 0
    letters.labels = labels.map { $0 - first }
    return letters
  }
}
