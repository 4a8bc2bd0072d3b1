import Foundation

/// A number with so many digits behind the point.
func decimals(_ value: Double, _ count: Int) -> String {
  String(format: "%.\(count)f", value)
}

/// 0.9123 as "91.2 %".
func percent(_ share: Double, _ count: Int = 1) -> String { decimals(100 * share, count) + " %" }

/// A number of any size with two digits, such as 3.1e-09.
func scientific(_ value: Double) -> String { String(format: "%.1e", value) }
