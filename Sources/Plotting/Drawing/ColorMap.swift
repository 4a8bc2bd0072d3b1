/// How numbers become colours.
public enum ColorMap: Sendable {
  /// From nearly white to dark blue: the darker, the more.
  case sequential
  /// From brown over white to dark blue, for numbers of both signs.
  case diverging
  /// From black to white.
  case gray

  private var stops: [Color] {
    switch self {
    case .sequential: [0xF3F7FB, 0xC3D8EC, 0x7FB0D9, 0x2F74B3, 0x0B2F5C].map { Color($0) }
    case .diverging:
      [0x6E2C00, 0xC96A1E, 0xF0BD8A, 0xF7F6F4, 0x9CC4E4, 0x3B7FBC, 0x0B2F5C].map { Color($0) }
    case .gray: [0x000000, 0xFFFFFF].map { Color($0) }
    }
  }

  /// The colour of a share between 0 and 1; shares beyond have the colour of the end.
  public func color(at share: Double) -> Color {
    let stops = stops
    let position = min(1, max(0, share)) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    let weight = position - Double(index)
    func mix(_ byte: KeyPath<Color, UInt8>) -> UInt8 {
      let (low, high) = (
        Double(stops[index][keyPath: byte]), Double(stops[index + 1][keyPath: byte])
      )
      return UInt8((low + (high - low) * weight).rounded())
    }
    return Color(red: mix(\.red), green: mix(\.green), blue: mix(\.blue))
  }
}

/// A colour map with the numbers at its ends.
public struct ColorScale: Sendable {
  /// The colours between the two ends.
  public var map: ColorMap
  /// The numbers that have the first and the last colour; what lies beyond has them too.
  public var range: ClosedRange<Double>

  /// Creates a scale with these numbers at its ends.
  public init(_ map: ColorMap = .sequential, over range: ClosedRange<Double>) {
    self.map = map
    self.range = range
  }

  /// The scale from the smallest to the largest of some numbers; a diverging one has zero in its
  /// middle. Numbers that aren't finite don't count.
  public init(_ map: ColorMap = .sequential, covering values: some Sequence<Double>) {
    var extent = Extent(values)
    if map == .diverging {
      let largest = max(abs(extent.lower), abs(extent.upper))
      extent = Extent([-largest, largest])
    }
    self.init(map, over: extent.isEmpty ? 0...1 : extent.lower...extent.upper)
  }

  /// The colour of a number, none for one that isn't finite.
  public func color(of value: Double) -> Color? {
    guard value.isDrawable else { return nil }
    let span = range.upperBound - range.lowerBound
    return map.color(at: span > 0 ? (value - range.lowerBound) / span : 0.5)
  }
}
