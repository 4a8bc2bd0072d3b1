import Curriculum
import Foundation

/// The fingerprints of the stubs, by which the suites know an exercise that nobody has begun.
///
/// They stand in a file of the kit, a line for each exercise, because the student edition has no
/// solutions that a stub could be compared with. A stub that isn't in the table is judged as any
/// other answer is: the verdicts are the same, and take longer.
package struct StubTable: Equatable, Sendable {
  /// Its place in the kit.
  package static let path = "Tests/StubFingerprints.txt"

  private var fingerprints: [String: Fingerprint] = [:]

  /// The table of a kit; empty where it has none.
  package init(ofKit root: String) {
    let text = FileManager.default.contents(atPath: "\(root)/\(Self.path)") ?? Data()
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { fingerprints[String(words[0])] = Fingerprint(text: String(words[1])) }
    }
  }

  package subscript(exercise: Exercise) -> Fingerprint? {
    get { fingerprints[exercise.folder] }
    set { fingerprints[exercise.folder] = newValue }
  }

  /// Whether the Swift files in a folder are the stub of an exercise, to the last byte.
  package func isStub(_ exercise: Exercise, in folder: String) -> Bool {
    guard let stub = self[exercise] else { return false }
    return Fingerprint(ofFolder: folder) == stub
  }

  /// What stands in the file.
  package var text: String {
    fingerprints.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)\n" }.joined()
  }
}
