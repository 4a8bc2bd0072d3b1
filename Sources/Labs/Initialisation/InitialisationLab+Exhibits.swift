import Curriculum
import Plotting

extension InitialisationLab {
  func exhibits(of results: LabResults) -> [Exhibit] {
    Self.activations.map { statisticsFigure($0, results) }
      + Self.activations.map { lossFigure($0, results) }
      + [
        table(results), statisticsTable("Mean", "mean", results),
        statisticsTable("Standard deviation", "standard deviation", results),
      ]
  }

  /// The runs of an activation function, by their schemes.
  private func states(
    _ activation: HiddenActivation, _ results: LabResults
  ) -> [(scheme: String, state: RunState)] {
    Self.schemes.compactMap { scheme in
      results.state(Self.name(activation, scheme)).map { (Self.words(scheme), $0) }
    }
  }

  private func statisticsFigure(
    _ activation: HiddenActivation, _ results: LabResults
  ) -> Exhibit {
    func chart(_ title: String, _ curve: String, _ scale: Axis.Scale) -> LineChart {
      LineChart(
        title: title, x: Axis("hidden layer"), y: Axis("\(curve) of the activations", scale: scale),
        series: states(activation, results).compactMap { scheme, state in
          state.series(curve, title: scheme)
        })
    }
    return .figure(
      name: "\(activation.rawValue)-activations",
      chart: Figure(
        title: "Activations before the training, \(Self.words(activation))", columns: 3,
        charts: [
          chart("Mean", "mean", .linear),
          chart("Standard deviation", "standard deviation", .linear),
          chart("The same on a logarithmic axis", "standard deviation", .logarithmic),
        ]))
  }

  private func lossFigure(_ activation: HiddenActivation, _ results: LabResults) -> Exhibit {
    .figure(
      name: "\(activation.rawValue)-loss",
      chart: LineChart(
        title: "Training loss, \(Self.words(activation))", x: Axis("gradient steps"),
        y: Axis("cross-entropy", range: 0...2.5),
        series: states(activation, results).compactMap { scheme, state in
          state.series("training loss", title: scheme)
        }))
  }

  private func table(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "After the training",
        header: ["activation", "scheme", "training loss", "training accuracy", "test accuracy"],
        rows: rows(results) { state in
          [
            state.text("training loss") { decimals($0, 3) },
            state.text("training accuracy") { percent($0, 2) },
            state.text("test accuracy") { percent($0, 2) },
          ]
        }))
  }

  private func statisticsTable(
    _ title: String, _ curve: String, _ results: LabResults
  ) -> Exhibit {
    .table(
      Table(
        title: "\(title) of the activations before the training",
        header: ["activation", "scheme"] + (1...5).map { "layer \($0)" },
        rows: rows(results) { state in
          (0..<5).map { layer in
            guard let values = state?.curves[curve]?.y, layer < values.count else { return "–" }
            return significant(values[layer], 3)
          }
        }))
  }

  private func rows(
    _ results: LabResults, _ cells: (RunState?) -> [String]
  ) -> [[String]] {
    Self.activations.flatMap { activation in
      Self.schemes.map { scheme in
        [Self.words(activation), Self.words(scheme)]
          + cells(results.state(Self.name(activation, scheme)))
      }
    }
  }
}
