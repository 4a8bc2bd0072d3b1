import KitTesting
import Testing

@testable import Plotting

@Suite("Ticks are round numbers")
struct TickTests {
  private func labels(
    _ lower: Double, _ upper: Double, _ scale: Axis.Scale = .linear, about count: Int = 6,
    format: NumberFormat = .automatic, wholeNumbers: Bool = false
  ) -> [String] {
    Ticks.of(
      Domain(lower: lower, upper: upper, scale: scale), about: count, format: format,
      wholeNumbers: wholeNumbers
    ).map(\.label)
  }

  @Test("Linear axes count in 1, 2 or 5 times a power of ten")
  func linear() {
    #expect(labels(0, 1) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(0.05, 2.4) == ["0.5", "1.0", "1.5", "2.0"])
    #expect(labels(-1, 1) == ["−1.0", "−0.5", "0.0", "0.5", "1.0"])
    #expect(labels(0, 100_000) == ["0", "20,000", "40,000", "60,000", "80,000", "100,000"])
    #expect(labels(999, 1_001) == ["999.0", "999.5", "1,000.0", "1,000.5", "1,001.0"])
    #expect(labels(0.1, 0.3, about: 4) == ["0.10", "0.15", "0.20", "0.25", "0.30"])
  }

  @Test("An axis with few values has its ticks there, as far as it reaches")
  func chosen() {
    let widths = Domain(lower: 15, upper: 130, scale: .logarithmic)
    let ticks = Ticks.at([16, 32, 64, 128, 256], on: widths, format: .automatic)
    #expect(ticks.map(\.label) == ["16", "32", "64", "128"])
    #expect(ticks.map(\.value) == [16, 32, 64, 128])
    let depths = Domain(lower: 0.8, upper: 9.2, scale: .linear)
    #expect(
      Ticks.at([1, 3, 5, 7, 9], on: depths, format: .automatic).map(\.label)
        == ["1", "3", "5", "7", "9"])
  }

  @Test("Tiny and huge numbers have powers of ten")
  func powers() {
    #expect(labels(0, 4e-9, about: 4) == ["0", "10⁻⁹", "2×10⁻⁹", "3×10⁻⁹", "4×10⁻⁹"])
    #expect(labels(0, 2e8, about: 4) == ["0", "5×10⁷", "10⁸", "1.5×10⁸", "2×10⁸"])
    #expect(labels(-1e300, 1e300, about: 2) == ["−10³⁰⁰", "0", "10³⁰⁰"])
  }

  @Test("Epochs have no halves, and a single one has one tick")
  func wholeNumbers() {
    #expect(labels(0.9, 3.1, wholeNumbers: true) == ["1", "2", "3"])
    #expect(labels(0.9, 1.1, wholeNumbers: true) == ["1"])
  }

  @Test("Shares are written as percent")
  func percent() {
    #expect(labels(0.9, 1, about: 5, format: .percent(0)).last == "100\u{A0}%")
    #expect(labels(0.99, 1, about: 5, format: .percent(0)).first == "99.0\u{A0}%")
    #expect(labels(0, 2, about: 2, format: .decimals(2)) == ["0.00", "1.00", "2.00"])
  }

  @Test("Logarithmic axes count in powers of ten, with doubles and quintuples where there is room")
  func logarithmic() {
    #expect(labels(1, 10, .logarithmic) == ["1", "2", "5", "10"])
    #expect(labels(0.001, 1, .logarithmic, about: 4) == ["0.001", "0.01", "0.1", "1"])
    #expect(labels(1e-8, 1, .logarithmic, about: 9).first == "10⁻⁸")
    #expect(labels(1e-200, 1e200, .logarithmic) == ["10⁻²⁰⁰", "10⁻¹⁰⁰", "10⁰", "10¹⁰⁰", "10²⁰⁰"])
    #expect(labels(1.2, 1.9, .logarithmic, about: 8).contains("1.5"))
  }

  @Test("For whatever ends, ticks are few, ascending, between the ends, and at least two", .slow)
  func everywhere() {
    for index in 0..<2_000 {
      let scale = RoundNumber.power(index % 580 - 290)
      let lower = (Examples.noise(index) - 0.5) * scale
      let upper = lower + (0.001 + Examples.noise(index, 1)) * scale
      let domain = Domain(lower: lower, upper: upper)
      let ticks = Ticks.of(domain, about: 6)
      #expect((2...9).contains(ticks.count), "\(lower) … \(upper)")
      #expect(ticks.allSatisfy { domain.contains($0.value) }, "\(lower) … \(upper)")
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
      #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks.map(\.label))")
    }
    for index in 0..<500 {
      let lower = RoundNumber.power(index % 200 - 100) * (1 + Examples.noise(index))
      let upper = lower * (1.1 + RoundNumber.power(index % 90) * Examples.noise(index, 1))
      let domain = Domain(lower: lower, upper: upper, scale: .logarithmic)
      let ticks = Ticks.of(domain, about: 6)
      #expect((1...9).contains(ticks.count), "\(lower) … \(upper)")
      #expect(ticks.allSatisfy { domain.contains($0.value) }, "\(lower) … \(upper)")
      #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks.map(\.label))")
    }
  }

  @Test("Numbers are written with the digits that they have")
  func numbers() {
    #expect(RoundNumber(-25, exponent: -2).plain == "−0.25")
    #expect(RoundNumber(5, exponent: -3).plain == "0.005")
    #expect(RoundNumber(1_234_567).plain == "1,234,567")
    #expect(RoundNumber(rounding: 0.1 + 0.2).text == "0.3")
    #expect(RoundNumber(rounding: 1_000).exponent == 3)
    #expect(RoundNumber(rounding: 9.999).text == "10")
    #expect(RoundNumber(rounding: 1.5e-12).text == "1.5×10⁻¹²")
    #expect(RoundNumber(rounding: 0.0.nextUp).text == "0")
    #expect(NumberFormat.percent(1).text(0.9734) == "97.3\u{A0}%")
    #expect(NumberFormat.decimals(2).text(-0.001) == "0.00")
    #expect(NumberFormat.automatic.text(.nan) == "NaN")
  }

  @Test("Coordinates are written in hundredths, without zeros at their ends")
  func coordinates() {
    #expect(Canvas.number(12) == "12")
    #expect(Canvas.number(-0.001) == "0")
    #expect(Canvas.number(1.5) == "1.5")
    #expect(Canvas.number(-1.25) == "-1.25")
    #expect(Canvas.number(0.05) == "0.05")
    #expect(Canvas.number(.infinity) == "100000")
    #expect(Canvas.number(.nan) == "0")
  }
}
