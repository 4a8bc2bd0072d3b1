// Mistake: two parameters are the same if they are one object, not if their numbers are equal

final class Sequential: Module {
  private let modules: [any Module]

  init(_ modules: [any Module]) { self.modules = modules }

  var parameters: [Parameter] {
    get throws {
      try modules.flatMap { try $0.parameters }.reduce(into: []) { list, parameter in
        if !list.contains(where: { $0.value == parameter.value }) { list.append(parameter) }
      }
    }
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    try modules.reduce(inputs) { try $1.forward($0) }
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    try modules.reversed().reduce(upstream) { try $1.backward($0) }
  }

  func setMode(_ mode: NetworkMode) throws {
    for module in modules { try module.setMode(mode) }
  }
}
