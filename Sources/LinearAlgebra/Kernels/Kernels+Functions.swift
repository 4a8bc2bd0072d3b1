internal import CProcessor

// Exponential, logarithm and what is made of them, eight numbers at a time. Each of these functions
// gives for every number, ±∞, NaN and subnormal ones included, what the C library's gives, up to
// the last bits: exp and log are within one unit in the last place of the true value, tanh and the
// logistic function within three.

extension Kernels {
  static func applyExp(_ x: Buffer, into z: MutableBuffer) { applyEight(x, into: z, exp) }

  static func applyLog(_ x: Buffer, into z: MutableBuffer) { applyEight(x, into: z, log) }

  static func applyTanh(_ x: Buffer, into z: MutableBuffer) { applyEight(x, into: z, tanh) }

  static func applySigmoid(_ x: Buffer, into z: MutableBuffer) { applyEight(x, into: z, sigmoid) }

  static func applySqrt(_ x: Buffer, into z: MutableBuffer) {
    applyEight(x, into: z) { x in
      var x = x
      withUnsafeMutableBytes(of: &x) {
        let numbers = $0.assumingMemoryBound(to: Double.self).baseAddress
        cprocessor_sqrt(numbers, numbers)
      }
      return x
    }
  }

  /// eˣ⁻ᵐ for the numbers of a row, where m is the largest, divided by their sum.
  ///
  /// - Parameter columns: The length of a row, at least 1.
  static func softmaxRows(_ x: Buffer, columns: Int, into z: MutableBuffer) {
    for start in stride(from: 0, to: x.count, by: columns) {
      let row = slice(x, from: start, count: columns)
      let result = slice(z, from: start, count: columns)
      let largest = maximumWithoutNaN(row)
      // The sum is that of `sum`, taken while the numbers are in registers.
      let total = sumOfBlocks(0..<columns) { block in
        let (start, whole) = (block.lowerBound, block.count / 8 * 8)
        var lanes = Eight()
        applyEight(
          slice(row, from: start, count: whole), into: slice(result, from: start, count: whole)
        ) {
          let powers = exp($0 - largest)
          lanes += powers
          return powers
        }
        let rest = slice(result, from: start + whole, count: block.count - whole)
        applyEight(slice(row, from: start + whole, count: rest.count), into: rest) {
          exp($0 - largest)
        }
        return rest.reduce(lanes.sum(), +)
      }
      multiply(Buffer(result), 1 / total, into: result)
    }
  }

  /// Runs `body` on eight numbers at a time, the last ones filled up with zeros.
  @inline(__always)
  private static func applyEight(
    _ x: Buffer, into z: MutableBuffer, _ body: (Eight) -> Eight
  ) {
    guard let from = x.baseAddress, let to = z.baseAddress else { return }
    var (i, end) = (0, countBeforeLine(z))
    repeat {
      while i + 8 <= end {
        let numbers = UnsafeRawPointer(from + i).loadUnaligned(as: Eight.self)
        UnsafeMutableRawPointer(to + i).storeBytes(of: body(numbers), as: Eight.self)
        i += 8
      }
      if i < end {
        var last = Eight()
        for j in i..<end { last[j - i] = from[j] }
        last = body(last)
        for j in i..<end { to[j] = last[j - i] }
      }
      (i, end) = (end, z.count)
    } while i < end
  }
}

private typealias Eight = SIMD8<Double>
private typealias Bits = SIMD8<UInt64>

/// x y + z, rounded once where the processor can.
@inline(__always)
private func multiplyAdd(_ x: Eight, _ y: Eight, _ z: Eight) -> Eight {
  fuses ? z.addingProduct(x, y) : z + x * y
}

private var fuses: Bool {
  @inline(__always) get { CPROCESSOR_FUSES == 1 }
}

/// Whether all numbers are in a range; NaN never is.
@inline(__always)
private func areAll(_ x: Eight, from low: Double, to high: Double) -> Bool {
  withUnsafeBytes(of: x) {
    cprocessor_all_within($0.assumingMemoryBound(to: Double.self).baseAddress, low, high) != 0
  }
}

/// The polynomial with the given coefficients, the highest first.
@inline(__always)
private func polynomial(_ x: Eight, _ coefficients: Double...) -> Eight {
  var sum = Eight(repeating: coefficients[0])
  for coefficient in coefficients.dropFirst() {
    sum = multiplyAdd(sum, x, Eight(repeating: coefficient))
  }
  return sum
}

// MARK: Exponential

/// ln 2 in two parts. The first ends in zeros, so that its product with an exponent is exact.
private let ln2High = 0x1.62e42feep-1
private let ln2Low = 0x1.a39ef35793c76p-33

/// Adding it moves the integer nearest to a small number into the lowest bits.
private let shifter = 0x1.8p52

/// x = n ln 2 + r with an integer n and |r| ≤ ln 2 / 2: n with the shifter added, and eʳ - 1.
@inline(__always)
private func reduced(_ x: Eight) -> (shifted: Eight, expm1: Eight) {
  let shifted = multiplyAdd(x, Eight(repeating: 1.4426950408889634), Eight(repeating: shifter))
  let n = shifted - shifter
  let r = multiplyAdd(n, Eight(repeating: -ln2Low), multiplyAdd(n, Eight(repeating: -ln2High), x))
  // The Taylor series; what is left out is less than r¹⁴ / 14! < 5e-18. The coefficients are 1 / k!.
  let tail = polynomial(
    r, 1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7,
    2.755731922398589e-6, 2.48015873015873e-5, 1.984126984126984e-4, 1.388888888888889e-3,
    8.333333333333333e-3, 4.1666666666666664e-2, 0.16666666666666666, 0.5)
  return (shifted, multiplyAdd(r * r, tail, r))
}

