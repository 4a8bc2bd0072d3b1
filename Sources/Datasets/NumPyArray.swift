import LinearAlgebra

/// An array as NumPy keeps it in a file: whole numbers or doubles, in C's order.
///
/// - Source: NumPy's documentation, "numpy.lib.format", versions 1.0 to 3.0.
struct NumPyArray {
  /// The length of each dimension, such as `[60000, 28, 28]`.
  let shape: [Int]
  /// The type as NumPy writes it, such as `|u1` for unsigned bytes, `<i8` for integers of 8 bytes.
  let type: String
  private let file: String
  private let elements: ArraySlice<UInt8>

  /// Reads the bytes of a file.
  ///
  /// - Parameter file: the name of the file, for errors.
  init(_ bytes: [UInt8], file: String) throws {
    guard bytes.count >= 12, bytes.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) else {
      throw foreign(bytes, file: file, wanted: "NumPy array")
    }
    guard (1...3).contains(bytes[6]) else {
      throw DatasetError("\(file) has version \(bytes[6]) of NumPy's format; 1 to 3 are read")
    }
    let lengthSize = bytes[6] == 1 ? 2 : 4
    let length = bytes[8..<8 + lengthSize].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthSize + length
    guard start <= bytes.count else {
      throw DatasetError(
        "\(file) is cut off: its header takes \(start) bytes, it has \(bytes.count)")
    }
    let header = String(decoding: bytes[8 + lengthSize..<start], as: UTF8.self)
    guard let type = header.firstMatch(of: /'descr': '([^']*)'/)?.1,
      let order = header.firstMatch(of: /'fortran_order': (True|False)/)?.1,
      let shape = header.firstMatch(of: /'shape': \(([0-9, ]*)\)/)?.1
    else { throw DatasetError("\(file) has a header that isn't understood: \(header.prefix(120))") }
    guard order == "False" else {
      throw DatasetError(
        "\(file) is in Fortran's order; save a copy in C's (numpy.ascontiguousarray)")
    }
    let lengths = shape.split(whereSeparator: { $0 == "," || $0 == " " }).map { Int($0) }
    guard let count = elementCount(lengths.map { $0 ?? -1 }) else {
      throw DatasetError("\(file) announces (\(shape)) elements; at most \(elementLimit) are read")
    }
    self.shape = lengths.compactMap { $0 }
    self.type = String(type)
    self.file = file
    elements = bytes[start...]
    let size = try Self.size(of: self.type, file: file)
    guard elements.count == count * size else {
      throw DatasetError(
        "\(file) is \(elements.count < count * size ? "cut off" : "too long"): \(shapeText(self.shape)) "
          + "of type \(type) take \(count * size) bytes, it has \(elements.count)")
    }
  }

  /// The elements of an array of unsigned bytes.
  func unsignedBytes() throws -> [UInt8] {
    guard type.hasSuffix("u1") else {
      throw DatasetError("\(file) has elements of type \(type); pixels are unsigned bytes, |u1")
    }
    return Array(elements)
  }

  /// The elements of an array of whole numbers of any size.
  func integers() throws -> [Int] {
    let size = try Self.size(of: type, file: file)
    let isSigned = type.dropFirst().first == "i"
    guard type.dropFirst().first != "f" else {
      throw DatasetError("\(file) has elements of type \(type); whole numbers are wanted")
    }
    return try stride(from: elements.startIndex, to: elements.endIndex, by: size).map { start in
      let bytes = elements[start..<start + size]
      let lowestFirst = type.hasPrefix(">") ? Array(bytes) : Array(bytes.reversed())
      let pattern = lowestFirst.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let unused = UInt64(64 - 8 * size)
      if isSigned { return Int(Int64(bitPattern: pattern << unused) >> Int64(unused)) }
      guard let number = Int(exactly: pattern) else {
        throw DatasetError("\(file) has the number \(pattern), which is too large")
      }
      return number
    }
  }

  /// The elements of an array of doubles with two dimensions.
  fileprivate func matrix() throws -> Matrix {
    guard ["<f8", "=f8"].contains(type), shape.count == 2 else {
      throw DatasetError(
        "\(file) has \(shape.count) dimensions of type \(type); two of type <f8 are read")
    }
    // In whatever place of memory the bytes begin.
    let numbers = elements.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { index in
        Double(
          bitPattern: UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
      }
    }
    return Matrix(rows: shape[0], columns: shape[1], elements: numbers)
  }

  /// The bytes that a number of some type takes.
  private static func size(of type: String, file: String) throws -> Int {
    let letters = Array(type)
    guard letters.count == 3, "|<>=".contains(letters[0]), "iuf".contains(letters[1]),
      let size = letters[2].wholeNumberValue,
      (letters[1] == "f" ? [8] : [1, 2, 4, 8]).contains(size)
    else {
      throw DatasetError(
        "\(file) has elements of type \(type); only whole numbers, such as |u1, and doubles are read"
      )
    }
    return size
  }
}

extension Matrix {
  /// Reads the bytes of a NumPy file with a matrix of doubles, such as a lab's weights.
  ///
  /// - Parameter file: the name of the file, for errors.
  /// - Throws: `DatasetError` when it is damaged, cut off or something else. No more memory is taken than
  ///   the bytes that are there.
  public init(numPyFile bytes: [UInt8], named file: String) throws {
    self = try NumPyArray(bytes, file: file).matrix()
  }
}
