internal import CProcessor

// How a product's factors are packed.

/// Neighbouring columns, up to three registers wide; only the last one may be not quite full.
struct Panel {
  let start: Int
  let columns: Int
  /// How wide it is, in units of `Product.unit`.
  let units: Int
}

/// Some columns, cut into panels of three registers, or of two where there are no more; at the end
/// two of about two, which are faster than one of three and one of one.
struct Panels {
  let start: Int
  let count: Int
  /// The numbers in a row of all panels.
  let width: Int
  private let end: Int
  /// How many panels are as wide as can be.
  private let wide: Int
  private let endsInPairs: Bool

  init(_ columns: Range<Int>) {
    (start, end) = (columns.lowerBound, columns.upperBound)
    let units = (columns.count + Product.unit - 1) / Product.unit
    width = units * Product.unit
    let rest = units % Product.panelUnits
    endsInPairs =
      Product.panelRegisters == 3 && units > Product.panelUnits && rest > 0
      && 3 * rest <= Product.panelUnits
    wide = units / Product.panelUnits - (endsInPairs ? 1 : 0)
    count = wide + (endsInPairs ? 2 : rest > 0 ? 1 : 0)
  }

  subscript(index: Int) -> Panel {
    let pair = Product.panelUnits * 2 / 3
    let before = min(index, wide) * Product.panelUnits + max(0, index - wide) * pair
    let units =
      index < wide
      ? Product.panelUnits
      : endsInPairs && index == wide ? pair : width / Product.unit - before
    let start = start + before * Product.unit
    return Panel(start: start, columns: min(units * Product.unit, end - start), units: units)
  }
}

extension Product {
  /// Copies columns of B panel by panel, in each panel strip by strip, with zeros in place of
  /// columns that B doesn't have.
  ///
  /// - Parameters:
  ///   - indices: Which panels.
  ///   - part: Which rows of B, some of a block's `span`.
  ///   - packed: Where the strips of the block begin.
  func pack(
    _ panels: Panels, _ indices: Range<Int>, _ part: Range<Int>, of span: Range<Int>,
    to packed: MutablePointer
  ) {
    // Some rows at a time: a cache line may belong to two panels, and what is turned should stay in cache.
    let length = bColumn == 1 ? 8 : 64
    for start in stride(from: part.lowerBound, to: part.upperBound, by: length) {
      let band = start..<min(start + length, part.upperBound)
      for panel in indices.lazy.map({ panels[$0] }) {
        let width = panel.units * Self.unit
        let start = (panel.start - panels.start) * span.count
        let packed = packed + start + (band.lowerBound - span.lowerBound) * width
        if panel.columns < width { packed.initialize(repeating: 0, count: width * band.count) }
        pack(
          b + band.lowerBound * bRow + panel.start * bColumn, along: bRow, across: bColumn,
          depth: band.count, count: panel.columns, width: width, to: packed)
      }
    }
  }

  /// Copies rows of A tile by tile, in each tile column by column.
  func packTiles(_ rows: Range<Int>, _ span: Range<Int>, to packed: MutablePointer) {
    forEachTile(of: rows) { row, height in
      pack(
        a + row * aRow + span.lowerBound * aColumn, along: aColumn, across: aRow,
        depth: span.count, count: height, width: height,
        to: packed + (row - rows.lowerBound) * span.count)
    }
  }

  /// Writes `depth` groups of `count` numbers; the groups begin at multiples of `width`.
  private func pack(
    _ source: Pointer, along: Int, across: Int, depth: Int, count: Int, width: Int,
    to packed: MutablePointer
  ) {
    if across == 1 {
      for p in 0..<depth {
        let (from, to) = (source + p * along, packed + p * width)
        var j = 0
        while j + 4 <= count {
          store(load(from + j), to + j)
          j += 4
        }
        while j < count {
          to[j] = from[j]
          j += 1
        }
      }
      return
    }
    // The numbers of a group lie apart, those of one place in all groups together: along == 1.
    var j = 0
    while j + 4 <= count {
      transposeFour(source + j * across, across, depth: depth, to: packed + j, width)
      j += 4
    }
    while j < count {
      for p in 0..<depth { packed[p * width + j] = source[p + j * across] }
      j += 1
    }
  }

  /// Turns four rows of `depth` numbers into `depth` rows of four.
  private func transposeFour(
    _ source: Pointer, _ across: Int, depth: Int, to packed: MutablePointer, _ width: Int
  ) {
    var p = 0
    while p + 4 <= depth {
      cprocessor_transpose(source + p, across, packed + p * width, width)
      p += 4
    }
    while p < depth {
      for j in 0..<4 { packed[p * width + j] = source[p + j * across] }
      p += 1
    }
  }
}

private typealias Four = SIMD4<Double>

@inline(__always)
private func load(_ source: Pointer) -> Four {
  UnsafeRawPointer(source).loadUnaligned(as: Four.self)
}

@inline(__always)
private func store(_ four: Four, _ target: MutablePointer) {
  UnsafeMutableRawPointer(target).storeBytes(of: four, as: Four.self)
}
