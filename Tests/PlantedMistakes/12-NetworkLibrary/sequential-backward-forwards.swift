// Mistake: backward goes from the last module to the first

final class Sequential: Module {
  private let modules: [any Module]

  init(_ modules: [any Module]) { self.modules = modules }

  var parameters: [Parameter] {
    get throws {
      var seen: Set<ObjectIdentifier> = []
      return try modules.flatMap { try $0.parameters }
        .filter { seen.insert(ObjectIdentifier($0)).inserted }
    }
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    try modules.reduce(inputs) { try $1.forward($0) }
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    try modules.reduce(upstream) { try $1.backward($0) }
  }

  func setMode(_ mode: NetworkMode) throws {
    for module in modules { try module.setMode(mode) }
  }
}
