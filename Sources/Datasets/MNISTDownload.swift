import Foundation
import Packing

/// Fetches MNIST's four files with the system's `curl`.
///
/// All four are fetched and checked before any of them is written, so that a failure leaves nothing
/// behind. Nothing else of the kit uses a network.
public struct MNISTDownload {
  /// The server that PyTorch's programs use too.
  public static let server = "https://ossci-datasets.s3.amazonaws.com/mnist/"

  private let server: String
  private let folder: String
  private let checksum: (MNISTFile) -> String

  /// A download into a folder, which is made if it isn't there.
  ///
  /// - Parameter server: the address of the folder with the four files, `http://` or `https://`.
  public init(from server: String = Self.server, into folder: String) throws {
    try self.init(from: server, into: folder, checksum: \.checksum)
  }

  /// The same for tests, which have other files.
  ///
  /// - Parameter checksum: the SHA-256 that a file's unpacked bytes must have.
  init(
    from server: String, into folder: String, checksum: @escaping (MNISTFile) -> String
  ) throws {
    guard ["http://", "https://"].contains(where: server.lowercased().hasPrefix) else {
      throw DatasetError("'\(server)' is no address that begins with https:// or http://")
    }
    self.server = server.hasSuffix("/") ? server : server + "/"
    self.folder = folder
    self.checksum = checksum
  }

  /// Fetches what isn't there yet.
  ///
  /// - Parameter tell: is told, in a sentence without a full stop, what is being done.
  /// - Returns: the paths of the files that were written.
  /// - Throws: `DatasetError` if a file can't be fetched, isn't MNIST's, or can't be written.
  public func run(tell: (String) -> Void) throws -> [String] {
    var fetched: [(path: String, bytes: [UInt8])] = []
    for file in MNISTFile.allCases where try !isThere(file, tell) {
      let address = "\(server)\(file.rawValue).gz"
      tell("Fetching \(address)")
      let bytes = try Curl.bytes(at: address, limit: file.size + (1 << 16))
      try check(bytes, file, address)
      fetched.append(("\(folder)/\(file.rawValue).gz", bytes))
    }
    try writeTogether(fetched)
    return fetched.map(\.path)
  }

  /// Whether a file is there already. One that is wrong is replaced, if it has the same name.
  private func isThere(_ file: MNISTFile, _ tell: (String) -> Void) throws -> Bool {
    guard let path = file.path(in: folder) else { return false }
    if (try? IDXFile(path: path).checksum) == checksum(file) {
      tell("\(path) is there already")
      return true
    }
    guard path == "\(folder)/\(file.rawValue).gz" else {
      throw DatasetError("\(path) isn't MNIST's file: move it away, for it would be read first")
    }
    tell("\(path) isn't MNIST's file and will be replaced")
    return false
  }

  private func check(_ bytes: [UInt8], _ file: MNISTFile, _ address: String) throws {
    guard Packing.isGzip(bytes) else { throw foreign(bytes, file: address, wanted: "gzip file") }
    let contents = try IDXFile(bytes, file: address)
    guard contents.checksum == checksum(file) else {
      throw DatasetError(
        "\(address) isn't MNIST's file: the SHA-256 of its unpacked bytes is "
          + "\(contents.checksum), not \(checksum(file))")
    }
  }
}

/// Writes files so that either all of them are there afterwards, whole, or no new one and no new folder.
private func writeTogether(_ files: [(path: String, bytes: [UInt8])]) throws {
  // A file that has grown beyond a limit is an error like a full disk, not the end of this program.
  signal(SIGXFSZ, SIG_IGN)
  var made: [String] = []
  var drafts: [String] = []
  do {
    for file in files {
      made += try makeFolder((file.path as NSString).deletingLastPathComponent)
      drafts.append("\(file.path).\(UUID().uuidString).part")
      try store(file.bytes, in: drafts[drafts.count - 1])
    }
    for (file, draft) in zip(files, drafts) where rename(draft, file.path) != 0 {
      throw failure("\(file.path) can't be written")
    }
  } catch {
    drafts.forEach { unlink($0) }
    // Only those that are empty go.
    made.reversed().forEach { rmdir($0) }
    throw error
  }
}

/// Makes a folder and those above it; returns the new ones, the outer ones first.
private func makeFolder(_ path: String) throws -> [String] {
  guard !path.isEmpty, !isFolder(path) else { return [] }
  let outer = try makeFolder((path as NSString).deletingLastPathComponent)
  guard mkdir(path, 0o755) == 0 else {
    let error = failure("the folder \(path) can't be made")
    outer.reversed().forEach { rmdir($0) }
    throw error
  }
  return outer + [path]
}

private func store(_ bytes: [UInt8], in path: String) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw failure("\(path) can't be written") }
  defer { close(descriptor) }
  try bytes.withUnsafeBytes { bytes in
    guard let start = bytes.baseAddress else { return }
    var place = 0
    while place < bytes.count {
      let count = write(descriptor, start + place, bytes.count - place)
      guard count > 0 else { throw failure("\(path) can't be written") }
      place += count
    }
  }
  // Some disks find out only now that they are full.
  guard fsync(descriptor) == 0 else { throw failure("\(path) can't be written") }
}

private func failure(_ text: String) -> DatasetError {
  DatasetError("\(text): \(String(cString: strerror(errno)))")
}
