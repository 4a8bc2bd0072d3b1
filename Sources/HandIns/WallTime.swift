import Foundation

/// A time as a clock on a wall shows it: it is a moment only where the wall stands.
package struct WallTime: Sendable, Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int

  package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }

  /// The moment in a time zone; nil if no calendar has such a day.
  ///
  /// When clocks are put back, an hour comes twice: the first one counts, so that nobody is late by
  /// it. The hour that is left out when they are put forward counts as the one after it.
  package func moment(in zone: TimeZone) -> Date? {
    moments(in: zone).first ?? candidates(in: zone).last
  }

  /// The moments at which clocks of a zone show the time, the first one first: two when they are put
  /// back, none when they are put forward.
  package func moments(in zone: TimeZone) -> [Date] {
    guard let plain else { return [] }
    return candidates(in: zone).filter { moment in
      plain.timeIntervalSince(moment) == Double(zone.secondsFromGMT(for: moment))
    }
  }

  /// The moments that the offsets of the days around it give.
  private func candidates(in zone: TimeZone) -> [Date] {
    guard let plain else { return [] }
    let offsets = [-86_400.0, 86_400].map {
      zone.secondsFromGMT(for: plain.addingTimeInterval($0))
    }
    return Set(offsets).map { plain.addingTimeInterval(-Double($0)) }.sorted()
  }

  /// The moment at which clocks in Greenwich show it; nil if no calendar has such a day.
  private var plain: Date? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(
      calendar: calendar, year: year, month: month, day: day, hour: hour, minute: minute,
      second: min(second, 59))
    return parts.isValidDate ? parts.date : nil
  }
}
