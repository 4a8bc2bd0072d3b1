import Foundation

/// All that one student has handed in, with the archives that lie in folders and in other archives
/// opened.
struct HandInTree: HandInContainer {
  private(set) var items: [HandInItem] = []
  /// Where each item's contents are: in which container, and which of its items.
  private var places: [(container: Int, index: Int)] = []
  /// Whether dates are those of commits.
  private(set) var isDatedByCommit = false
  private var containers: [any HandInContainer] = []
  /// The bytes of archives in archives that may still be unpacked.
  private var bytesLeft: Int
  private let limits: HandInLimits
  private let zone: TimeZone

  /// Opens the parts of a hand-in.
  ///
  /// - Parameter zone: where the clocks stand that zip archives and platforms show.
  /// - Throws: `HandInProblem` if there is but one part, and that can't be read.
  init(
    _ parts: [HandInReader.Part], limits: HandInLimits, zone: TimeZone
  ) throws(HandInProblem) {
    (self.limits, self.zone, bytesLeft) = (limits, zone, limits.archiveBytes)
    for part in parts {
      let name = PlatformName(part.name)
      do {
        let container = try open(part)
        // A single folder or archive says nothing by its name that all of it shares.
        let isAlone = parts.count == 1 && part.kind != .file
        try add(
          container, in: isAlone ? "" : part.kind == .file ? nil : part.name,
          Around(
            attempt: part.attempt, date: name?.time?.moment(in: zone) ?? commitDate(in: container),
            depth: 0))
      } catch {
        if parts.count == 1 { throw error }
        add(
          HandInItem(path: part.name, kind: .refused(error.description)), from: 0, at: 0)
      }
    }
  }

  /// When the last commit of a repository was made. The files' own dates are those of its copy.
  private mutating func commitDate(in container: any HandInContainer) -> Date? {
    let date = container.repository?.date()
    if date != nil { isDatedByCommit = true }
    return date
  }

  /// What holds for everything in an archive or a folder.
  private struct Around {
    var attempt: Attempt
    /// When a platform says that it was handed in.
    var date: Date?
    var depth: Int

    /// The same, in an archive that lies there.
    var inside: Around { Around(attempt: attempt, date: date, depth: depth + 1) }
  }

  func contents(of index: Int) throws -> Data {
    guard items[index].kind == .file else { throw HandInProblem("it is not a file") }
    let place = places[index]
    return try containers[place.container].contents(of: place.index)
  }

  private func open(_ part: HandInReader.Part) throws(HandInProblem) -> any HandInContainer {
    switch part.kind {
    case .folder: return try FolderOnDisk(part.bytes, limits: limits)
    case .file: return try FileOnDisk(part)
    case .archive:
      let file = try OpenDescriptor(opening: part.bytes, isFolder: false)
      let bytes = try file.contents(atMost: limits.archiveBytes + 1)
      return try Archive.read([UInt8](bytes), limits: limits, zone: zone)
    }
  }

  private mutating func add(_ item: HandInItem, from container: Int, at index: Int) {
    items.append(item)
    places.append((container, index))
  }

  /// Adds what is in a container, below a folder of some name.
  private mutating func add(
    _ container: any HandInContainer, in folder: String?, _ around: Around
  ) throws(HandInProblem) {
    let number = containers.count
    containers.append(container)
    for (index, original) in container.items.enumerated() {
      var item = original
      if let folder, !folder.isEmpty { item.path = "\(folder)/\(original.path)" }
      item.attempt = around.attempt
      item.depth = around.depth
      item.date = around.date ?? item.date
      guard items.count < limits.items else {
        throw HandInProblem("there are more than \(limits.items) files")
      }
      if item.isArchive {
        do {
          try add(inner(of: container, index), in: item.path, around.inside)
          continue
        } catch {
          item.kind = .refused(error.description)
        }
      }
      add(item, from: number, at: index)
    }
  }

  /// Opens an archive in a container.
  private mutating func inner(
    of container: any HandInContainer, _ index: Int
  ) throws(HandInProblem) -> any HandInContainer {
    let item = container.items[index]
    guard item.size <= bytesLeft else {
      throw HandInProblem("the archives have more than \(sizeText(limits.archiveBytes))")
    }
    bytesLeft -= item.size
    do {
      return try Archive.read(
        [UInt8](container.contents(of: index)), limits: limits, zone: zone)
    } catch {
      throw error as? HandInProblem ?? HandInProblem("\(error)")
    }
  }
}

extension HandInItem {
  /// How many archives may lie one in another.
  private static let deepest = 4

  /// Whether it is an archive that is to be opened.
  fileprivate var isArchive: Bool {
    guard kind == .file, depth < Self.deepest, let parts = try? parts(), let name = parts.last
    else {
      return false
    }
    return Archive.stem(of: name) != nil && !isLitter(parts)
      && !parts.contains { $0.hasPrefix(".") }
  }
}

/// One file of a hand-in that lies beside those of others.
private struct FileOnDisk: HandInContainer {
  let items: [HandInItem]
  private let part: HandInReader.Part

  init(_ part: HandInReader.Part) throws(HandInProblem) {
    self.part = part
    let file = try OpenDescriptor(opening: part.bytes, isFolder: false)
    items = [try file.item(called: part.name)]
  }

  func contents(of index: Int) throws -> Data {
    let data = try OpenDescriptor(opening: part.bytes, isFolder: false)
      .contents(atMost: items[index].size + 1)
    guard data.count == items[index].size else {
      throw HandInProblem("it changes while it is read")
    }
    return data
  }
}

/// What systems leave behind everywhere, and nobody has to be told about.
func isLitter(_ parts: [String]) -> Bool {
  guard let name = parts.last else { return true }
  return parts.contains("__MACOSX") || name.hasPrefix("._") || name.hasPrefix(".#")
    || name.hasPrefix("~$")
    || [".ds_store", "thumbs.db", "desktop.ini", "icon\r"].contains(name.lowercased())
}
