/// A function of a stub that a student is to write.
struct StubFunction {
  /// The file's place among the stub's.
  let file: Int
  /// Where its body stands among the characters of the file, from its first brace to its last.
  let body: Range<Int>
  let declaration: SourceOutline.Declaration

  /// With the labels of its parameters, such as "loss(residual:delta:)".
  var name: String {
    declaration.name + "(" + declaration.parameters.map { ($0.label ?? "_") + ":" }.joined() + ")"
  }

  /// All of them in some files.
  static func all(in texts: [String]) -> [StubFunction] {
    texts.enumerated().flatMap { file, text -> [StubFunction] in
      let outline = SourceOutline(text)
      return outline.declarations.compactMap { declaration in
        guard declaration.kind == .function, declaration.result != nil, let body = declaration.body,
          outline.code.text(of: body).contains("throw Unimplemented()")
        else { return nil }
        return StubFunction(
          file: file, body: outline.code.characters(of: body), declaration: declaration)
      }
    }
  }

  /// The files of a stub in which some functions call a fitting.
  static func filling(_ texts: [String], with fittings: [Fitting]) -> [String] {
    var files = texts.map { Array($0) }
    for fitting in fittings.sorted(by: { $0.stub.body.lowerBound > $1.stub.body.lowerBound }) {
      files[fitting.stub.file].replaceSubrange(fitting.stub.body, with: fitting.call)
    }
    return files.map { String($0) }
  }
}
