/// A way to answer a stub's function by one of a suite's.
struct Fitting {
  let stub: StubFunction
  /// What is pasted, such as "loss(_:) of HuberProblem".
  let helper: String
  /// Where it stands: a path and a line.
  let place: String
  /// Its number among those of the exercise.
  let number: Int
  /// What it gives.
  let expression: String
  var compiles = true

  /// Whether the helper has the name of the stub's function.
  var isNamesake: Bool { helper.prefix { $0 != "(" && $0 != " " } == stub.declaration.name }

  /// The function that gives it, as one line.
  var text: String {
    let parameters = stub.declaration.parameters.enumerated().map { "_ \($1.name): \($1.type)" }
    return "func pasted\(number)(\(parameters.joined(separator: ", "))) throws -> "
      + "\(stub.declaration.result ?? "Void") { return \(expression) }"
  }

  /// The body of the stub's function.
  var call: String {
    let arguments = stub.declaration.parameters.map {
      ($0.type.hasPrefix("inout ") ? "&" : "") + $0.name
    }
    return "{ return try pasted\(number)(\(arguments.joined(separator: ", "))) }"
  }
}
