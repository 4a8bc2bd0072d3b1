import LinearAlgebra

extension Network {
  /// Precision, recall and F1 of each digit, and what they are on average.
  func report(_ run: Finished) -> Exhibit {
    let report = run.state.matrices["report"] ?? .zeros(0, 4)
    func share(_ value: Double) -> String { decimals(value, 3) }
    var rows = (0..<report.rows).map { digit in
      ["\(digit)"] + (0..<3).map { share(report[digit, $0]) } + [plain(report[digit, 3])]
    }
    if report.rows > 0 {
      let means = report.columnMeans()
      rows.append(
        ["mean"] + (0..<3).map { share(means[$0]) } + [plain(report.columnSums()[3])])
    }
    return .table(
      Table(
        title: "\(run.run.title): the test digits, one by one",
        header: ["digit", "precision", "recall", "F1", "support"], rows: rows))
  }

  /// The recall of each digit, for the three activation functions.
  func recalls(_ runs: [Finished]) -> Exhibit {
    .table(
      Table(
        title: "Recall of each digit", header: ["digit"] + runs.map(\.run.title),
        rows: (0..<10).map { digit in
          ["\(digit)"]
            + runs.map { run in
              run.state.matrices["report"].map { decimals($0[digit, 1], 3) } ?? "–"
            }
        }))
  }

  /// What was mistaken most often.
  func pairs(_ runs: [Finished]) -> Exhibit {
    .table(
      Table(
        title: "The commonest mistakes", header: ["run", "first", "second", "third"],
        rows: runs.map { run in
          let pairs = run.state.matrices["pairs"] ?? .zeros(0, 3)
          return [run.run.title]
            + (0..<3).map { index in
              guard index < pairs.rows else { return "–" }
              let pair = pairs.row(index).map { $0.rounded() }
              return "\(Int(pair[0])) taken for \(Int(pair[1])): \(Int(pair[2]))"
            }
        }))
  }

  /// All runs, a row each.
  func summary(_ results: LabResults) -> Exhibit {
    .table(
      Table(
        title: "After the training",
        header: [
          "run", "training accuracy", "test accuracy", "training loss", "test loss", "‖W‖²",
        ],
        rows: results.runs.map { run, state in
          [
            run.title, state.text("training accuracy") { percent($0) },
            state.text("test accuracy") { percent($0) },
            state.text("training loss") { decimals($0, 3) },
            state.text("test loss") { decimals($0, 3) },
            state.text("squared norm") { decimals($0, 1) },
          ]
        }))
  }
}
