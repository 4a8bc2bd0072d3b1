import Foundation
import Labs
import LinearAlgebra

/// What was recorded, beside what comes out when it is done again, perhaps on another machine.
///
/// Processors add in another order, and the last bit of an exponential differs from system to system.
/// That changes a loss by 1e-15 of itself, and little more over the first steps of a training; another
/// seed, other data or other code change it by much more than a millionth.
enum Comparison {
  /// Whether two losses or the like are the same, to a millionth, and finite.
  static func fit(_ first: Double, _ second: Double) -> Bool {
    // Beside infinity everything would be near.
    (first - second).isFinite && abs(first - second) <= 1e-6 * max(abs(first), abs(second)) + 1e-9
  }

  /// Whether two accuracies or other shares are the same: a sample on the edge may change sides.
  static func fitAsShares(_ first: Double, _ second: Double) -> Bool {
    abs(first - second) <= 0.002
  }

  /// Whether two numbers are the same that were measured with weights before and after they were rounded to
  /// single precision, in which they are handed in: to a hundred-thousandth.
  static func fitAsRounded(_ first: Double, _ second: Double) -> Bool {
    (first - second).isFinite && abs(first - second) <= 1e-5 * max(abs(first), abs(second)) + 1e-8
  }

  /// What doesn't fit when the weights are measured by the kit: a number, or the end of its curve.
  static func flaw(
    of measured: [String: Double], beside record: RunRecord, _ run: PlannedRun
  ) -> String? {
    for (name, value) in measured.sorted(by: { $0.key < $1.key }) {
      let fits = name.contains("accuracy") ? fitAsShares : fitAsRounded
      let curve = record.curves[name].flatMap { $0.x.last == Double(record.steps) ? $0 : nil }
      let stated = [record.numbers[name], curve?.y.last]
      guard record.numbers[name] != nil else {
        return "The results of the run \(run.title) have no \(name)."
      }
      if let other = stated.compactMap(\.self).first(where: { !fits($0, value) }) {
        return
          "The results of the run \(run.title) say a \(name) of \(text(other)). The weights that "
          + "were handed in give \(text(value))."
      }
    }
    return nil
  }

  /// What doesn't fit between the recorded curves and those of the beginning of a run.
  ///
  /// - Returns: A sentence; nil where all fits. How many points were compared.
  static func flaw(
    ofCurves names: [String], of again: RunState, beside record: RunRecord, _ run: PlannedRun
  ) -> (sentence: String?, points: Int) {
    var points = 0
    var worst: (x: Double, sentence: String)?
    for name in names {
      guard let now = again.curves[name] else { continue }
      let then = record.curves[name] ?? Curve()
      for index in now.x.indices {
        points += 1
        let isThere = index < then.x.count && fit(then.x[index], now.x[index])
        let fits = name.contains("accuracy") ? fitAsShares : fit
        if isThere, fits(then.y[index], now.y[index]) { continue }
        let stated = isThere ? "the results say \(text(then.y[index]))" : "the results have none"
        let sentence =
          "The run \(run.title) begins in another way with the code that was handed in: at \(plain(now.x[index])) "
          + "its \(name) is \(text(now.y[index])), and \(stated)."
        if worst.map({ now.x[index] < $0.x }) ?? true { worst = (now.x[index], sentence) }
        break
      }
    }
    return (worst?.sentence, points)
  }

  /// What doesn't fit between all that was recorded of a run and the whole run.
  static func flaw(
    of again: RunState, beside record: RunRecord, _ matrices: [String: Matrix], _ run: PlannedRun
  ) -> String? {
    let names = again.curves.keys.sorted()
    if let sentence = flaw(ofCurves: names, of: again, beside: record, run).sentence {
      return sentence
    }
    for (name, value) in again.numbers.sorted(by: { $0.key < $1.key }) {
      guard let stated = record.numbers[name], fitAsShares(stated, value) else {
        return
          "The run \(run.title) gives \(text(value)) as “\(name)” with the code that was handed in, "
          + "and the results say \(record.numbers[name].map(text) ?? "nothing")."
      }
    }
    for (name, matrix) in matrices.sorted(by: { $0.key < $1.key }) {
      guard let now = again.matrices[name], now.shape == matrix.shape,
        share(now, matrix) <= 0.005
      else {
        return
          "\(LabFiles.matrix(name, of: run.name)) isn't what the run \(run.title) gives with the "
          + "code that was handed in."
      }
    }
    return nil
  }

  /// The part of the entries that differ.
  private static func share(_ first: Matrix, _ second: Matrix) -> Double {
    let others = zip(first.elements, second.elements).count { !fit($0, $1) }
    return Double(others) / Double(max(1, first.count))
  }

  /// A number with as many digits as tell a difference.
  private static func text(_ value: Double) -> String { String(format: "%.6g", value) }

  private static func plain(_ value: Double) -> String { String(format: "%g", value) }
}
