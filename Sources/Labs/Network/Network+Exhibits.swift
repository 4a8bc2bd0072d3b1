import Plotting

extension Network {
  func exhibits(of results: LabResults) -> [Exhibit] {
    let activations = finished(Self.names, results)
    var exhibits = activations.map { curves($0, results.settings) }
    if !activations.isEmpty { exhibits += [comparison(activations)] }
    exhibits += activations.flatMap { [confusion($0), report($0)] }
    if !activations.isEmpty { exhibits += [recalls(activations), pairs(activations)] }
    exhibits += optimizers(results) + penalties(results)
    exhibits += finished(["own"], results).map { curves($0, results.settings) }
    return exhibits + [summary(results)]
  }

  typealias Finished = (run: PlannedRun, state: RunState)

  /// The runs with these names, as far as they have results.
  func finished(_ names: [String], _ results: LabResults) -> [Finished] {
    results.runs.compactMap { run, state in
      names.contains(run.name) ? state.map { (run: run, state: $0) } : nil
    }
  }

  // MARK: Curves

  /// Cost and accuracy of one run, with batch size and learning rate in the title.
  private func curves(_ run: Finished, _ settings: Settings) -> Exhibit {
    let words = design(of: run.run, settings).words
    return .figure(
      name: run.run.name,
      chart: Figure(
        title: "\(run.run.title): \(words)",
        charts: [
          LineChart(
            title: "Cost", x: Axis("gradient steps"), y: Axis("cross-entropy"),
            series: ["training", "test"].compactMap { kind in
              run.state.series("\(kind) loss", title: ending(run.state, kind) { decimals($0, 3) })
            }),
          LineChart(
            title: "Accuracy", x: Axis("gradient steps"), y: Axis("accuracy", format: .percent(0)),
            series: ["training", "test"].compactMap { kind in
              run.state.series(
                "\(kind) accuracy", title: accuracyEnding(run.state, kind))
            }),
        ]))
  }

  private func ending(
    _ state: RunState, _ kind: String, _ write: (Double) -> String
  ) -> String {
    kind + (state.numbers["\(kind) loss"].map { ", \(write($0)) at the end" } ?? "")
  }

  private func accuracyEnding(_ state: RunState, _ kind: String) -> String {
    kind + (state.numbers["\(kind) accuracy"].map { ", \(percent($0)) at the end" } ?? "")
  }

  /// One curve of several runs beside each other: losses, and accuracies.
  private func beside(
    _ name: String, _ title: String, _ panels: [(curve: String, title: String)],
    _ runs: [(title: String, state: RunState)]
  ) -> Exhibit {
    .figure(
      name: name,
      chart: Figure(
        title: title,
        charts: panels.map { curve, title in
          LineChart(
            title: title, x: Axis("gradient steps"),
            y: curve.hasSuffix("loss")
              ? Axis("cross-entropy") : Axis("accuracy", format: .percent(0)),
            series: runs.compactMap { $0.state.series(curve, title: $0.title) })
        }))
  }

  private func comparison(_ runs: [Finished]) -> Exhibit {
    beside(
      "activations", "Three activation functions",
      [("training loss", "Training loss"), ("test loss", "Test loss")],
      runs.map { ($0.run.title, $0.state) })
  }

  /// The run with the same activation function as those with Adam and with a penalty.
  private func plainRun(_ results: LabResults) -> RunState? {
    results.state(Self.names[results.settings.whole("best_activation") - 1])
  }

  private func optimizers(_ results: LabResults) -> [Exhibit] {
    finished(["adam"], results).flatMap { adam in
      let descent = plainRun(results).map { [("gradient descent", $0)] } ?? []
      return [
        curves(adam, results.settings),
        beside(
          "optimizers", "Gradient descent and Adam",
          [("test loss", "Test loss"), ("test accuracy", "Test accuracy")],
          descent + [("Adam", adam.state)]),
      ]
    }
  }

  private func penalties(_ results: LabResults) -> [Exhibit] {
    let runs = results.runs.compactMap { run, state in
      run.name.hasPrefix("penalty")
        ? state.map { (title: "λ = \(plain(run.value))", state: $0) } : nil
    }
    guard !runs.isEmpty else { return [] }
    let none = plainRun(results).map { [(title: "no penalty", state: $0)] } ?? []
    return [
      beside(
        "penalties", "With a penalty on the weights",
        [("training loss", "Training loss, without the penalty"), ("test loss", "Test loss")],
        none + runs)
    ]
  }

  // MARK: Mistakes

  private func confusion(_ run: Finished) -> Exhibit {
    let counts = run.state.matrices["confusion"]
    let digits = (0..<10).map(String.init)
    return .figure(
      name: "confusion-\(run.run.name)",
      chart: HeatMap(
        title: "\(run.run.title): what the test digits were taken for", rows: digits,
        rowLabel: "true digit", columns: digits, columnLabel: "predicted digit",
        values: (0..<10).map { row in
          (0..<10).map { counts?[row, $0] ?? .nan }
        },
        valueLabel: "share of the row", isColoredByRow: true))
  }
}
