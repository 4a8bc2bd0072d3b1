/// One exercise of the course: what it is called everywhere, and what it is worth.
public struct Exercise: Sendable, Hashable, CustomStringConvertible {
  /// The place in the course, from 1.
  public let number: Int

  /// The name of its protocol, suite and source file, such as `HuberRegression`.
  public let name: String

  /// The heading that people read, such as "Huber regression".
  public let title: String

  /// What all its tests together are worth.
  public let points: Int

  /// Describes an exercise; those of the course stand in the catalogue.
  public init(number: Int, name: String, title: String, points: Int) {
    self.number = number
    self.name = name
    self.title = title
    self.points = points
  }

  /// The short name for the command line, such as `huber-regression`.
  public var id: String {
    var id = ""
    for character in name {
      if character.isUppercase, !id.isEmpty { id += "-" }
      id += character.lowercased()
    }
    return id
  }

  /// The name of its folder in `Exercises`, `Solutions` and the suites, such as `04-HuberRegression`.
  public var folder: String { "\(paddedNumber)-\(name)" }

  /// The name of its handout in `docs/handouts`, such as `04-huber-regression.md`.
  public var handout: String { "\(paddedNumber)-\(id).md" }

  /// Number and title: "4 · Huber regression".
  public var description: String { "\(number) · \(title)" }

  private var paddedNumber: String { number < 10 ? "0\(number)" : "\(number)" }
}
