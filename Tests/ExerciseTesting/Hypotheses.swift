/// Which foreseen mistakes can't be what was done wrong in a test.
///
/// The name of a mistake is a hypothesis: it predicts what each call returns. It is said only if
/// nothing that the test has seen speaks against it:
///
/// - It would have given another wrong answer in a call that the same line of the test makes.
/// - It explains some of the wrong numbers of a line only, and all wrong numbers of the test are one
///   multiple of the right ones.
/// - It rests on an integer or on a property, and before these came wrong numbers that no mistake
///   explains.
/// - It says why NaN or infinity gets past a check, and bad numbers for the same argument do too.
struct Hypotheses {
  private var contradicted: Set<String> = []
  private var contradictedRefusals: [String: Set<String>] = [:]

  /// The sentences that are not to be said about an observation of a kind.
  func ruledOut(for kind: Observation.Kind) -> Set<String> {
    guard case .refusal(let argument, _) = kind else { return contradicted }
    return kind.isNotFinite ? contradictedRefusals[argument] ?? [] : []
  }

  init(of observations: [Observation]) {
    let wrong = observations.filter(\.isWrong)
    guard !wrong.isEmpty else { return }
    ruleOutRefusals(wrong)
    ruleOutContradicted(wrong.filter { !$0.kind.isRefusal })
    ruleOutWhatAFactorExplains(wrong.filter { $0.kind == .numbers })
    ruleOutChance(wrong)
  }

  private mutating func ruleOutContradicted(_ wrong: [Observation]) {
    for (_, alike) in Dictionary(grouping: wrong, by: \.line) {
      let fitting = alike.flatMap { $0.predictions.filter(\.fits) }
      let meant = Dictionary(grouping: fitting, by: \.sentence).mapValues { Set($0.map(\.answer)) }
      for observation in alike {
        for sentence in observation.contradicted {
          let answers = observation.predictions.filter { $0.sentence == sentence }.map(\.answer)
          if meant[sentence]?.isDisjoint(with: answers) ?? false { contradicted.insert(sentence) }
        }
      }
    }
  }

  private mutating func ruleOutRefusals(_ wrong: [Observation]) {
    for observation in wrong {
      guard case .refusal(let argument, let value?) = observation.kind,
        observation.predictions.isEmpty, Double(value)?.isFinite == true
      else { continue }
      for case (.refusal(argument, _), let other) in wrong.map({ ($0.kind, $0) }) {
        contradictedRefusals[argument, default: []].formUnion(other.fitting)
      }
    }
  }

  private mutating func ruleOutWhatAFactorExplains(_ wrong: [Observation]) {
    guard wrong.count > 1, let factor = wrong[0].factor,
      wrong.allSatisfy({ isClose($0.factor ?? .nan, factor, limit: 1e-6 * factor.magnitude) })
    else { return }
    for observation in wrong {
      let alike = wrong.filter { $0.sourceLocation == observation.sourceLocation }
      for sentence in observation.fitting
      where !alike.allSatisfy({ $0.fitting.contains(sentence) }) {
        contradicted.insert(sentence)
      }
    }
  }

  private mutating func ruleOutChance(_ wrong: [Observation]) {
    guard
      let first = wrong.firstIndex(where: {
        $0.kind == .numbers && $0.fitting.isSubset(of: contradicted)
      })
    else { return }
    let explained = wrong.filter { $0.kind == .numbers }.reduce(into: Set<String>()) {
      $0.formUnion($1.fitting)
    }
    for observation in wrong[first...]
    where [.fewValues, .property].contains(observation.kind) {
      contradicted.formUnion(observation.fitting.subtracting(explained))
    }
  }
}

extension Observation.Kind {
  var isRefusal: Bool {
    if case .refusal = self { true } else { false }
  }

  /// Whether the bad input was NaN or infinite.
  var isNotFinite: Bool {
    guard case .refusal(_, let value?) = self, let number = Double(value) else { return false }
    return !number.isFinite
  }
}

extension Observation {
  /// The mistakes that give what was seen.
  var fitting: Set<String> { Set(predictions.filter(\.fits).map(\.sentence)) }

  /// The line of the test, by which the calls of one loop are told from others.
  var line: String { "\(sourceLocation.fileID):\(sourceLocation.line)" }

  /// The mistakes that were foreseen and give something else.
  var contradicted: Set<String> { Set(predictions.map(\.sentence)).subtracting(fitting) }
}
