import Foundation

/// A place where a set of images lies, and the form that it has there.
///
/// It is small and can be handed to another process, which loads the images itself.
public struct ImageSource: Codable, Hashable, Sendable {
  /// The forms in which the sets are handed out.
  public enum Form: String, Codable, Sendable {
    /// Files of images and of labels, plain or compressed by gzip.
    case idx = "IDX files"
    /// NumPy's archive, such as Keras' `x_train`, `y_train`, `x_test`, `y_test`.
    case archive = "NumPy archive"
    /// PNG images in folders: `train/0/0000.png` and so on.
    case folders = "folders of PNG images"
    /// No files at all: the kit draws them.
    case drawn = "drawn by the kit"
  }

  /// Which set it is.
  public let set: ImageSet
  /// How it is kept.
  public let form: Form
  /// The folder that has the files or folders, or the archive itself: all that a reader must see. Empty
  /// where the images are drawn.
  public let path: String
  /// Whether these are the digits in the kit itself, or images that it draws.
  public let isKits: Bool

  init(_ set: ImageSet = .digits, form: Form, path: String, isKits: Bool) {
    (self.set, self.form, self.path, self.isKits) = (set, form, path, isKits)
  }

  /// Where there is something to read; nil where the images are drawn.
  public var place: String? { form == .drawn ? nil : path }

  /// The same images where another process sees them, such as one in a sandbox.
  public func seen(at path: String) -> ImageSource {
    ImageSource(set, form: form, path: path, isKits: isKits)
  }

  /// The images to use: the published set, where it is in the folder of data, else those of the kit.
  ///
  /// - Parameters:
  ///   - data: the folder of data, or an archive in it; `DataFolder.path` when nil.
  ///   - root: the folder of the kit.
  /// - Throws: `DatasetError` if `data` names a folder that isn't there.
  public static func find(
    _ set: ImageSet, data: String?, kit root: String
  ) throws -> ImageSource {
    try all(set, data: data, kit: root)[0]
  }

  /// All images of a set that are there, the ones to use first, the kit's last.
  public static func all(
    _ set: ImageSet, data: String?, kit root: String
  ) throws -> [ImageSource] {
    if set == .digits {
      let kits = ImageSource(form: .idx, path: absolute("\(root)/\(kitFolder)"), isKits: true)
      return try digits(in: data) + [kits]
    }
    let kits = ImageSource(set, form: .drawn, path: "", isKits: true)
    guard let folder = try folder(data), let found = try set.reader?.find(in: folder) else {
      return [kits]
    }
    return [ImageSource(set, form: found.form, path: found.path, isKits: false), kits]
  }

  /// The place of the kit's digits in it.
  public static let kitFolder = "Sources/Datasets/Digits"

  /// Another process may work in another folder.
  private static func absolute(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.path
  }

  /// The folder of data, or the archive that takes its place; nil where nobody has named one and there
  /// is none in the usual place.
  private static func folder(_ data: String?) throws -> String? {
    let folder = absolute(data ?? DataFolder.path)
    if isFile(folder) {
      guard folder.lowercased().hasSuffix(".npz") else {
        throw DatasetError(
          "\(folder) is a file; name the folder that it lies in, or an .npz archive")
      }
      return folder
    }
    guard isFolder(folder) else {
      if data == nil, !DataFolder.isNamed { return nil }
      throw DatasetError("there is no folder of data at \(folder)")
    }
    return folder
  }

  private static func digits(in data: String?) throws -> [ImageSource] {
    guard let folder = try folder(data) else { return [] }
    if isFile(folder) { return [ImageSource(form: .archive, path: folder, isKits: false)] }
    return try foldersOfData(in: folder, called: ["mnist"]).flatMap(sources)
  }

  private static func sources(in folder: String) -> [ImageSource] {
    var forms: [ImageSource] = []
    if MNISTFile.allCases.contains(where: { $0.path(in: folder) != nil }) {
      forms.append(ImageSource(form: .idx, path: folder, isKits: false))
    }
    if let archive = (try? names(in: folder))?.first(where: { $0.lowercased() == "mnist.npz" }) {
      forms.append(ImageSource(form: .archive, path: "\(folder)/\(archive)", isKits: false))
    }
    if [true, false].contains(where: { isTraining in
      let part = partFolder(isTraining: isTraining, in: folder)
      return part.map { part in (0...9).contains { isFolder("\(part)/\($0)") } } ?? false
    }) {
      forms.append(ImageSource(form: .folders, path: folder, isKits: false))
    }
    return forms
  }

  /// The folder of a part, as UU and others call it.
  static func partFolder(isTraining: Bool, in folder: String) -> String? {
    let wanted = isTraining ? ["train", "training"] : ["test", "testing"]
    return (try? names(in: folder))?.first { wanted.contains($0.lowercased()) }
      .map { "\(folder)/\($0)" }
  }
}

/// The folder where data sets are looked for.
public enum DataFolder {
  /// The environment variable that names it.
  public static let variable = "GRADUS_DATA"

  /// Whether the environment names it.
  public static var isNamed: Bool { named != nil }

  /// The folder that the environment names, nil where it names none.
  public static var named: String? {
    ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The folder that the environment names, else one for caches in the home folder.
  public static var path: String {
    if let named { return named }
    let environment = ProcessInfo.processInfo.environment
    let caches = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    // The variable first, as shells have it; NSHomeDirectory doesn't look at it on every system.
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (caches ?? home + "/.cache") + "/gradus"
  }
}
