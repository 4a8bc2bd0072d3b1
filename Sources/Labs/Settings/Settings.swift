/// What an assignment leaves open, such as a learning rate.
public struct Setting: Sendable, Equatable {
  /// Its name in the file of settings, such as `learning_rate`.
  public let key: String
  /// The value where a file says nothing.
  public let standard: Double
  /// The values that it may have.
  public let bounds: ClosedRange<Double>
  /// Whether only whole numbers make sense.
  public let isWhole: Bool
  /// What it is, in a few words.
  public let meaning: String

  static func number(
    _ key: String, _ standard: Double, in bounds: ClosedRange<Double>, _ meaning: String
  ) -> Setting {
    Setting(key: key, standard: standard, bounds: bounds, isWhole: false, meaning: meaning)
  }

  static func whole(
    _ key: String, _ standard: Int, in bounds: ClosedRange<Int>, _ meaning: String
  ) -> Setting {
    Setting(
      key: key, standard: Double(standard),
      bounds: Double(bounds.lowerBound)...Double(bounds.upperBound), isWhole: true,
      meaning: meaning)
  }
}

/// The settings of a lab, by their keys.
public struct Settings: Codable, Equatable, Sendable {
  /// The values, by the settings' keys.
  public private(set) var values: [String: Double]

  /// The values that hold where a file says nothing.
  public init(standard settings: [Setting]) {
    values = Dictionary(uniqueKeysWithValues: settings.map { ($0.key, $0.standard) })
  }

  /// Takes values that somebody states, if they can be those of a lab.
  ///
  /// - Throws: `SettingsError` with the first that can't.
  public init(stated values: [String: Double], for settings: [Setting]) throws {
    self.init(standard: settings)
    guard values.count == settings.count else {
      throw SettingsError(description: "there are \(values.count) settings, not \(settings.count)")
    }
    for setting in settings {
      guard let value = values[setting.key], setting.bounds.contains(value),
        !setting.isWhole || value == value.rounded()
      else {
        throw SettingsError(
          description: "\(setting.key) must be a \(setting.isWhole ? "whole " : "")number from "
            + "\(plain(setting.bounds.lowerBound)) to \(plain(setting.bounds.upperBound))")
      }
    }
    self.values = values
  }

  /// Reads the text of a file: lines `key = value   # comment`.
  ///
  /// - Throws: `SettingsError` with the line where something is wrong.
  public init(_ text: String, for settings: [Setting], file: String) throws {
    self.init(standard: settings)
    var seen: [String: Int] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      func wrong(_ words: String) -> SettingsError {
        SettingsError(description: "\(file), line \(index + 1): \(words)")
      }
      let statement = trimmed(line.prefix { $0 != "#" })
      if statement.isEmpty { continue }
      let parts = statement.split(separator: "=", omittingEmptySubsequences: false).map(trimmed)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw wrong("expected 'key = value', but it is '\(statement)'")
      }
      guard let setting = settings.first(where: { $0.key == parts[0] }) else {
        let known = settings.map(\.key).joined(separator: ", ")
        throw wrong("there is no setting '\(parts[0])'; there are: \(known)")
      }
      if let first = seen[setting.key] {
        throw wrong("\(setting.key) is there twice: first in line \(first)")
      }
      seen[setting.key] = index + 1
      guard let value = Double(parts[1]), value.isFinite,
        !setting.isWhole || value == value.rounded()
      else {
        throw wrong(
          "\(setting.key) must be a \(setting.isWhole ? "whole " : "")number, but it is "
            + "'\(parts[1])'")
      }
      guard setting.bounds.contains(value) else {
        throw wrong(
          "\(setting.key) must be from \(plain(setting.bounds.lowerBound)) to "
            + "\(plain(setting.bounds.upperBound)), but it is \(parts[1])")
      }
      values[setting.key] = value
    }
  }

  /// Those of some settings alone.
  public func limited(to settings: [Setting]) -> Settings {
    var result = self
    result.values = values.filter { key, _ in settings.contains { $0.key == key } }
    return result
  }

  /// The value of a setting.
  ///
  /// - Precondition: the lab has a setting of that name.
  subscript(key: String) -> Double {
    guard let value = values[key] else { preconditionFailure("there is no setting \(key)") }
    return value
  }

  /// The value as a person writes it.
  public func text(_ key: String) -> String { plain(self[key]) }

  /// The value of a setting that is a whole number.
  func whole(_ key: String) -> Int { Int(self[key]) }
}

/// Says what is wrong in a file of settings.
public struct SettingsError: Error, Sendable, CustomStringConvertible {
  /// A sentence for each thing that is wrong, with its line.
  public let description: String

  package init(description: String) { self.description = description }
}

/// The number as a person writes it: 128, not 128.0.
func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
}

private func trimmed(_ text: some StringProtocol) -> String {
  let start = text.drop(while: \.isWhitespace)
  return String(start.reversed().drop(while: \.isWhitespace).reversed())
}
