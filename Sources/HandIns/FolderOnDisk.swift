import Foundation

/// A folder of the file system, read without ever following a symbolic link or opening anything but
/// files and folders: a named pipe would keep us waiting for ever.
struct FolderOnDisk: HandInContainer {
  private(set) var items: [HandInItem] = []
  /// The way to each item, name by name.
  private var ways: [[FileName]] = []
  private let root: OpenDescriptor
  private let limits: HandInLimits

  /// Looks through a folder, level by level, but not into hidden folders.
  ///
  /// - Throws: `HandInProblem` if it can't be read or has too many files.
  init(_ path: [UInt8], limits: HandInLimits = HandInLimits()) throws(HandInProblem) {
    self.limits = limits
    root = try OpenDescriptor(opening: path, isFolder: true)
    var folders: [[FileName]] = [[]]
    while !folders.isEmpty {
      let folder = folders.removeFirst()
      do {
        folders += try look(into: folder)
      } catch let problem {
        // The hand-in's own folder, or too many files: that concerns all of it.
        guard !folder.isEmpty, items.count <= limits.items else { throw problem }
        add(HandInItem(path: text(folder), kind: .refused(problem.description)), folder)
      }
    }
  }

  /// Lists a folder; returns the folders in it.
  private mutating func look(into folder: [FileName]) throws(HandInProblem) -> [[FileName]] {
    let descriptor = try open(folder, isFolder: true)
    var folders: [[FileName]] = []
    for name in try descriptor.names(atMost: limits.items + 1 - items.count) {
      let way = folder + [name]
      var item = HandInItem(path: text(way), kind: .file)
      descriptor.describe(name, as: &item)
      add(item, way)
      guard items.count <= limits.items else {
        throw HandInProblem("there are more than \(limits.items) files")
      }
      if item.kind == .folder, !name.text.hasPrefix("."), (try? item.parts()) != nil {
        folders.append(way)
      }
    }
    return folders
  }

  private mutating func add(_ item: HandInItem, _ way: [FileName]) {
    items.append(item)
    ways.append(way)
  }

  private func text(_ way: [FileName]) -> String { way.map(\.text).joined(separator: "/") }

  func contents(of index: Int) throws -> Data {
    let item = items[index]
    guard item.kind == .file else { throw HandInProblem("it is not a file") }
    let data = try open(ways[index], isFolder: false).contents(atMost: item.size + 1)
    guard data.count == item.size else { throw HandInProblem("it changes while it is read") }
    return data
  }

  var repository: GitCommit? {
    let git = ways.filter { $0.last?.text == ".git" && $0.count <= 2 }.min { $0.count < $1.count }
    guard let git, items.first(where: { $0.path == text(git) })?.kind == .folder else { return nil }
    func way(_ path: String) -> [FileName] {
      git + path.split(separator: "/").map { FileName(bytes: Array($0.utf8)) }
    }
    return GitCommit(
      file: { path, limit in
        let data = try? open(way(path), isFolder: false).contents(atMost: limit + 1)
        return data.flatMap { $0.count <= limit ? [UInt8]($0) : nil }
      },
      names: { folder in
        ((try? open(way(folder), isFolder: true).names(atMost: limits.items)) ?? []).map(\.text)
      })
  }

  /// Opens what lies at the end of a way, folder by folder, so that none of them is a link.
  private func open(_ way: [FileName], isFolder: Bool) throws(HandInProblem) -> OpenDescriptor {
    var descriptor = root
    for (index, name) in way.enumerated() {
      descriptor = try OpenDescriptor(
        opening: name.bytes, below: descriptor, isFolder: isFolder || index < way.count - 1)
    }
    return descriptor
  }
}
