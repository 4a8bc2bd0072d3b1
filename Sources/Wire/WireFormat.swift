// The bytes in which values travel between the judge and a worker.
//
// A value is a byte that says its kind, and what belongs to it. All numbers are little-endian.
//
//     nil, false, true    nothing more
//     integer             8 bytes, signed
//     unsigned            8 bytes; types without a sign are written so
//     double, float       8 or 4 bytes: as in memory, so that every bit survives
//     string              4 bytes, the length; UTF-8
//     bytes               4 bytes, the length; `Data` as it is
//     doubles, integers   4 bytes, the length; 8 bytes for each number: [Double] and [Int]
//     list                4 bytes, the size of the rest; 4 bytes, how many; the values
//     map                 4 bytes, the size of the rest; 2 bytes, how many; for each: 2 bytes, the
//                         length of its key; the key in UTF-8; the value
//
// Whoever reads `doubles` or `integers` as a list finds the numbers in it one by one. A number may be
// read as any type of numbers that has its value. A frame is one value and not a byte more. Lists and
// maps lie in each other at most 64 deep, and no key is twice in a map.
//
// What is decoded may have been written by an enemy. So `Reader` looks at all of a frame before anyone
// gets a value of it, and each of its reads is checked again: whatever the bytes, the result is a value
// or a `DecodingError`. Memory is taken for what is really there, never for what a count promises.

#if _endian(big)
  #error("The wire copies memory as it is, which is little-endian only on such machines.")
#endif

/// The kind of a value.
enum Tag: UInt8 {
  case null = 0
  case no = 1
  case yes = 2
  case integer = 3
  case unsigned = 4
  case double = 5
  case float = 6
  case string = 7
  case bytes = 8
  case doubles = 9
  case integers = 10
  case list = 11
  case map = 12
}

enum WireLimit {
  /// How deep lists and maps may lie in each other.
  static let depth = 64
  /// How long a frame may be: offsets are kept in 32 bits.
  static let frame = Int(Int32.max)
}

/// A step of a coding path.
struct WireKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = "Index \(intValue)"
    self.intValue = intValue
  }
}

/// The key of what a class encodes for the class above it.
let superKey = "super"

/// The same value as another type; for types that have been found equal, where `as!` would take long.
@inline(__always)
func same<Value, Other>(_ value: Value, as type: Other.Type) -> Other {
  unsafeBitCast(value, to: type)
}
