internal import CProcessor

// The product of two matrices, as fast as the processor multiplies and adds.
//
// A tile of the result, some rows by up to three vector registers, stays in registers while its sum
// runs along the inner dimension. Every step loads one strip of B, which all rows of the tile share,
// and one number of A for each row. B is packed first: the strips of a panel follow each other in
// memory, and the panel stays in the first-level cache. A is read where it lies.
//
// The method is that of K. Goto and R. van de Geijn, Anatomy of high-performance matrix
// multiplication, ACM Transactions on Mathematical Software 34 (2008).
//
// All of it stands in one file: debug builds compile file by file, and generic code runs at full
// speed only in the file in which its types are known.

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
    let product = Product(
      a: left, aRow: a.rowStride, aColumn: a.columnStride, b: right, bRow: b.rowStride,
      bColumn: b.columnStride, c: target, cRow: b.columns, depth: a.columns, adds: adding)
    forEachPart(
      rows: a.rows, columns: b.columns, operations: a.rows * b.columns * a.columns,
      rowStep: Product.tileRows, columnStep: Product.panelColumns
    ) { product.run(rows: $0, columns: $1) }
  }
}

private typealias Pointer = UnsafePointer<Double>
private typealias MutablePointer = UnsafeMutablePointer<Double>

/// C = A · B, with the strides that lead from one row or column to the next. Threads may share it:
/// each writes a part of C of its own.
private struct Product: @unchecked Sendable {
  let a: Pointer
  let aRow: Int
  let aColumn: Int
  let b: Pointer
  let bRow: Int
  let bColumn: Int
  let c: MutablePointer
  let cRow: Int
  let depth: Int
  let adds: Bool

  // Twelve or twenty-four accumulators, three for B and one for A fill the registers.
  @inline(__always) static var fuses: Bool { CPROCESSOR_FUSES == 1 }
  @inline(__always) static var lanes: Int { Int(CPROCESSOR_LANES) }
  @inline(__always) static var tileRows: Int { CPROCESSOR_REGISTERS == 32 ? 8 : 6 }
  @inline(__always) static var panelRegisters: Int { CPROCESSOR_REGISTERS == 32 ? 3 : 2 }
  @inline(__always) static var panelColumns: Int { panelRegisters * lanes }

  /// A panel of B fits the first-level cache, a block of A the second, the packed part of B the
  /// third: 24 KB, 288 KB and 4.5 MB with registers of four numbers.
  static var blockDepth: Int { max(256, 3072 / panelColumns) }
  static var blockRows: Int { 96 }
  static var blockColumns: Int { 1536 }

  func run(rows: Range<Int>, columns: Range<Int>) {
    // Blocks of equal depth: 784 is 261 + 261 + 262, not 384 + 384 + 16.
    let blocks = (depth + Self.blockDepth - 1) / Self.blockDepth
    let blockDepth = (depth + blocks - 1) / blocks
    let packsTiles = columns.count > 128 || aColumn != 1
    withScratch(blockDepth * min(columns.count + Self.lanes, Self.blockColumns)) { strips in
      withScratch(packsTiles ? blockDepth * min(rows.count, Self.blockRows) : 0) { tiles in
        for columns in columns.blocks(Self.blockColumns) {
          for block in 0..<blocks {
            let span = depth * block / blocks..<depth * (block + 1) / blocks
            packPanels(columns, span, to: strips)
            for rows in rows.blocks(Self.blockRows) {
              if packsTiles { packTiles(rows, span, to: tiles) }
              forEachPanel(of: columns) { panel in
                let strips = strips + (panel.start - columns.lowerBound) * span.count
                multiply(
                  rows, panel, span, packsTiles ? Pointer(tiles) : nil, strips,
                  adding: adds || block > 0)
              }
            }
          }
        }
      }
    }
  }

  /// Three registers each, and at the end two, or twice two, which is faster than three and one.
  @inline(__always)
  private func forEachPanel(of columns: Range<Int>, _ body: (Panel) -> Void) {
    var start = columns.lowerBound
    while start < columns.upperBound {
      let rest = columns.upperBound - start
      let registers = (rest + Product.lanes - 1) / Product.lanes
      let chosen = registers == 4 ? 2 : min(registers, Product.panelRegisters)
      body(Panel(start: start, columns: min(chosen * Product.lanes, rest), registers: chosen))
      start += chosen * Product.lanes
    }
  }

