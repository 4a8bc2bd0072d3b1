import Curriculum
import Fingerprints
import Foundation

/// The archive that a student hands in.
public struct Submission: Sendable {
  /// The paths of the files in it, in their order, and their sizes; the manifest is the last.
  public let files: [(path: String, bytes: Int)]
  /// The archive's bytes: the same for the same hand-in, grade and kit.
  public let archive: Data

  /// Packs a hand-in. Every file bears the hand-in's date, that of its newest file.
  ///
  /// - Parameters:
  ///   - score: the points that the student's own run gave.
  ///   - maxScore: the points to be had.
  public init(_ handIn: HandIn, score: Int, maxScore: Int) throws {
    var contents = handIn.files.map { ("Exercises/\($0.path)", $0.contents) }
    let manifest = HandIn.Manifest(
      kit: kitVersion,
      files: Dictionary(uniqueKeysWithValues: contents.map { ($0, SHA256.digest($1)) }),
      score: score, maxScore: maxScore)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    contents.append((Selection.manifest, try encoder.encode(manifest) + Data("\n".utf8)))
    var zip = ZipWriter()
    let date = handIn.date ?? Date(timeIntervalSince1970: 0)
    for (path, data) in contents { try zip.add(path, data, date: date) }
    files = contents.map { ($0, $1.count) }
    archive = zip.archive()
  }
}

extension HandIn {
  /// The files in the order of the course, the labs' last, each with its path below a folder of answers.
  public var files: [(path: String, contents: Data)] {
    filesOfExercises
      + labs.sorted { $0.key < $1.key }.flatMap { lab, files in
        files.sorted { $0.key < $1.key }.map { ("\(lab)/\($0.key)", $0.value) }
      }
  }

  private var filesOfExercises: [(path: String, contents: Data)] {
    Exercise.all.flatMap { exercise in
      let text = written[exercise].map { [Selection.written: Data($0.utf8)] } ?? [:]
      return sources[exercise, default: [:]].merging(text) { source, _ in source }
        .sorted { $0.key < $1.key }
        .map { ("\(exercise.folder)/\($0.key)", $0.value) }
    }
  }

  /// Writes the files into a folder of answers, as the grader wants it.
  public func write(to folder: String) throws {
    for (path, contents) in files {
      let file = URL(filePath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try contents.write(to: file)
    }
  }
}
