/// A text in which no character means anything to HTML.
public func escaped(_ text: some StringProtocol) -> String {
  String(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
    ">", with: "&gt;"
  )
  .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
}
