extension NumPyArray {
  /// What a file says of its numbers before they come.
  struct Header {
    /// The length of each dimension.
    let shape: [Int]
    /// The type as NumPy writes it.
    let type: String
    /// Whether the first index is the fastest.
    let isFortran: Bool
    /// The bytes before the numbers.
    let length: Int
    /// How many numbers there are.
    let count: Int
    /// The bytes that a number takes.
    let size: Int

    /// `i`, `u` or `f`: whole numbers, those without a sign, floating-point numbers.
    let kind: Character
    /// Whether the highest byte of a number comes first.
    let isHighestFirst: Bool

    /// Reads it from the beginning of a file.
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
      length =
        8 + lengthSize + bytes[8..<8 + lengthSize].reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count else {
        throw DatasetError(
          "\(file) is cut off: its header takes \(length) bytes, it has \(bytes.count)")
      }
      let words = String(decoding: bytes[8 + lengthSize..<length], as: UTF8.self)
      guard let type = words.firstMatch(of: /'descr': '([^']*)'/)?.1,
        let order = words.firstMatch(of: /'fortran_order': (True|False)/)?.1,
        let shape = words.firstMatch(of: /'shape': \(([0-9, ]*)\)/)?.1
      else {
        throw DatasetError("\(file) has a header that isn't understood: \(words.prefix(120))")
      }
      let lengths = shape.split(whereSeparator: { $0 == "," || $0 == " " }).map { Int($0) ?? -1 }
      guard let count = elementCount(lengths) else {
        throw DatasetError(
          "\(file) announces (\(shape)) elements; at most \(elementLimit) are read")
      }
      self.shape = lengths
      self.type = String(type)
      self.count = count
      isFortran = order == "True"
      kind = type.dropFirst().first ?? "u"
      isHighestFirst = type.hasPrefix(">")
      size = try Self.size(of: self.type, file: file)
    }

    /// The bytes that a number of some type takes.
    private static func size(of type: String, file: String) throws -> Int {
      let letters = Array(type)
      guard letters.count == 3, "|<>=".contains(letters[0]), "iuf".contains(letters[1]),
        let size = letters[2].wholeNumberValue,
        (letters[1] == "f" ? [4, 8] : [1, 2, 4, 8]).contains(size)
      else {
        throw DatasetError(
          "\(file) has elements of type \(type); only whole numbers, such as |u1, and floating-point "
            + "numbers of 4 or 8 bytes are read")
      }
      return size
    }

    /// The numbers of an array in Fortran's order, put in C's.
    func inOrder(_ numbers: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      var result = [UInt8](repeating: 0, count: numbers.count)
      // How far it is from an element to the next one along each dimension, where they are now.
      let steps = shape.indices.map { shape[..<$0].reduce(size, *) }
      var index = [Int](repeating: 0, count: shape.count)
      var source = numbers.startIndex
      for target in stride(from: 0, to: numbers.count, by: size) {
        for place in 0..<size { result[target + place] = numbers[source + place] }
        var dimension = shape.count - 1
        while dimension >= 0 {
          index[dimension] += 1
          source += steps[dimension]
          if index[dimension] < shape[dimension] { break }
          source -= steps[dimension] * shape[dimension]
          index[dimension] = 0
          dimension -= 1
        }
      }
      return result[...]
    }
  }
}
