import Foundation

/// A decimal number with few digits, `digits` × 10^`exponent`: what a label can say exactly.
///
/// Ticks are made of these rather than of floating-point numbers, so that the third tick of a step
/// of 0.1 is 0.3 and not 0.30000000000000004, on every system.
struct RoundNumber: Equatable {
  var digits: Int
  var exponent: Int

  init(_ digits: Int, exponent: Int = 0) {
    self.digits = digits
    self.exponent = exponent
  }

  /// The number closest to `value` that has so many significant digits, without zeros at its end.
  init(rounding value: Double, significant: Int = 3) {
    guard value.isFinite, abs(value) > 1e-290 else {
      self.init(0)
      return
    }
    var exponent = Self.exponent(of: value) - significant + 1
    let scaled = exponent < 0 ? value * Self.power(-exponent) : value / Self.power(exponent)
    var digits = Int(scaled.rounded())
    while digits % 10 == 0, digits != 0 {
      digits /= 10
      exponent += 1
    }
    self.init(digits, exponent: exponent)
  }

  /// The floating-point number closest to it.
  var value: Double { Double("\(digits)e\(exponent)") ?? 0 }

  /// 10 to some power, exactly rounded; what a Double can't hold is zero or infinite.
  static func power(_ exponent: Int) -> Double { RoundNumber(1, exponent: exponent).value }

  /// The power of ten at or below the magnitude of a number that is neither zero nor infinite.
  static func exponent(of value: Double) -> Int {
    let guess = Int(log10(abs(value)).rounded(.down))
    // The logarithm of 1000 may come out just below 3.
    return abs(value) >= power(guess + 1) ? guess + 1 : guess
  }

  /// All digits written out: "12,500", "−0.25".
  var plain: String {
    var text = String(abs(digits))
    var fraction = ""
    if exponent > 0, digits != 0 { text += String(repeating: "0", count: exponent) }
    if exponent < 0 {
      text = String(repeating: "0", count: max(0, 1 - exponent - text.count)) + text
      fraction = "." + text.suffix(-exponent)
      text = String(text.dropLast(-exponent))
    }
    return (digits < 0 ? "−" : "") + Self.grouped(text) + fraction
  }

  /// With a power of ten: "2.5×10⁻⁷", "10⁶".
  var scientific: String {
    guard digits != 0 else { return "0" }
    var significant = String(abs(digits))
    let power = exponent + significant.count - 1
    while significant.count > 1, significant.last == "0" { significant.removeLast() }
    var mantissa = String(significant.removeFirst())
    if !significant.isEmpty { mantissa += "." + significant }
    return (digits < 0 ? "−" : "") + (mantissa == "1" ? "" : mantissa + "×")
      + "10" + Self.superscript(power)
  }

  /// The form that suits a number standing alone.
  var text: String {
    let length = String(abs(digits)).count + exponent
    return digits == 0 || (-4..<8).contains(length - 1) ? plain : scientific
  }

  /// Thousands divided by commas.
  private static func grouped(_ text: String) -> String {
    var result = ""
    for (index, digit) in text.enumerated() {
      if index > 0, (text.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "")
      + String(String(abs(number)).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
