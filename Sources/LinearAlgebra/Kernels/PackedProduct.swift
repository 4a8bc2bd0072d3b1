internal import CProcessor

// The product of two matrices, as fast as the processor multiplies and adds.
//
// A tile of the result, some rows by up to three vector registers, stays in registers while its sum
// runs along the inner dimension. Every step loads one strip of B, which all rows of the tile share,
// and one number of A for each row. B is packed first: the strips of a panel follow each other in
// memory, and the panel stays in the first-level cache. Where little is used often, A and B are read where
// they lie.
//
// The method is that of K. Goto and R. van de Geijn, Anatomy of high-performance matrix
// multiplication, ACM Transactions on Mathematical Software 34 (2008).
//
extension Kernels {
  /// A factor of a product; transposing it only swaps its sides and its strides.
  struct Factor {
    let entries: Buffer
    let rows: Int
    let columns: Int
    let rowStride: Int
    let columnStride: Int

    /// - Parameters:
    ///   - rows: The rows as stored; also `columns`.
    init(_ entries: Buffer, rows: Int, columns: Int, transposed: Bool) {
      self.entries = entries
      self.rows = transposed ? columns : rows
      self.columns = transposed ? rows : columns
      rowStride = transposed ? 1 : columns
      columnStride = transposed ? columns : 1
    }
  }

  /// C = A · B, or C += A · B.
  ///
  /// An entry is the same sum in the same order however many threads there are.
  ///
  /// - Parameters:
  ///   - a: m × k.
  ///   - b: k × n.
  ///   - c: m × n, row-major; unless it is added to, its memory may be uninitialised.
  static func matmul(_ a: Factor, _ b: Factor, into c: MutableBuffer, adding: Bool) {
    guard let target = c.baseAddress, !c.isEmpty else { return }
    guard let left = a.entries.baseAddress, let right = b.entries.baseAddress, a.columns > 0 else {
      if !adding { c.initialize(repeating: 0) }
      return
    }
    // Where one factor is a row or a column, nothing is used twice, and packing wouldn't pay.
    if !adding && a.rows == 1 {
      return b.columnStride == 1
        ? matvecTransposed(b.entries, by: a.entries, into: c)
        : matvec(b.entries, by: a.entries, into: c)
    }
    if !adding && b.columns == 1 {
      return a.columnStride == 1
        ? matvec(a.entries, by: b.entries, into: c)
        : matvecTransposed(a.entries, by: b.entries, into: c)
    }
    Product(a, b, left, right, target, adds: adding).run()
  }
}

typealias Pointer = UnsafePointer<Double>
typealias MutablePointer = UnsafeMutablePointer<Double>

/// C = A · B, with the strides that lead from one row or column to the next. Threads may share it:
/// each writes a part of C of its own.
struct Product: @unchecked Sendable {
  let rows: Int
  let columns: Int
  let depth: Int
  let a: Pointer
  let aRow: Int
  let aColumn: Int
  let b: Pointer
  let bRow: Int
  let bColumn: Int
  let c: MutablePointer
  let cRow: Int
  /// Whether the product is computed as Cᵀ = Bᵀ Aᵀ: rows, columns, A and B are those of that product. Its
  /// entries are the same sums in the same order.
  let isTurned: Bool
  let adds: Bool

  /// The steps along the inner dimension: blocks of equal depth, 784 is 392 + 392.
  private let blocks: Int

  init(
    _ a: Kernels.Factor, _ b: Kernels.Factor, _ left: Pointer, _ right: Pointer,
    _ target: MutablePointer, adds: Bool
  ) {
    depth = a.columns
    blocks = (depth + Self.blockDepth - 1) / Self.blockDepth
    c = target
    cRow = b.columns
    self.adds = adds
    // Packing columns that lie apart is slow. Where A has far fewer rows than B has columns, a batch beside
    // weights, it is less work to pack A and to turn each tile of C.
    isTurned =
      b.columnStride != 1 && a.rows * (depth + blocks * b.columns) < b.columns * depth / 2
    (self.a, aRow, aColumn) =
      isTurned ? (right, b.columnStride, b.rowStride) : (left, a.rowStride, a.columnStride)
    (self.b, bRow, bColumn) =
      isTurned ? (left, a.columnStride, a.rowStride) : (right, b.rowStride, b.columnStride)
    (rows, columns) = isTurned ? (b.columns, a.rows) : (a.rows, b.columns)
  }

  /// A panel of B fits the first-level cache, a block of A the second, the packed part of B the
  /// third: 25 KB, 294 KB and 4.5 MB with registers of four numbers. With those of eight a panel comes
  /// from the second: a step along the inner dimension takes long enough.
  private static var blockDepth: Int { max(392, 3072 / panelColumns) }
  private static var blockRows: Int { 96 }
  private static var blockColumns: Int { 1536 }
  private static var packedCount: Int { 384 * blockColumns }

