import Curriculum
import Fingerprints
import Foundation
import Labs

// Which of a hand-in's files belong to labs, and what they contain.
extension Selection {
  /// The place of a lab's folder in a path, such as `Lab02-OneLayer`.
  static func placeOfLab(in parts: [String]) -> Int? {
    parts.dropLast().firstIndex { $0.prefixMatch(of: /Lab\d\d-\w/) != nil }
  }

  /// Sorts a file in a lab's folder.
  mutating func sortFile(ofLab place: Int, _ index: Int, _ parts: [String]) {
    let path = parts.joined(separator: "/")
    guard allLabs.contains(where: { $0.title.folder == parts[place] }) else {
      return ignore(path, "there is no lab \(shownPath(parts[place]))")
    }
    let inside = parts[(place + 1)...].joined(separator: "/")
    guard LabFiles.limit(of: inside) != nil else {
      // What the lab itself has made, and nobody needs.
      let isLeftOver = inside == "results/report.html" || inside.hasPrefix("results/runs/")
      return isLeftOver ? () : ignore(path, "a lab has no such file to hand in")
    }
    labFiles.append(
      LabFile(index: index, folder: Array(parts[...place]), inside: inside, path: path))
  }

  /// The labs' files; of several folders of a lab those of the one in `Exercises`, nearest to the top.
  mutating func takeLabs() -> [(file: LabFile, contents: Data)] {
    var left = LabFiles.total
    var taken: [(file: LabFile, contents: Data)] = []
    for lab in allLabs.map(\.title.folder) {
      let own = labFiles.filter { $0.folder.last == lab }
      func rank(_ folder: [String]) -> (Int, Int) {
        (folder.dropLast().last == "Exercises" ? 0 : 1, folder.count)
      }
      let folders = Set(own.map(\.folder)).sorted {
        rank($0) == rank($1) ? $0.lexicographicallyPrecedes($1) : rank($0) < rank($1)
      }
      for folder in folders.dropFirst() {
        ignore(
          folder.joined(separator: "/"),
          "\(shownPath(folders[0].joined(separator: "/"))) counts instead")
      }
      for (number, file) in own.filter({ $0.folder == folders[0] }).enumerated() {
        do {
          taken.append((file, try contents(of: file, number, atMost: &left)))
        } catch {
          ignore(file.path, "\(error)")
        }
      }
    }
    return taken
  }

  private func contents(of file: LabFile, _ number: Int, atMost left: inout Int) throws -> Data {
    let size = container.items[file.index].size
    let limit = LabFiles.limit(of: file.inside) ?? 0
    guard number < LabFiles.most else {
      throw HandInProblem("the lab has more than \(LabFiles.most) files")
    }
    guard size <= limit else {
      throw HandInProblem("it has \(sizeText(size)), at most \(sizeText(limit)) are taken")
    }
    guard size <= left else {
      throw HandInProblem("the labs' files have more than \(sizeText(LabFiles.total))")
    }
    let contents = try container.contents(of: file.index)
    let isText = [LabFiles.settings, LabFiles.report].contains(file.inside)
    guard !isText || String(validating: contents, as: UTF8.self) != nil else {
      throw HandInProblem("it is not UTF-8")
    }
    left -= size
    return contents
  }
}

/// A file of a lab that may be taken.
struct LabFile {
  let index: Int
  /// The lab's folder.
  let folder: [String]
  /// The path in that.
  let inside: String
  let path: String
}
