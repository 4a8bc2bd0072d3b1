import LinearAlgebra

/// An array as NumPy keeps it in a file: whole numbers or floating-point ones, in C's order or Fortran's.
///
/// - Source: NumPy's documentation, "numpy.lib.format", versions 1.0 to 3.0.
struct NumPyArray {
  /// What stands before the numbers.
  let header: Header
  /// The name of the file, for errors.
  let file: String
  /// The numbers, the last index fastest.
  let elements: ArraySlice<UInt8>

  /// The length of each dimension, such as `[60000, 28, 28]`.
  var shape: [Int] { header.shape }
  /// The type as NumPy writes it, such as `|u1` for unsigned bytes, `<i8` for integers of 8 bytes.
  var type: String { header.type }

  /// Reads the bytes of a file.
  ///
  /// - Parameter file: the name of the file, for errors.
  init(_ bytes: [UInt8], file: String) throws {
    header = try Header(bytes, file: file)
    self.file = file
    let (count, size) = (header.count, header.size)
    let numbers = bytes[header.length...]
    guard numbers.count == count * size else {
      throw DatasetError(
        "\(file) is \(numbers.count < count * size ? "cut off" : "too long"): "
          + "\(shapeText(header.shape)) of type \(header.type) take \(count * size) bytes, "
          + "it has \(numbers.count)")
    }
    elements = header.isFortran ? header.inOrder(numbers) : numbers
  }

  /// The elements of an array of whole numbers of any size.
  func integers() throws -> [Int] {
    guard header.kind != "f" else {
      throw DatasetError("\(file) has elements of type \(type); whole numbers are wanted")
    }
    let unused = UInt64(64 - 8 * header.size)
    return try elements.withUnsafeBytes { bytes in
      try (0..<header.count).map { index in
        let pattern = pattern(index, of: bytes)
        if header.kind == "i" {
          return Int(Int64(bitPattern: pattern << unused) >> Int64(unused))
        }
        guard let number = Int(exactly: pattern) else {
          throw DatasetError("\(file) has the number \(pattern), which is too large")
        }
        return number
      }
    }
  }

  /// The bits of an element.
  ///
  /// - Parameter bytes: those of all elements, wherever in memory they begin.
  @inline(__always)
  func pattern(_ index: Int, of bytes: UnsafeRawBufferPointer) -> UInt64 {
    func number<Bits: FixedWidthInteger & UnsignedInteger>(_ type: Bits.Type) -> UInt64 {
      let bits = bytes.loadUnaligned(
        fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
      return UInt64(
        header.isHighestFirst ? Bits(bigEndian: bits) : Bits(littleEndian: bits))
    }
    switch header.size {
    case 1: return UInt64(bytes[index])
    case 2: return number(UInt16.self)
    case 4: return number(UInt32.self)
    default: return number(UInt64.self)
    }
  }
}

extension Matrix {
  /// Reads the bytes of a NumPy file with a matrix of floats or doubles, such as a lab's weights.
  ///
  /// - Parameter file: the name of the file, for errors.
  /// - Throws: `DatasetError` when it is damaged, cut off or something else. No more memory is taken than
  ///   the bytes that are there.
  public init(numPyFile bytes: [UInt8], named file: String) throws {
    let array = try NumPyArray(bytes, file: file)
    guard ["<f4", "<f8", "=f8"].contains(array.type), array.shape.count == 2 else {
      throw DatasetError(
        "\(file) has \(array.shape.count) dimensions of type \(array.type); two of type <f4 or <f8 "
          + "are read")
    }
    let isSingle = array.header.size == 4
    let numbers = array.elements.withUnsafeBytes { bytes in
      (0..<array.header.count).map { place in
        let pattern = array.pattern(place, of: bytes)
        return isSingle
          ? Double(Float(bitPattern: UInt32(pattern))) : Double(bitPattern: pattern)
      }
    }
    self.init(rows: array.shape[0], columns: array.shape[1], elements: numbers)
  }
}
