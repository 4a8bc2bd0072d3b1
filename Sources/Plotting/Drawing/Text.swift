/// Text that comes from people, made fit for a drawing.
enum Text {
  /// Nothing longer is shown, or read aloud, whatever was given.
  static let limit = 600

  /// One line of printable characters.
  ///
  /// Control characters, which XML forbids even when escaped, and marks that turn the direction of
  /// what follows become U+FFFD; line breaks and tabs become spaces.
  static func clean(_ text: String, limit: Int = limit) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard result.count < limit else {
        result.append("…")
        break
      }
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: result.append(" ")
      case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Text as it stands in XML, in an element or between quotation marks.
  static func escaped(_ text: String, limit: Int = limit) -> String {
    var result = ""
    for scalar in clean(text, limit: limit).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// About how wide a line of text is, rather too much than too little: fonts differ between systems.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    let ems = clean(text).unicodeScalars.reduce(0) { $0 + width(of: $1) }
    return ems * size * (bold ? 1.1 : 1.03)
  }

  /// The width of a character in Helvetica, as a part of the font's size.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "|", ".", ",", ":", ";", "'", "!", "`": return 0.26
    case " ", "f", "t", "r", "(", ")", "[", "]", "{", "}", "/", "\\", "-", "I": return 0.34
    case "m", "w", "M", "W", "@", "%", "…": return 0.9
    case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻": return 0.36
    case "A"..."Z": return 0.7
    case _ where scalar.properties.isGraphemeExtend: return 0
    case _ where scalar.value >= 0x1100: return scalar.value < 0x2E80 ? 0.7 : 1.1
    default: return 0.57
    }
  }

  /// A line of text cut at a width, with an ellipsis where something was left out.
  static func truncated(_ text: String, size: Double, to limit: Double, bold: Bool = false)
    -> String
  {
    let text = clean(text)
    guard width(text, size: size, bold: bold) > limit else { return text }
    var result = ""
    var used = width("…", size: size, bold: bold)
    for character in text {
      used += width(String(character), size: size, bold: bold)
      if used > limit { break }
      result.append(character)
    }
    while result.last == " " { result.removeLast() }
    return result + "…"
  }

  /// Text broken into lines of a width at most; what doesn't fit into the last is cut off.
  static func lines(
    _ text: String, size: Double, width limit: Double, atMost count: Int, bold: Bool = false
  ) -> [String] {
    var lines: [String] = []
    var words = clean(text).split(separator: " ")[...]
    while let first = words.popFirst() {
      if lines.count == count - 1 {
        let rest = ([first] + words).joined(separator: " ")
        return lines + [truncated(rest, size: size, to: limit, bold: bold)]
      }
      var line = String(first)
      while let next = words.first, width("\(line) \(next)", size: size, bold: bold) <= limit {
        line += " \(next)"
        words.removeFirst()
      }
      lines.append(truncated(line, size: size, to: limit, bold: bold))
    }
    return lines
  }
}
