import Foundation

/// EMNIST's handwritten letters, A to Z, large and small ones of a kind together: where they lie, and in
/// which form.
///
/// - Source: G. Cohen, S. Afshar, J. Tapson, A. van Schaik, "EMNIST: an extension of MNIST to handwritten
///   letters", arXiv:1702.05373 (2017).
struct EMNISTLetters: PartsReader, Equatable {
  /// How they are kept: NIST's four files, whose images are transposed and whose labels go from 1 to 26; or
  /// NumPy's archive of three parts, as IST's course has prepared it: upright or transposed, in bytes or in
  /// numbers from 0 to 1, flattened or not, labels from 0 or from 1.
  let form: ImageSource.Form
  /// The folder that has the files, or the archive itself: all that a reader must see.
  let path: String
  /// What the names of NIST's files begin with; empty for an archive.
  let prefix: String

  /// The letters in a folder of data, or in a folder of it that is called after them, or in an archive that
  /// is named itself; nil where there are none.
  ///
  /// What they are called is a hint; what they are is told by what is in them: labels of 26 classes,
  /// images of 28 × 28 pixels. What bears EMNIST's name is found too if it isn't the letters, and `load`
  /// says what it is.
  ///
  /// - Throws: `DatasetError` if there is no such folder.
  static func find(in folder: String) throws -> EMNISTLetters? {
    let folders =
      isArchive(folder) ? [] : try foldersOfData(in: folder, called: ["emnist", "letters", "gzip"])
    let archives = isArchive(folder) ? [folder] : try archives(in: folders)
    let sources =
      try folders.flatMap(files)
      + archives.map { EMNISTLetters(form: .archive, path: $0, prefix: "") }
    return sources.first(where: \.haveLabelsOfLetters)
      ?? ["letters", "emnist"].lazy.compactMap { word in
        sources.first { $0.isCalled(word) }
      }.first
      ?? (isArchive(folder) && ImageSet.inArchive(folder) == nil ? sources.first : nil)
  }

  /// Reads the letters, upright, with labels from 0, A, to 25, Z.
  ///
  /// NIST's files have two parts. The last of the training letters, as many as there are test letters,
  /// are the validation part, as EMNIST's paper has it: 20,800 of 124,800.
  ///
  /// - Throws: `DatasetError` when something is missing, damaged or of another kind; when images and
  ///   labels, or parts, have changed places; when these are others of EMNIST's sets, or no letters.
  func load() throws -> ImageParts {
    try form == .idx ? loadFiles() : loadArchive()
  }

  // MARK: Finding

  /// NIST's files by what stands before `train` and `test` in their names; MNIST's have nothing there.
  private static func files(in folder: String) throws -> [EMNISTLetters] {
    let prefixes = try names(in: folder).compactMap { name in
      name.lowercased().firstMatch(of: /^(.*?)(train|test)[-_](images|labels)[-_.]idx/)
        .map { String(name.prefix($0.1.count)) }
    }
    return Set(prefixes).sorted().map { EMNISTLetters(form: .idx, path: folder, prefix: $0) }
  }

  var haveLabelsOfLetters: Bool {
    if form == .idx {
      let labels = try? IDXFile(path: file("train", "labels")).elements
      return labels.map { LetterLabels(Set($0.map(Int.init))) == .fromOne } ?? false
    }
    guard let archive = try? PartsArchive(path: path), archive.lack == nil,
      let shape = try? archive.imageShape(.training), shape.dropFirst().reduce(1, *) == 784,
      let labels = try? archive.labels(.training)
    else { return false }
    return LetterLabels(Set(labels)) != nil
  }

  private func isCalled(_ word: String) -> Bool {
    let place = URL(filePath: path)
    let name = form == .idx ? prefix : place.lastPathComponent
    let folder = form == .idx ? place : place.deletingLastPathComponent()
    let isNamed = form == .archive || !prefix.isEmpty
    return isNamed && name.lowercased().contains(word) || Datasets.isCalled(folder.path, [word])
  }

  /// Such as `train` and `labels`; its usual name where there is none.
  func file(_ part: String, _ kind: String) -> String {
    let found = (try? names(in: path))?.first { name in
      name.lowercased().hasPrefix("\(prefix)\(part)".lowercased())
        && name.lowercased().contains(kind)
    }
    return "\(path)/"
      + (found ?? "\(prefix)\(part)-\(kind)-idx\(kind == "images" ? 3 : 1)-ubyte")
  }
}

/// How letters are numbered.
enum LetterLabels: Int {
  case fromZero, fromOne

  /// nil where the labels aren't those of 26 letters.
  init?(_ labels: Set<Int>) {
    switch (labels.min(), labels.max()) {
    case (0, 25): self = .fromZero
    case (1, 26): self = .fromOne
    default: return nil
    }
  }
}
