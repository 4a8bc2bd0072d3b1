import Answers
import Foundation

/// Makes variants of a solution that can stand in one module.
enum Variant {
  /// The variant with this number of some source texts.
  ///
  /// Every name that is declared at file scope gets the number. The texts are the kit's own, laid out by
  /// `swift format`; where a name is met that means something else, the variants don't compile
  /// together, and each is compiled alone.
  static func make(of texts: [String], number: Int, folder: String) -> AnswerVariant {
    let declaration =
      /(?m)^(?:(?:public|package|internal|private|fileprivate|final|indirect|nonisolated|@\w+) +)*(?:struct|class|enum|actor|protocol|typealias|func|let|var) +(\w+)/
    let names = Set(texts.flatMap { $0.matches(of: declaration).map { String($0.output.1) } })
    let word = /\b[A-Za-z_]\w*\b/
    let renamed = texts.map { text in
      text.replacing(word) { match in
        let name = String(match.output)
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
}
