import Plotting

extension OneLayer {
  func exhibits(of results: LabResults) -> [Exhibit] {
    var exhibits: [Exhibit] = []
    if let state = results.state(Self.name(0)) {
      exhibits += [lossFigure(state), accuracyFigure(state)]
    }
    let rows = [0.0, 1].filter { results.state(Self.name($0))?.matrices["weights"] != nil }
    if !rows.isEmpty { exhibits.append(weightFigure(results, rows)) }
    let penalized = results.runs.filter { $0.run.value > 0 }.compactMap { run, state in
      state.map { (run: run, state: $0) }
    }
    if !penalized.isEmpty { exhibits += [penaltyFigure(penalized), normFigure(penalized)] }
    return exhibits + [table(results)]
  }

  private func lossFigure(_ state: RunState) -> Exhibit {
    // The first losses are log 10; the range shows where the curves end.
    let ends = (state.curves["validation loss"]?.y.suffix(3).min() ?? 0.2)
    return .figure(
      name: "loss",
      chart: LineChart(
        title: "Loss without a penalty", x: Axis("gradient steps"),
        y: Axis("cross-entropy", range: max(0, ends - 0.2)...(ends + 0.6)),
        series: state.series("training loss", "validation loss")))
  }

  private func accuracyFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "accuracy",
      chart: LineChart(
        title: "Accuracy without a penalty", x: Axis("gradient steps"),
        y: Axis("accuracy", range: 0.7...1, format: .percent(0)),
        series: state.series("training accuracy", "validation accuracy")))
  }

  private func weightFigure(_ results: LabResults, _ lambdas: [Double]) -> Exhibit {
    let items = lambdas.flatMap { lambda -> [ImageGrid.Item] in
      guard let weights = results.state(Self.name(lambda))?.matrices["weights"] else { return [] }
      // Each row has a scale of its own: a penalty makes all weights small.
      let pixels = (0..<10).map { Array(weights.column($0).elements.prefix(784)) }
      let scale = ColorScale(.diverging, covering: pixels.joined())
      return pixels.enumerated().map { digit, values in
        ImageGrid.Item(
          Image(width: 28, height: 28, values: values, scale: scale), caption: "\(digit)")
      }
    }
    return .figure(
      name: "weights",
      chart: ImageGrid(
        title: "The weights of each digit", items: items, columns: 10,
        rowLabels: lambdas.map { "λ = \(plain($0))" },
        summary: "Blue is a positive weight, brown a negative one. Each row has a scale of its own."
      ))
  }

  private func penaltyFigure(_ runs: [(run: PlannedRun, state: RunState)]) -> Exhibit {
    .figure(
      name: "penalties",
      chart: LineChart(
        title: "Validation accuracy with a penalty", x: Axis("gradient steps"),
        y: Axis("validation accuracy", range: 0.6...1, format: .percent(0)),
        series: runs.compactMap { run, state in
          state.series("validation accuracy", title: run.title)
        }))
  }

  private func normFigure(_ runs: [(run: PlannedRun, state: RunState)]) -> Exhibit {
    let points = runs.compactMap { run, state in
      state.numbers["squared norm"].map { (run.value, $0) }
    }
    return .figure(
      name: "norms",
      chart: ScatterChart(
        title: "‖W‖² after the training", x: Axis("λ", scale: .logarithmic),
        y: Axis("‖W‖²", scale: .logarithmic),
        series: [Series("", x: points.map(\.0), y: points.map(\.1))]))
  }

  private func table(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "After the training",
        header: [
          "λ", "training accuracy", "validation accuracy", "validation loss", "‖W‖²",
        ],
        rows: results.runs.map { run, state in
          [
            plain(run.value), state.text("training accuracy") { percent($0) },
            state.text("validation accuracy") { percent($0) },
            state.text("validation loss") { decimals($0, 3) },
            state.text("squared norm") { decimals($0, 3) },
          ]
        }))
  }
}
