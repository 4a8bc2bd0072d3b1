import Boundary
import Curriculum
import Datasets
import Fingerprints
import Foundation
import Grading
import Labs
import LinearAlgebra
import Synchronization

/// Grades labs, believing nothing of what was handed in.
public final class LabGrader: Sendable {
  /// What was handed in for labs: the files of each, by their paths in its folder, by the folders' names.
  public typealias HandIn = [String: [String: Data]]

  let kit: BuiltKit
  let seed: UInt64
  let sandbox: Sandbox?
  private let folderOfData: String?
  private let verdicts: Verdicts<LabReport>?
  private let loaded = Mutex<[DataOrder: LoadedImages]>([:])

  /// Prepares; nothing is loaded yet.
  ///
  /// - Parameters:
  ///   - data: The folder of data; the usual one when nil.
  ///   - seed: Says which runs are begun again.
  ///   - verdicts: Where verdicts are kept; nil for nowhere.
  package init(
    kit: BuiltKit, data: String? = nil, seed: UInt64, sandbox: Sandbox.Choice,
    verdicts: Verdicts<LabReport>? = nil
  ) {
    (self.kit, folderOfData, self.seed) = (kit, data, seed)
    self.sandbox = sandbox.sandbox
    self.verdicts = verdicts
  }

  /// The programs by which labs are judged: a verdict holds as long as they are the same.
  public static func programs(of kit: BuiltKit) -> String {
    ["gradus", "gradus-staff", "gradus-lab-worker"].map { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(kit.products)/\(name)")
      let date = attributes?[.modificationDate] as? Date
      return "\(attributes?[.size] ?? 0) \(date?.timeIntervalSince1970 ?? 0)"
    }.joined(separator: ", ")
  }

  /// Grades what was handed in.
  ///
  /// - Parameters:
  ///   - fingerprint: What stands for the answer to an exercise.
  ///   - answers: Gives the path of the folder of answers; asked only where something must be run.
  ///   - cache: A folder for compiled answers; the kit's own when nil.
  /// - Returns: All labs of the course; nothing where none of them has results. Where the machine or the
  ///   folder of data is at fault, a lab isn't judged, and says why.
  public func grade(
    _ handIn: HandIn, fingerprint: (Exercise) -> String, cache: String? = nil,
    answers: () throws -> String
  ) throws -> [LabReport] {
    guard handIn.values.contains(where: { $0[LabFiles.results] != nil }) else { return [] }
    return try allLabs.map { lab in
      let files = handIn[lab.title.folder, default: [:]]
      guard let results = files[LabFiles.results] else { return report(lab, lab.checks, nil) }
      let looked = files.filter { $0.key == LabFiles.results || $0.key.hasSuffix(".npy") }
      let sources = lab.title.exercises.map(fingerprint).joined(separator: " ")
      let key = verdicts?.key(
        "lab-\(lab.title.id)", looked.merging(["": Data(sources.utf8)]) { $1 })
      if let key, let known = verdicts?.verdict(key) { return known }
      let checks: [LabReport.Check]
      let isFixed: Bool
      do {
        (checks, isFixed) = try self.checks(lab, files, cache: cache, answers: answers)
      } catch  where error is AnswerFailure || error is DatasetError {
        return report(lab, lab.checks(because: "\(error)"), SHA256.digest(results))
      }
      let verdict = report(lab, checks, SHA256.digest(results))
      // Data that the grader lacks may come, and what took too long may be faster.
      guard let key, isFixed else { return verdict }
      return try verdicts?.keep(verdict, key) ?? verdict
    }
  }

  private func report(
    _ lab: any Lab, _ checks: [LabReport.Check], _ results: String?
  ) -> LabReport {
    LabReport(
      number: lab.title.number, id: lab.title.id, title: lab.title.text, results: results,
      checks: checks)
  }

