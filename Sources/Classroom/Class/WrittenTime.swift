import Foundation
import HandIns

/// A time as people and learning platforms write it: `2026-11-20 23:59 +0100`,
/// `2026-11-20T23:59:00.000Z`, `20.11.2026 23:59`, `2026-11-20 23:59 Europe/Berlin`.
struct WrittenTime: Equatable {
  let wall: WallTime
  /// Where its clock stands; nil if that isn't said.
  let zone: TimeZone?

  /// Reads a time; nil if there is any doubt about it. `3/4/2026` is such a doubt.
  init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let rest: Substring
    var numbers: [Int?]
    if let found = text.prefixMatch(
      of: /(\d{4})-(\d\d?)-(\d\d?)(?:T|,? +)(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?/)
    {
      numbers = [found.1, found.2, found.3, found.4, found.5, found.6 ?? "0"].map { Int($0) }
      rest = text[found.range.upperBound...]
    } else if let found = text.prefixMatch(
      of: /(\d\d?)\.(\d\d?)\.(\d{4}),? +(\d\d?):(\d\d)(?::(\d\d))?/)
    {
      numbers = [found.3, found.2, found.1, found.4, found.5, found.6 ?? "0"].map { Int($0) }
      rest = text[found.range.upperBound...]
    } else {
      return nil
    }
    let parts = numbers.compactMap { $0 }
    guard parts.count == 6, parts[3] < 24, parts[4] < 60, parts[5] < 61 else { return nil }
    wall = WallTime(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
      second: parts[5])
    let name = rest.trimmingCharacters(in: .whitespaces)
    if name.isEmpty {
      zone = nil
    } else {
      guard let zone = Self.zone(name) else { return nil }
      self.zone = zone
    }
    guard wall.moment(in: zone ?? .gmt) != nil else { return nil }
  }

  /// A zone by its offset or by its place's name.
  private static func zone(_ name: String) -> TimeZone? {
    if ["Z", "UTC", "GMT"].contains(name) { return .gmt }
    if let found = name.wholeMatch(of: /([+\-−])(\d\d):?(\d\d)/),
      let hours = Int(found.2), let minutes = Int(found.3), hours <= 14, minutes < 60
    {
      let seconds = hours * 3600 + minutes * 60
      return TimeZone(secondsFromGMT: found.1 == "+" ? seconds : -seconds)
    }
    return name.contains("/") ? TimeZone(identifier: name) : nil
  }

  /// The moment; where no zone is said, in another one.
  func moment(otherwise zone: TimeZone) -> Date? { wall.moment(in: self.zone ?? zone) }
}