  /// Tiles as high as possible, the rest in powers of two.
  @inline(__always)
  private func forEachTile(of rows: Range<Int>, _ body: (_ start: Int, _ height: Int) -> Void) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let rest = rows.upperBound - start
      let height = rest >= Self.tileRows ? Self.tileRows : rest >= 4 ? 4 : rest >= 2 ? 2 : 1
      body(start, height)
      start += height
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

/// Neighbouring columns, one to three registers wide; only the last one may be not quite full.
private struct Panel {
  let start: Int
  let columns: Int
  let registers: Int
}

extension Product {
  /// Copies columns of B panel by panel, in each panel strip by strip, with zeros in place of
  /// columns that B doesn't have.
  private func packPanels(_ columns: Range<Int>, _ span: Range<Int>, to packed: MutablePointer) {
    // Where rows are contiguous, some rows at a time: a cache line may belong to two panels.
    for band in span.blocks(bColumn == 1 ? 8 : span.count) {
      forEachPanel(of: columns) { panel in
        let width = panel.registers * Self.lanes
        let start = (panel.start - columns.lowerBound) * span.count
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
          store(load(from + j) as SIMD4<Double>, to + j)
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
    typealias Four = SIMD4<Double>
    var p = 0
    while p + 4 <= depth {
      let x: Four = load(source + p)
      let y: Four = load(source + p + across)
      let z: Four = load(source + p + 2 * across)
      let w: Four = load(source + p + 3 * across)
      let to = packed + p * width
      store(Four(x[0], y[0], z[0], w[0]), to)
      store(Four(x[1], y[1], z[1], w[1]), to + width)
      store(Four(x[2], y[2], z[2], w[2]), to + 2 * width)
      store(Four(x[3], y[3], z[3], w[3]), to + 3 * width)
      p += 4
    }
    while p < depth {
      for j in 0..<4 { packed[p * width + j] = source[p + j * across] }
      p += 1
    }
  }
}

// MARK: Tiles of C

extension Product {
  /// Some rows of C in the columns of one panel.
  private func multiply(
    _ rows: Range<Int>, _ panel: Panel, _ span: Range<Int>, _ tiles: Pointer?, _ strips: Pointer,
    adding: Bool
  ) {
    // The compiler keeps one branch.
    switch Self.lanes {
    case 8: multiply(SIMD8<Double>.self, rows, panel, span, tiles, strips, adding)
    case 4: multiply(SIMD4<Double>.self, rows, panel, span, tiles, strips, adding)
    default: multiply(SIMD2<Double>.self, rows, panel, span, tiles, strips, adding)
    }
  }

  @inline(__always)
  private func multiply<V: SIMD>(
    _ register: V.Type, _ rows: Range<Int>, _ panel: Panel, _ span: Range<Int>, _ tiles: Pointer?,
    _ strips: Pointer, _ adding: Bool
  ) where V.Scalar == Double {
    typealias One = Wider<V, End>
    typealias Two = Wider<V, One>
    typealias Three = Wider<V, Two>
    switch panel.registers {
    case 1: multiply(One.self, rows, panel, span, tiles, strips, adding)
    case 2: multiply(Two.self, rows, panel, span, tiles, strips, adding)
    default:
      if Self.panelRegisters == 3 {
        multiply(Three.self, rows, panel, span, tiles, strips, adding)
      }
    }
  }

  @inline(__always)
  private func multiply<S: Strip>(
    _ strip: S.Type, _ rows: Range<Int>, _ panel: Panel, _ span: Range<Int>, _ tiles: Pointer?,
    _ strips: Pointer, _ adding: Bool
  ) {
    typealias One = Taller<S, NoRows<S>>
    typealias Two = Taller<S, One>
    typealias Four = Taller<S, Taller<S, Two>>
    typealias Six = Taller<S, Taller<S, Four>>
    typealias Eight = Taller<S, Taller<S, Six>>
    forEachTile(of: rows) { row, height in
      let tile =
        tiles.map { Numbers(start: $0 + (row - rows.lowerBound) * span.count, down: 1, on: height) }
        ?? Numbers(start: a + row * aRow + span.lowerBound * aColumn, down: aRow, on: aColumn)
      switch height {
      case 1: multiply(One.self, row, panel, span.count, tile, strips, adding)
      case 2: multiply(Two.self, row, panel, span.count, tile, strips, adding)
      case 4: multiply(Four.self, row, panel, span.count, tile, strips, adding)
      default:
        if Self.tileRows == 8 {
          multiply(Eight.self, row, panel, span.count, tile, strips, adding)
        } else {
          multiply(Six.self, row, panel, span.count, tile, strips, adding)
        }
      }
    }
  }

  @inline(never)
  private func multiply<T: Tile>(
    _ tile: T.Type, _ row: Int, _ panel: Panel, _ depth: Int, _ left: Numbers, _ strips: Pointer,
    _ adding: Bool
  ) {
    var sums = T()
    let target = c + row * cRow + panel.start
    for i in 0..<T.height {
      cprocessor_prefetch(target + i * cRow)
      cprocessor_prefetch(target + i * cRow + panel.columns - 1)
    }
    var (column, strip) = (left.start, strips)
    for _ in 0..<depth {
      sums.add(column, left.down, times: T.Row(strip))
      column += left.on
      strip += T.Row.width
    }
    if panel.columns == T.Row.width {
      sums.store(to: target, cRow, adding: adding)
    } else {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: T.height * T.Row.width) { whole in
        let whole = whole.baseAddress!
        sums.store(to: whole, T.Row.width, adding: false)
        for i in 0..<T.height {
          for j in 0..<panel.columns {
            let sum = whole[i * T.Row.width + j]
            target[i * cRow + j] = adding ? target[i * cRow + j] + sum : sum
          }
        }
      }
    }
  }
}

/// The numbers of A for a tile: the steps lead to the next row and to the next column.
private struct Numbers {
  let start: Pointer
  let down: Int
  let on: Int
}

/// Rows of the result, one strip each.
private protocol Tile {
  associatedtype Row: Strip
  static var height: Int { get }
  init()
  /// Adds the product of a column of A and a strip of B.
  mutating func add(_ column: Pointer, _ down: Int, times strip: Row)
  func store(to target: MutablePointer, _ stride: Int, adding: Bool)
}

private struct NoRows<Row: Strip>: Tile {
  @inline(__always) static var height: Int { 0 }
  @inline(__always) mutating func add(_ column: Pointer, _ down: Int, times strip: Row) {}
  @inline(__always) func store(to target: MutablePointer, _ stride: Int, adding: Bool) {}
}

private struct Taller<Row: Strip, Rest: Tile>: Tile where Rest.Row == Row {
  var row = Row()
  var rest = Rest()
  @inline(__always) static var height: Int { 1 + Rest.height }

