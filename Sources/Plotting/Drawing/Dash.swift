/// How the line of a series is broken, so that series differ without colours too.
struct Dash: Equatable {
  /// The pattern of the series of this number: five patterns beside eight colours make forty.
  init(series index: Int) {
    pattern = [nil, "7 3", "2 3", "9 3 2 3", "12 4"][index % 5]
  }

  /// Lines that are no data.
  static let marker = Dash(pattern: "4 4")

  private init(pattern: String) { self.pattern = pattern }

  /// Lengths drawn and left out, none for an unbroken line.
  let pattern: String?
}
