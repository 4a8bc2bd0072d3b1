import CProcessor
import Curriculum
import LinearAlgebra
import NetworkLibrarySolution

/// Reads one task a line and answers with the seconds that it took, as the scripts in Peers do.
func serve() throws {
  func answer(_ text: Any) {
    print(text)
    fflush(nil)
  }
  answer("ready")
  var epoch: (() throws -> Void)?
  var network: (task: String, epoch: () throws -> Void)?
  while let line = readLine() {
    let words = line.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int($0) }
    switch words[0] {
    case "epoch":
      let run = try epoch ?? makeEpoch()
      epoch = run
      answer(try ContinuousClock().measure(run) / .seconds(1))
    case "network":
      // One at a time: a task's images take much memory.
      if network?.task != line { network = nil }
      let run = try network?.epoch ?? makeNetworkEpoch(String(words[1]), images: numbers[0])
      network = (line, run)
      answer(try ContinuousClock().measure(run) / .seconds(1))
    case "product": answer(secondsOfProduct(numbers))
    case "peak": answer(operationsPerSecond())
    default: answer(secondsOfFunction(String(words[0]), numbers))
    }
  }
}

/// The mean time of a run, after two to warm up, over as many runs as fit 50 ms.
func secondsPerRun(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  body()
  let once = max(clock.measure(body) / .seconds(1), 1e-7)
  let runs = max(1, Int(0.05 / once))
  return clock.measure { for _ in 0..<runs { body() } } / .seconds(1) / Double(runs)
}

private func secondsOfProduct(_ numbers: [Int]) -> Double {
  let (m, k, n) = (numbers[0], numbers[1], numbers[2])
  let (transposeA, transposeB) = (numbers[3] == 1, numbers[4] == 1)
  var generator = SeededGenerator(seed: 1)
  let a = Matrix.normal(
    rows: transposeA ? k : m, columns: transposeA ? m : k, using: &generator)
  let b = Matrix.normal(
    rows: transposeB ? n : k, columns: transposeB ? k : n, using: &generator)
  return secondsPerRun { _ = matmul(a, b, transposeA: transposeA, transposeB: transposeB) }
}

private func secondsOfFunction(_ name: String, _ numbers: [Int]) -> Double {
  let (rows, columns) = (numbers[0], numbers[1])
  var generator = SeededGenerator(seed: 1)
  var x = Matrix.normal(rows: rows, columns: columns, using: &generator)
  let y = Matrix.normal(rows: rows, columns: columns, using: &generator)
  let row = Vector.normal(count: columns, using: &generator)
  return switch name {
  case "exp": secondsPerRun { _ = exp(x) }
  case "log": secondsPerRun { _ = log(abs(x)) }
  case "tanh": secondsPerRun { _ = tanh(x) }
  case "sigmoid": secondsPerRun { _ = sigmoid(x) }
  case "softmax": secondsPerRun { _ = softmaxOfRows(x) }
  case "relu": secondsPerRun { _ = relu(x) }
  case "mask":
    secondsPerRun {
      var masked = x
      masked.keep(wherePositive: y)
    }
  case "bias": secondsPerRun { _ = x + row }
  case "rowSums": secondsPerRun { _ = x.rowSums() }
  case "columnSums": secondsPerRun { _ = x.columnSums() }
  case "update": secondsPerRun { x.add(y, times: -1e-9) }
  default: fatalError("no task \(name)")
  }
}

/// 784-128-64-10 with ReLU, softmax cross-entropy, SGD 0.1, batches of 64 out of 60,000 samples that
/// are shuffled each time: with the network library that exercise 12 asks for, as its solution has it.
private func makeEpoch() throws -> () throws -> Void {
  var generator = SeededGenerator(seed: 1)
  let library = NetworkLibrarySolution.Answer()
  let inputs = Matrix.uniform(rows: 60_000, columns: 784, using: &generator)
  let labels = (0..<60_000).map { _ in Int.random(in: 0..<10, using: &generator) }
  let network = try library.makeSequential([
    library.makeLinear(inputs: 784, outputs: 128, using: &generator), library.makeReLU(),
    library.makeLinear(inputs: 128, outputs: 64, using: &generator), library.makeReLU(),
    library.makeLinear(inputs: 64, outputs: 10, using: &generator),
  ])
  let optimizer = try library.makeSGD(
    for: network, learningRate: 0.1, momentum: 0, weightDecay: 0)
  return {
    _ = try library.train(
      network, inputs: inputs, labels: labels, with: optimizer, epochs: 1, batchSize: 64,
      using: &generator)
  }
}

/// An epoch of a lab's network that goes on from the weights of the one before.
private func makeNetworkEpoch(_ kind: String, images: Int) throws -> () throws -> Void {
  if var epoch = try LibraryEpoch(kind, images: images) { return { try epoch.run() } }
  var epoch = try NetworkEpoch(kind, images: images)
  return { try epoch.run() }
}

/// The most multiplications and additions that one core does in a second.
private func operationsPerSecond() -> Double {
  let rounds = 20_000_000
  var result = 0.0
  let seconds =
    ContinuousClock().measure { result = cprocessor_multiply_and_add(rounds, 0.999) } / .seconds(1)
  // The result is used, so that the compiler can't leave the work out.
  return result > 0 ? 24 * Double(CPROCESSOR_LANES) * Double(rounds) / seconds : .nan
}
