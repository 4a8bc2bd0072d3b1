import Foundation

/// The protocols of all exercises, and how values of their types cross the boundary.
struct Protocols {
  /// How an argument or a result crosses.
  enum Crossing: Equatable {
    /// A `Codable` value travels.
    case value
    /// The generator travels, and comes back moved on.
    case generator
    /// An object stays in the worker, and its number travels.
    case object(String), objects(String)
    /// A function stays with the judge, and calls of it travel.
    case function(argument: String, result: String)
    /// The exercise says by hand what happens.
    case byHand
  }

  private let all: [String: ProtocolText]
  private let classes: Set<String>

  /// - Parameter sources: the texts of `Sources/Curriculum`.
  init(_ sources: [String]) throws {
    let texts = try sources.flatMap { try ProtocolText.all(in: $0) }
    all = Dictionary(texts.map { ($0.name, $0) }) { first, _ in first }
    classes = Set(
      sources.flatMap { $0.matches(of: /(?m)^public final class (\w+)/).map { String($0.1) } })
  }

  /// A protocol by its name.
  func protocolText(_ name: String) throws -> ProtocolText {
    guard let text = all[name] else {
      throw ForwardingError("Sources/Curriculum has no public protocol \(name)")
    }
    return text
  }

  /// The protocols of the objects that an exercise's functions make, each behind what it refines.
  func objects(of exercise: ProtocolText) throws -> [ProtocolText] {
    var names: [String] = []
    for function in exercise.functions {
      guard case .object(let name) = try crossing(of: function.result ?? "") else { continue }
      for name in try refined(by: protocolText(name)) + [name] where !names.contains(name) {
        names.append(name)
      }
    }
    return try names.map(protocolText)
  }

  /// The protocols of objects that a protocol refines.
  func refined(by object: ProtocolText) -> [String] {
    object.refined.filter { all[$0] != nil }
  }

  /// How values of a type cross.
  func crossing(of type: String) throws -> Crossing {
    if type == "inout SeededGenerator" { return .generator }
    if let object = type.wholeMatch(of: /any (\w+)/) { return .object(String(object.1)) }
    if let objects = type.wholeMatch(of: /\[any (\w+)\]/) { return .objects(String(objects.1)) }
    if let function = type.wholeMatch(of: /\(([^,()]+)\) throws -> ([^()]+)/) {
      return .function(argument: String(function.1), result: String(function.2))
    }
    // What is changed in place, by whoever has it, needs a rule of its own.
    let words = type.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if type.hasPrefix("inout ") || !classes.isDisjoint(with: words) { return .byHand }
    if words.contains("any") || type.contains("->") {
      throw ForwardingError("the type \(type) can't cross the boundary")
    }
    return .value
  }

  /// Whether an object's functions are written by hand: one of them has such an argument.
  func isByHand(object: ProtocolText) throws -> Bool {
    try object.functions.contains { function in
      try function.parameters.contains { try crossing(of: $0.type) == .byHand }
    }
  }

  /// Whether an exercise's function is written by hand: it has such an argument, or makes such an object.
  func isByHand(_ function: ProtocolFunction) throws -> Bool {
    if case .object(let name) = try crossing(of: function.result ?? ""),
      try isByHand(object: protocolText(name))
    {
      return true
    }
    return try function.parameters.contains { try crossing(of: $0.type) == .byHand }
  }

  /// Refuses what no side could forward.
  func check(_ function: ProtocolFunction) throws {
    let crossings = try function.parameters.map { try crossing(of: $0.type) }
    if crossings.dropLast().contains(.generator) {
      throw ForwardingError("\(function.name): a generator must be the last argument")
    }
    let lent = crossings.count { if case .function = $0 { true } else { false } }
    if lent > 1 { throw ForwardingError("\(function.name) takes more than one function") }
    switch try crossing(of: function.result ?? "") {
    case .value, .object: break
    default: throw ForwardingError("\(function.name): its result can't cross the boundary")
    }
  }
}
