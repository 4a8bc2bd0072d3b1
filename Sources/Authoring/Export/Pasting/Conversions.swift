extension Fittings {
  /// What has the wanted type, made of a helper's result.
  func conversions(
    of call: String, from given: String, to wanted: String, _ each: Each?, _ helper: Helper
  ) -> [String] {
    guard let each else {
      // A helper that changes what it belongs to computes nothing that is asked for.
      return given == helper.declaration.owner
        ? [] : conversions(of: call, from: given, to: wanted)
    }
    switch (each, given, wanted) {
    case (.entry(let name), "Double", "Vector"):
      return ["Vector(try \(name).elements.map { each in \(call) })"]
    case (.entryOfMatrix(let name), "Double", "Matrix"):
      return ["try \(name).map { each in \(call) }"]
    case (.row(let name), _, "Matrix"):
      return conversions(of: call, from: given, to: "Vector").map {
        "Matrix(rows: try (0..<\(name).rows).map { row -> Vector in let each = \(name).row(row); return \($0) })"
      }
    case (.row(let name), "Double", "Vector"):
      return [
        "Vector(try (0..<\(name).rows).map { row -> Double in let each = \(name).row(row); return \(call) })"
      ]
    case (.row(let name), "Int", "[Int]"):
      return [
        "try (0..<\(name).rows).map { row -> Int in let each = \(name).row(row); return \(call) }"
      ]
    default: return []
    }
  }

  private func conversions(of call: String, from given: String, to wanted: String) -> [String] {
    if given == wanted || given == "any \(wanted)" || wanted == "any \(given)" { return [call] }
    if given.hasSuffix("?") {
      return conversions(of: "(\(call))!", from: String(given.dropLast()), to: wanted)
    }
    switch (given, wanted) {
    case ("[Double]", "Vector"): return ["Vector(\(call))"]
    case ("[Int]", "Vector"): return ["Vector((\(call)).map { Double($0) })"]
    case ("Vector", "[Int]"): return ["(\(call)).map { Int($0) }"]
    case ("Matrix", "Vector"): return ["(\(call)).row(0)"]
    case ("Vector", "Matrix"): return ["Matrix(rows: [\(call)])"]
    case ("[Vector]", "Matrix"): return ["Matrix(rows: \(call))"]
    case ("[[Double]]", "Matrix"): return ["Matrix(\(call))"]
    case ("Double", "Int"): return ["Int(\(call))"]
    case ("Int", "Double"): return ["Double(\(call))"]
    default: break
    }
    if given.hasPrefix("("), given.hasSuffix(")"), !given.contains("->") {
      return ofTuple(call, Self.parts(of: given), to: wanted)
    }
    return (types[given]?.properties ?? []).filter { $0.type == wanted }
      .map { "(\(call)).\($0.name)" }
  }

  private func ofTuple(_ call: String, _ parts: [String], to wanted: String) -> [String] {
    var found = parts.indices.filter { parts[$0] == wanted }.map { "(\(call)).\($0)" }
    for maker in types[wanted]?.makers ?? [] where maker.map(\.type) == parts {
      let arguments = maker.enumerated().map { "\($1.label.map { "\($0): " } ?? "")result.\($0)" }
      found.append(
        "try { let result = \(call); return \(wanted)(\(arguments.joined(separator: ", "))) }()")
    }
    return found
  }

  /// The types in a tuple's.
  private static func parts(of tuple: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in tuple.dropFirst().dropLast() {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { part in
      part.firstMatch(of: /^\w+:(.*)$/).map { String($0.output.1) } ?? part
    }
  }
}
