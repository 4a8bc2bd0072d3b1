extension SolutionCode {
  /// An index one more and one less.
  func indices(_ index: Int) -> [Mutation] {
    guard tokens[index].text == "[", isBehindValue(index) else { return [] }
    return parts(in: index).flatMap { part -> [Mutation] in
      let isPlain = part.allSatisfy { token in
        tokens[token].kind != .string && ![":", "..<", "...", "{"].contains(tokens[token].text)
      }
      guard isPlain, part.count > 1 || tokens[part.lowerBound].kind == .word else { return [] }
      return ["+", "-"].map { replace(part, by: "\(text(of: part)) \($0) 1") }
    }
  }

  /// Two neighbouring arguments exchanged, where their order means something.
  func swaps(_ index: Int) -> [Mutation] {
    guard ["(", "["].contains(tokens[index].text), isBehindValue(index),
      !["dot", "max", "min"].contains(tokens[index - 1].text),
      !declares(start(of: index)) || ["let", "var"].contains(tokens[start(of: index)].text)
    else { return [] }
    let parts = parts(in: index).map { part in
      let isLabeled = part.count > 2 && tokens[part.lowerBound + 1].text == ":"
      return isLabeled ? part.lowerBound + 2...part.upperBound : part
    }
    return zip(parts, parts.dropFirst()).compactMap { first, second in
      let (a, b) = (text(of: first), text(of: second))
      guard a != b else { return nil }
      let between = characters[
        tokens[first.upperBound].range.upperBound..<tokens[second.lowerBound].range.lowerBound]
      return replace(first.lowerBound...second.upperBound, by: b + String(between) + a)
    }
  }

  /// A statement less.
  func statements(_ index: Int) -> [Mutation] {
    guard isStatement(index), tokens[index].startsLine, !declares(index),
      !["return", "throw", "case", "default"].contains(tokens[index].text)
    else { return [] }
    return [replace(index...end(from: index), by: "")]
  }

  /// Of several conditions one less.
  func conditions(_ index: Int) -> [Mutation] {
    guard isStatement(index), ["if", "guard", "while"].contains(tokens[index].text) else {
      return []
    }
    let end = end(from: index)
    guard
      let stop = (index...end).first(where: { place in
        ["{", "else"].contains(tokens[place].text) && !isInBrackets(place, from: index)
      }), stop > index + 1
    else { return [] }
    let parts = parts(in: index + 1...stop - 1)
    guard parts.count > 1 else { return [] }
    return parts.indices.map { part in
      part == 0
        ? Mutation(
          range: tokens[parts[0].lowerBound].range
            .lowerBound..<tokens[parts[1].lowerBound].range.lowerBound, replacement: "")
        : drop(parts[part].lowerBound - 1...parts[part].upperBound)
    }
  }

  /// A result scaled, moved, or in single precision.
  func results(_ index: Int) -> [Mutation] {
    guard tokens[index].text == "return", index + 1 < tokens.count, !isEnd(index + 1),
      let function = functions.last(where: { $0.body.contains(index) })
    else { return [] }
    return changed(index + 1...end(from: index), function.result)
  }

  /// The same for a function whose only statement is its result.
  func implicitResults(_ function: Function) -> [Mutation] {
    let (first, last) = (function.body.lowerBound + 1, function.body.upperBound - 1)
    guard first <= last, isStatement(first), end(from: first) == last, !declares(first),
      !["return", "switch", "if", "for"].contains(tokens[first].text)
    else { return [] }
    return changed(first...last, function.result)
  }

  /// What stands between is in single precision.
  func steps(_ index: Int) -> [Mutation] {
    guard isStatement(index), ["let", "var"].contains(tokens[index].text) else { return [] }
    let end = end(from: index)
    guard index + 3 <= end, tokens[index + 2].text == "=" else { return [] }
    return singlePrecision(index + 3...end)
  }

  /// A state that all objects share.
  func states(_ index: Int) -> [Mutation] {
    guard isStatement(index), functions.allSatisfy({ !$0.body.contains(index) }),
      tokens[..<index].last(where: { ["class", "struct"].contains($0.text) })?.text == "class"
    else { return [] }
    let declaration = index...end(from: index)
    guard declaration.contains(where: { tokens[$0].text == "var" }),
      !declaration.contains(where: { tokens[$0].text == "{" })
    else { return [] }
    return [
      replace(
        declaration, by: "@Shared " + text(of: declaration), helper: MutantHelper.shared)
    ]
  }

  private func changed(_ value: ClosedRange<Int>, _ type: String) -> [Mutation] {
    // A literal has mutants of its own; what is named by a point, such as ".infinity", doesn't grow.
    let isConstant = tokens[value.lowerBound].text == "." ? value.count == 2 : isLiteral(value)
    if isConstant { return [] }
    let text = text(of: value)
    let more = replace(value, by: "(\(text)) + 1")
    switch type {
    case "Double", "Vector", "Matrix":
      let larger = isZeros(value) ? [] : [replace(value, by: "(\(text)) * 1.5")]
      return larger + [more] + singlePrecision(value)
    case "Int": return [more]
    default: return []
    }
  }

  private func singlePrecision(_ value: ClosedRange<Int>) -> [Mutation] {
    if isLiteral(value) || isZeros(value) { return [] }
    return [
      replace(
        value, by: "singlePrecision(\(text(of: value)))", helper: MutantHelper.singlePrecision)
    ]
  }

  /// Whether a value stays the same when it is scaled or rounded.
  private func isZeros(_ value: ClosedRange<Int>) -> Bool {
    text(of: value).contains(/^(Vector|Matrix)?\.zeros\([^()]*\)$/)
  }

  private func declares(_ index: Int) -> Bool {
    [
      "let", "var", "func", "init", "private", "fileprivate", "public", "static", "struct", "class",
      "enum", "extension", "protocol", "typealias", "final", "mutating", "import", "lazy",
      "override", "required", "convenience",
    ].contains(tokens[index].text)
  }

  /// Whether a bracket follows what is called or looked into.
  private func isBehindValue(_ index: Int) -> Bool {
    guard index > 0, !tokens[index].isApart.left else { return false }
    return tokens[index - 1].kind == .word
      || [")", "]", ">", "?", "!"].contains(tokens[index - 1].text)
  }

  private func isInBrackets(_ index: Int, from start: Int) -> Bool {
    (start..<index).contains { isOpening($0) && (partners[$0] ?? 0) >= index }
  }
}