  /// Looks at the results of a lab; says whether the same would come out at any time.
  private func checks(
    _ lab: any Lab, _ files: [String: Data], cache: String?, answers: () throws -> String
  ) throws -> (checks: [LabReport.Check], isFixed: Bool) {
    var checks = lab.checks
    let last = checks.count - 1
    let results: HandedInResults
    do {
      results = try HandedInResults(of: lab, in: files)
    } catch let flaw {
      checks[0].fail([flaw.sentence])
      return (checks, true)
    }
    let (images, order) = try images(of: results, for: lab)
    if let set = lab.title.set, images == nil {
      let kits = "the kit's \(set)"
      checks[last].messages = [
        "The grader doesn't have the data that these results were made with, so nothing was checked. It "
          + "has \(try sources(set).count > 1 ? "\(set.published) and \(kits)" : "only \(kits)")."
      ]
      return (checks, false)
    }
    if results.form == .full, let order, order.source.isKits {
      checks[0].fail([
        "results.json says that these runs are of the full form; it needs "
          + "\(order.source.set.published), and they were made with the kit's \(order.source.set)."
      ])
      return (checks, true)
    }
    let flaws = results.plan.compactMap { results.flaw(of: $0, on: images)?.sentence }
    checks[0].settle(flaws)
    var beginnings = Beginnings(
      lab: lab, results: results, order: order, images: images, grader: self, cache: cache)
    beginnings.measureAll()
    for (index, goal) in zip(1..., lab.grading.goals) {
      checks[index].settle(beginnings.flaw(of: goal).map { [$0] } ?? [])
    }
    // Where nothing could have points, nothing is run.
    let isWorthIt = checks[..<last].contains { $0.status == .passed }
    if beginnings.flaws.isEmpty, isWorthIt { try beginnings.run(answers: answers()) }
    if isWorthIt { checks[last].settle(beginnings.flaws) }
    return (checks, beginnings.isFixed)
  }

  // MARK: - Data

  private func sources(_ set: ImageSet) throws -> [ImageSource] {
    try ImageSource.all(set, data: folderOfData, kit: kit.root)
  }

  /// The images that results were made with, as far as the grader has them; which they are, they say.
  private func images(
    of results: HandedInResults, for lab: any Lab
  ) throws -> (images: LoadedImages?, order: DataOrder?) {
    guard let set = lab.title.set, let words = results.data else { return (nil, nil) }
    // The kit's own are the last, and small.
    for source in try sources(set).reversed() {
      let order = DataOrder(source, form: results.form, of: lab)
      let images = try load(order)
      if words.hasPrefix(images.words) { return (images, order) }
    }
    return (nil, nil)
  }

  private func load(_ order: DataOrder) throws -> LoadedImages {
    try loaded.withLock { loaded in
      if let known = loaded[order] { return known }
      let images = try order.load()
      loaded[order] = images
      return images
    }
  }
}

extension Lab {
  /// Done, each goal, genuine: in this order.
  fileprivate var checks: [LabReport.Check] {
    let runs = plan(Settings(standard: settings)).count
    return [.init(.done, "all \(runs) runs are there", maxScore: grading.done)]
      + grading.goals.map { goal in
        .init(.reached, "\(goal.number) of the run \(title(of: goal.run))", maxScore: goal.points)
      } + [.init(.genuine, "the results are those of the code that was handed in")]
  }

  /// What there is to look at, where nobody could look.
  fileprivate func checks(because reason: String) -> [LabReport.Check] {
    var checks = checks
    checks[checks.count - 1].messages = ["The lab couldn't be judged: \(reason)."]
    return checks
  }

  private func title(of run: String) -> String {
    plan(Settings(standard: settings)).first { $0.name == run }?.title ?? run
  }
}

extension LabReport.Check {
  fileprivate mutating func fail(_ messages: [String]) {
    (status, self.messages) = (.failed, messages)
  }

  /// Passed, where nothing speaks against it.
  fileprivate mutating func settle(_ flaws: [String]) {
    if flaws.isEmpty { status = .passed } else { fail(flaws) }
  }
}
