import Foundation
import Texts

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The name of a file as the system has it: any bytes but 0 and "/".
struct FileName: Sendable, Equatable {
  let bytes: [UInt8]

  /// The name as text. Bytes that aren't UTF-8 are read as Windows would, and can't be read back.
  var text: String {
    String(validating: bytes, as: UTF8.self)
      ?? String(
        String.UnicodeScalarView(
          bytes.map {
            (0x80..<0xA0).contains($0)
              ? PlainText.upper1252[Int($0) - 0x80] : Unicode.Scalar($0)
          }))
  }
}

/// An open file or folder, which is closed when nobody needs it any more.
final class OpenDescriptor: Sendable {
  private let number: Int32

  /// Opens a file or a folder that is not a symbolic link, for reading.
  ///
  /// - Parameters:
  ///   - path: the bytes of a path.
  ///   - folder: where a relative path begins; the current folder when nil.
  init(
    opening path: [UInt8], below folder: OpenDescriptor? = nil, isFolder: Bool
  ) throws(HandInProblem) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (isFolder ? O_DIRECTORY : 0)
    let start = folder?.number ?? AT_FDCWD
    number = (path + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path in
      path.baseAddress.map { openat(start, $0, flags) } ?? -1
    }
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

  /// What lies in a folder, sorted by the names' bytes.
  func names(atMost limit: Int = .max) throws(HandInProblem) -> [FileName] {
    guard let directory = fdopendir(fcntl(number, F_DUPFD_CLOEXEC, 0)) else {
      throw Self.problem()
    }
    defer { closedir(directory) }
    rewinddir(directory)
    var names: [FileName] = []
    let place = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    while names.count < limit, let entry = readdir(directory) {
      let name = UnsafeRawPointer(entry).advanced(by: place).assumingMemoryBound(to: CChar.self)
      let bytes = (0..<strlen(name)).map { UInt8(bitPattern: name[$0]) }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(FileName(bytes: bytes)) }
    }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  /// Notes the kind, size and date of something in a folder.
  func describe(_ name: FileName, as item: inout HandInItem) {
    var status = stat()
    let result = (name.bytes + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path in
      path.baseAddress.map { fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) } ?? -1
    }
    guard result == 0 else {
      item.kind = .refused(Self.problem().description)
      return
    }
    item.take(status)
  }

  /// The file itself, under a name.
  func item(called name: String) throws(HandInProblem) -> HandInItem {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw Self.problem() }
    var item = HandInItem(path: name, kind: .file)
    item.take(status)
    return item
  }
}

extension HandInItem {
  fileprivate mutating func take(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .refused("a symbolic link")
    case S_IFIFO: kind = .refused("a named pipe")
    default: kind = .refused("a device or the like")
    }
    size = Int(status.st_size)
    date = status.modified
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
