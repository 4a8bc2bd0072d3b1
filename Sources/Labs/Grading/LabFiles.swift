/// Which files of a lab's folder are handed in, by their paths in it, and how large they may be.
///
/// The report's page and the states of runs aren't among them: the page is made of the others, and the
/// states only serve to go on.
public enum LabFiles {
  /// The settings, as the student has set them.
  public static let settings = "settings.txt"
  /// The written answers.
  public static let report = "Report.md"
  /// What was recorded of the runs.
  public static let results = "results/results.json"

  /// The path of a matrix of a run.
  public static func matrix(_ name: String, of run: String) -> String {
    "results/weights/\(run)-\(name).npy"
  }

  /// The bytes that a file may have; nil for one that isn't handed in.
  ///
  /// - Parameter path: as a hand-in states it.
  public static func limit(of path: String) -> Int? {
    switch path {
    case settings: return 100_000
    case report: return 1_000_000
    case results: return 32_000_000
    default: break
    }
    guard
      let kind = path.wholeMatch(
        of: /results\/(weights|figures)\/[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}/)?
        .1
    else { return nil }
    if kind == "weights", path.hasSuffix(".npy") { return 32_000_000 }
    return kind == "figures" && path.hasSuffix(".svg") ? 8_000_000 : nil
  }

  /// The bytes that all files of all labs may have.
  public static let total = 120_000_000

  /// The files that a lab may have.
  public static let most = 200
}
