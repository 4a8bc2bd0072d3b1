import Foundation

/// A number with so many digits behind the point; nothing is "-0.00".
func decimals(_ value: Double, _ count: Int) -> String {
  let text = String(format: "%.\(count)f", value)
  return Double(text) == 0 ? String(format: "%.\(count)f", 0.0) : text
}

/// A number of any size with so many digits that count, such as 0.031 or 3.1e-09.
func significant(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)g", value) }

/// 0.9123 as "91.2 %".
func percent(_ share: Double, _ count: Int = 1) -> String { decimals(100 * share, count) + " %" }
