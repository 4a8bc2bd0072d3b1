import Curriculum
import LinearAlgebra
import Plotting

extension LibraryLab {
  func exhibits(of results: LabResults) -> [Exhibit] {
    var exhibits = [checkTable(results)]
    if let state = results.state("check-entries") { exhibits.append(checkFigure(state)) }
    if let state = results.state("digits") {
      exhibits += [lossFigure(state), digitsTable(state)]
      if let figure = imagesFigure(state) { exhibits.append(figure) }
    }
    let compared = results.runs.filter { Comparison(rawValue: $0.run.name) != nil }
    return exhibits + [
      comparisonFigure("Training loss", "training loss", Axis("cross-entropy"), compared),
      comparisonFigure(
        "Test accuracy", "test accuracy", Axis("accuracy", format: .percent(0)), compared),
      comparisonTable(compared),
    ]
  }

  // MARK: - The gradient check

  private static let parameters = RunState.names(sizes.count - 1)

  private func checkTable(_ results: LabResults) -> Exhibit {
    let (whole, entries) = (results.state("check-parameters"), results.state("check-entries"))
    return .table(
      Table(
        title: "The gradient check, parameter by parameter",
        header: [
          "parameter", "error of the parameter", "entries", "0 in both gradients",
          "largest error of an entry", "entries not below 1e-5", "largest gradient among them",
        ],
        rows: Self.parameters.map { name in
          func count(_ count: EntryCheck.Count) -> String {
            entries.text(count.name(name), plain)
          }
          return [
            words(name), whole.text(ParameterCheck.error(name), size), count(.entries),
            count(.bothZero), entries.text(EntryCheck.largest(name), size), count(.above),
            entries.text(EntryCheck.size(name), size),
          ]
        }))
  }

  private func size(_ value: Double) -> String { significant(value, 2) }

  /// Such as "layer 1, weights" for `weights-1`.
  private func words(_ name: String) -> String {
    let parts = name.split(separator: "-")
    return "layer \(parts[1]), \(parts[0])"
  }

  private func checkFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "gradient-check",
      chart: ScatterChart(
        title: "Relative errors of single entries",
        x: Axis("size of the gradient", scale: .logarithmic),
        y: Axis("relative error", scale: .logarithmic),
        series: Self.parameters.compactMap { state.series("\($0) errors", title: words($0)) },
        markers: [.horizontal(at: EntryCheck.bound, "bound of the assignment")],
        summary: "Entries that are 0 in both gradients have no point; of those far below the "
          + "bound, one in fifty is drawn."))
  }

  // MARK: - The digits

  private func lossFigure(_ state: RunState) -> Exhibit {
    .figure(
      name: "loss",
      chart: LineChart(
        title: "Loss of 784-128-64-10", x: Axis("gradient steps"),
        y: Axis("cross-entropy", range: 0...2.5),
        series: state.series("training loss", "test loss")))
  }

  private func digitsTable(_ state: RunState) -> Exhibit {
    .table(
      Table(
        title: "784-128-64-10", header: ["epoch", "test loss", "test accuracy"],
        rows: (0..<state.epoch).map { epoch in
          [
            "\(epoch + 1)", decimals(state.curves["test loss"]?.y[epoch] ?? .nan, 4),
            percent(state.curves["test accuracy"]?.y[epoch] ?? .nan, 2),
          ]
        }))
  }

  private func imagesFigure(_ state: RunState) -> Exhibit? {
    guard let pixels = state.matrices["shown-images"], let labels = state.matrices["shown-labels"]
    else { return nil }
    let items = (0..<pixels.rows).map { row in
      let (predicted, label) = (Int(labels[row, 0]), Int(labels[row, 1]))
      return ImageGrid.Item(
        Image(
          width: 28, height: 28, gray: pixels.row(row).elements.map { UInt8(($0 * 255).rounded()) }),
        title: "predicted \(predicted)", caption: "label \(label)", isMarked: predicted != label)
    }
    return .figure(
      name: "images",
      chart: ImageGrid(
        title: "Ten random images of the test set", items: items, columns: 5,
        summary: "A wrong prediction has a frame."))
  }

  // MARK: - By hand and with the library

  private func comparisonFigure(
    _ title: String, _ curve: String, _ y: Axis, _ runs: [(run: PlannedRun, state: RunState?)]
  ) -> Exhibit {
    .figure(
      name: curve.replacing(" ", with: "-"),
      chart: LineChart(
        title: "\(title) of 784-500-250-100-10", x: Axis("gradient steps"), y: y,
        series: runs.compactMap { run, state in state?.series(curve, title: run.title) }))
  }

  private func comparisonTable(_ runs: [(run: PlannedRun, state: RunState?)]) -> Exhibit {
    .table(
      Table(
        title: "By hand and with the library: 784-500-250-100-10",
        header: [
          "run", "epochs", "training loss", "training accuracy", "test loss", "test accuracy",
          "largest difference of losses from by hand",
        ],
        rows: runs.map { run, state in
          [run.title, state.map { "\($0.epoch)" } ?? "–"]
            + ["training", "test"].flatMap { name in
              [
                state.text("\(name) loss") { decimals($0, 4) },
                state.text("\(name) accuracy") { percent($0, 2) },
              ]
            } + [distance(state, runs.first?.state ?? nil).map(size) ?? "–"]
        }))
  }

  /// The largest distance between two curves of the training loss.
  private func distance(_ state: RunState?, _ other: RunState?) -> Double? {
    guard let first = state?.curves["training loss"], let second = other?.curves["training loss"]
    else { return nil }
    return zip(first.y, second.y).map { abs($0 - $1) }.max()
  }
}
