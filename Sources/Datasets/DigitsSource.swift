import Foundation

/// A place where handwritten digits lie, and the form that they have there.
///
/// It is small and can be handed to another process, which loads the digits itself.
public struct DigitsSource: Codable, Equatable, Sendable {
  /// The forms in which MNIST is handed out.
  public enum Form: String, Codable, Sendable {
    /// Four files, plain or compressed by gzip.
    case idx = "IDX files"
    /// NumPy's archive, as Keras has it: `x_train`, `y_train`, `x_test`, `y_test`.
    case archive = "NumPy archive"
    /// PNG images in folders: `train/0/0000.png` and so on.
    case folders = "folders of PNG images"
  }

  /// How the digits are kept.
  public let form: Form
  /// The folder that has the files or folders, or the archive itself: all that a reader must see.
  public let path: String
  /// Whether these are the digits in the kit itself.
  public let isKits: Bool

  /// The same digits where another process sees them, such as one in a sandbox.
  public func seen(at path: String) -> DigitsSource {
    DigitsSource(form: form, path: path, isKits: isKits)
  }

  /// The digits to use: MNIST, where it is in the folder of data, else those of the kit.
  ///
  /// - Parameters:
  ///   - data: the folder of data, or an archive in it; `DataFolder.path` when nil.
  ///   - root: the folder of the kit.
  /// - Throws: `DatasetError` if `data` names a folder that isn't there.
  public static func find(data: String?, kit root: String) throws -> DigitsSource {
    try all(data: data, kit: root)[0]
  }

  /// All digits that are there, the ones to use first, the kit's last.
  public static func all(data: String?, kit root: String) throws -> [DigitsSource] {
    let kits = DigitsSource(form: .idx, path: absolute("\(root)/\(kitFolder)"), isKits: true)
    return try inFolder(of: data) + [kits]
  }

  /// The place of the kit's digits in it.
  public static let kitFolder = "Sources/Datasets/Digits"

  /// Another process may work in another folder.
  private static func absolute(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.path
  }

  private static func inFolder(of data: String?) throws -> [DigitsSource] {
    let folder = absolute(data ?? DataFolder.path)
    if isFile(folder) {
      guard folder.lowercased().hasSuffix(".npz") else {
        throw DatasetError(
          "\(folder) is a file; name the folder that it lies in, or an .npz archive")
      }
      return [DigitsSource(form: .archive, path: folder, isKits: false)]
    }
    guard isFolder(folder) else {
      if data == nil, !DataFolder.isNamed { return [] }
      throw DatasetError("there is no folder of data at \(folder)")
    }
    return try foldersOfData(in: folder, called: ["mnist"]).flatMap(sources)
  }

  private static func sources(in folder: String) -> [DigitsSource] {
    var forms: [DigitsSource] = []
    if MNISTFile.allCases.contains(where: { $0.path(in: folder) != nil }) {
      forms.append(DigitsSource(form: .idx, path: folder, isKits: false))
    }
    if isFile("\(folder)/mnist.npz") {
      forms.append(DigitsSource(form: .archive, path: "\(folder)/mnist.npz", isKits: false))
    }
    if [true, false].contains(where: { isTraining in
      let part = partFolder(isTraining: isTraining, in: folder)
      return part.map { part in (0...9).contains { isFolder("\(part)/\($0)") } } ?? false
    }) {
      forms.append(DigitsSource(form: .folders, path: folder, isKits: false))
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
