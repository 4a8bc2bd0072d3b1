import Plotting

extension TwoOrThree {
  func exhibits(of results: LabResults) -> [Exhibit] {
    var exhibits: [Exhibit] = []
    if let state = results.state("shuffled") {
      exhibits += [lossFigure(state), accuracyFigure(state)]
    }
    if let state = results.state("stopped") { exhibits.append(stoppingFigure(state)) }
    return exhibits + [shufflingFigure(results), table(results)]
  }

  private func lossFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "loss",
      chart: LineChart(
        title: "Loss with shuffling", x: Axis("gradient steps"),
        y: Axis("cross-entropy", range: 0...0.4),
        series: state.series("training loss", "validation loss")))
  }

  private func accuracyFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "accuracy",
      chart: LineChart(
        title: "Accuracy with shuffling", x: Axis("gradient steps"),
        y: Axis("accuracy", range: 0.9...1, format: .percent(0)),
        series: state.series("training accuracy", "validation accuracy")))
  }

  private func shufflingFigure(_ results: LabResults) -> Exhibit {
    .figure(
      name: "shuffling",
      chart: LineChart(
        title: "Validation accuracy", x: Axis("gradient steps"),
        y: Axis("validation accuracy", range: 0.9...1, format: .percent(0)),
        series: results.runs.compactMap { run, state in
          run.name == "stopped"
            ? nil : state?.series("validation accuracy", title: run.title)
        }))
  }

  private func stoppingFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "stopping",
      chart: LineChart(
        title: "Early stopping", x: Axis("gradient steps"),
        y: Axis("validation loss", range: 0...0.4),
        series: [state.series("validation loss", title: "")].compactMap(\.self),
        markers: state.numbers["step of the best loss"].map { [.vertical(at: $0, "lowest")] } ?? [])
    )
  }

  private func table(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "After the training",
        header: [
          "run", "epochs", "steps", "training accuracy", "validation accuracy", "validation loss",
        ],
        rows: results.runs.map { run, state in
          [
            run.title, state.map { "\($0.epoch)" } ?? "–", state.map { "\($0.step)" } ?? "–",
            state.text("training accuracy") { percent($0) },
            state.text("validation accuracy") { percent($0) },
            state.text("validation loss") { decimals($0, 4) },
          ]
        }
          + (results.state("stopped").map { [bestRow($0)] } ?? [])))
  }

  /// Where the loss was lowest, for which early stopping keeps the weights.
  private func bestRow(_ state: RunState?) -> [String] {
    [
      "its lowest loss", "", state.text("step of the best loss", plain), "",
      state.text("accuracy at the best loss") { percent($0) },
      state.text("best loss") { decimals($0, 4) },
    ]
  }
}
