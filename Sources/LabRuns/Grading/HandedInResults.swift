import Datasets
import Foundation
import Labs
import LinearAlgebra

/// The results of a lab as somebody has handed them in: read without trust, and in nothing believed.
struct HandedInResults {
  let form: Form
  let seed: UInt64
  /// Which data the results were made with, in the words that a run has for them.
  let data: String?
  let settings: Settings
  let plan: [PlannedRun]
  /// What is said of the runs of the plan, by their names.
  let records: [String: RunRecord]
  private let lab: any Lab
  private let files: [String: Data]

  /// Says in a sentence what doesn't fit.
  struct Flaw: Error, Equatable {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
  }

  /// Reads results.
  ///
  /// - Parameter files: those of the lab's folder, by their paths in it.
  /// - Throws: `Flaw`.
  init(of lab: any Lab, in files: [String: Data]) throws(Flaw) {
    (self.lab, self.files) = (lab, files)
    let limit = LabFiles.limit(of: LabFiles.results) ?? 0
    guard let data = files[LabFiles.results], data.count <= limit else {
      throw Flaw("results.json is missing, or has more than \(limit / 1_000_000) MB.")
    }
    guard let file = try? JSONDecoder().decode(ResultsFile.self, from: data),
      file.format == ResultsFile.format
    else { throw Flaw("results.json isn't what gradus lab run writes, so nothing in it counts.") }
    guard file.lab == lab.title.number else {
      throw Flaw("results.json is of lab \(file.lab), not of this one.")
    }
    do {
      settings = try Settings(stated: file.settings, for: lab.settings)
    } catch {
      throw Flaw("The settings in results.json can't be: \(error).")
    }
    (form, seed, self.data) = (file.form, file.seed, file.data)
    let plan = lab.plan(settings)
    guard file.runs.count <= plan.count else {
      throw Flaw("results.json has \(file.runs.count) runs; the lab has \(plan.count).")
    }
    var records: [String: RunRecord] = [:]
    for record in file.runs {
      guard let run = plan.first(where: { $0.name == record.name }), records[run.name] == nil else {
        throw Flaw("results.json has a run that the lab hasn't, or one of them twice.")
      }
      guard Self.isSound(record) else {
        throw Flaw("results.json has a curve of the run \(run.title) that can't be one.")
      }
      records[run.name] = record
    }
    self.records = records
    self.plan = plan.map { run in
      lab.ready(run) { records[$0]?.numbers[$1] } ?? run
    }
  }

  private static func isSound(_ record: RunRecord) -> Bool {
    record.curves.values.allSatisfy { curve in
      curve.x.count == curve.y.count && (curve.x + curve.y).allSatisfy(\.isFinite)
    } && record.numbers.values.allSatisfy(\.isFinite)
  }

  /// Why a run of the plan doesn't count as done; nil if it does.
  func flaw(of run: PlannedRun, on images: LoadedImages?) -> Flaw? {
    guard let record = records[run.name] else { return Flaw("The run \(run.title) is missing.") }
    guard record.isFinished else { return Flaw("The run \(run.title) didn't come to its end.") }
    let length = lab.length(of: run, settings, on: images)
    // A mean over several steps may leave out the last ones.
    let noted = record.curves["training loss"].map { $0.x.last ?? 0 } ?? Double(record.steps)
    let unnoted = Double(record.steps) - noted
    guard length.fits(record), unnoted >= 0, unnoted < Double(length.stepsPerEpoch ?? 1) else {
      return Flaw(
        "The run \(run.title) has \(record.epochs) epochs and \(record.steps) steps; that isn't what "
          + "the settings say.")
    }
    return nil
  }

  /// The matrices of a run.
  ///
  /// - Throws: `Flaw` when one is missing, damaged, of another shape or has an entry that isn't finite.
  func matrices(of run: PlannedRun) throws(Flaw) -> [String: Matrix] {
    var matrices: [String: Matrix] = [:]
    for (name, shape) in lab.matrices(of: run, settings).sorted(by: { $0.key < $1.key }) {
      let path = LabFiles.matrix(name, of: run.name)
      guard let data = files[path], data.count <= LabFiles.limit(of: path) ?? 0 else {
        throw Flaw("\(path) is missing.")
      }
      let matrix: Matrix
      do {
        matrix = try Matrix(numPyFile: [UInt8](data), named: path)
      } catch {
        throw Flaw("\(error).")
      }
      guard MatrixShape(matrix.rows, matrix.columns) == shape else {
        throw Flaw(
          "\(path) has \(matrix.rows) × \(matrix.columns) entries, not \(shape.rows) × "
            + "\(shape.columns).")
      }
      guard matrix.elements.allSatisfy(\.isFinite) else {
        throw Flaw("\(path) has an entry that is no finite number.")
      }
      matrices[name] = matrix
    }
    return matrices
  }
}
