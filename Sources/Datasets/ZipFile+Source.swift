import Foundation

extension ZipFile {
  /// The bytes of an archive, in memory or on disk: an archive may be larger than what is wanted of it.
  struct Source {
    /// How many bytes there are.
    let count: Int
    private let read: (Range<Int>) throws -> [UInt8]

    /// Those in memory.
    init(_ bytes: [UInt8]) {
      count = bytes.count
      read = { Array(bytes[$0]) }
    }

    /// Those of an ordinary file.
    init(path: String) throws {
      count = try size(ofFile: path)
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw DatasetError("\(path) can't be read: \(String(cString: strerror(errno)))")
      }
      read = { range in
        do {
          try handle.seek(toOffset: UInt64(range.lowerBound))
          let data = range.isEmpty ? nil : try handle.read(upToCount: range.count)
          guard data?.count ?? 0 == range.count else {
            throw DatasetError("\(path) has changed while it was read")
          }
          return data.map { [UInt8]($0) } ?? []
        } catch let error as DatasetError {
          throw error
        } catch { throw DatasetError("\(path) can't be read: \(error)") }
      }
    }

    /// The bytes in a range that lies in the file.
    func bytes(_ range: Range<Int>) throws -> [UInt8] { try read(range) }
  }
}
