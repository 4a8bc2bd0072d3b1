import Curriculum
import Plotting

extension SparseMaps {
  func exhibits(of results: LabResults) -> [Exhibit] {
    let b = plain(results.settings["b"])
    return [
      results.state("pair").map { pairFigure($0, b) },
      results.state("temperature").map { temperatureFigure($0, b) },
      results.state("temperature").map(temperatureTable),
      results.state("simplex").map { simplexFigure($0, b) },
      results.state("simplex").map(simplexTable),
    ].compactMap { $0 }
  }

  private func name(_ activation: SimplexActivation, _ b: String) -> String {
    activation == .relumax ? "relumax, b = \(b)" : activation.rawValue
  }

  private func pairFigure(_ state: RunState, _ b: String) -> Exhibit {
    func series(_ ending: String) -> [Series] {
      SimplexActivation.allCases.compactMap { activation in
        state.curves["\(activation)\(ending)"].map {
          Series(name(activation, b), x: $0.x, y: $0.y)
        }
      }
    }
    return .figure(
      name: "pair",
      chart: Figure(
        title: "Two classes with the logits 0 and t",
        charts: [
          LineChart(
            title: "The second probability", x: Axis("t"), y: Axis("probability"),
            series: series("")),
          LineChart(
            title: "Its derivative", x: Axis("t"), y: Axis("derivative"), series: series(" slope")),
        ]))
  }

  private func temperatureFigure(_ state: RunState, _ b: String) -> Exhibit {
    let charts = SimplexActivation.allCases.map { activation in
      let end = state.numbers["\(activation) one-hot"] ?? 0
      return LineChart(
        title: name(activation, b), x: Axis("temperature T", scale: .logarithmic),
        y: Axis("probability", range: 0...1),
        series: (1...3).compactMap { place in
          state.curves["\(activation) \(place)"].map {
            Series("z = \(plain(Self.logits[place - 1]))", x: $0.x, y: $0.y)
          }
        },
        markers: end > 0 ? [.vertical(at: end, "one-hot below")] : [])
    }
    return .figure(
      name: "temperature",
      chart: Figure(
        title: "Logits divided by a falling temperature", columns: 3, charts: charts))
  }

  private func temperatureTable(_ state: RunState) -> Exhibit {
    .table(
      Table(
        title: "The temperature below which one class has everything",
        header: ["activation", "temperature"],
        rows: SimplexActivation.allCases.map { activation in
          let end = state.numbers["\(activation) one-hot"] ?? 0
          return [activation.rawValue, end > 0 ? decimals(end, 4) : "none"]
        }))
  }

  private func simplexFigure(_ state: RunState, _ b: String) -> Exhibit {
    let scale = ColorScale(.sequential, over: 1...3)
    let items = SimplexActivation.allCases.compactMap { activation -> ImageGrid.Item? in
      guard let supports = state.matrices["\(activation)"] else { return nil }
      var bytes: [UInt8] = []
      for row in 0..<supports.rows {
        for column in 0..<supports.columns {
          let color =
            SimplexPlane.isEdge(row: row, column: column)
            ? Color(red: 200, green: 80, blue: 0) : scale.color(of: supports[row, column])
          bytes += color.map { [$0.red, $0.green, $0.blue] } ?? [0, 0, 0]
        }
      }
      return ImageGrid.Item(
        Image(width: supports.columns, height: supports.rows, rgb: bytes),
        caption: name(activation, b))
    }
    return .figure(
      name: "simplex",
      chart: ImageGrid(
        title: "How many of three classes have a probability above 0", items: items, columns: 3,
        scale: scale,
        summary: "The plane of logits that add up to 1; the triangle is the simplex. Class 1 is at "
          + "its left corner, class 2 at its right, class 3 at its top."))
  }

  private func simplexTable(_ state: RunState) -> Exhibit {
    .table(
      Table(
        title: "Parts of the plane that is drawn",
        header: ["activation", "one class", "two classes", "three classes"],
        rows: SimplexActivation.allCases.map { activation in
          [activation.rawValue]
            + (1...3).map { percent(state.numbers["\(activation) with \($0)"] ?? 0) }
        }))
  }
}
