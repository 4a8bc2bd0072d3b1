import LinearAlgebra
import Plotting

extension CellsLab {
  func exhibits(of results: LabResults) -> [Exhibit] {
    guard let state = results.state("network") else { return [] }
    let exhibits: [Exhibit?] = [
      parts(state), samples(state), distribution(state),
      curves("loss", "Loss of 2352-256-128-8", Axis("cross-entropy"), state) { decimals($0, 3) },
      curves(
        "accuracy", "Accuracy of 2352-256-128-8", Axis("accuracy", format: .percent(0)), state
      ) { percent($0) },
      summary(state), confusion(state), report(state), pairs(state), mistakes(state),
      groups(state), groupSizes(state),
    ]
    return exhibits.compactMap { $0 }
  }

  // MARK: The data

  private static let parts = ["training", "validation", "test"]

  private func parts(_ state: RunState) -> Exhibit {
    .table(
      Table(
        title: "The three parts", header: ["part", "cells"],
        rows: Self.parts.map { [$0, RunState?(state).text("\($0) images", plain)] }))
  }

  private func samples(_ state: RunState) -> Exhibit? {
    guard let pixels = state.matrices["shown-images"], let labels = state.matrices["shown-labels"]
    else { return nil }
    return .figure(
      name: "samples",
      chart: ImageGrid(
        title: "Two training images of each kind",
        items: (0..<pixels.rows).map { row in
          ImageGrid.Item(image(pixels.row(row)), caption: Self.names[Int(labels[row, 0])])
        }, columns: 4))
  }

  private func distribution(_ state: RunState) -> Exhibit? {
    guard let counts = state.matrices["counts"] else { return nil }
    return .figure(
      name: "classes",
      chart: BarChart(
        title: "Training images of each kind", categories: Self.names, categoryLabel: "kind",
        values: Axis("images"), bars: [Bars("", counts.elements)]))
  }

  private func image(_ pixels: Vector) -> Image {
    Image(width: 28, height: 28, rgb: pixels.elements.map { UInt8(($0 * 255).rounded()) })
  }

  // MARK: The training

  /// Two curves over epochs, with their ends in their names.
  private func curves(
    _ kind: String, _ title: String, _ y: Axis, _ state: RunState, _ write: (Double) -> String
  ) -> Exhibit {
    let steps = Double(state.step) / Double(max(1, state.epoch))
    return .figure(
      name: kind,
      chart: LineChart(
        title: title, x: Axis("epoch"), y: y,
        series: ["training", "validation"].compactMap { part in
          guard let curve = state.curves["\(part) \(kind)"] else { return nil }
          let end = curve.y.last.map { ", \(write($0)) at the end" } ?? ""
          return Series("\(part)\(end)", x: curve.x.map { $0 / steps }, y: curve.y)
        }))
  }

  private func summary(_ state: RunState) -> Exhibit {
    .table(
      Table(
        title: "After the training", header: ["part", "loss", "accuracy"],
        rows: Self.parts.map { part in
          [
            part, RunState?(state).text("\(part) loss") { decimals($0, 3) },
            RunState?(state).text("\(part) accuracy") { percent($0) },
          ]
        }))
  }

  // MARK: The mistakes

  private func confusion(_ state: RunState) -> Exhibit? {
    guard let counts = state.matrices["confusion"] else { return nil }
    let kinds = Self.names.indices
    return .figure(
      name: "confusion",
      chart: HeatMap(
        title: "What the test cells were taken for", rows: Self.names, rowLabel: "true kind",
        columns: Self.names, columnLabel: "predicted kind",
        values: kinds.map { row in kinds.map { counts[row, $0] } }, valueLabel: "share of the row",
        isColoredByRow: true))
  }

  private func report(_ state: RunState) -> Exhibit? {
    guard let report = state.matrices["report"] else { return nil }
    func row(_ name: String, _ values: Vector, _ support: Double) -> [String] {
      [name] + (0..<3).map { decimals(values[$0], 3) } + [plain(support)]
    }
    return .table(
      Table(
        title: "The test cells, kind by kind",
        header: ["kind", "precision", "recall", "F1", "support"],
        rows: Self.names.indices.map { row(Self.names[$0], report.row($0), report[$0, 3]) }
          + [row("mean", report.columnMeans(), report.columnSums()[3])]))
  }

  private func pairs(_ state: RunState) -> Exhibit? {
    guard let pairs = state.matrices["pairs"] else { return nil }
    return .table(
      Table(
        title: "The commonest mistakes", header: ["true kind", "taken for", "cells"],
        rows: (0..<pairs.rows).map { row in
          [
            Self.names[Int(pairs[row, 0])], Self.names[Int(pairs[row, 1])], plain(pairs[row, 2]),
          ]
        }))
  }

  private func mistakes(_ state: RunState) -> Exhibit? {
    guard let kind = state.numbers["class of lowest recall"] else { return nil }
    return .figure(
      name: "lowest-recall",
      chart: ImageGrid(
        title: "Mistakes of the kind that is found least: \(Self.names[Int(kind)])",
        items: items(state, "mistakes"), columns: 3))
  }

  private func groups(_ state: RunState) -> Exhibit? {
    guard state.numbers[CellsJudge.groups[0].0] != nil else { return nil }
    let rows = CellsJudge.groups.map { (title: $0.1, items: items(state, $0.0)) }
      .filter { !$0.items.isEmpty }
    // A group of one leaves a place in its row.
    let blank = ImageGrid.Item(
      Image(width: 28, height: 28, rgb: [UInt8](repeating: 255, count: 28 * 28 * 3)),
      caption: "there is no other")
    return .figure(
      name: "confidence",
      chart: ImageGrid(
        title: "Confident above 0.9, uncertain below 0.6",
        items: rows.flatMap { row in
          row.items + Array(repeating: blank, count: CellsJudge.ofGroup - row.items.count)
        }, columns: CellsJudge.ofGroup, rowLabels: rows.map(\.title)))
  }

  private func groupSizes(_ state: RunState) -> Exhibit? {
    guard state.numbers[CellsJudge.groups[0].0] != nil else { return nil }
    return .table(
      Table(
        title: "How many test cells are in each group", header: ["group", "cells"],
        rows: CellsJudge.groups.map { name, title in
          [title, RunState?(state).text(name, plain)]
        }))
  }

  /// Test images with what they are, what they were taken for, and how surely.
  private func items(_ state: RunState, _ name: String) -> [ImageGrid.Item] {
    guard let pixels = state.matrices["\(name)-images"], let words = state.matrices["\(name)-words"]
    else { return [] }
    return (0..<pixels.rows).map { row in
      let (label, predicted) = (Int(words[row, 0]), Int(words[row, 1]))
      return ImageGrid.Item(
        image(pixels.row(row)), title: Self.names[label],
        caption: "predicted: \(Self.names[predicted]), \(percent(words[row, 2]))",
        isMarked: label != predicted)
    }
  }
}
