/// The table by which the worker finds what a call asks for.
struct WorkersSide {
  let protocols: Protocols

  /// The operations of an exercise and of the objects that it makes, by name.
  func operations(of text: ProtocolText, _ objects: [ProtocolText]) throws -> String {
    var entries = try text.functions.map { ($0, try entry($0, of: nil)) }
    for object in objects {
      let isByHand = try protocols.isByHand(object: object)
      entries += try object.functions.map {
        ($0, try isByHand ? Self.byHand($0) : entry($0, of: object))
      }
    }
    let names = entries.map(\.0.name)
    if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ForwardingError("\(text.name) and its objects have two functions \(name)")
    }
    return """
      extension \(text.name) {
        /// The worker's side: the same operations by name.
        var operations: Operations {
          [
      \(entries.map { Self.row($0.0, $0.1) }.joined(separator: "\n"))
          ]
        }
      }

      """
  }

  private static func row(_ function: ProtocolFunction, _ operation: String) -> String {
    let head = "      \"\(function.name)\":"
    let isLong = !operation.contains("\n") && head.count + operation.count > 98
    return head + (isLong ? "\n        " : " ") + operation + ","
  }

  /// An operation that the exercise has in a file of its own.
  private static func byHand(_ function: ProtocolFunction) -> String { "\(function.base)Operation" }

  private func entry(_ function: ProtocolFunction, of object: ProtocolText?) throws -> String {
    if object == nil, try protocols.isByHand(function) { return Self.byHand(function) }
    let crossings = try ([function.result ?? ""] + function.parameters.map(\.type))
      .map(protocols.crossing)
    if object == nil, crossings.allSatisfy({ $0 == .value }), function.result != nil {
      return "Operation(\(function.parameters.isEmpty ? function.base : function.name))"
    }
    var arguments = object.map { ["object: Handle<any \($0.name)>"] } ?? []
    var passed: [String] = []
    var draws = false
    for (parameter, crossing) in zip(function.parameters, crossings.dropFirst()) {
      let (type, value) = Self.crossed(parameter, crossing)
      passed.append(parameter.label == "_" ? value : "\(parameter.label): \(value)")
      if crossing == .generator {
        draws = true
      } else {
        arguments.append("\(parameter.name): \(type)")
      }
    }
    if draws { arguments.insert("generator: inout SeededGenerator", at: 0) }
    let receiver = object == nil ? "" : "object.object."
    let margin = "\n        "
    let call = "try \(receiver)\(function.base)("
    let body =
      switch (function.result, crossings[0]) {
      case (nil, _): Layout.list("        \(call)", passed, ")") + margin + "return Nothing()"
      case (_, .object): Layout.list("        Handle(\(call)", passed, "))")
      default: Layout.list("        \(call)", passed, ")")
      }
    let head = arguments.isEmpty ? "" : Layout.list("        (", arguments, ") in") + "\n"
    return (draws ? "Operation(drawing: {\n" : "Operation {\n") + head + body
      + (draws ? "\n      })" : "\n      }")
  }

  /// The type that an argument has when it arrives, and what the answer gets.
  private static func crossed(
    _ parameter: ProtocolFunction.Parameter, _ crossing: Protocols.Crossing
  ) -> (type: String, value: String) {
    switch crossing {
    case .value, .byHand: (parameter.type, parameter.name)
    case .generator: (parameter.type, "&generator")
    case .object(let name): ("Handle<any \(name)>", "\(parameter.name).object")
    case .objects(let name): ("[Handle<any \(name)>]", "\(parameter.name).map(\\.object)")
    case .function(let argument, let result):
      ("Callback<\(argument), \(result)>", "\(parameter.name).call")
    }
  }
}
