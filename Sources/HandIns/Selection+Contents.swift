import Curriculum
import Foundation
import Texts

// What the files contain.
extension Selection {
  /// The files' contents, the exercise's own files first, as long as the limits allow.
  mutating func read(_ candidates: [Candidate], of exercise: Exercise) -> [(Candidate, Data)] {
    func isExtra(_ candidate: Candidate) -> Bool {
      !candidate.isWritten && candidate.source == nil
    }
    let limits = reader.limits
    var left = limits.exerciseBytes
    var result: [(Candidate, Data)] = []
    for candidate in candidates.filter({ !isExtra($0) }) + candidates.filter(isExtra) {
      do {
        guard result.count < limits.exerciseFiles else {
          throw HandInProblem("the exercise has more than \(limits.exerciseFiles) files")
        }
        let contents = try contents(of: candidate, atMost: left)
        guard let text = Self.text(contents) else { throw HandInProblem("it is not a text") }
        left -= contents.count
        result.append((candidate, text))
      } catch {
        lose(candidate.path, "\(error)", exercise)
      }
    }
    return result
  }

  /// A text in UTF-8, as compilers want it: untouched, if it is one already.
  static func text(_ contents: Data) -> Data? {
    let isWide = contents.starts(with: [0xFF, 0xFE]) || contents.starts(with: [0xFE, 0xFF])
    if !isWide, !contents.contains(0), String(validating: contents, as: UTF8.self) != nil {
      return contents
    }
    return PlainText.read(contents).map { Data($0.utf8) }
  }

  /// What a file contains, if there is still room for it.
  private mutating func contents(of candidate: Candidate, atMost left: Int) throws -> Data {
    let size = container.items[candidate.index].size
    let limits = reader.limits
    guard size <= limits.fileBytes else {
      throw HandInProblem(
        "it has \(sizeText(size)), at most \(sizeText(limits.fileBytes)) are taken")
    }
    guard size <= left else {
      throw HandInProblem("the exercise's files have more than \(sizeText(limits.exerciseBytes))")
    }
    guard size <= bytesLeft else {
      throw HandInProblem("the files have more than \(sizeText(limits.totalBytes))")
    }
    bytesLeft -= size
    return try container.contents(of: candidate.index)
  }
}

// What the archive says about itself.
extension Selection {
  /// The manifest nearest to the top. It is believed in nothing: checksums that don't fit are noted.
  mutating func readManifest(
    _ taken: [(path: String, checksum: String)]
  ) -> HandIn.Manifest? {
    let sorted = manifests.sorted { $0.parts.count < $1.parts.count }
    guard let first = sorted.first else { return nil }
    for manifest in sorted.dropFirst() {
      ignore(manifest, "\(shownPath(first.path)) counts instead")
    }
    guard let data = try? contents(of: first, atMost: reader.limits.fileBytes),
      let manifest = try? JSONDecoder().decode(HandIn.Manifest.self, from: data),
      manifest.schema == HandIn.Manifest(kit: "", files: [:], score: 0, maxScore: 0).schema,
      manifest.kit.wholeMatch(of: /[0-9A-Za-z.+-]{1,40}/) != nil
    else {
      ignore(first, "it is not a manifest of gradus submit")
      return nil
    }
    let top = first.parts.dropLast().map { $0 + "/" }.joined()
    for (path, checksum) in taken {
      let name = path.hasPrefix(top) ? String(path.dropFirst(top.count)) : path
      guard let stated = manifest.files[name] else {
        ignore(first, "it doesn't mention \(shownPath(name)), which is taken all the same")
        continue
      }
      if stated != checksum {
        ignore(first, "its checksum of \(shownPath(name)) doesn't fit; the file is taken as it is")
      }
    }
    let present = Set(taken.map(\.path))
    for name in manifest.files.keys where !present.contains(top + name) {
      ignore(first, "it mentions \(shownPath(name)), which isn't taken")
    }
    return manifest
  }
}
