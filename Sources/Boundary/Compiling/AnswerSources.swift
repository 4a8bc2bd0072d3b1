import Curriculum

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The Swift files of an answer, read once.
struct AnswerSources {
  /// The folder in which they stand.
  let folder: String

  /// Each file's path below the folder, and what it contains.
  let files: [(name: String, text: Data)]

  /// Reads the files, if they are a student's work by their kind and size.
  init(in folder: String, limits: CompilerLimits) throws {
    self.folder = folder
    let all: [String]
    do { all = try FileManager.default.subpathsOfDirectory(atPath: folder) } catch {
      throw AnswerFailure(noVerdict: "the folder \(folder) can't be read")
    }
    let names = all.sorted().filter(isSwiftSource)
    guard !names.isEmpty else {
      throw AnswerFailure(
        status: .didNotCompile, description: "there is no Swift file in the folder \(folder)")
    }
    guard names.count <= limits.files else {
      throw Self.refusal("there are \(names.count) Swift files; the limit is \(limits.files)")
    }
    var size = 0
    files = try names.map { name in
      let path = "\(folder)/\(name)"
      // A link could lead to somebody else's answer, a pipe would never end.
      var status = stat()
      let isInside = path.resolved.hasPrefix(folder.resolved + "/")
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, isInside else {
        throw Self.refusal("\(name) is not an ordinary file")
      }
      size += Int(status.st_size)
      guard size <= limits.sourceSize else {
        throw Self.refusal(
          "the Swift files have more than \(limits.sourceSize >> 10) KB, which is the limit")
      }
      guard let text = FileManager.default.contents(atPath: path) else {
        throw AnswerFailure(noVerdict: "the file \(name) can't be read")
      }
      return (name, text)
    }
  }

  private static func refusal(_ sentence: String) -> AnswerFailure {
    AnswerFailure(status: .didNotCompile, description: sentence)
  }
}
