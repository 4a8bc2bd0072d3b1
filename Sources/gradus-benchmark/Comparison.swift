import Foundation

/// Gradus and its peers at the same tasks, by turns. Prints tables in Markdown.
final class Comparison {
  private var gradus: [Contestant] = []
  private var debugBuild: Contestant?
  private var peers: [Contestant] = []
  private let rounds = 5
  /// Additions and multiplications a second of one core.
  private var peak = 0.0

  init() {
    let program = CommandLine.arguments[0]
    let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers").path
    let most = min(ProcessInfo.processInfo.activeProcessorCount, 2)
    let counts = Array(1...most)
    for threads in counts {
      start("Gradus, \(threads) thread\(threads > 1 ? "s" : "")", [program, "serve"], threads)
        .map { gradus.append($0) }
    }
    for (library, script) in [("NumPy", "numpy_peer.py"), ("PyTorch", "torch_peer.py")] {
      for kind in ["float64", "float32"] {
        for threads in counts {
          let command = ["python3", "\(scripts)/\(script)", kind, String(threads)]
          start("\(library) \(kind), \(threads) thread\(threads > 1 ? "s" : "")", command, threads)
            .map { peers.append($0) }
        }
      }
    }
    let debugProgram = program.replacing("/release/", with: "/debug/")
    if debugProgram != program, FileManager.default.isExecutableFile(atPath: debugProgram) {
      debugBuild = start("Gradus, debug build", [debugProgram, "serve"], most)
    }
    peak = median((0..<rounds).compactMap { _ in gradus.first?.seconds("peak") })
    print("\(machine()), peak of one core \(round(peak / 1e9, 1)) GFLOPS")
    #if DEBUG
      print("This is a debug build; for the numbers that count: swift run -c release")
    #endif
  }

  private func start(_ name: String, _ command: [String], _ threads: Int) -> Contestant? {
    do {
      return try Contestant(name, command, threads: threads)
    } catch {
      print("\(name): left out, it doesn't start here")
      return nil
    }
  }

  func end() { (gradus + peers + [debugBuild].compactMap { $0 }).forEach { $0.end() } }

  // MARK: Parts

  /// Products in Double, on one core and on two.
  func products() {
    let peers = peers.filter { $0.name.contains("float64") }
    print(header("product", gradus + peers, ["of peak", "to NumPy, 1 thread", "to best peer"]))
    for (m, k, n, a, b) in [
      (64, 784, 128, 0, 1), (128, 64, 784, 1, 0), (64, 128, 784, 0, 0), (64, 128, 64, 0, 1),
      (64, 64, 10, 0, 1), (10, 64, 64, 1, 0), (32, 10, 10, 0, 0), (1000, 20, 1, 0, 0),
      (512, 512, 512, 0, 0), (1024, 1024, 1024, 0, 0), (2048, 2048, 2048, 0, 0),
    ] {
      let times = medians(of: "product \(m) \(k) \(n) \(a) \(b)", by: gradus + peers)
      let ours = (gradus.first.flatMap { times[$0.name] }, best(gradus, times))
      let operations = 2 * Double(m * n * k)
      let share = ours.0.map { "\(round(100 * operations / $0 / peak, 0)) %" }
      row(
        "\(m) × \(k)\(a == 1 ? "ᵀ" : "") · \(k) × \(n)\(b == 1 ? "ᵀ" : "")", gradus + peers, times,
        [
          share ?? "",
          ratio(peers.first { $0.name.hasPrefix("NumPy") }.flatMap { times[$0.name] }, ours.0),
          ratio(best(peers, times), ours.1),
        ])
    }
  }

  /// Work on each element, in Double.
  func functions() {
    let peers = peers.filter { $0.name.contains("float64") }
    print(header("function", gradus + peers, ["to best NumPy", "to best peer"]))
    for (rows, columns) in [(64, 128), (1000, 1000)] {
      for name in [
        "exp", "log", "tanh", "sigmoid", "softmax", "relu", "mask", "bias", "rowSums",
        "columnSums", "update",
      ] {
        let times = medians(of: "\(name) \(rows) \(columns)", by: gradus + peers)
        let ours = best(gradus, times)
        row(
          "\(name), \(rows) × \(columns)", gradus + peers, times,
          [
            ratio(best(peers.filter { $0.name.hasPrefix("NumPy") }, times), ours),
            ratio(best(peers, times), ours),
          ])
      }
    }
  }

