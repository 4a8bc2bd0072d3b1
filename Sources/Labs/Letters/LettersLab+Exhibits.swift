import Foundation
import Plotting

extension LettersLab {
  func exhibits(of results: LabResults) -> [Exhibit] {
    linear(results) + grid(results) + network(results) + [summary(results)]
  }

  /// A curve that has a number for each epoch, if it was noted.
  private func series(_ name: String, of state: RunState, title: String) -> Series? {
    state.curves[name].map { curve in
      Series(title, x: curve.y.indices.map { Double($0 + 1) }, y: curve.y)
    }
  }

  // MARK: One run

  private func accuracies(_ run: PlannedRun, _ state: RunState, title: String) -> LineChart {
    LineChart(
      title: title, x: Axis("epoch"), y: Axis("accuracy", format: .percent(0)),
      series: [
        series("training accuracy", of: state, title: "training"),
        series("validation accuracy", of: state, title: "validation"),
      ].compactMap(\.self),
      markers: state.numbers["best epoch"].map { [.vertical(at: $0, "checkpoint")] } ?? [])
  }

  private func linear(_ results: LabResults) -> [Exhibit] {
    results.runs.compactMap { run, state in
      guard ["perceptron", "logistic"].contains(run.name), let state else { return nil }
      return .figure(name: run.name, chart: accuracies(run, state, title: run.title))
    }
  }

  private func network(_ results: LabResults) -> [Exhibit] {
    guard let (run, state) = results.runs.first(where: { $0.run.name == "network" }), let state
    else { return [] }
    return [
      .figure(
        name: run.name,
        chart: Figure(
          title: "784-100-26 with weights around 0.1",
          charts: [
            LineChart(
              title: "Loss", x: Axis("epoch"), y: Axis("cross-entropy"),
              series: [
                series("training loss", of: state, title: "training"),
                series("validation loss", of: state, title: "validation"),
              ].compactMap(\.self)),
            accuracies(run, state, title: "Accuracy"),
          ]))
    ] + beginning(of: state)
  }

  /// The losses of the first letters, each before its step.
  private func beginning(of state: RunState) -> [Exhibit] {
    guard let losses = series(BatchTraining.firstLosses, of: state, title: "one letter") else {
      return []
    }
    return [
      .figure(
        name: "network-start",
        chart: LineChart(
          title: "The first letters of 784-100-26", x: Axis("letter"), y: Axis("cross-entropy"),
          series: [losses],
          markers: [.horizontal(at: log(26), "log 26: the same probability for each letter")]))
    ]
  }

  // MARK: The grid

  /// The table that fills itself while the grid is trained.
  func board(_ settings: Settings) -> RunBoard? {
    RunBoard(
      title: "best validation accuracy; learning rate, λ", columns: ["pixels", "features"],
      rows: GridPlace.all.filter { !$0.isOwn }.map { pixels in
        let features = GridPlace(isOwn: true, rate: pixels.rate, penalty: pixels.penalty)
        return RunBoard.Row(
          title: [pixels.rateKey, pixels.penaltyKey].map { written(settings[$0]) }
            .joined(separator: ", "),
          runs: [pixels.name, features.name])
      }, number: Self.score)
  }

  private typealias Scored = (place: GridPlace, state: RunState, accuracy: Double)

  /// The places of the grid that have a result.
  private func scored(_ results: LabResults) -> [Scored] {
    GridPlace.all.compactMap { place in
      guard let state = results.state(place.name),
        let accuracy = state.numbers[Self.score]
      else { return nil }
      return (place, state, accuracy)
    }
  }

  /// The best of some places; the first of equal ones.
  private func best(_ scored: [Scored]) -> Scored? {
    scored.reduce(nil) { best, next in
      best.map { $0.accuracy >= next.accuracy } == true ? best : next
    }
  }

  private func grid(_ results: LabResults) -> [Exhibit] {
    let scored = scored(results)
    let winner = best(scored)
    let rows = GridPlace.all.map { place in
      let state = results.state(place.name)
      let isBest = place == winner?.place
      return [
        place.representation, written(results.settings[place.rateKey]),
        written(results.settings[place.penaltyKey]), state.text("best epoch", plain),
        state.text("best validation accuracy") { percent($0) } + (isBest ? " ◀ best" : ""),
        // Nobody knows the others': they weren't chosen.
        isBest ? results.state(Self.best).text("test accuracy") { percent($0) } : "",
      ]
    }
    let table = Exhibit.table(
      Table(
        title: "The grid: \(scored.count) of 12",
        header: [
          "inputs", "learning rate", "λ", "best epoch", "validation accuracy", "test accuracy",
        ], rows: rows))
    return [table] + representations(scored)
  }

  /// The best with pixels beside the best with features.
  private func representations(_ scored: [Scored]) -> [Exhibit] {
    let both = [false, true].compactMap { isOwn in best(scored.filter { $0.place.isOwn == isOwn }) }
    guard !both.isEmpty else { return [] }
    func chart(_ part: String, _ title: String) -> LineChart {
      LineChart(
        title: title, x: Axis("epoch"), y: Axis("accuracy", format: .percent(0)),
        series: both.compactMap { place, state, _ in
          series("\(part) accuracy", of: state, title: place.representation)
        })
    }
    return [
      .figure(
        name: "representations",
        chart: Figure(
          title: "The best of the grid with pixels, and with your features",
          charts: [
            chart("training", "Training letters"), chart("validation", "Validation letters"),
          ]))
    ]
  }

  // MARK: All

  private func summary(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "The checkpoints",
        header: ["run", "best epoch", "training accuracy", "validation accuracy", "test accuracy"],
        rows: results.runs.filter { GridPlace($0.run) == nil }.map {
          [$0.run.title] + cells($0.state)
        }))
  }

  private func cells(_ state: RunState?) -> [String] {
    let epoch = state?.numbers["best epoch"].map { Int($0) - 1 }
    let training = epoch.flatMap { state?.curves["training accuracy"]?.y[$0] }
    return [
      state.text("best epoch", plain), training.map { percent($0) } ?? "–",
      state.text("best validation accuracy") { percent($0) },
      state.text("test accuracy") { percent($0) },
    ]
  }
}
