import LinearAlgebra

extension WorkedValue: Codable {
  /// Reads whatever value comes.
  ///
  /// Vectors and matrices both travel as bytes: what can be a matrix with entries is one.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number, unit: 0)
    } else if let choice = try? container.decode(String.self) {
      self = .choice(choice)
    } else if let matrix = try? container.decode(Matrix.self), !matrix.elements.isEmpty {
      self = .matrix(matrix)
    } else if let vector = try? container.decode(Vector.self) {
      self = .vector(vector)
    } else if let list = try? [WorkedValue](from: decoder) {
      self = .list(list)
    } else {
      self = .fields(try [String: WorkedValue](from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value, _): try container.encode(value)
    case .truth(let value): try container.encode(value)
    case .choice(let value): try container.encode(value)
    case .vector(let value): try container.encode(value)
    case .matrix(let value): try container.encode(value)
    case .printed(let values), .list(let values): try container.encode(values)
    case .fields(let values): try container.encode(values)
    case .nothing: try container.encodeNil()
    }
  }

  /// What a value may be when it is sent: a printed list is a vector, a matrix, or a list of numbers or
  /// of vectors, and the operation takes only one of them.
  var readings: [WorkedValue] {
    switch self {
    case .printed(let items):
      if let vector = Self.vector(of: items) { return [.vector(vector), .list(items)] }
      let rows = items.compactMap(\.row)
      guard rows.count == items.count else { return Self.choices(of: items).map { .list($0) } }
      let list = WorkedValue.list(rows.map { .vector($0) })
      return Set(rows.map(\.count)).count == 1 ? [.matrix(Matrix(rows: rows)), list] : [list]
    case .fields(let fields):
      let keys = fields.keys.sorted()
      return Self.choices(of: keys.compactMap { fields[$0] }).map {
        .fields(Dictionary(uniqueKeysWithValues: zip(keys, $0)))
      }
    default: return [self]
    }
  }

  /// The readings of several values, each with each, up to a number that is enough.
  static func choices(of values: [WorkedValue]) -> [[WorkedValue]] {
    values.reduce([[]]) { lists, value in
      let readings = value.readings
      return Array(lists.flatMap { list in readings.map { list + [$0] } }.prefix(256))
    }
  }

  /// A list of numbers as a vector.
  private var row: Vector? {
    if case .vector(let vector) = self { return vector }
    guard case .printed(let items) = self else { return nil }
    return Self.vector(of: items)
  }

  /// Nil if something else than numbers is among them.
  private static func vector(of items: [WorkedValue]) -> Vector? {
    let numbers = items.compactMap { if case .number(let value, _) = $0 { value } else { nil } }
    return numbers.count == items.count ? Vector(numbers) : nil
  }
}
