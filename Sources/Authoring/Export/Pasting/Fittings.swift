/// What a stub's function can be answered by.
struct Fittings {
  /// The types of the suite and of the curriculum, by their names.
  let types: [String: HelperType]

  /// How many ways to pass the arguments are tried for each helper.
  static let ways = 3

  /// A type with what can be asked of it.
  struct HelperType {
    var makers: [[SourceOutline.Parameter]] = []
    var properties: [(name: String, type: String)] = []
    fileprivate var stored: [SourceOutline.Parameter] = []
    fileprivate var isMade = false
  }

  struct Helper {
    let declaration: SourceOutline.Declaration
    /// A path and a line.
    let place: String

    var name: String {
      let labels = declaration.parameters.map { ($0.label ?? "_") + ":" }.joined()
      let own = declaration.name + (declaration.kind == .property ? "" : "(\(labels))")
      let isLocal = declaration.owner.isEmpty || declaration.owner.hasPrefix("Local")
      return isLocal ? own : "\(own) of \(declaration.owner)"
    }
  }

  /// Something that can be passed: a parameter of the stub's function, or a part of it.
  private struct Value {
    let type: String
    let expression: String
    /// The parameter of the stub's function that it comes from.
    let parameter: String
    /// The names that a parameter for it would have.
    let names: [String]
    /// Whether it is the parameter itself.
    var isWhole = false
    /// What it is an entry of, if all entries are to go through.
    var each: Each?
  }

  enum Each: Hashable {
    case entry(of: String)
    case entryOfMatrix(of: String)
    case row(of: String)

    var parameter: String {
      switch self {
      case .entry(let name), .entryOfMatrix(let name), .row(let name): name
      }
    }
  }

  /// The expressions by which a helper answers a stub's function.
  ///
  /// - Parameter mayFill: whether what the stub's function lacks may be made up, to make a helper's type.
  func expressions(for stub: StubFunction, by helper: Helper, mayFill: Bool) -> [String] {
    guard let wanted = stub.declaration.result, let given = helper.declaration.result else {
      return []
    }
    let all = stub.declaration.parameters.flatMap(values)
    let whole = all.filter { $0.each == nil }
    var found: [(text: String, used: Int)] = []
    for each in [nil] + Set(all.compactMap(\.each)).sorted(by: { "\($0)" < "\($1)" }) {
      // In a loop over something's entries, it isn't passed as a whole: one loop is as much as we write
      // around a helper.
      let values =
        whole.filter { $0.parameter != each?.parameter }
        + all.filter { $0.each == each && each != nil }
      for call in calls(of: helper, with: values, mayFill: mayFill) {
        guard each == nil || call.used.contains(each?.parameter ?? "") else { continue }
        for result in conversions(of: call.text, from: given, to: wanted, each, helper) {
          found.append((result, call.used.count))
        }
      }
    }
    let most = found.map(\.used).max() ?? 0
    return found.filter { $0.used == most }.prefix(Self.ways).map(\.text)
  }

  /// Some code, and the parameters of the stub's function that it uses.
  private struct Call {
    var texts: [String] = []
    var used: Set<String> = []
    /// How many arguments have the names of their parameters.
    var namesakes = 0

    var text: String { texts.joined(separator: ", ") }
  }

  private func calls(of helper: Helper, with values: [Value], mayFill: Bool) -> [Call] {
    let declaration = helper.declaration
    let isFunction = declaration.kind == .function
    let name = declaration.name
    func called(_ owner: String, _ list: Call) -> Call {
      var call = list
      call.texts = ["try \(owner)\(name)" + (isFunction ? "(\(list.text))" : "")]
      return call
    }
    func arguments(_ values: [Value]) -> [Call] {
      isFunction ? assignments(of: declaration.parameters, values, mayFill: false) : [Call()]
    }
    if declaration.owner.isEmpty || declaration.isStatic {
      let owner = declaration.owner.isEmpty ? "" : declaration.owner + "."
      return arguments(values).filter { !$0.used.isEmpty }.map { called(owner, $0) }
    }
    // A member of what is passed itself, or of what can be made of it.
    var owners = values.filter { $0.type == declaration.owner }
      .map { Call(texts: [$0.expression], used: [$0.parameter]) }
    for maker in types[declaration.owner]?.makers ?? [] {
      owners += assignments(of: maker, values, mayFill: mayFill).prefix(2).map { list in
        var owner = list
        owner.texts = ["\(declaration.owner)(\(list.text))"]
        return owner
      }
    }
    return owners.flatMap { owner -> [Call] in
      let rest = arguments(values.filter { !owner.used.contains($0.parameter) })
      return (rest.isEmpty ? arguments(values) : rest).map { list in
        var call = called(owner.text + ".", list)
        call.used.formUnion(owner.used)
        return call
      }
    }.filter { !$0.used.isEmpty }
  }