  @inline(__always) mutating func add(_ column: Pointer, _ down: Int, times strip: Row) {
    row.add(column.pointee, times: strip)
    rest.add(column + down, down, times: strip)
  }

  @inline(__always) func store(to target: MutablePointer, _ stride: Int, adding: Bool) {
    row.store(to: target, adding: adding)
    rest.store(to: target + stride, stride, adding: adding)
  }
}

/// Neighbouring numbers of a row, in one register or more.
private protocol Strip {
  static var width: Int { get }
  init()
  init(_ source: Pointer)
  mutating func add(_ factor: Double, times strip: Self)
  func store(to target: MutablePointer, adding: Bool)
}

private struct End: Strip {
  static var width: Int { 0 }
  @inline(__always) init() {}
  @inline(__always) init(_ source: Pointer) {}
  @inline(__always) mutating func add(_ factor: Double, times strip: End) {}
  @inline(__always) func store(to target: MutablePointer, adding: Bool) {}
}

private struct Wider<V: SIMD, Rest: Strip>: Strip where V.Scalar == Double {
  var first = V()
  var rest = Rest()
  @inline(__always) static var width: Int { V.scalarCount + Rest.width }

  @inline(__always) init() {}

  @inline(__always) init(_ source: Pointer) {
    first = load(source)
    rest = Rest(source + V.scalarCount)
  }

  @inline(__always) mutating func add(_ factor: Double, times strip: Self) {
    first =
      Product.fuses
      ? first.addingProduct(V(repeating: factor), strip.first) : first + factor * strip.first
    rest.add(factor, times: strip.rest)
  }

  @inline(__always) func store(to target: MutablePointer, adding: Bool) {
    LinearAlgebra.store(adding ? load(Pointer(target)) + first : first, target)
    rest.store(to: target + V.scalarCount, adding: adding)
  }
}

@inline(__always)
private func load<V: SIMD>(_ source: Pointer) -> V where V.Scalar == Double {
  UnsafeRawPointer(source).loadUnaligned(as: V.self)
}

@inline(__always)
private func store<V: SIMD>(_ vector: V, _ target: MutablePointer) where V.Scalar == Double {
  UnsafeMutableRawPointer(target).storeBytes(of: vector, as: V.self)
}