  /// One epoch of training; see `makeEpoch`.
  func epoch() {
    let all = gradus + [debugBuild].compactMap { $0 } + peers
    let times = medians(of: "epoch", by: all)
    guard let ours = best(gradus, times) else { return }
    print("\n| one epoch of 784-128-64-10 | seconds | to Gradus' best |\n| --- | ---: | ---: |")
    for contestant in all {
      guard let time = times[contestant.name] else { continue }
      print("| \(contestant.name) | \(round(time, 3)) | \(ratio(time, ours)) |")
    }
    // Each weight meets each sample twice in the forward pass and in its gradient, and those of the
    // second and third layer once more on the way back.
    let operations = 2 * 60_000 * (2 * 784 * 128 + 3 * 128 * 64 + 3 * 64 * 10)
    let share = 100 * Double(operations) / ours / (peak * Double(gradus.count))
    print("\nThe best is at \(round(share, 0)) % of the peak of \(gradus.count) core(s).")
    if debugBuild == nil {
      print("For the debug build's time: swift build --product gradus-benchmark, then again.")
    }
  }

  /// An epoch of labs' networks over as many images as their short forms have: lab 3's,
  /// 784-500-250-100-10, see `NetworkEpoch`; lab 7's largest and lab 8's, see `LibraryEpoch`.
  func network() {
    let all = gradus + peers
    print(
      "\n| one epoch of a lab's network, s | \(all.map(\.name).joined(separator: " | ")) | to best "
        + "NumPy float64 | to best PyTorch float64 |\n| --- |"
        + String(repeating: " ---: |", count: all.count + 2))
    for (task, title) in [
      ("sigmoid 6000", "3: sigmoid"), ("tanh 6000", "3: tanh"), ("relu 6000", "3: ReLU"),
      ("adam 6000", "3: ReLU, Adam"), ("penalty 6000", "3: ReLU, L2"),
      ("letters 5200", "7: 784-256-26, Adam"),
      ("regularized 5200", "7: 784-256-26, Adam, dropout, L2"),
      ("cells 4000", "8: 2352-256-128-8, Adam"),
    ] {
      let times = medians(of: "network \(task)", by: all)
      let ours = best(gradus, times)
      let ratios = ["NumPy float64", "PyTorch float64"].map { name in
        ratio(best(peers.filter { $0.name.hasPrefix(name) }, times), ours)
      }
      let cells = all.map { times[$0.name].map { round($0, 3) } ?? "" } + ratios
      print("| \(title) | \(cells.joined(separator: " | ")) |")
    }
  }

  // MARK: Measuring

  /// The medians of all contestants, who take turns.
  private func medians(of task: String, by contestants: [Contestant]) -> [String: Double] {
    var times: [String: [Double]] = [:]
    for _ in 0..<rounds {
      for contestant in contestants {
        contestant.seconds(task).map { times[contestant.name, default: []].append($0) }
      }
    }
    return times.mapValues(median)
  }

  private func median(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? .nan : numbers.sorted()[numbers.count / 2]
  }

  private func best(_ contestants: [Contestant], _ times: [String: Double]) -> Double? {
    contestants.compactMap { times[$0.name] }.min()
  }

  // MARK: Printing

  private func header(_ title: String, _ contestants: [Contestant], _ more: [String]) -> String {
    let columns = contestants.map(\.name) + more
    return "\n| \(title), µs | \(columns.joined(separator: " | ")) |\n| --- |"
      + columns.map { _ in " ---: |" }.joined()
  }

  private func row(
    _ title: String, _ contestants: [Contestant], _ times: [String: Double], _ more: [String]
  ) {
    let cells = contestants.map { times[$0.name].map { "\(round($0 * 1e6, 1))" } ?? "" } + more
    print("| \(title) | \(cells.joined(separator: " | ")) |")
  }

  private func ratio(_ theirs: Double?, _ ours: Double?) -> String {
    guard let theirs, let ours else { return "" }
    return "\(round(theirs / ours, 2)) ×"
  }

  private func round(_ x: Double, _ digits: Int) -> String {
    x.formatted(.number.precision(.fractionLength(digits)).locale(Locale(identifier: "en_US")))
  }

  private func machine() -> String {
    let information = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let name = information?.split(separator: "\n").first { $0.hasPrefix("model name") }
      .map { $0.drop { $0 != ":" }.dropFirst(2) }
    return "\(name ?? "this machine"), \(ProcessInfo.processInfo.activeProcessorCount) cores"
  }
}
