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
        series: ["training loss", "validation loss"].compactMap { name in
          state.curves[name].map {
            Series(name, x: $0.x, y: $0.y, look: name == "training loss" ? .faint : .line)
          }
        }))
  }

  private func accuracyFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "accuracy",
      chart: LineChart(
        title: "Accuracy with shuffling", x: Axis("gradient steps"),
        y: Axis("accuracy", range: 0.9...1, format: .percent(0)),
        series: ["training accuracy", "validation accuracy"].compactMap { name in
          state.curves[name].map { Series(name, x: $0.x, y: $0.y) }
        }))
  }

  private func shufflingFigure(_ results: LabResults) -> Exhibit {
    .figure(
      name: "shuffling",
      chart: LineChart(
        title: "Validation accuracy", x: Axis("gradient steps"),
        y: Axis("validation accuracy", range: 0.9...1, format: .percent(0)),
        series: results.runs.compactMap { run, state in
          run.name == "stopped"
            ? nil : state?.curves["validation accuracy"].map { Series(run.title, x: $0.x, y: $0.y) }
        }))
  }

  private func stoppingFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "stopping",
      chart: LineChart(
        title: "Early stopping", x: Axis("gradient steps"),
        y: Axis("validation loss", range: 0...0.4),
        series: state.curves["validation loss"].map { [Series("", x: $0.x, y: $0.y)] } ?? [],
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
          func text(_ name: String, _ write: (Double) -> String) -> String {
            state?.numbers[name].map(write) ?? "–"
          }
          return [
            run.title, state.map { "\($0.epoch)" } ?? "–", state.map { "\($0.step)" } ?? "–",
            text("training accuracy") { percent($0) }, text("validation accuracy") { percent($0) },
            text("validation loss") { decimals($0, 4) },
          ]
        }
          + (results.state("stopped").map { [bestRow($0)] } ?? [])))
  }

  /// Where the loss was lowest, for which early stopping keeps the weights.
  private func bestRow(_ state: RunState) -> [String] {
    func text(_ name: String, _ write: (Double) -> String) -> String {
      state.numbers[name].map(write) ?? "–"
    }
    return [
      "its lowest loss", "", text("step of the best loss", plain), "",
      text("accuracy at the best loss") { percent($0) }, text("best loss") { decimals($0, 4) },
    ]
  }
}
