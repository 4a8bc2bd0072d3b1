import Foundation
import KitTesting
import LinearAlgebra
import Packing
import Testing

@testable import Datasets

@Suite("Files of images and labels are read")
struct IDXTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// Two images of 2 × 3 pixels.
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]
    + [0, 1, 2, 3, 4, 255, 10, 11, 12, 13, 14, 15]

  /// The same bytes, packed by Python's gzip module.
  private static let packedImages =
    "H4sIAAAAAAACA2Ng4GBmYGBggmJmBkYmZpb/XNw8vHz8AANodR0cAAAA"

  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]

  private func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    try folder.write(bytes, to: name)
  }

  private func packed() throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: Self.packedImages)))
  }

  private func complaint(_ body: () throws -> Any) -> String { folder.complaint(body) }

  @Test("Images become the rows of a matrix, labels integers")
  func plain() throws {
    let data = try LabelledImages(
      images: write(Self.images, to: "images"), labels: write(Self.labels, to: "labels"))
    #expect(data.images == [[0, 1, 2, 3, 4, 255], [10, 11, 12, 13, 14, 15]])
    #expect(data.labels == [7, 3])
    #expect((data.count, data.height, data.width) == (2, 2, 3))
  }

  @Test("A compressed file is read like a plain one, with .gz in its name or without")
  func compressed() throws {
    let plain = try IDXFile(path: write(Self.images, to: "plain"))
    #expect(try IDXFile(path: write(packed(), to: "packed")) == plain)
    try folder.write(packed(), to: "named.gz")
    #expect(try IDXFile(path: "\(folder.path)/named") == plain)
  }

  @Test("A file of several compressed parts is read to its end")
  func members() throws {
    #expect(
      try Packing.gzip.unpack(packed() + packed(), file: "f", limit: 56)
        == Self.images + Self.images)
  }

  @Test("Zeros that fill up a block harm nothing; other bytes behind a compressed file do")
  func rest() throws {
    let zeros = [UInt8](repeating: 0, count: 500)
    #expect(try Packing.gzip.unpack(packed() + zeros, file: "f", limit: 28) == Self.images)
    #expect(
      complaint { try Packing.gzip.unpack(packed() + Array("rest".utf8), file: "f", limit: 28) }
        == "f is damaged: 4 bytes follow its packed ones")
  }

  @Test("Bytes beyond one piece of the unpacking come back unchanged")
  func large() throws {
    #expect(
      try Packing.gzip.unpack(zeros(), file: "f", limit: 600_000)
        == [UInt8](repeating: 0, count: 600_000))
  }

  @Test("A missing file is named")
  func missing() {
    #expect(
      complaint { try IDXFile(path: "\(folder.path)/none") } == "there is no file none, nor none.gz"
    )
  }

  @Test("A file that is cut off, anywhere, is never read")
  func cutOff() throws {
    for length in 0..<Self.images.count {
      #expect(
        throws: DatasetError.self, "\(length) bytes",
        performing: { try IDXFile(Array(Self.images.prefix(length)), file: "f") })
    }
    for length in 0..<(try packed().count) {
      #expect(
        throws: DatasetError.self, "\(length) packed bytes",
        performing: { try IDXFile(path: write(packed().prefix(length), to: "cut")) })
    }
    #expect(
      complaint { try IDXFile(Self.images.dropLast(2), file: "f") }
        == "f is cut off: 2 × 2 × 3 take 12 bytes, it has 10")
    #expect(
      complaint { try IDXFile(packed().dropLast(9), file: "f") }
        == "f is cut off: it ends within its compressed data")
  }

  @Test("A damaged or foreign file is refused with a sentence")
  func wrong() throws {
    #expect(
      complaint { try IDXFile([13, 0, 13, 1, 0, 0, 0, 0], file: "f") }
        == "f is no IDX file: it begins with [13, 0, 13, 1]")
    #expect(
      complaint { try IDXFile([0, 0, 13, 1, 0, 0, 0, 0], file: "f") }
        == "f has elements of type 13; only unsigned bytes, type 8, are read")
    #expect(
      complaint { try IDXFile(Self.images + [0], file: "f") }
        == "f is too long: 2 × 2 × 3 take 12 bytes, it has 13")
    var damaged = try packed()
    damaged[20] ^= 0xff
    #expect(complaint { try IDXFile(damaged, file: "f") }.hasPrefix("f is damaged"))
  }

  @Test(
    "A file of another kind is named",
    arguments: [
      ([], "f is empty: it has 0 bytes"),
      ([0x89, 0x50, 0x4E, 0x47, 13, 10], "f is no IDX file but a PNG image"),
      ([0x50, 0x4B, 3, 4], "f is no IDX file but a zip archive, as .npz files are"),
      (Array("<!DOCTYPE html><html>".utf8), "f is no IDX file but a web page"),
      (
        Array("<?xml version='1.0'?><Error>".utf8),
        "f is no IDX file but XML, perhaps a server's error"
      ),
      (
        Array("version https://git-lfs.github.com/spec/v1".utf8),
        "f is no IDX file but a Git LFS pointer, in the place of a file that wasn't downloaded"
      ),
    ] as [([UInt8], String)])
  func kinds(bytes: [UInt8], sentence: String) {
    #expect(complaint { try IDXFile(bytes, file: "f") } == sentence)
  }

  @Test("A folder or a device in the place of a file is named, not read for ever")
  func noFile() throws {
    #expect(complaint { try IDXFile(path: folder.path) }.hasSuffix(" is no file but a folder"))
    #expect(complaint { try IDXFile(path: "/dev/zero") } == "/dev/zero is no file but a device")
  }

  @Test("A small file that announces or unpacks to a huge one is refused before it is unpacked")
  func bomb() throws {
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(
      complaint { try IDXFile(huge, file: "f") }
        == "f announces 4294967295 × 4294967295 × 4294967295 elements; at most 134217728 are read")
    #expect(
      complaint { try IDXFile([0, 0, 8, 1, 8, 0, 0, 1], file: "f") }
        == "f announces 134217729 elements; at most 134217728 are read")
    // Packed zeros behind what the header announces, in a second member.
    #expect(
      complaint { try IDXFile(packed() + zeros(), file: "f") }
        == "f is too long: 2 × 2 × 3 take 12 bytes, it has more")
    #expect(
      complaint { try Packing.gzip.unpack(zeros(), file: "f", limit: 599_999) }
        == "f unpacks to more than 599999 bytes")
  }

  @Test("Images and labels that don't belong together are refused")
  func mismatch() throws {
    let images = try write(Self.images, to: "images")
    let labels = try write(Self.labels, to: "labels")
    let three = try write([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3], to: "three")
    #expect(
      complaint { try LabelledImages(images: images, labels: three) }
        == "images has 2 images, but three has 3 labels")
    #expect(
      complaint { try LabelledImages(images: labels, labels: labels) }
        == "labels has the shape 2; images have number × height × width: these are labels")
    #expect(
      complaint { try LabelledImages(images: images, labels: images) }
        == "images has the shape 2 × 2 × 3; labels have one dimension: these are images")
    #expect(
      complaint { try LabelledImages(images: labels, labels: images) }
        == "labels holds labels (2) and images holds images (2 × 2 × 3): they have changed places")
  }

  /// 600,000 zeros, packed by Python's gzip module.
  private func zeros() throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: Self.packedZeros.replacing(/\s/, with: ""))))
  }

  private static let packedZeros = """
    H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAeD
    Sz0/3QwCcJAA==
    """
}
