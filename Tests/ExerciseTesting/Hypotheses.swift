/// Which foreseen mistakes can't be what was done wrong in a test.
///
/// The name of a mistake is a hypothesis: it predicts what each call returns. It is said only if
/// nothing that the test has seen speaks against it:
///
/// - It would have given another answer in a call for which it was foreseen, whether the answer
///   was right or wrong.
/// - It explains some of the wrong numbers only, and all of them are one multiple of the right ones.
/// - It rests on a small integer or on a property, and there are wrong numbers that no mistake
///   explains: these come first.
/// - It says why some bad input gets past a check, and other bad input for the same argument does too.
struct Hypotheses {
  private var contradicted: Set<String> = []
  private var contradictedRefusals: [String: Set<String>] = [:]

  /// The sentences that are not to be said about an observation of a kind.
  func ruledOut(for kind: Observation.Kind) -> Set<String> {
    if case .refusal(let argument) = kind { return contradictedRefusals[argument] ?? [] }
    return contradicted
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
    let fitting = wrong.flatMap { $0.predictions.filter(\.fits) }
    let meant = Dictionary(grouping: fitting, by: \.sentence).mapValues { Set($0.map(\.answer)) }
    for observation in wrong {
      for sentence in observation.contradicted {
        let answers = observation.predictions.filter { $0.sentence == sentence }.map(\.answer)
        if meant[sentence]?.isDisjoint(with: answers) ?? false { contradicted.insert(sentence) }
      }
    }
  }

  private mutating func ruleOutRefusals(_ wrong: [Observation]) {
    for observation in wrong {
      guard case .refusal(let argument) = observation.kind, observation.predictions.isEmpty
      else { continue }
      let others = wrong.filter { $0.kind == observation.kind }
      contradictedRefusals[argument, default: []].formUnion(others.flatMap(\.fitting))
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
    let numbers = wrong.filter { $0.kind == .numbers }
    guard numbers.contains(where: { $0.fitting.isSubset(of: contradicted) }) else { return }
    let explained = numbers.reduce(into: Set<String>()) { $0.formUnion($1.fitting) }
    for observation in wrong where [.fewValues, .property].contains(observation.kind) {
      contradicted.formUnion(observation.fitting.subtracting(explained))
    }
  }
}

extension Observation.Kind {
  var isRefusal: Bool {
    if case .refusal = self { true } else { false }
  }
}

extension Observation {
  /// The mistakes that give what was seen.
  var fitting: Set<String> { Set(predictions.filter(\.fits).map(\.sentence)) }

  /// The mistakes that were foreseen and give something else.
  var contradicted: Set<String> { Set(predictions.map(\.sentence)).subtracting(fitting) }
}
