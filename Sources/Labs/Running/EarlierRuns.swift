/// What a run builds on: runs that must be done before it, and the number of theirs that it needs.
public struct EarlierRuns: Sendable {
  /// Their names.
  public let runs: [String]
  /// The name that they give the number, such as "best validation accuracy".
  public let number: String
}

extension Lab {
  /// A run with the scores of those that it builds on; nil where one of them isn't there.
  ///
  /// - Parameter number: A number of a run that is done, by the run's name and its own.
  public func ready(
    _ run: PlannedRun, by number: (_ run: String, _ name: String) -> Double?
  ) -> PlannedRun? {
    guard let earlier = earlierRuns(of: run) else { return run }
    let scores = earlier.runs.compactMap { number($0, earlier.number) }
    guard scores.count == earlier.runs.count else { return nil }
    var run = run
    run.scores = scores
    return run
  }

  /// The places of runs in the plan, in stages: what a run builds on stands in a stage before its own.
  public func stages(of plan: [PlannedRun]) -> [[Int]] {
    var depths: [String: Int] = [:]
    for run in plan {
      // A plan names what a run builds on before the run.
      let earlier = earlierRuns(of: run)?.runs.compactMap { depths[$0] }.max()
      depths[run.name] = earlier.map { $0 + 1 } ?? 0
    }
    return (0...(depths.values.max() ?? 0)).map { stage in
      plan.indices.filter { depths[plan[$0].name] == stage }
    }
  }
}
