/// A formula as MathML, made from the part of TeX that the kit's texts are written in.
///
/// Letters, numbers and signs; `^ _ '`; `\frac \tfrac \sqrt`; `\left … \right` and `\big …`;
/// `\hat \bar \tilde`; `\text \mathrm \mathbf \mathbb \mathcal \operatorname`; `pmatrix` and `cases`;
/// the symbols of `FormulaSymbols`; `\tag` at the end. All else is refused by name.
public struct Formula {
  /// The element `math`.
  public let markup: String
  /// The number beside the formula, as `\tag` gives it.
  public let tag: String?

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - text: The TeX between the dollar signs.
  ///   - isDisplayed: Whether the formula stands by itself and not in a line of text.
  /// - Throws: `FormulaError` that names what pages can't show.
  public init(_ text: String, isDisplayed: Bool) throws(FormulaError) {
    var tokens = try FormulaToken.tokens(of: text)
    if let place = tokens.firstIndex(of: .command("tag")) {
      guard isDisplayed, place + 2 == tokens.count, case .verbatim(let tag) = tokens[place + 1]
      else { throw FormulaError("\\tag can only end a formula that stands by itself") }
      self.tag = tag
      tokens.removeLast(2)
    } else {
      tag = nil
    }
    var reader = FormulaReader(tokens: tokens)
    let elements = try reader.wholeFormula(FormulaReader.Style(isDisplayed: isDisplayed))
    markup =
      MathElement("math", elements, isDisplayed ? [("display", "block")] : []).markup
  }
}
