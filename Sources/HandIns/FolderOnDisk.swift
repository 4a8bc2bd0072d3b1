import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of the file system, read without ever following a symbolic link or opening anything but
/// files and folders: a named pipe would keep us waiting for ever.
struct FolderOnDisk: HandInContainer {
  private(set) var items: [HandInItem] = []
  private let root: OpenDescriptor
  private let limits: HandInLimits

  /// Looks through a folder, level by level, but not into hidden folders.
  ///
  /// - Throws: `HandInProblem` if it can't be read or has too many files.
  init(_ path: String, limits: HandInLimits = HandInLimits()) throws(HandInProblem) {
    self.limits = limits
    root = try OpenDescriptor(opening: path, below: nil, isFolder: true)
    var folders = [""]
    while !folders.isEmpty {
      let folder = folders.removeFirst()
      do {
        folders += try look(into: folder)
      } catch let problem {
        // The hand-in's own folder, or too many files: that concerns all of it.
        guard !folder.isEmpty, items.count <= limits.items else { throw problem }
        items.append(HandInItem(path: folder, kind: .refused(problem.description)))
      }
    }
  }

  /// Lists a folder; returns the folders in it.
  private mutating func look(into folder: String) throws(HandInProblem) -> [String] {
    let descriptor = try open(folder, isFolder: true)
    var folders: [String] = []
    for name in try descriptor.names(atMost: limits.items + 1 - items.count) {
      let path = folder.isEmpty ? name.text : "\(folder)/\(name.text)"
      var item = HandInItem(path: path, kind: .refused("its name is not UTF-8"))
      if name.isExact { try descriptor.describe(name.text, as: &item) }
      items.append(item)
      guard items.count <= limits.items else {
        throw HandInProblem("there are more than \(limits.items) files")
      }
      if item.kind == .folder, !name.text.hasPrefix("."), (try? item.parts()) != nil {
        folders.append(path)
      }
    }
    return folders
  }

  func contents(of index: Int) throws -> Data {
    let item = items[index]
    guard item.kind == .file else { throw HandInProblem("it is not a file") }
    let data = try open(item.path, isFolder: false).contents(atMost: item.size + 1)
    guard data.count == item.size else { throw HandInProblem("it changes while it is read") }
    return data
  }

  /// Opens what lies at a path, folder by folder, so that none of them is a link.
  private func open(_ path: String, isFolder: Bool) throws(HandInProblem) -> OpenDescriptor {
    let parts = pathParts(path)
    var descriptor = root
    for (index, part) in parts.enumerated() {
      descriptor = try OpenDescriptor(
        opening: part, below: descriptor, isFolder: isFolder || index < parts.count - 1)
    }
    return descriptor
  }
}

/// An open file or folder, which is closed when nobody needs it any more.
final class OpenDescriptor: Sendable {
  private let number: Int32

  /// Opens a file or a folder that is not a symbolic link, for reading.
  ///
  /// - Parameter folder: where a relative path begins; the current folder when nil.
  init(opening path: String, below folder: OpenDescriptor?, isFolder: Bool) throws(HandInProblem) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (isFolder ? O_DIRECTORY : 0)
    number = openat(folder?.number ?? AT_FDCWD, path, flags)
    guard number >= 0 else { throw Self.problem() }
  }

  deinit { close(number) }

  private static func problem() -> HandInProblem {
    HandInProblem("it can't be read: \(String(cString: strerror(errno)))")
  }

  /// The bytes of an ordinary file, and no more than so many.
  func contents(atMost limit: Int) throws(HandInProblem) -> Data {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw Self.problem() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw HandInProblem("it is not a file") }
    var data = Data()
    var piece = [UInt8](repeating: 0, count: min(limit, 1 << 20))
    while data.count < limit {
      let count = read(number, &piece, min(piece.count, limit - data.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.problem() }
      if count == 0 { break }
      data += piece[..<count]
    }
    return data
  }

  /// What lies in a folder, sorted by name; `isExact` is false where the name isn't UTF-8.
  func names(atMost limit: Int) throws(HandInProblem) -> [(text: String, isExact: Bool)] {
    guard let directory = fdopendir(fcntl(number, F_DUPFD_CLOEXEC, 0)) else {
      throw Self.problem()
    }
    defer { closedir(directory) }
    var names: [(text: String, isExact: Bool)] = []
    let place = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    while names.count < limit, let entry = readdir(directory) {
      let name = UnsafeRawPointer(entry).advanced(by: place).assumingMemoryBound(to: CChar.self)
      let text = String(cString: name)
      if text == "." || text == ".." { continue }
      names.append((text, String(validatingCString: name) != nil))
    }
    return names.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
  }

  /// Notes the kind, size and date of something in a folder.
  func describe(_ name: String, as item: inout HandInItem) throws(HandInProblem) {
    var status = stat()
    guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      item.kind = .refused(Self.problem().description)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: item.kind = .file
    case S_IFDIR: item.kind = .folder
    case S_IFLNK: item.kind = .refused("a symbolic link")
    case S_IFIFO: item.kind = .refused("a named pipe")
    default: item.kind = .refused("a device or the like")
    }
    item.size = Int(status.st_size)
    item.date = status.modified
  }
}

extension stat {
  fileprivate var modified: Date? {
    #if os(Linux)
      let time = st_mtim
    #else
      let time = st_mtimespec
    #endif
    return date(seconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }
}
