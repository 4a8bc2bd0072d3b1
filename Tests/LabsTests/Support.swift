import Boundary
import Datasets
import Foundation
import LabRuns
import Labs
import Testing

/// The built kit that these tests belong to.
let kit = Result { try BuiltKit(image: #dsohandle) }

/// The kit's own images.
func kits(_ set: ImageSet) throws -> ImageSource {
  try #require(try ImageSource.all(set, data: NSTemporaryDirectory(), kit: kit.get().root).last)
}

/// A copy of the solutions that a lab runs on, in a folder that goes with the test.
final class AnswersFolder: Sendable {
  let path: String
  let lab: any Lab

  /// - Parameters:
  ///   - solutions: The folder with the solutions; the kit's when nil.
  ///   - edits: pieces of the first solution's text and what takes their place.
  init(
    _ number: Int, settings: String = "", solutions: String? = nil,
    edits: [(String, String)] = []
  ) throws {
    lab = try #require(allLabs.first { $0.title.number == number })
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "gradus labs/\(UUID().uuidString)")
    path = folder.path
    for (index, exercise) in lab.title.exercises.enumerated() {
      let target = folder.appending(path: exercise.folder)
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      let room = try solutions ?? kit.get().root + "/Solutions"
      let source = URL(filePath: "\(room)/\(exercise.folder)")
      let files = try FileManager.default.contentsOfDirectory(atPath: source.path)
      for file in files where file.hasSuffix(".swift") {
        var text = try String(contentsOf: source.appending(path: file), encoding: .utf8)
        for (old, new) in index == 0 && file == "\(exercise.name).swift" ? edits : [] {
          #expect(text.contains(old))
          text = text.replacing(old, with: new)
        }
        try Data(text.utf8).write(to: target.appending(path: file))
      }
    }
    let place = folder.appending(path: lab.title.folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data(settings.utf8).write(to: place.appending(path: "settings.txt"))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func runner(
    limits: Limits = LabRunner.limits, seed: UInt64 = 0, source: ImageSource? = nil
  ) throws -> LabRunner {
    try LabRunner(
      lab, kit: kit.get(), answers: path,
      source: lab.title.set.map { try source ?? kits($0) }, seed: seed, limits: limits)
  }

  func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(lab.title.folder)/results/\(file)")
  }

  func text(_ file: String) throws -> String {
    try String(
      contentsOfFile: "\(path)/\(lab.title.folder)/results/\(file)", encoding: .utf8)
  }
}
