import Fingerprints
import Foundation

extension ImageSource {
  /// What there is to say of a file, or of a part of a data set.
  public struct Finding: Equatable, Sendable {
    /// What the numbers in it turned out to be.
    public enum Verdict: Equatable, Sendable {
      /// What they should be, to the last bit.
      case right
      /// Readable, but not what they should be; why one thinks so.
      case other(String)
      /// Not readable; the sentence says what is wrong.
      case unreadable(String)
    }

    /// The name of the file, or of the part.
    public let name: String
    /// Its shape, such as "60000 × 28 × 28"; empty where it can't be read.
    public let shape: String
    /// The bytes that the file has on disk; nil for a part of something.
    public let size: Int?
    /// Whether it is what it should be.
    public let verdict: Verdict
  }

  /// Everything that can be said of these digits, and the digits, if they can be used.
  public struct Inspection: Sendable {
    /// File by file, or part by part.
    public let findings: [Finding]
    /// The digits, or the sentence that says why they can't be used.
    public let digits: Result<Digits, DatasetError>

    /// Whether all is as it should be.
    public var isRight: Bool {
      findings.allSatisfy { $0.verdict == .right } && (try? digits.get()) != nil
    }
  }

  /// Looks at every file, and reads the digits.
  public func inspect() -> Inspection {
    let digits = Result { try self.digits() }.mapError { error in
      error as? DatasetError ?? DatasetError("\(error)")
    }
    let findings = form == .idx ? MNISTFile.allCases.map(finding) : partFindings(digits)
    return Inspection(findings: findings, digits: digits)
  }

  private func finding(_ file: MNISTFile) -> Finding {
    guard let path = file.path(in: path) else {
      return Finding(
        name: file.rawValue, shape: "", size: nil,
        verdict: .unreadable("there is no file \(path)/\(file.rawValue), nor with .gz at its end"))
    }
    let size = (try? bytes(ofFile: path))?.count
    let name = URL(filePath: path).lastPathComponent
    do {
      let contents = try IDXFile(path: path)
      let wanted = isKits ? file.checksumOfKits : file.checksum
      let isRight = contents.checksum == wanted
      return Finding(
        name: name, shape: shapeText(contents.dimensions), size: size,
        verdict: isRight
          ? .right : .other("SHA-256 of the unpacked bytes isn't \(wanted.prefix(12))…"))
    } catch {
      return Finding(name: name, shape: "", size: size, verdict: .unreadable("\(error)"))
    }
  }

  /// In these forms nobody publishes checksums of files; what counts is what they contain.
  private func partFindings(_ digits: Result<Digits, DatasetError>) -> [Finding] {
    guard let digits = try? digits.get() else { return [] }
    let verdict: Finding.Verdict =
      digits.identity == .mnist
      ? .right : .other("the two parts together aren't MNIST's 70000 digits")
    return [("training", digits.training), ("test", digits.test)].map { name, part in
      Finding(
        name: name, shape: shapeText([part.count, part.height, part.width]), size: nil,
        verdict: verdict)
    }
  }
}

extension IDXFile {
  /// The SHA-256 of the file's bytes, unpacked.
  var checksum: String { SHA256.digest(Self.file(of: dimensions, elements)) }
}
