// The product of two matrices, as fast as the processor multiplies and adds.
//
// A tile of the result, some rows by up to three vector registers, stays in registers while its sum
// runs along the inner dimension. Every step loads one strip of B, which all rows of the tile share,
// and one number of A for each row. B is packed first: the strips of a panel follow each other in
// memory, and the panel stays in the first-level cache. What is used only a few times is read where it lies.
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
  ///
  /// A panel that is narrower than a cache line leaves the rest of it for the next one, and by then it has gone
  /// from the cache: half the speed, with registers of two numbers.
  private var readsStripsInPlace: Bool {
    bColumn == 1 && columns % Self.unit == 0
      && rows <= (Self.panelColumns < 8 ? 2 * Self.tileRows : 128)
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
