internal import CProcessor

// The tiles of a product. All of it stands in one file: debug builds compile file by file, and generic code
// runs at full speed only in the file in which its types are known.

/// The numbers of B for a panel: the step leads to the next strip.
struct Strips {
  let start: Pointer
  let on: Int
}

extension Product {
  // Twelve or twenty-four accumulators, three for B and one for A fill the registers.
  @inline(__always) static var fuses: Bool { CPROCESSOR_FUSES == 1 }
  @inline(__always) static var lanes: Int { Int(CPROCESSOR_LANES) }
  @inline(__always) static var tileRows: Int { CPROCESSOR_REGISTERS == 32 ? 8 : 6 }
  @inline(__always) static var panelRegisters: Int { CPROCESSOR_REGISTERS == 32 ? 3 : 2 }
  @inline(__always) static var panelColumns: Int { panelRegisters * lanes }
  /// The numbers by which panels are wider than others: half a register where it holds eight, which is
  /// multiplied in half the time.
  @inline(__always) static var unit: Int { min(lanes, 4) }
  @inline(__always) static var panelUnits: Int { panelColumns / unit }

  /// Tiles as high as possible, the rest in powers of two.
  @inline(__always)
  func forEachTile(of rows: Range<Int>, _ body: (_ start: Int, _ height: Int) -> Void) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let rest = rows.upperBound - start
      let height = rest >= Self.tileRows ? Self.tileRows : rest >= 4 ? 4 : rest >= 2 ? 2 : 1
      body(start, height)
      start += height
    }
  }

  /// Some rows of C in the columns of one panel.
  ///
  /// - Parameters:
  ///   - tiles: The rows of A, packed; nil if they are read where they lie.
  ///   - strips: The strips of B.
  ///   - whole: Room for a tile that isn't stored as it is.
  func multiply(
    _ rows: Range<Int>, _ panel: Panel, _ span: Range<Int>, _ tiles: Pointer?, _ strips: Strips,
    _ whole: MutablePointer, adding: Bool
  ) {
    // The compiler keeps one branch.
    switch Self.lanes {
    case 8: multiply(SIMD8<Double>.self, rows, panel, span, tiles, strips, whole, adding)
    case 4: multiply(SIMD4<Double>.self, rows, panel, span, tiles, strips, whole, adding)
    default: multiply(SIMD2<Double>.self, rows, panel, span, tiles, strips, whole, adding)
    }
  }

  @inline(__always)
  private func multiply<V: SIMD>(
    _ register: V.Type, _ rows: Range<Int>, _ panel: Panel, _ span: Range<Int>, _ tiles: Pointer?,
    _ strips: Strips, _ whole: MutablePointer, _ adding: Bool
  ) where V.Scalar == Double {
    typealias Half = Wider<SIMD4<Double>, End>
    typealias One = Wider<V, End>
    typealias Two = Wider<V, One>
    typealias Three = Wider<V, Two>
    let (registers, rest) = (panel.units * Self.unit).quotientAndRemainder(dividingBy: Self.lanes)
    if Self.unit < Self.lanes && rest > 0 {
      switch registers {
      case 0: multiply(Half.self, rows, panel, span, tiles, strips, whole, adding)
      case 1: multiply(Wider<V, Half>.self, rows, panel, span, tiles, strips, whole, adding)
      default:
        multiply(Wider<V, Wider<V, Half>>.self, rows, panel, span, tiles, strips, whole, adding)
      }
    } else {
      switch registers {
      case 1: multiply(One.self, rows, panel, span, tiles, strips, whole, adding)
      case 2: multiply(Two.self, rows, panel, span, tiles, strips, whole, adding)
      default:
        if Self.panelRegisters == 3 {
          multiply(Three.self, rows, panel, span, tiles, strips, whole, adding)
        }
      }
    }
  }

  @inline(__always)
  private func multiply<S: Strip>(
    _ strip: S.Type, _ rows: Range<Int>, _ panel: Panel, _ span: Range<Int>, _ tiles: Pointer?,
    _ strips: Strips, _ whole: MutablePointer, _ adding: Bool
  ) {
    typealias One = Taller<S, NoRows<S>>
    typealias Two = Taller<S, One>
    typealias Four = Taller<S, Taller<S, Two>>
    typealias Six = Taller<S, Taller<S, Four>>
    typealias Eight = Taller<S, Taller<S, Six>>
    forEachTile(of: rows) { row, height in
      let tile =
        tiles.map {
          TileNumbers(start: $0 + (row - rows.lowerBound) * span.count, down: 1, on: height)
        }
        ?? TileNumbers(start: a + row * aRow + span.lowerBound * aColumn, down: aRow, on: aColumn)
      switch height {
      case 1: multiply(One.self, row, panel, span.count, tile, strips, whole, adding)
      case 2: multiply(Two.self, row, panel, span.count, tile, strips, whole, adding)
      case 4: multiply(Four.self, row, panel, span.count, tile, strips, whole, adding)
      default:
        if Self.tileRows == 8 {
          multiply(Eight.self, row, panel, span.count, tile, strips, whole, adding)
        } else {
          multiply(Six.self, row, panel, span.count, tile, strips, whole, adding)
        }
      }
    }
  }

  @inline(never)
  private func multiply<T: Tile>(
    _ tile: T.Type, _ row: Int, _ panel: Panel, _ depth: Int, _ left: TileNumbers, _ strips: Strips,
    _ whole: MutablePointer, _ adding: Bool
  ) {
    var sums = T()
    let target = isTurned ? c + panel.start * cRow + row : c + row * cRow + panel.start
    if isTurned {
      for j in 0..<panel.columns { cprocessor_prefetch(target + j * cRow) }
    } else {
      for i in 0..<T.height {
        cprocessor_prefetch(target + i * cRow)
        cprocessor_prefetch(target + i * cRow + panel.columns - 1)
      }
    }
    var (column, strip) = (left.start, strips.start)
    for _ in 0..<depth {
      sums.add(column, left.down, times: T.Row(strip))
      column += left.on
      strip += strips.on
    }
    if panel.columns == T.Row.width && !isTurned {
      return sums.store(to: target, cRow, adding: adding)
    }
    sums.store(to: whole, T.Row.width, adding: false)
    if isTurned {
      for j in 0..<panel.columns {
        let target = target + j * cRow
        for i in 0..<T.height {
          let sum = whole[i * T.Row.width + j]
          target[i] = adding ? target[i] + sum : sum
        }
      }
    } else {
      for i in 0..<T.height {
        let (sums, target) = (whole + i * T.Row.width, target + i * cRow)
        var j = 0
        while j + 4 <= panel.columns {
          Wider<SIMD4<Double>, End>(sums + j).store(to: target + j, adding: adding)
          j += 4
        }
        while j < panel.columns {
          target[j] = adding ? target[j] + sums[j] : sums[j]
          j += 1
        }
      }
    }
  }
}

/// The numbers of A for a tile: the steps lead to the next row and to the next column.
private struct TileNumbers {
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
