// Mistake: of several largest outputs, the lowest class is taken

public func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int] {
  try model.setMode(.evaluation)
  let outputs = try model.forward(inputs)
  return (0..<outputs.rows).map { n in
    outputs.columns - 1 - Vector(outputs.row(n).reversed()).argmax()
  }
}
