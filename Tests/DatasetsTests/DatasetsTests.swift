import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

@Suite("Files of images and labels are read")
final class DatasetsTests {
  /// A folder of this test's own.
  private let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "gradus-datasets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Two images of 2 × 3 pixels.
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]
    + [0, 1, 2, 3, 4, 255, 10, 11, 12, 13, 14, 15]

  /// The same bytes, packed by Python's gzip module.
  private static let packedImages =
    "H4sIAAAAAAACA2Ng4GBmYGBggmJmBkYmZpb/XNw8vHz8AANodR0cAAAA"

  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]

  @discardableResult
  private func write(_ bytes: some Sequence<UInt8>, as name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  private func packed() throws -> Data {
    try #require(Data(base64Encoded: Self.packedImages))
  }

  private func complaint(_ body: () throws -> Any) -> String {
    do {
      return "no error, but \(try body())"
    } catch let error as DatasetError {
      return error.description.replacing("\(folder)/", with: "")
    } catch {
      return "another error: \(error)"
    }
  }

  @Test("Images become the rows of a matrix, labels integers")
  func plain() throws {
    let data = try LabelledImages(
      images: write(Self.images, as: "images"), labels: write(Self.labels, as: "labels"))
    #expect(data.images == [[0, 1, 2, 3, 4, 255], [10, 11, 12, 13, 14, 15]])
    #expect(data.labels == [7, 3])
    #expect((data.count, data.height, data.width) == (2, 2, 3))
  }

  @Test("A compressed file is read like a plain one, with .gz in its name or without")
  func compressed() throws {
    let plain = try IDXFile(path: write(Self.images, as: "plain"))
    #expect(try IDXFile(path: write(packed(), as: "packed")) == plain)
    try write(packed(), as: "named.gz")
    #expect(try IDXFile(path: "\(folder)/named") == plain)
  }

  @Test("A file of several compressed parts is read to its end")
  func members() throws {
    let once = try Gzip.unpack(packed(), file: "f")
    #expect(try Gzip.unpack(packed() + packed(), file: "f") == once + once)
  }

  @Test("Bytes beyond one piece of the unpacking come back unchanged")
  func large() throws {
    // 600,000 zeros, packed by Python's gzip module.
    let zeros = try #require(
      Data(base64Encoded: Self.packedZeros.replacing(/\s/, with: "")))
    #expect(try Gzip.unpack(zeros, file: "f") == Data(count: 600_000))
  }

  @Test("A missing file is named")
  func missing() {
    #expect(
      complaint { try IDXFile(path: "\(folder)/none") } == "there is no file none, nor none.gz")
  }

  @Test("A file that is cut off, anywhere, is never read")
  func cutOff() throws {
    for length in 0..<Self.images.count {
      #expect(
        throws: DatasetError.self, "\(length) bytes",
        performing: { try IDXFile(Data(Self.images.prefix(length)), file: "f") })
    }
    for length in 0..<(try packed().count) {
      #expect(
        throws: DatasetError.self, "\(length) packed bytes",
        performing: { try IDXFile(path: write(packed().prefix(length), as: "cut")) })
    }
    #expect(
      complaint { try IDXFile(Data(Self.images.dropLast(2)), file: "f") }
        == "f is cut off: 2 × 2 × 3 take 12 bytes, it has 10")
    #expect(
      complaint { try Gzip.unpack(packed().dropLast(9), file: "f") }
        == "f is cut off: it ends within its compressed data")
  }

  @Test("A damaged or foreign file is refused with a sentence")
  func wrong() throws {
    #expect(
      complaint { try IDXFile(Data("hello".utf8), file: "f") }
        == "f is not an IDX file: it begins with [104, 101, 108, 108], not with 0, 0, 8")
    #expect(
      complaint { try IDXFile(Data([0, 0, 13, 1, 0, 0, 0, 0]), file: "f") }
        == "f has elements of type 13; only unsigned bytes, type 8, are read")
    #expect(
      complaint { try IDXFile(Data(Self.images + [0]), file: "f") }
        == "f is too long: 2 × 2 × 3 take 12 bytes, it has 13")
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(
      complaint { try IDXFile(Data(huge), file: "f") }.hasSuffix(
        "take more bytes than there are, it has 0"))
    var damaged = try packed()
    damaged[20] ^= 0xff
    #expect(complaint { try Gzip.unpack(damaged, file: "f") }.hasPrefix("f is damaged"))
    #expect(
      complaint { try Gzip.unpack(packed(), file: "f", limit: 27) }
        == "f has more than 27 bytes")
    let zeros = try #require(
      Data(base64Encoded: Self.packedZeros.replacing(/\s/, with: "")))
    #expect(
      complaint { try Gzip.unpack(zeros, file: "f", limit: 599_999) }
        == "f unpacks to more than 599999 bytes")
  }

  @Test("Images and labels that don't belong together are refused")
  func mismatch() throws {
    let images = try write(Self.images, as: "images")
    let labels = try write(Self.labels, as: "labels")
    let three = try write([0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3], as: "three")
    #expect(
      complaint { try LabelledImages(images: images, labels: three) }
        == "images has 2 images, but three has 3 labels")
    #expect(
      complaint { try LabelledImages(images: labels, labels: labels) }
        == "labels has 1 dimensions; images have 3: number, height, width")
    #expect(
      complaint { try LabelledImages(images: images, labels: images) }
        == "images has 3 dimensions; labels have 1")
  }

  @Test(
    "MNIST itself is what it should be",
    .enabled(if: dataFolder != nil, "set GRADUS_DATA to the folder with MNIST's four files"))
  func mnist() throws {
    let mnist = try MNIST(folder: #require(dataFolder))
    #expect(mnist.training.images.shape == (60_000, 784))
    #expect(mnist.test.images.shape == (10_000, 784))
    // The first labels of both files, and the mean pixel, 33.3184 of 255, as NumPy has it too.
    #expect(mnist.training.labels.prefix(6) == [5, 0, 4, 1, 9, 2])
    #expect(mnist.test.labels.prefix(6) == [7, 2, 1, 0, 4, 1])
    #expect(abs(mnist.training.images.mean() - 33.318421) < 1e-6)
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
