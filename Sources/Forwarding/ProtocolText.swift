import Foundation

/// A protocol of `Sources/Curriculum`, as its text says.
struct ProtocolText {
  let name: String
  /// What it refines: the names behind the colon.
  let refined: [String]
  let functions: [ProtocolFunction]

  /// The public protocols of a source file. Properties are passed over: an extension has them.
  ///
  /// It relies on the layout that `swift format` gives: a protocol ends with the first "}" at the margin.
  static func all(in source: String) throws -> [ProtocolText] {
    let lines = source.components(separatedBy: "\n").filter {
      !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//")
    }
    return try lines.indices.filter { lines[$0].hasPrefix("public protocol ") }.map { start in
      let body = lines[start...].prefix { $0 != "}" }.joined(separator: " ")
      return try ProtocolText(body.split(separator: " ").joined(separator: " "))
    }
  }

  /// - Parameter text: everything from "public protocol" on, in one line.
  private init(_ text: String) throws {
    let head = text.prefix { $0 != "{" }.dropFirst("public protocol ".count)
    let words = head.split { " :,".contains($0) }.map(String.init)
    name = words[0]
    refined = Array(words.dropFirst())
    functions = try text.components(separatedBy: " func ").dropFirst().map {
      try ProtocolFunction($0.components(separatedBy: " var ")[0])
    }
  }
}

/// One function of a protocol.
struct ProtocolFunction {
  struct Parameter {
    let label: String
    let name: String
    let type: String

    /// As it stands in a declaration: "of kind: OptimizerKind".
    var declaration: String { (label == name ? name : "\(label) \(name)") + ": \(type)" }
  }

  let base: String
  let parameters: [Parameter]
  /// Its type; nil when it returns nothing.
  let result: String?

  /// The name that travels, `loss(residual:delta:)`: what `#function` says.
  var name: String { "\(base)(\(parameters.map { "\($0.label):" }.joined()))" }

  /// - Parameter text: everything behind "func", in one line.
  init(_ text: String) throws {
    func unreadable(_ reason: String) -> ForwardingError {
      ForwardingError("the function \"\(text)\" \(reason)")
    }
    guard let open = text.firstIndex(of: "("),
      let close = text.indices(behind: open).first(where: { text[open...$0].isBalanced })
    else { throw unreadable("has no list of parameters") }
    guard text[..<open].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      throw unreadable("is generic or an operator: what travels has a type, and a name")
    }
    base = String(text[..<open])
    parameters = try text[text.index(after: open)..<close].topLevelParts.map { part in
      guard let colon = part.firstIndex(of: ":") else { throw unreadable("can't be read") }
      let names = part[..<colon].split(separator: " ").map(String.init)
      guard let label = names.first, let name = names.last, names.count < 3 else {
        throw unreadable("can't be read")
      }
      let type = part[part.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      return Parameter(label: label, name: name, type: type)
    }
    let rest = text[text.index(after: close)...].trimmingCharacters(in: .whitespaces)
    guard let throwing = rest.wholeMatch(of: /throws( -> (.+))?/) else {
      throw unreadable("must throw: a call can fail on its way")
    }
    result = throwing.2.map { String($0) }
  }
}

/// What can't be forwarded, as a sentence.
public struct ForwardingError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension StringProtocol {
  /// The pieces between the commas that stand in no brackets.
  fileprivate var topLevelParts: [String] {
    var parts: [String] = []
    for piece in split(separator: ",") {
      if let last = parts.last, !last.isBalanced {
        parts[parts.count - 1] += ",\(piece)"
      } else {
        parts.append(String(piece))
      }
    }
    return parts
  }

  fileprivate var isBalanced: Bool {
    count { "([".contains($0) } == count { ")]".contains($0) }
  }

  fileprivate func indices(behind start: Index) -> Indices.SubSequence {
    indices[index(after: start)...]
  }
}
