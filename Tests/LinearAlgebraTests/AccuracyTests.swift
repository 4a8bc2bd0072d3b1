import LinearAlgebra
import Testing

#if arch(x86_64) && os(Linux)
  /// The C library's functions with a significand of 64 bits, eleven more than `Double` has: their
  /// error is less than a thousandth of the last place of a `Double`.
  @Suite("Accuracy, against 64 bits of significand")
  struct AccuracyTests {
    /// Units in the last place between a result and the true value.
    private func error(_ result: Double, _ truth: Float80) -> Double {
      let rounded = Double(truth)
      if result == rounded || (result.isNaN && rounded.isNaN) {
        if !rounded.isFinite || rounded == 0 { return 0 }
      }
      guard result.isFinite && rounded.isFinite else { return .infinity }
      return Double((Float80(result) - truth).magnitude / Float80(rounded.ulp))
    }

    private func worst(
      _ numbers: Vector, _ function: (Vector) -> Vector, _ truth: (Float80) -> Float80
    ) -> (error: Double, at: Double) {
      zip(numbers, function(numbers)).map { (error($1, truth(Float80($0))), $0) }
        .max { $0.0 < $1.0 } ?? (0, 0)
    }

    /// Numbers with every bit drawn: all exponents, both signs, subnormal numbers, ±∞, NaN.
    private static let anyBits = {
      var generator = SeededGenerator(seed: 1)
      let special: [Double] = [
        0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude,
        -.leastNonzeroMagnitude,
        .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        709.782712893384,
        709.7827128933841, -745.1332191019411, -745.1332191019412, -708.3964185322641,
      ]
      return Vector(
        special + (0..<5_000).map { _ in Double(bitPattern: generator.next()) })
    }()

    private func uniform(_ range: Range<Double>) -> Vector {
      var generator = SeededGenerator(seed: 2)
      return .uniform(count: 5_000, in: range, using: &generator)
    }

    @Test("exp is within two units in the last place over its whole range")
    func exponential() {
      for numbers in [Self.anyBits, uniform(-746..<710), uniform(-746 ..< -707), uniform(-1..<1)] {
        let (error, at) = worst(numbers, { exp($0) }, { exp($0) })
        #expect(error <= 2, "at \(at)")
      }
    }

    @Test("log is within two units in the last place over its whole range")
    func logarithm() {
      let subnormal = uniform(0..<1) * Double.leastNormalMagnitude
      for numbers in [
        Self.anyBits, abs(Self.anyBits), subnormal, uniform(0.5..<1.5), uniform(0..<9),
      ] {
        let (error, at) = worst(numbers, { log($0) }, { log($0) })
        #expect(error <= 2, "at \(at)")
      }
    }

    @Test("tanh and sigmoid are within four units in the last place")
    func activations() {
      for numbers in [Self.anyBits, uniform(-22..<22), uniform(-1..<1), uniform(-1e-5..<1e-5)] {
        let (error, at) = worst(numbers, { tanh($0) }, { tanh($0) })
        #expect(error <= 4, "tanh at \(at)")
      }
      for numbers in [Self.anyBits, uniform(-746..<40), uniform(-1..<1)] {
        let (error, at) = worst(numbers, { sigmoid($0) }, { 1 / (1 + exp(-$0)) })
        #expect(error <= 4, "sigmoid at \(at)")
      }
    }
  }
#endif
