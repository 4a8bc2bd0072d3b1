/// A drawing as a file.
enum Document {
  /// Fonts whose letters are equally wide, on all systems.
  private static let fonts = "Helvetica, Arial, 'Liberation Sans', sans-serif"

  static func svg(_ drawing: Drawing, title: String) -> String {
    let (width, height) = (Canvas.number(drawing.width), Canvas.number(drawing.height))
    let name = title.isEmpty ? "Figure" : title
    var canvas = Canvas()
    canvas.rectangle(
      Frame(x: 0, y: 0, width: drawing.width, height: drawing.height), fill: .background)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" role="img" aria-label="\(Text.escaped(name))" font-family="\(fonts)">
      <title>\(Text.escaped(name))</title>
      <desc>\(Text.escaped(drawing.description, limit: 4_000))</desc>
      <style>\(Ink.styleSheet)</style>
      \(canvas.markup)\(drawing.markup)</svg>

      """
  }
}
