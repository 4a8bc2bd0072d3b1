/// The code that sends the calls of a suite to the worker.
struct JudgesSide {
  let protocols: Protocols

  /// The type that conforms to an exercise's protocol.
  func answer(to row: CatalogueRow, _ text: ProtocolText) throws -> String {
    let functions = try text.functions.filter { try !protocols.isByHand($0) }
      .map { try "\n" + function($0, ofObject: false) }
    return """
      /// The judge's side of exercise \(row.number): every call goes to the worker.
      struct Remote\(row.name): \(row.name), RemoteAnswer {
        let session: Session
      \(functions.joined(separator: "\n"))
      }

      """
  }

  /// The type of an object that lives in the worker.
  func object(_ text: ProtocolText) throws -> String {
    let refined = protocols.refined(by: text)
    let base = refined.first.map { "Remote\($0)" } ?? "RemoteObject"
    let functions = try text.functions.map { try function($0, ofObject: true) }
    return """
      /// The judge's side of an object that lives in the worker.
      class Remote\(text.name): \(base), \(text.name) {
      \(functions.joined(separator: "\n\n"))
      }

      """
  }

  private func function(_ function: ProtocolFunction, ofObject: Bool) throws -> String {
    try protocols.check(function)
    let result = function.result.map { " -> \($0)" } ?? ""
    let head = Layout.list(
      "  func \(function.base)(", function.parameters.map(\.declaration), ") throws\(result) {")
    return try "\(head)\n\(body(of: function, ofObject: ofObject))\n  }"
  }

  private func body(of function: ProtocolFunction, ofObject: Bool) throws -> String {
    var arguments = ["#function"] + (ofObject ? ["number"] : [])
    var lent: String?
    for parameter in function.parameters {
      switch try protocols.crossing(of: parameter.type) {
      case .generator: arguments.append("drawingFrom: &\(parameter.name)")
      case .object: arguments.append("try handle(of: \(parameter.name), \"\(parameter.name)\")")
      case .objects:
        arguments.append("try \(parameter.name).map { try handle(of: $0, \"\(parameter.name)\") }")
      case .function:
        lent = parameter.name
        arguments.append(parameter.name)
      case .value, .byHand: arguments.append(parameter.name)
      }
    }
    guard let lent else { return try call(arguments, for: function, "    ") }
    // The answer decides what it calls the function with: the exercise may have something against it.
    let others = function.parameters.map(\.name).filter { $0 != lent }
    let known = (["about: $0"] + others).joined(separator: ", ")
    return try """
        try session.lending(\(lent), unless: { complaint(\(known)) }) { \(lent) in
    \(call(arguments, for: function, "      "))
        }
    """
  }

  private func call(
    _ arguments: [String], for function: ProtocolFunction, _ margin: String
  ) throws -> String {
    guard let result = function.result else {
      return Layout.list("\(margin)let _: Nothing = try session.call(", arguments, ")")
    }
    guard case .object(let name) = try protocols.crossing(of: result) else {
      return Layout.list("\(margin)try session.call(", arguments, ")")
    }
    return Layout.list("\(margin)Remote\(name)(session, try session.call(", arguments, "))")
  }
}

/// Lines of at most a hundred signs, where that can be.
enum Layout {
  /// A list between brackets, in one line or in several.
  static func list(_ head: String, _ items: [String], _ tail: String) -> String {
    let whole = head + items.joined(separator: ", ") + tail
    if whole.count <= 100 { return whole }
    let margin = String(head.prefix { $0 == " " })
    var lines = [head]
    var line = margin + " "
    for (index, item) in items.enumerated() {
      let next = " " + item + (index == items.count - 1 ? "" : ",")
      if line.count + next.count > 100 {
        lines.append(line)
        line = margin + " "
      }
      line += next
    }
    return (lines + [line, margin + tail]).joined(separator: "\n")
  }
}
