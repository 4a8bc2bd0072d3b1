import Foundation

/// The bytes of an ordinary file of a sensible size.
///
/// - Throws: `DatasetError` if there is no such file, or it is something else.
func bytes(ofFile path: String, limit: Int = 1 << 29) throws -> [UInt8] {
  let size = try size(ofFile: path)
  guard size <= limit else {
    throw DatasetError("\(path) has \(size) bytes; at most \(limit) are read")
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    throw DatasetError("\(path) can't be read: \(String(cString: strerror(errno)))")
  }
  return [UInt8](data)
}

/// How many bytes an ordinary file has.
///
/// - Throws: `DatasetError` if there is no such file, or it is something else.
func size(ofFile path: String) throws -> Int {
  var status = stat()
  // Asked before it is opened: a pipe would wait for a writer, a device has no end.
  guard stat(path, &status) == 0 else {
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    throw DatasetError(
      target.map { "\(path) is a link to \($0), which isn't there" } ?? "there is no file \(path)")
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw DatasetError("\(path) is no file but \(isFolder(path) ? "a folder" : "a device")")
  }
  return Int(status.st_size)
}

/// Whether a folder has something of that name, be it a link to nothing.
func isThere(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0
}

/// Whether there is a folder, perhaps by way of a symbolic link.
func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

/// What lies in a folder, without what the system has put there, in the order of the names.
func names(in folder: String) throws -> [String] {
  guard isFolder(folder) else { throw DatasetError("there is no folder \(folder)") }
  guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
    throw DatasetError("the folder \(folder) can't be read")
  }
  return names.filter { !$0.hasPrefix(".") && $0 != "Thumbs.db" && $0 != "desktop.ini" }.sorted()
}

/// A folder of data, and those in it with these names, in large or small letters, and where PyTorch puts
/// its files in them.
func foldersOfData(in folder: String, called wanted: [String]) throws -> [String] {
  let named = try names(in: folder).filter { wanted.contains($0.lowercased()) }
    .map { "\(folder)/\($0)" }.filter(isFolder)
  return [folder] + named.flatMap { [$0, $0 + "/raw"] }.filter(isFolder)
}

/// Whether a folder of data is called so, in large or small letters, or the one that PyTorch's `raw` is in.
func isCalled(_ folder: String, _ words: [String]) -> Bool {
  var place = URL(filePath: folder)
  if place.lastPathComponent == "raw" { place.deleteLastPathComponent() }
  return words.contains(place.lastPathComponent.lowercased())
}

/// Whether a path is that of one of NumPy's archives, and not of a folder of data.
func isArchive(_ path: String) -> Bool { path.lowercased().hasSuffix(".npz") }

/// The paths of NumPy's archives in some folders.
func archives(in folders: [String]) throws -> [String] {
  try folders.flatMap { folder in
    try names(in: folder).filter(isArchive).map { "\(folder)/\($0)" }
  }
}

/// A sentence for a file of another kind than the one wanted, which says what it is, as far as its
/// first bytes tell.
///
/// - Parameter wanted: such as "IDX file".
func foreign(_ bytes: some Collection<UInt8>, file: String, wanted: String) -> DatasetError {
  guard !bytes.isEmpty else { return DatasetError("\(file) is empty: it has 0 bytes") }
  let start = Array(bytes.prefix(64))
  let text = String(decoding: start, as: UTF8.self).lowercased()
  let kinds: [(beginning: [UInt8], kind: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    ([0x50, 0x4B, 3, 4], "a zip archive, as .npz files are"), ([0x1F, 0x8B], "a gzip file"),
    ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"),
    ([0x50, 0x41, 0x52, 0x31], "a Parquet file"), ([0, 0, 8], "an IDX file"),
  ]
  let texts = [
    ("version https://git-lfs", "a Git LFS pointer, in the place of a file that wasn't downloaded"),
    ("<!doctype", "a web page"), ("<html", "a web page"),
    ("<?xml", "XML, perhaps a server's error"),
  ]
  let kind =
    kinds.first { start.starts(with: $0.beginning) }?.kind
    ?? texts.first { text.hasPrefix($0.0) }?.1
  if let kind { return DatasetError("\(file) is no \(wanted) but \(kind)") }
  return DatasetError("\(file) is no \(wanted): it begins with \(Array(start.prefix(4)))")
}

/// A shape as people write it, such as "60000 × 28 × 28".
func shapeText(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }

/// The number of elements of a shape; nil if it is more than is ever read.
///
/// Elements become numbers of eight bytes: a gigabyte of them. EMNIST's largest part that labs use,
/// 124,800 letters, has 98 million.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for length in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: length)
    guard !overflow, length >= 0, product <= elementLimit else { return nil }
    count = product
  }
  return count
}

/// The most elements of an array that are read.
let elementLimit = 1 << 27

/// Whether there is an ordinary file, perhaps by way of a symbolic link.
func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
