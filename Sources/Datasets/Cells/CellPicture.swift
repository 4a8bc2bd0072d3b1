import LinearAlgebra

/// One cell: what lies where.
struct CellPicture {
  private typealias Disc = (x: Double, y: Double, radius: Double)

  private let kind: CellKind
  private var body: Disc
  private var nucleus: [Disc] = []
  private var notch: Disc?
  private var granules: [Disc] = []
  private var neighbors: [Disc] = []
  private var light = 0.0

  init(_ kind: CellKind, _ random: inout SeededGenerator) {
    self.kind = kind
    func around(_ spread: Double) -> Double {
      let sum = (0..<3).reduce(0.0) { sum, _ in sum + Double.random(in: -1...1, using: &random) }
      return spread * sum / 2
    }
    /// A place in a disc, at most `reach` of its radius from the middle.
    func place(in disc: Disc, reach: Double) -> (x: Double, y: Double) {
      while true {
        let x = Double.random(in: -1...1, using: &random)
        let y = Double.random(in: -1...1, using: &random)
        if x * x + y * y <= 1 {
          return (disc.x + reach * disc.radius * x, disc.y + reach * disc.radius * y)
        }
      }
    }
    let radius = kind.radius * (1 + around(0.16))
    body = (14 + around(1.8), 14 + around(1.8), radius)
    light = around(22)
    for _ in 0..<Int.random(in: kind.lobes, using: &random) {
      let size = radius * kind.lobeSize * (1 + around(0.15))
      let middle = place(in: body, reach: max(0, kind.lobes.upperBound > 1 ? 0.55 : 0.15))
      nucleus.append((middle.x, middle.y, size))
    }
    if kind.notch > 0, let whole = nucleus.first {
      let depth = kind.notch + around(0.3)
      let side = place(in: (0, 0, 1), reach: 1)
      let length = max((side.x * side.x + side.y * side.y).squareRoot(), 0.1)
      let away = whole.radius * (1.8 - depth)
      notch = (
        whole.x + away * side.x / length, whole.y + away * side.y / length, 0.8 * whole.radius
      )
    }
    for _ in 0..<kind.granules {
      let middle = place(in: body, reach: 0.85)
      granules.append((middle.x, middle.y, 0.6 + abs(around(0.4))))
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let (x, y) = (
        Double.random(in: -4...32, using: &random), Double.random(in: -4...32, using: &random)
      )
      let distance = ((x - body.x) * (x - body.x) + (y - body.y) * (y - body.y)).squareRoot()
      if distance > radius + 5 { neighbors.append((x, y, 5.5 + around(0.8))) }
    }
  }

  /// The pixels, row by row, red, green and blue of each.
  mutating func pixels(_ random: inout SeededGenerator) -> [UInt8] {
    let ground = CellColor(238, 222, 214)
    var pixels: [UInt8] = []
    for row in 0..<GeneratedCells.side {
      for column in 0..<GeneratedCells.side {
        let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
        var color = ground
        for other in neighbors {
          color = color.mixed(with: CellColor(226, 178, 172), Self.part(of: other, x, y))
        }
        color = color.mixed(with: kind.body, Self.part(of: body, x, y))
        let lobes = nucleus.map { Self.part(of: $0, x, y) }.max() ?? 0
        let dark = lobes * (1 - (notch.map { Self.part(of: $0, x, y) } ?? 0))
        color = color.mixed(with: kind.nucleus, dark)
        for granule in granules {
          color = color.mixed(with: kind.granule, 0.7 * Self.part(of: granule, x, y))
        }
        for value in [color.red, color.green, color.blue] {
          let noise = Double.random(in: -9...9, using: &random)
          pixels.append(UInt8(min(max(value + light + noise, 0), 255)))
        }
      }
    }
    return pixels
  }

  /// How much of a pixel lies in a disc: 1 inside, 0 outside, in between at its edge.
  private static func part(of disc: Disc, _ x: Double, _ y: Double) -> Double {
    let distance = ((x - disc.x) * (x - disc.x) + (y - disc.y) * (y - disc.y)).squareRoot()
    return min(max((disc.radius - distance) / 1.6 + 0.5, 0), 1)
  }
}
