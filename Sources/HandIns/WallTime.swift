import Foundation

/// A time as a clock on a wall shows it: it is a moment only where the wall stands.
struct WallTime: Sendable, Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0

  /// The moment in a time zone; nil if no calendar has such a day.
  ///
  /// When clocks are put back, an hour comes twice: the first one counts, so that nobody is late by
  /// it. The hour that is left out when they are put forward counts as the one after it.
  func moment(in zone: TimeZone) -> Date? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(
      calendar: calendar, year: year, month: month, day: day, hour: hour, minute: minute,
      second: min(second, 59))
    guard parts.isValidDate, let plain = parts.date else { return nil }
    // The offsets of a day around it; of the moments that show this time there, the first.
    let offsets = [-86_400.0, 86_400].map {
      zone.secondsFromGMT(for: plain.addingTimeInterval($0))
    }
    let moments = Set(offsets).map { plain.addingTimeInterval(-Double($0)) }.sorted()
    let shown = moments.filter { moment in
      plain.timeIntervalSince(moment) == Double(zone.secondsFromGMT(for: moment))
    }
    return shown.first ?? moments.last
  }
}