/// 2ⁿ x for an integer n, given with the shifter added, where x and the result are in the normal range.
@inline(__always)
private func scale(_ x: Eight, _ shifted: Eight) -> Eight {
  let exponent = unsafeBitCast(shifted, to: Bits.self) &<< 52
  return unsafeBitCast(unsafeBitCast(x, to: Bits.self) &+ exponent, to: Eight.self)
}

@inline(__always)
private func exp(_ x: Eight) -> Eight {
  // Where all results are in the normal range.
  guard areAll(x, from: -707, to: 707) else { return expOfAny(x) }
  let (shifted, expm1) = reduced(x)
  return scale(expm1 + 1, shifted)
}

/// The same for all numbers.
@inline(never)
private func expOfAny(_ x: Eight) -> Eight {
  // Beyond these bounds the result is 0 or ∞ anyway. NaN remains: it is not less than anything.
  let x = x.replacing(with: 710, where: x .> 710).replacing(with: -746, where: x .< -746)
  let (shifted, expm1) = reduced(x)
  // In two steps, because 2ⁿ alone may be out of range where eˣ isn't.
  let n = shifted - shifter
  let half = multiplyAdd(n, Eight(repeating: 0.5), Eight(repeating: shifter))
  let otherHalf = n - (half - shifter) + shifter
  let one = Eight(repeating: 1)
  return (expm1 + 1) * scale(one, half) * scale(one, otherHalf)
}

// MARK: Logarithm

/// Moves the mantissa m of x = 2ᵏ m into √½ ≤ m < √2. With f = m - 1 and s = f / (2 + f),
///
///     log m = log (1 + s) / (1 - s) = 2 s + 2/3 s³ + 2/5 s⁵ + …
///
/// The coefficients, and the order of the sum that keeps the error below one unit in the last
/// place, are those of Sun Microsystems' fdlibm, e_log.c.
@inline(__always)
private func log(_ x: Eight) -> Eight {
  guard areAll(x, from: .leastNormalMagnitude, to: .greatestFiniteMagnitude) else {
    return logOfAny(x)
  }
  return logOfNormal(x, shift: Eight())
}

/// The same for all numbers.
@inline(never)
private func logOfAny(_ x: Eight) -> Eight {
  let isSubnormal = x .< Double.leastNormalMagnitude
  return logOfNormal(
    x.replacing(with: x * 0x1p54, where: isSubnormal),
    shift: Eight().replacing(with: 54, where: isSubnormal)
  )
  .replacing(with: x, where: x .== .infinity)
  .replacing(with: -.infinity, where: x .== 0)
  .replacing(with: .nan, where: .!(x .>= 0))
}

/// log x - shift log 2, for positive normal numbers.
@inline(__always)
private func logOfNormal(_ x: Eight, shift: Eight) -> Eight {
  let root: UInt64 = 0x3fe6_a09e_0000_0000  // √½
  let bits = unsafeBitCast(x, to: Bits.self) &+ (0x3ff0_0000_0000_0000 &- root)
  // The exponent as a number: its bits go behind those of 2⁵².
  let exponent = unsafeBitCast((bits &>> 52) | 0x4330_0000_0000_0000, to: Eight.self)
  let k = exponent - (0x1p52 + 1023) - shift
  let f = unsafeBitCast((bits & 0x000f_ffff_ffff_ffff) &+ root, to: Eight.self) - 1
  let s = f / (f + 2)
  let z = s * s
  let series =
    z
    * polynomial(
      z, 1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01,
      2.222219843214978396e-01, 2.857142874366239149e-01, 3.999999999940941908e-01,
      6.666666666666735130e-01)
  let halfSquare = 0.5 * f * f
  let low = multiplyAdd(s, halfSquare + series, k * ln2LogLow)
  return k * ln2LogHigh - ((halfSquare - low) - f)
}

/// ln 2 in two parts, as fdlibm has it.
private let ln2LogHigh = 6.93147180369123816490e-01
private let ln2LogLow = 1.90821492927058770002e-10

// MARK: Activations

/// tanh |x| = (e²ˣ - 1) / (e²ˣ - 1 + 2), which keeps all digits near 0.
@inline(__always)
private func tanh(_ x: Eight) -> Eight {
  // From 20 on, tanh is 1 to the last bit.
  let magnitude = unsafeBitCast(
    unsafeBitCast(x, to: Bits.self) & 0x7fff_ffff_ffff_ffff, to: Eight.self)
  let (shifted, small) = reduced(2 * magnitude.replacing(with: 20, where: magnitude .> 20))
  let power = scale(Eight(repeating: 1), shifted)
  let expm1 = multiplyAdd(power, small, power - 1)
  let result = expm1 / (expm1 + 2)
  let sign = unsafeBitCast(x, to: Bits.self) & 0x8000_0000_0000_0000
  return unsafeBitCast(unsafeBitCast(result, to: Bits.self) | sign, to: Eight.self)
}

/// See the function `sigmoid` of a number.
@inline(__always)
private func sigmoid(_ x: Eight) -> Eight {
  let small = exp(x.replacing(with: -x, where: x .> 0))
  return Eight(repeating: 1).replacing(with: small, where: x .< 0) / (small + 1)
}
