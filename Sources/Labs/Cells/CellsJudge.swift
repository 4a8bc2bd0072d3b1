import Curriculum
import LinearAlgebra

/// What is known of lab 8's network at the end: which cells were taken for which, and how sure it was.
struct CellsJudge {
  let network: LibraryNetwork
  let metrics: any ClassificationMetrics
  let test: LabelledRows

  /// The groups of predictions, in the order of the figure, and what they are called.
  static let groups = [
    ("confident-right", "confident, right"), ("confident-wrong", "confident, wrong"),
    ("uncertain-right", "uncertain, right"), ("uncertain-wrong", "uncertain, wrong"),
  ]
  /// How many pairs, mistakes of a kind, and images of a group are shown.
  static let (pairs, mistakes, ofGroup) = (5, 5, 2)

  /// Writes what it finds into the state of the run.
  func judge(_ state: inout RunState) throws {
    let (loss, accuracy) = try network.measure(test)
    state.numbers["test loss"] = loss
    state.numbers["test accuracy"] = accuracy
    let probabilities = try probabilities()
    let predictions = try network.predictions(for: test.inputs)
    let kinds = CellsLab.names.count
    guard predictions.allSatisfy((0..<kinds).contains) else {
      throw RunProblem("predictedLabels gave a label that is none of 0 to \(kinds - 1)")
    }
    let confusion = try ask("confusionMatrix") {
      try metrics.confusionMatrix(
        labels: test.labels, predictions: predictions, classCount: kinds)
    }
    guard confusion.shape == (kinds, kinds) else {
      throw RunProblem("confusionMatrix gave \(confusion.rows) × \(confusion.columns) counts")
    }
    state.matrices["confusion"] = confusion
    try score(confusion, &state)
    try keepMistakes(confusion, predictions, probabilities, &state)
    try keepGroups(predictions, probabilities, &state)
  }

  private func ask<Value>(_ operation: String, _ body: () throws -> Value) throws -> Value {
    try asking(operation, "at the end", body)
  }

  /// Softmax of the network's outputs.
  private func probabilities() throws -> Matrix {
    let logits = try ask("forward") {
      try network.model.setMode(.evaluation)
      return try network.model.forward(test.inputs)
    }
    guard logits.shape == (test.labels.count, CellsLab.names.count) else {
      throw RunProblem("forward gave \(logits.rows) × \(logits.columns) outputs")
    }
    return softmaxOfRows(logits)
  }

  /// Precision, recall, F1 and support of each kind, and the commonest mistakes.
  private func score(_ confusion: Matrix, _ state: inout RunState) throws {
    let columns = try [
      ask("precision") { try metrics.precision(confusion: confusion).elements },
      ask("recall") { try metrics.recall(confusion: confusion).elements },
      ask("f1") { try metrics.f1(confusion: confusion).elements },
      ask("support") { try metrics.support(confusion: confusion).map(Double.init) },
    ]
    guard columns.allSatisfy({ $0.count == confusion.rows }) else {
      throw RunProblem(
        "precision, recall, f1 and support didn't all give \(confusion.rows) numbers")
    }
    state.matrices["report"] = Matrix(columns).transposed()
    let pairs = try ask("mostConfusedPairs") {
      try metrics.mostConfusedPairs(confusion: confusion, count: Self.pairs)
    }
    guard pairs.flatMap({ [$0.trueClass, $0.predictedClass] }).allSatisfy(isKind) else {
      throw RunProblem("mostConfusedPairs gave a class that there isn't")
    }
    state.matrices["pairs"] = Matrix(
      rows: pairs.map { [Double($0.trueClass), Double($0.predictedClass), Double($0.count)] })
  }

  private func isKind(_ number: Int) -> Bool { CellsLab.names.indices.contains(number) }

  /// Mistakes of the kind that is found least.
  private func keepMistakes(
    _ confusion: Matrix, _ predictions: [Int], _ probabilities: Matrix, _ state: inout RunState
  ) throws {
    let kind = try ask("classOfLowestRecall") {
      try metrics.classOfLowestRecall(confusion: confusion)
    }
    guard isKind(kind) else {
      throw RunProblem("classOfLowestRecall gave \(kind), which is none of the classes")
    }
    state.numbers["class of lowest recall"] = Double(kind)
    let wrong = predictions.indices.filter {
      test.labels[$0] == kind && predictions[$0] != kind
    }
    keep(Array(wrong.prefix(Self.mistakes)), as: "mistakes", predictions, probabilities, &state)
  }

  private func keepGroups(
    _ predictions: [Int], _ probabilities: Matrix, _ state: inout RunState
  ) throws {
    let groups = try ask("confidenceQuadrants") {
      try metrics.confidenceQuadrants(probabilities: probabilities, labels: test.labels)
    }
    let lists = [
      groups.confidentRight, groups.confidentWrong, groups.uncertainRight, groups.uncertainWrong,
    ]
    for ((name, _), list) in zip(Self.groups, lists) {
      guard list.allSatisfy(predictions.indices.contains) else {
        throw RunProblem("confidenceQuadrants gave the number of a sample that there isn't")
      }
      state.numbers[name] = Double(list.count)
      keep(Array(list.prefix(Self.ofGroup)), as: name, predictions, probabilities, &state)
    }
  }

  /// Keeps images of the test set with their labels, what they were taken for, and how surely.
  private func keep(
    _ chosen: [Int], as name: String, _ predictions: [Int], _ probabilities: Matrix,
    _ state: inout RunState
  ) {
    guard !chosen.isEmpty else { return }
    state.matrices["\(name)-images"] = test.inputs.gather(rows: chosen)
    state.matrices["\(name)-words"] = Matrix(
      rows: chosen.map { row in
        [
          Double(test.labels[row]), Double(predictions[row]),
          probabilities.row(row).elements.max() ?? 0,
        ]
      })
  }
}
