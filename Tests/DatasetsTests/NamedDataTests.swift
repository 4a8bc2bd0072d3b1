import Foundation
import KitTesting
import Testing

@testable import Datasets

@Suite("What bears a set's name is the set or an error, never the kit's own without a word")
struct NamedDataTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test("An archive that is named, or lies in a folder of letters, is the letters or an error")
  func named() throws {
    try folder.write(Array("PK and no more".utf8), to: "letters/course.npz")
    try folder.write(Array("PK and no more".utf8), to: "course.npz")
    for place in ["", "/course.npz"] {
      let source = try ImageSource.find(.letters, data: folder.path + place, kit: root)
      #expect(
        folder.complaint { try source.parts(.all) }
          == "\(place.isEmpty ? "letters/" : "")course.npz is damaged or cut off: it lacks a zip archive's "
          + "directory")
    }
    let cells = try ImageSource.find(.cells, data: folder.path + "/course.npz", kit: root)
    #expect(cells.form == .archive)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/bloodmnist.npz", withIntermediateDirectories: true)
    let source = try ImageSource.find(.cells, data: folder.path, kit: root)
    #expect(
      folder.complaint { try source.parts(.all) } == "bloodmnist.npz is no file but a folder")
    try FileManager.default.removeItem(atPath: folder.path + "/letters")
    try folder.write([0, 0, 8], to: "emnist/train-labels-idx1-ubyte")
    #expect(
      folder.complaint { try #require(try EMNISTLetters.find(in: folder.path)).load() }
        == "emnist/train-labels-idx1-ubyte has only 3 bytes: it is cut off, or no IDX file")
  }
}
