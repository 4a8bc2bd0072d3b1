import Plotting

extension WidthAndDepth {
  func exhibits(of results: LabResults) -> [Exhibit] {
    [gridTable(results), widthTable(results)]
      + curves(Self.bestWidth, "The best of all widths", results)
      + widthFigure(results) + depthFigures(results) + [depthTable(results)]
      + curves(Self.bestDepth, "The best of all depths", results) + [testTable(results)]
  }

  /// The table that fills itself while the grid is trained.
  func board(_ settings: Settings) -> RunBoard? {
    RunBoard(
      title: "best validation accuracy; rate, dropout, λ",
      columns: Self.widths.map { "\($0) units" },
      rows: (0..<Self.configurations).map { configuration in
        RunBoard.Row(
          title: words(configuration, settings),
          runs: Self.widths.map { Self.name($0, configuration) })
      }, number: Self.score)
  }

  private func words(_ configuration: Int, _ settings: Settings) -> String {
    design([], configuration, settings).words
  }

  /// The configuration with the best score of a width, as far as its runs are there.
  private func best(
    _ width: Int, _ results: LabResults
  ) -> (configuration: Int, state: RunState)? {
    let there = (0..<Self.configurations).compactMap { configuration in
      results.state(Self.name(width, configuration)).flatMap { state in
        state.numbers[Self.score].map { (configuration, state, $0) }
      }
    }
    guard let most = there.map({ $0.2 }).max(), let first = there.first(where: { $0.2 == most })
    else { return nil }
    return (first.0, first.1)
  }

  // MARK: Width

  private func gridTable(_ results: LabResults) -> Exhibit {
    let best = Self.widths.map { self.best($0, results)?.configuration }
    return .table(
      Table(
        title: "Best validation accuracy of each configuration; ★ marks the best of each width",
        header: ["learning rate", "dropout", "λ"] + Self.widths.map { "\($0) units" },
        rows: (0..<Self.configurations).map { configuration in
          let design = design([], configuration, results.settings)
          return [design.learningRate, design.dropout, design.lambda].map(plain)
            + zip(Self.widths, best).map { width, best in
              results.state(Self.name(width, configuration))
                .text(Self.score) { percent($0) } + (best == configuration ? " ★" : "")
            }
        }))
  }

  private func widthTable(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "The best configuration of each width",
        header: [
          "units", "learning rate, dropout, λ", "best validation accuracy", "in epoch",
          "final training accuracy", "final training loss",
        ],
        rows: Self.widths.map { width in
          let best = self.best(width, results)
          return ["\(width)", best.map { words($0.configuration, results.settings) } ?? "–"]
            + cells(best?.state)
        }))
  }

  private func cells(_ state: RunState?) -> [String] {
    [
      state.text(Self.score) { percent($0) }, state.text("best epoch", plain),
      state.text("training accuracy") { percent($0) },
      state.text("training loss") { decimals($0, 3) },
    ]
  }

  private func curves(_ run: String, _ title: String, _ results: LabResults) -> [Exhibit] {
    guard let state = results.state(run) else { return [] }
    let best = state.numbers["best epoch"].map {
      [Marker.vertical(at: $0, "best epoch")]
    }
    return [
      .figure(
        name: run,
        chart: Figure(
          title: title,
          charts: [
            LineChart(
              title: "Loss", x: Axis("epoch"), y: Axis("cross-entropy"),
              series: [
                state.series(FeedforwardRun.losses, title: "training loss"),
                state.series("validation loss", title: "validation loss"),
              ].compactMap(\.self), markers: best ?? []),
            LineChart(
              title: "Accuracy", x: Axis("epoch"),
              y: Axis("validation accuracy", format: .percent(0)),
              series: state.series("validation accuracy"), markers: best ?? []),
          ]))
    ]
  }

  private func widthFigure(_ results: LabResults) -> [Exhibit] {
    let points = Self.widths.compactMap { width in
      best(width, results)?.state.numbers["training accuracy"].map { (Double(width), $0) }
    }
    return points.isEmpty
      ? []
      : [
        figure(
          "width", "Final training accuracy of the best configuration of each width",
          Axis("hidden units", scale: .logarithmic, ticks: Self.widths.map(Double.init)), points)
      ]
  }

  private func figure(
    _ name: String, _ title: String, _ x: Axis, _ points: [(Double, Double)]
  ) -> Exhibit {
    .figure(
      name: name,
      chart: LineChart(
        title: title, x: x, y: Axis("final training accuracy", format: .percent(0)),
        series: [Series("", x: points.map(\.0), y: points.map(\.1))]))
  }

  // MARK: Depth

  private func depthFigures(_ results: LabResults) -> [Exhibit] {
    let runs = Self.depths.compactMap { depth in
      results.state(Self.name(depth: depth)).map { (depth, $0) }
    }
    guard !runs.isEmpty else { return [] }
    return [
      .figure(
        name: "depths",
        chart: Figure(
          title: "Five depths of 32 units",
          charts: [
            (FeedforwardRun.losses, "Training loss", Axis("cross-entropy")),
            (
              "validation accuracy", "Validation accuracy",
              Axis("accuracy", format: .percent(0))
            ),
          ].map { curve, title, axis in
            LineChart(
              title: title, x: Axis("epoch"), y: axis,
              series: runs.compactMap { depth, state in
                state.series(curve, title: depth == 1 ? "1 layer" : "\(depth) layers")
              })
          })),
      figure(
        "depth", "Final training accuracy of each depth",
        Axis("hidden layers of 32 units", ticks: Self.depths.map(Double.init)),
        runs.compactMap { depth, state in
          state.numbers["training accuracy"].map { (Double(depth), $0) }
        }),
    ]
  }

  private func depthTable(_ results: LabResults) -> Exhibit {
    let configuration = best(Self.depthWidth, results)?.configuration
    return .table(
      Table(
        title: "Five depths of 32 units"
          + (configuration.map { ": learning rate, dropout, λ = " + words($0, results.settings) }
            ?? ""),
        header: [
          "hidden layers", "best validation accuracy", "in epoch", "final training accuracy",
          "final training loss",
        ],
        rows: Self.depths.map { depth in
          ["\(depth)"] + cells(results.state(Self.name(depth: depth)))
        }))
  }

  // MARK: Test

  private func testTable(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "The test data, once for each of the two questions",
        header: ["run", "layers", "validation accuracy", "test accuracy", "test loss"],
        rows: [Self.bestWidth, Self.bestDepth].compactMap { name in
          results.runs.first { $0.run.name == name }.map { run, state in
            let sizes = state.flatMap { _ in design(of: run, results.settings)?.sizes }
            return [
              run.title, sizes.map { $0.map { "\($0)" }.joined(separator: "-") } ?? "–",
              state.text(Self.score) { percent($0) }, state.text("test accuracy") { percent($0) },
              state.text("test loss") { decimals($0, 3) },
            ]
          }
        }))
  }
}
