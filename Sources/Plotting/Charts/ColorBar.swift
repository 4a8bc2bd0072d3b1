/// The strip beside a chart that says which colour is which number.
struct ColorBar {
  let scale: ColorScale
  let format: NumberFormat
  let caption: String
  private let axis: PlottedAxis

  /// - Parameter height: of the strip.
  init(_ scale: ColorScale, format: NumberFormat, caption: String, height: Double) {
    self.scale = scale
    self.format = format
    self.caption = caption
    axis = PlottedAxis(
      Axis(range: scale.range, format: format), showing: Extent(), margin: 0,
      about: max(2, Int(height / 40)))
  }

  private static let thickness = 14.0

  /// With its labels and the space before it.
  var width: Double {
    let labels = axis.ticks.map { Text.width($0.label, size: Typography.note) }.max() ?? 0
    return 14 + Self.thickness + 6 + labels + (caption.isEmpty ? 0 : Typography.note * 1.5)
  }

  func draw(on canvas: inout Canvas, in frame: Frame) {
    let strip = Frame(x: frame.x + 14, y: frame.y, width: Self.thickness, height: frame.height)
    let steps = 48
    let step = strip.height / Double(steps)
    for index in 0..<steps {
      let color = scale.map.color(at: (Double(index) + 0.5) / Double(steps))
      let top = strip.bottom - Double(index + 1) * step
      // Each reaches below the one drawn next, so that no seam is seen between them.
      canvas.rectangle(
        Frame(x: strip.x, y: top, width: strip.width, height: index == 0 ? step : step + 0.6),
        fill: .fixed(color))
    }
    canvas.rectangle(strip, stroke: .axis, width: 0.8)
    var axis = axis
    (axis.start, axis.end) = (strip.bottom, strip.y)
    for tick in axis.ticks {
      guard let y = axis.position(of: tick.value) else { continue }
      canvas.line(
        from: Point(x: strip.right, y: y), to: Point(x: strip.right + 3, y: y), ink: .axis)
      canvas.text(
        tick.label, at: Point(x: strip.right + 6, y: y + 4), size: Typography.note)
    }
    if !caption.isEmpty {
      let text = Text.truncated(caption, size: Typography.note, to: max(60, frame.height))
      canvas.text(
        text, at: Point(x: frame.x + width - 3, y: frame.y + frame.height / 2),
        size: Typography.note, anchor: .middle, turned: -90)
    }
  }
}
