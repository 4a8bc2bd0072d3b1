import Curriculum
import LinearAlgebra

/// Lab 9: softmax, sparsemax and relumax as functions of two and of three logits.
struct SparseMaps: Lab {
  let title = LabTitle(
    9, "SparseMaps", "Sparse maps", tasks: ["IST 3.2", "IST 3.3"], on: .sparseActivations,
    set: nil)

  let settings = [Setting.number("b", 1, in: 0.1...3, "the b of relumax")]

  let fixed =
    "softmax, sparsemax and relumax; logits (0, t) with t from −3 to 3; logits (1, 0.4, 0) "
    + "divided by temperatures from 3 down to 0.05; the plane around the simplex of three classes"

  /// The logits whose temperature falls.
  static let logits: Vector = [1, 0.4, 0]

  func plan(_ settings: Settings) -> [PlannedRun] {
    [
      PlannedRun("pair", "Two classes"), PlannedRun("temperature", "Falling temperature"),
      PlannedRun("simplex", "The simplex"),
    ]
  }

  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let answer = try answers(.sparseActivations, as: (any SparseActivations).self)
    let z = Self.logits
    return [
      NeededOperation(.sparseActivations, "pairProbability") {
        _ = try answer.pairProbability(of: .softmax, t: 0, b: 1)
      },
      NeededOperation(.sparseActivations, "pairSlope") {
        _ = try answer.pairSlope(of: .softmax, t: 0, b: 1)
      },
      NeededOperation(.sparseActivations, "probabilities") {
        _ = try answer.probabilities(of: .softmax, logits: z, temperature: 1, b: 1)
      },
      NeededOperation(.sparseActivations, "oneHotTemperature") {
        _ = try answer.oneHotTemperature(of: .sparsemax, logits: z, b: 1)
      },
    ]
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let answer = try answers(.sparseActivations, as: (any SparseActivations).self)
    let b = order.settings["b"]
    let parts = SimplexActivation.allCases
    var state = state
    // An activation takes the place of an epoch: the run can go on behind each.
    for activation in parts.dropFirst(state.epoch) {
      switch order.run.name {
      case "pair": try pair(activation, answer, b, &state)
      case "temperature": try temperatures(activation, answer, b, &state)
      default: try simplex(activation, answer, b, &state)
      }
      state.epoch += 1
      try report(
        RunUpdate(
          progress: Double(state.epoch) / Double(parts.count), epoch: state.epoch,
          epochs: parts.count, state: state))
    }
    return state
  }

  private func pair(
    _ activation: SimplexActivation, _ answer: any SparseActivations, _ b: Double,
    _ state: inout RunState
  ) throws {
    // Never exactly on a kink, which lies at a rounder number.
    for index in 0..<600 {
      let t = (Double(index) + 0.5) / 100 - 3
      let probability = try asking("pairProbability", "at t = \(t)") {
        try answer.pairProbability(of: activation, t: t, b: b)
      }
      let slope = try asking("pairSlope", "at t = \(t)") {
        try answer.pairSlope(of: activation, t: t, b: b)
      }
      state.note("\(activation)", t, probability)
      state.note("\(activation) slope", t, slope)
    }
    state.numbers["\(activation) slope at 0"] = try asking("pairSlope", "at t = 0") {
      try answer.pairSlope(of: activation, t: 0, b: b)
    }
    state.numbers["\(activation) largest slope"] =
      state.curves["\(activation) slope"]?.y.max()
  }

  private func temperatures(
    _ activation: SimplexActivation, _ answer: any SparseActivations, _ b: Double,
    _ state: inout RunState
  ) throws {
    for temperature in Self.temperatures {
      let row = try asking("probabilities", "at T = \(temperature)") {
        try answer.probabilities(
          of: activation, logits: Self.logits, temperature: temperature, b: b)
      }
      try expect(row.count == 3, "probabilities gave \(row.count) numbers for three logits")
      for (place, value) in row.enumerated() {
        state.note("\(activation) \(place + 1)", temperature, value)
      }
    }
    state.numbers["\(activation) one-hot"] = try asking("oneHotTemperature", "of \(activation)") {
      try answer.oneHotTemperature(of: activation, logits: Self.logits, b: b)
    }
  }

  /// From 3 to 0.05, by equal ratios.
  static let temperatures: [Double] = (0...120).map { step in
    3 * power(0.05 / 3, Double(step) / 120)
  }

  private func simplex(
    _ activation: SimplexActivation, _ answer: any SparseActivations, _ b: Double,
    _ state: inout RunState
  ) throws {
    var supports = Matrix.zeros(SimplexPlane.height, SimplexPlane.width)
    for row in 0..<supports.rows {
      for column in 0..<supports.columns {
        let point = SimplexPlane.point(row: row, column: column)
        let probabilities = try asking("probabilities", "at z = \(point)") {
          try answer.probabilities(of: activation, logits: point, temperature: 1, b: b)
        }
        supports[row, column] = Double(probabilities.elements.count { $0 > 0 })
      }
    }
    state.matrices["\(activation)"] = supports
    for count in 1...3 {
      let hits = supports.elements.count { $0 == Double(count) }
      state.numbers["\(activation) with \(count)"] = Double(hits) / Double(supports.count)
    }
  }

  private func expect(_ holds: Bool, _ words: String) throws {
    if !holds { throw RunProblem(words) }
  }
}
