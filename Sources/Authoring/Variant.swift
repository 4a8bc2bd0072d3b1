import Boundary
import Foundation

/// Makes variants of a solution that can stand in one module.
enum Variant {
  /// The variant with this number of some source texts.
  ///
  /// Every name that is declared at file scope gets the number, and so does every member that is added to
  /// a type of another module. The texts are the kit's own, laid out by
  /// `swift format`; where a name is met that means something else, the variants don't compile
  /// together, and each is compiled alone.
  static func make(of texts: [String], number: Int, folder: String) -> AnswerVariant {
    let declaration =
      /(?m)^(?:(?:public|package|internal|private|fileprivate|final|indirect|nonisolated|@\w+) +)*(?:struct|class|enum|actor|protocol|typealias|func|let|var) +(\w+)/
    let names = Set(texts.flatMap { $0.matches(of: declaration).map { String($0.output.1) } })
    let members = Set(texts.flatMap { membersOfOtherTypes(in: $0, own: names) })
    // By default a point between letters is no boundary.
    let word = /\b[A-Za-z_]\w*\b/.wordBoundaryKind(.simple)
    let renamed = texts.map { text in
      text.replacing(word) { match in
        let name = String(match.output)
        if members.contains(name) { return "\(name)_\(number)" }
        guard names.contains(name) else { return name }
        // A label or a member that has the name of a function is not that function.
        let isMember = text[..<match.range.lowerBound].last == "."
        let isLabel = text[match.range.upperBound...].first == ":"
        let isType = name.first?.isUppercase == true
        return isMember || (isLabel && !isType) ? name : "\(name)_\(number)"
      }
    }
    return AnswerVariant(folder: folder, texts: renamed, answer: "Answer_\(number)")
  }

  /// The names of functions and properties in extensions of types that aren't declared here.
  private static func membersOfOtherTypes(in text: String, own: Set<String>) -> [String] {
    text.components(separatedBy: "\n}").flatMap { block -> [String] in
      guard let head = block.matches(of: /(?m)^(?:\w+ )?extension (\w+)/).last,
        !own.contains(String(head.output.1))
      else { return [] }
      return block[head.range.upperBound...].matches(of: /(?m)^  (?:\w+ )*(?:func|var) (\w+)/)
        .map { String($0.output.1) }
    }
  }
}