  /// The lists of arguments for some parameters: where the names agree, that list alone.
  private func assignments(
    of parameters: [SourceOutline.Parameter], _ values: [Value], mayFill: Bool,
    canMake: Bool = true
  ) -> [Call] {
    var lists = [Call()]
    for parameter in parameters {
      let accepted = values.filter { Self.accepts(parameter.type, $0.type) }
      let direct = accepted.filter(\.isWhole)
      let fitting = direct.isEmpty ? accepted : direct
      func isNamesake(_ value: Value) -> Bool {
        value.names.contains(parameter.name) || parameter.label.map(value.names.contains) == true
      }
      if parameter.isOptional, !fitting.contains(where: isNamesake) { continue }
      let label = parameter.label.map { "\($0): " } ?? ""
      lists = lists.flatMap { list -> [Call] in
        let free = fitting.filter { !list.used.contains($0.parameter) }
        // A model of all the arguments, such as a problem.
        if accepted.isEmpty, canMake, let makers = types[parameter.type]?.makers {
          return makers.flatMap { maker in
            assignments(of: maker, values, mayFill: mayFill, canMake: false).prefix(2).map { made in
              var list = list
              list.texts.append("\(label)\(parameter.type)(\(made.text))")
              list.used.formUnion(made.used)
              list.namesakes += made.namesakes
              return list
            }
          }
        }
        if free.isEmpty, mayFill, let filler = Self.fillers[parameter.type] {
          var list = list
          list.texts.append(label + filler)
          return [list]
        }
        return free.map { value in
          var list = list
          list.texts.append(label + Self.passed(value, as: parameter.type))
          list.used.insert(value.parameter)
          list.namesakes += isNamesake(value) ? 1 : 0
          return list
        }
      }
      // Those with more names in common first; otherwise in the order of the parameters.
      let most = lists.map(\.namesakes).max() ?? 0
      lists = (0...most).reversed().flatMap { count in lists.filter { $0.namesakes == count } }
      lists = Array(lists.prefix(24))
    }
    if let first = lists.first, first.namesakes == first.used.count { return [first] }
    return Array(lists.prefix(Self.ways))
  }

  /// What is passed where a type's initialiser wants more than the stub's function has.
  private static let fillers = [
    "Vector": "Vector([])", "Matrix": "Matrix.zeros(0, 0)", "Double": "0.0", "Int": "0",
    "[Int]": "[]", "[Double]": "[]", "[Vector]": "[]", "UInt64": "0", "String": "\"\"",
    "Bool": "false",
  ]

  private static func accepts(_ parameter: String, _ type: String) -> Bool {
    parameter == type
      || parameter.contains("->") && plainFunction(parameter) == plainFunction(type)
  }

  private static func plainFunction(_ type: String) -> String {
    type.replacing("throws", with: "").replacing(" ", with: "")
  }

  private static func passed(_ value: Value, as type: String) -> String {
    if type.hasPrefix("inout ") { return "&" + value.expression }
    return type.contains("->") ? "{ try! \(value.expression)($0) }" : value.expression
  }

  /// A parameter as it is, and what it is made of.
  private func values(of parameter: SourceOutline.Parameter) -> [Value] {
    let name = parameter.name
    let names = [name] + (parameter.label.map { [$0] } ?? [])
    let one = [String(name.dropLast())]
    func value(
      _ type: String, _ expression: String, _ names: [String], _ each: Each? = nil
    ) -> Value {
      Value(type: type, expression: expression, parameter: name, names: names, each: each)
    }
    var whole = value(parameter.type, name, names)
    whole.isWhole = true
    return [whole]
      + {
        switch parameter.type {
        case "Vector":
          [
            value("[Double]", "\(name).elements", names),
            value("Matrix", "Matrix(rows: [\(name)])", [name + "s"]),
            value("Double", "each", one, .entry(of: name)),
          ]
        case "Matrix":
          [
            value("[Vector]", "(0..<\(name).rows).map { \(name).row($0) }", names),
            value("Double", "each", [], .entryOfMatrix(of: name)),
            value("Vector", "each", one, .row(of: name)),
            value("[Double]", "each.elements", one, .row(of: name)),
          ]
        case "[Int]": [value("Vector", "Vector(\(name).map { Double($0) })", names)]
        case "Int": [value("Double", "Double(\(name))", names)]
        default:
          (types[parameter.type]?.properties ?? []).map {
            value($0.type, "\(name).\($0.name)", [$0.name])
          }
        }
      }()
  }

}

extension Fittings {
  /// The types that some files declare, by their names.
  static func types(in outlines: [SourceOutline]) -> [String: HelperType] {
    var types: [String: HelperType] = [:]
    var hasInitialiser: Set<String> = []
    for declaration in outlines.flatMap(\.declarations) {
      switch declaration.kind {
      case .type:
        types[declaration.path, default: HelperType()].isMade =
          types[declaration.path]?.isMade == true || declaration.modifiers.last == "struct"
      case .initializer:
        hasInitialiser.insert(declaration.owner)
        types[declaration.owner, default: HelperType()].makers.append(declaration.parameters)
      case .property:
        guard let type = declaration.result, !declaration.isStatic, !declaration.owner.isEmpty
        else {
          continue
        }
        types[declaration.owner, default: HelperType()].properties.append((declaration.name, type))
        let isConstant = declaration.modifiers.last == "let"
        if declaration.body == nil, !(declaration.isGiven && isConstant) {
          types[declaration.owner, default: HelperType()].stored.append(
            .init(
              label: declaration.name, name: declaration.name, type: type,
              isOptional: declaration.isGiven))
        }
      case .function: break
      }
    }
    // What the compiler adds where nothing is said.
    for (name, type) in types where type.isMade && !hasInitialiser.contains(name) {
      types[name]?.makers = [type.stored]
    }
    return types
  }
}
