/// A colour of three bytes.
public struct Colour: Equatable, Hashable, Sendable {
  public var red, green, blue: UInt8

  /// Creates a color of three bytes, each from 0 to 255.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// A colour from 0xRRGGBB.
  init(_ hex: UInt32) {
    self.init(
      red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
  }

  /// "#rrggbb".
  var hex: String {
    let number = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// About the relative luminance, from 0 for black to 1 for white.
  ///
  /// - Source: Web Content Accessibility Guidelines 2.1, "relative luminance", with a polynomial for
  ///   the power.
  var luminance: Double {
    func linear(_ byte: UInt8) -> Double {
      let value = Double(byte) / 255
      return value * value * (0.8 + 0.2 * value)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}

/// What something is drawn with: a role, whose colour depends on whether the reader has it dark.
enum Ink: Equatable {
  case background, text, muted, grid, axis
  /// The colour of the series of this number.
  case series(Int)
  /// A colour that carries a value, the same in light and dark.
  case fixed(Colour)

  /// So many series have colours of their own.
  static let seriesCount = 8

  /// Blue, red, green, purple, olive (yellow in the dark), black (white), sky blue, brown.
  ///
  /// Chosen such that any two are told apart by readers who lack one kind of cone, and that each has a
  /// contrast of 3 : 1 at least.
  private static let onLight: [UInt32] = [
    0x0645C8, 0xEA3312, 0x007158, 0x892688, 0x748622, 0x15181C, 0x1897E6, 0x621B00,
  ]
  private static let onDark: [UInt32] = [
    0x5C95FC, 0xF4752C, 0x55E58A, 0xD19CB0, 0xFFDF2E, 0xF2F4F6, 0xA8C7FF, 0xAD714E,
  ]

  /// The colour on white: what is printed, and what viewers show that know no style sheet.
  var light: Colour {
    switch self {
    case .background: Colour(0xFFFFFF)
    case .text: Colour(0x1C1F23)
    case .muted: Colour(0x555D66)
    case .grid: Colour(0xE1E5E9)
    case .axis: Colour(0x868E97)
    case .series(let index): Colour(Self.onLight[index % Self.seriesCount])
    case .fixed(let colour): colour
    }
  }

  /// The colour on a dark ground.
  var dark: Colour {
    switch self {
    case .background: Colour(0x16191D)
    case .text: Colour(0xE8EBEE)
    case .muted: Colour(0xA9B1BA)
    case .grid: Colour(0x2E343B)
    case .axis: Colour(0x767F89)
    case .series(let index): Colour(Self.onDark[index % Self.seriesCount])
    case .fixed(let colour): colour
    }
  }

  /// The name in the style sheet, none for a colour that stays.
  var name: String? {
    switch self {
    case .background: "background"
    case .text: "text"
    case .muted: "muted"
    case .grid: "grid"
    case .axis: "axis"
    case .series(let index): "series\(index % Self.seriesCount)"
    case .fixed: nil
    }
  }

  /// Attributes that fill and draw with inks.
  ///
  /// The light colours stand in the elements themselves; only what is different in the dark is left
  /// to the style sheet, which some viewers don't read.
  static func attributes(fill: Ink?, stroke: Ink?) -> String {
    let classes = [
      fill?.name.map { "plot-fill-\($0)" }, stroke?.name.map { "plot-stroke-\($0)" },
    ].compactMap { $0 }
    return (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")
      + " fill=\"\(fill?.light.hex ?? "none")\""
      + (stroke.map { " stroke=\"\($0.light.hex)\"" } ?? "")
  }

  /// The rules for readers who have it dark. Paper is white whatever they have chosen.
  static let styleSheet: String = {
    let roles: [Ink] =
      [.background, .text, .muted, .grid, .axis] + (0..<seriesCount).map { .series($0) }
    let rules = roles.compactMap { ink in
      ink.name.map {
        ".plot-fill-\($0){fill:\(ink.dark.hex)}.plot-stroke-\($0){stroke:\(ink.dark.hex)}"
      }
    }
    return "@media screen and (prefers-color-scheme:dark){\n" + rules.joined(separator: "\n")
      + "\n}"
  }()
}
