/// What stands on one side of a worked line.
indirect enum WorkedExpression {
  /// A value with the name in front of it.
  typealias Argument = (label: String?, value: WorkedExpression)

  case value(WorkedValue)
  case list([WorkedExpression])
  /// What a line above, or `for`, has given a name.
  case name(String)
  /// A call of an operation, or of a function such as `max`.
  case call(String, [Argument])
  /// A value of several fields, such as `LabelledSamples(inputs: [[1.0]], labels: [0])`.
  case structure(String, [Argument])
  case arithmetic(WorkedExpression, WorkedArithmetic, WorkedExpression)
  case field(WorkedExpression, String)
  case entry(WorkedExpression, WorkedExpression)

  /// Whether it is printed as it is, so that its last digits count.
  var isPrinted: Bool {
    switch self {
    case .value: true
    case .list(let items): items.allSatisfy(\.isPrinted)
    default: false
    }
  }
}
