import CZlib
import Packing

/// A PNG image: grey, in colours or with a palette; 8 bits a sample, fewer for grey and palettes.
///
/// Not read, and refused by name: interlaced images, 16 bits a sample, transparency.
///
/// - Source: ISO/IEC 15948, "Portable Network Graphics", second edition.
struct PNGImage: Equatable {
  let height: Int
  let width: Int
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  /// Pixel by pixel, row by row, from the top, each from 0 to 255.
  let pixels: [UInt8]

  /// The most pixels of a side: MNIST's images have 28.
  static let sideLimit = 4096

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - file: the name of the file, for errors.
  ///   - colors: what becomes of colours.
  /// - Throws: `DatasetError` if the image is damaged, cut off, or of a kind that isn't read.
  init(_ bytes: [UInt8], file: String, as colors: LabelledImages.Colors = .gray) throws {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw foreign(bytes, file: file, wanted: "PNG image")
    }
    let chunks = try Chunks(bytes, file: file)
    let header = try Header(chunks.header, file: file)
    (height, width) = (header.height, header.width)
    channels = colors == .gray ? 1 : 3
    let length = header.rowLength
    let rows = try Packing.zlib.unpack(
      chunks.packed, file: file, limit: (length + 1) * header.height + 1, isBeginning: true)
    guard rows.count == (length + 1) * header.height else {
      let isCut = rows.count < (length + 1) * header.height
      throw DatasetError(
        "\(file) is \(isCut ? "cut off" : "too long"): \(header.height) rows of \(length + 1) bytes "
          + "are \((length + 1) * header.height), it has \(isCut ? "\(rows.count)" : "more")")
    }
    let samples = try header.samples(in: Self.unfilter(rows, header, file: file))
    pixels = try header.pixels(samples, palette: chunks.palette, as: colors, file: file)
  }

  /// The parts of a file that matter here.
  private struct Chunks {
    var header: ArraySlice<UInt8> = []
    var palette: ArraySlice<UInt8> = []
    var packed: [UInt8] = []

    init(_ bytes: [UInt8], file: String) throws {
      var place = 8
      while true {
        guard place + 12 <= bytes.count else {
          throw DatasetError("\(file) is cut off: it ends before its last chunk, IEND")
        }
        let length = big(bytes[place..<place + 4])
        let name = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
        let end = place + 8 + length
        guard end + 4 <= bytes.count else {
          throw DatasetError(
            "\(file) is cut off: its chunk \(name) takes \(length) bytes, "
              + "\(bytes.count - place - 8) are left")
        }
        let checked = Array(bytes[place + 4..<end])
        guard crc32_z(0, checked, checked.count) == UInt(big(bytes[end..<end + 4])) else {
          throw DatasetError("\(file) is damaged: the checksum of its chunk \(name) is wrong")
        }
        let contents = bytes[place + 8..<end]
        switch name {
        case "IHDR": header = contents
        case "PLTE": palette = contents
        case "IDAT": packed += contents
        case "tRNS":
          throw DatasetError("\(file) has transparent pixels (its chunk tRNS); those aren't read")
        case "IEND": return
        default: break
        }
        place = end + 4
      }
    }
  }
}

/// A number whose highest byte comes first.
func big(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
