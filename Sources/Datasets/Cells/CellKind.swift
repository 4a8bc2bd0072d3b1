/// A color, from 0 to 255.
struct CellColor {
  var red, green, blue: Double

  init(_ red: Double, _ green: Double, _ blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  func mixed(with other: CellColor, _ part: Double) -> CellColor {
    CellColor(
      red + part * (other.red - red), green + part * (other.green - green),
      blue + part * (other.blue - blue))
  }
}

/// What a kind of cell looks like.
struct CellKind {
  let name: String
  /// How many of the 11,959 training images of BloodMNIST are of this kind.
  let count: Int
  /// In pixels.
  let radius: Double
  let body: CellColor
  let nucleus: CellColor
  /// The smallest and largest number of lobes that the nucleus has.
  let lobes: ClosedRange<Int>
  /// The radius of the nucleus or of a lobe, as a part of the cell's.
  let lobeSize: Double
  /// How deep the notch in the nucleus is, as a part of its radius.
  var notch = 0.0
  var granules = 0
  var granule = CellColor(0, 0, 0)

  static let all = [
    // Dark granules hide the nucleus.
    CellKind(
      name: "Basophil", count: 852, radius: 9,
      body: CellColor(196, 160, 200), nucleus: CellColor(110, 70, 150),
      lobes: 2...3, lobeSize: 0.5, granules: 34, granule: CellColor(70, 40, 110)),
    // Two lobes, orange granules.
    CellKind(
      name: "Eosinophil", count: 2181, radius: 9,
      body: CellColor(228, 172, 162), nucleus: CellColor(120, 80, 160),
      lobes: 2...3, lobeSize: 0.42, granules: 26, granule: CellColor(222, 130, 110)),
    // Small, a round dark nucleus.
    CellKind(
      name: "Erythroblast", count: 1085, radius: 7,
      body: CellColor(200, 182, 206), nucleus: CellColor(92, 58, 128),
      lobes: 1...1, lobeSize: 0.6),
    // Large, the nucleus hardly notched.
    CellKind(
      name: "Immature granulocyte", count: 2026, radius: 10,
      body: CellColor(196, 178, 208), nucleus: CellColor(138, 98, 172),
      lobes: 1...1, lobeSize: 0.68, notch: 0.4, granules: 10, granule: CellColor(150, 110, 170)),
    // The nucleus nearly fills it.
    CellKind(
      name: "Lymphocyte", count: 849, radius: 7.5,
      body: CellColor(186, 192, 222), nucleus: CellColor(112, 78, 158),
      lobes: 1...1, lobeSize: 0.8),
    // Large, the nucleus like a kidney.
    CellKind(
      name: "Monocyte", count: 993, radius: 10,
      body: CellColor(192, 180, 208), nucleus: CellColor(136, 100, 172),
      lobes: 1...1, lobeSize: 0.68, notch: 1, granules: 5, granule: CellColor(150, 115, 175)),
    // Three to five lobes.
    CellKind(
      name: "Neutrophil", count: 2330, radius: 9,
      body: CellColor(222, 196, 206), nucleus: CellColor(112, 76, 156),
      lobes: 3...5, lobeSize: 0.34),
    // Small, without a nucleus.
    CellKind(
      name: "Platelet", count: 1643, radius: 3.5,
      body: CellColor(190, 160, 200), nucleus: CellColor(150, 110, 170),
      lobes: 0...0, lobeSize: 0, granules: 5, granule: CellColor(140, 95, 160)),
  ]
}
