import Grading

/// A change to a solution: lines to find, and lines to put in their place.
///
/// It is written as in a patch, the lines to find with "-" before them, the new ones with "+". The lines
/// to find stand exactly once in the solution, or in the declaration that lines with "@ " name by the
/// beginning of its header, from the outside in. Lines with "=" are a whole declaration, which
/// takes the place of the one with the same header. A line with nothing but "@" parts two edits, where
/// the first drops its lines.
///
///     @ final class Linear
///     @ public func forward(
///     -    input = inputs
///     +    input = Matrix(rows: 0, columns: 0)
struct SourceEdit: Equatable {
  /// The beginnings of the headers of the declarations in which to look.
  private(set) var places: [String] = []
  private(set) var find: [String] = []
  private(set) var put: [String] = []
  private(set) var declaration: [String] = []

  /// The characters with which a line of an edit begins.
  static let signs: Set<Character> = ["@", "-", "+", "="]

  /// Reads lines that all begin with a sign; an edit goes on in the place of the last one.
  static func all(in lines: [String]) -> [SourceEdit] {
    var edits: [SourceEdit] = []
    var edit = SourceEdit()
    func finish() {
      if edit.isChange { edits.append(edit) }
    }
    for line in lines {
      let rest = String(line.dropFirst())
      switch line.first {
      case "@":
        if edit.isChange {
          finish()
          edit = SourceEdit()
        }
        if !rest.isEmpty { edit.places.append(rest.trimmingPrefix(" ").description) }
      case "-":
        if !edit.put.isEmpty || !edit.declaration.isEmpty {
          finish()
          edit = SourceEdit(places: edit.places)
        }
        edit.find.append(rest)
      case "+": edit.put.append(rest)
      default:
        // A header is the line without a margin.
        if !edit.find.isEmpty || !edit.put.isEmpty || edit.hasEnded {
          finish()
          edit = SourceEdit(places: edit.places)
        }
        edit.declaration.append(rest)
      }
    }
    finish()
    return edits
  }

  private var isChange: Bool { !(find.isEmpty && put.isEmpty && declaration.isEmpty) }

  /// Whether a declaration has its last line.
  private var hasEnded: Bool { declaration.last?.hasPrefix("}") == true }

  /// Changes the source in which the lines stand.
  func apply(to sources: inout [Declarations]) throws {
    if !declaration.isEmpty { return try Self.put(declaration, in: &sources) }
    guard !find.isEmpty else {
      throw failure("there is no line to find before \"\(put[0])\"")
    }
    let hits = try scopes(in: sources).flatMap { scope in
      sources[scope.source].places(of: find, in: scope.lines).map { (scope.source, $0) }
    }
    guard hits.count == 1, let (source, lines) = hits.first else {
      let line = find.count == 1 ? "the line" : "the \(find.count) lines from"
      throw failure(
        hits.isEmpty
          ? "the solution lacks \(line) \"\(find[0])\""
          : "\(line) \"\(find[0])\" stands \(hits.count) times in the solution: name the declaration"
      )
    }
    sources[source].replace(lines, by: put)
  }

  /// Replaces a declaration in the first source that has one with the same header.
  static func put(_ declaration: [String], in sources: inout [Declarations]) throws {
    var failure: (any Error)?
    for index in sources.indices {
      do {
        return try sources[index].replace(with: declaration)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Where to look: everywhere, or in the one declaration that is named.
  private func scopes(in sources: [Declarations]) throws -> [(source: Int, lines: Range<Int>)] {
    var scopes = sources.indices.map { ($0, sources[$0].lines.indices) }
    for place in places {
      scopes = scopes.flatMap { source, lines in
        sources[source].declarations(beginning: place, in: lines).map { (source, $0) }
      }
      guard scopes.count == 1 else {
        throw failure(
          scopes.isEmpty
            ? "the solution has no declaration that begins with \"\(place)\""
            : "\(scopes.count) declarations begin with \"\(place)\"")
      }
    }
    return scopes
  }

  private func failure(_ reason: String) -> Grader.Failure { Grader.Failure(description: reason) }
}
