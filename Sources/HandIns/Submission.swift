import Curriculum
import Fingerprints
import Foundation

/// The archive that a student hands in.
public struct Submission: Sendable {
  /// The paths of the files in it, in their order, and their sizes; the manifest is the last.
  public let files: [(path: String, bytes: Int)]
  /// The archive's bytes: the same for the same hand-in, grade and kit.
  public let archive: Data

  /// Packs a hand-in. Every file bears the date of its exercise or lab, that of the newest of its files.
  ///
  /// - Parameters:
  ///   - score: the points that the student's own run gave.
  ///   - maxScore: the points to be had.
  public init(_ handIn: HandIn, score: Int, maxScore: Int) throws {
    let dated =
      Exercise.all.flatMap { exercise in
        handIn.files(of: exercise).map {
          ("Exercises/\($0.path)", $0.contents, handIn.dates[exercise])
        }
      }
      + handIn.labs.keys.sorted().flatMap { lab in
        handIn.files(ofLab: lab).map { ("Exercises/\($0.path)", $0.contents, handIn.labDates[lab]) }
      }
    var contents = dated.map { ($0.0, $0.1) }
    let manifest = HandIn.Manifest(
      kit: kitVersion,
      files: Dictionary(uniqueKeysWithValues: contents.map { ($0, SHA256.digest($1)) }),
      score: score, maxScore: maxScore)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    contents.append((Selection.manifest, try encoder.encode(manifest) + Data("\n".utf8)))
    var archive = ZipWriter()
    let first = Date(timeIntervalSince1970: 0)
    let dates = dated.map { $0.2 ?? first } + [handIn.date ?? first]
    for ((path, data), date) in zip(contents, dates) { try archive.add(path, data, date: date) }
    files = contents.map { ($0, $1.count) }
    self.archive = archive.archive()
  }
}

extension HandIn {
  /// The files in the order of the course, the labs' last, each with its path below a folder of answers.
  public var files: [(path: String, contents: Data)] {
    Exercise.all.flatMap(files(of:))
      + labs.keys.sorted().flatMap(files(ofLab:))
  }

  /// The files of one lab, by its folder's name.
  func files(ofLab lab: String) -> [(path: String, contents: Data)] {
    labs[lab, default: [:]].sorted { $0.key < $1.key }.map { ("\(lab)/\($0.key)", $0.value) }
  }

  /// The files of one exercise.
  func files(of exercise: Exercise) -> [(path: String, contents: Data)] {
    let text = written[exercise].map { [Selection.written: Data($0.utf8)] } ?? [:]
    return sources[exercise, default: [:]].merging(text) { source, _ in source }
      .sorted { $0.key < $1.key }
      .map { ("\(exercise.folder)/\($0.key)", $0.value) }
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
