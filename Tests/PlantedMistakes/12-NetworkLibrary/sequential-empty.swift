// Mistake: a model of no modules is refused

public func makeSequential(_ modules: [any Module]) throws -> any Module {
  return Sequential(modules)
}