  func run() {
    if readsStripsInPlace { return multiply(Panels(0..<columns), 0..<blocks, nil) }
    let width = min(columns + Self.lanes, Self.blockColumns)
    // Several blocks are packed at once where they have room: threads wait for each other less often.
    let together = max(1, min(blocks, Self.packedCount * blocks / (width * depth)))
    withScratch((depth + blocks - 1) / blocks * together * width) { strips in
      for columns in (0..<columns).blocks(Self.blockColumns) {
        let panels = Panels(columns)
        for blocks in (0..<blocks).blocks(together) {
          pack(panels, blocks, to: strips)
          multiply(panels, blocks, strips)
        }
      }
    }
  }

  /// Packing doesn't pay where rows of B are contiguous and few rows of A use them. The strips must be full.
  private var readsStripsInPlace: Bool {
    bColumn == 1 && columns % Self.unit == 0 && rows <= 128
  }

  /// The part of the inner dimension that some blocks take.
  private func span(_ blocks: Range<Int>) -> Range<Int> {
    depth * blocks.lowerBound / self.blocks..<depth * blocks.upperBound / self.blocks
  }

  private func pack(_ panels: Panels, _ blocks: Range<Int>, to strips: MutablePointer) {
    let strips = Kernels.Shared(strips)
    let whole = span(blocks)
    Kernels.forEachPart(
      rows: whole.count, columns: panels.count, operations: 8 * whole.count * panels.width,
      rowStep: 32, columnStep: 1
    ) { rows, indices in
      for block in blocks {
        let span = span(block..<block + 1)
        let part = span.clamped(
          to: whole.lowerBound + rows.lowerBound..<whole.lowerBound + rows.upperBound)
        let start = strips.value + (span.lowerBound - whole.lowerBound) * panels.width
        pack(panels, indices, part, of: span, to: start)
      }
    }
  }

  /// - Parameter packed: The packed strips; nil if they are read where they lie.
  private func multiply(_ panels: Panels, _ blocks: Range<Int>, _ packed: MutablePointer?) {
    let packed = Kernels.Shared(packed)
    let whole = span(blocks)
    Kernels.forEachPart(
      rows: rows, columns: panels.count, operations: rows * panels.width * whole.count,
      rowStep: Self.tileRows, columnStep: 1
    ) { rows, indices in
      let packsTiles = indices.count * Self.panelColumns > 144
      let longest = (depth + self.blocks - 1) / self.blocks
      let tile = Self.tileRows * Self.panelColumns
      withScratch(tile + (packsTiles ? longest * min(rows.count, Self.blockRows) : 0)) { memory in
        let tiles = memory + tile
        for rows in rows.blocks(Self.blockRows) {
          for block in blocks {
            let span = span(block..<block + 1)
            if packsTiles { packTiles(rows, span, to: tiles) }
            for index in indices {
              let panel = panels[index]
              let strips = packed.value.map {
                Strips(
                  start: $0 + (span.lowerBound - whole.lowerBound) * panels.width
                    + (panel.start - panels.start) * span.count, on: panel.units * Self.unit)
              }
              multiply(
                rows, panel, span, packsTiles ? Pointer(tiles) : nil,
                strips ?? Strips(start: b + span.lowerBound * bRow + panel.start, on: bRow),
                memory, adding: adds || block > 0)
            }
          }
        }
      }
    }
  }
}

extension Range<Int> {
  /// Consecutive parts of at most `length`.
  fileprivate func blocks(_ length: Int) -> some Sequence<Range<Int>> {
    stride(from: lowerBound, to: upperBound, by: length).lazy.map {
      $0..<Swift.min($0 + length, upperBound)
    }
  }
}

/// Memory that begins with a cache line.
private func withScratch(_ count: Int, _ body: (MutablePointer) -> Void) {
  let memory = UnsafeMutableRawPointer.allocate(
    byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
  body(memory.assumingMemoryBound(to: Double.self))
  memory.deallocate()
}

// MARK: Packing

/// Neighbouring columns, up to three registers wide; only the last one may be not quite full.
struct Panel {
  let start: Int
  let columns: Int
  /// How wide it is, in units of `Product.unit`.
  let units: Int
}

/// Some columns, cut into panels of three registers, or of two where there are no more; at the end
/// two of about two, which are faster than one of three and one of one.
private struct Panels {
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
  private func pack(
    _ panels: Panels, _ indices: Range<Int>, _ part: Range<Int>, of span: Range<Int>,
    to packed: MutablePointer
  ) {
    // Some rows at a time: a cache line may belong to two panels, and what is turned should stay in cache.
    for band in part.blocks(bColumn == 1 ? 8 : 64) {
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
  private func packTiles(_ rows: Range<Int>, _ span: Range<Int>, to packed: MutablePointer) {
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
