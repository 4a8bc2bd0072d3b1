import Plotting

extension RunState {
  /// The curves with these names, as far as they were noted; a training loss is noisy, and drawn thin.
  func series(_ names: String...) -> [Series] {
    names.compactMap { series($0, title: $0, look: $0 == "training loss" ? .faint : .line) }
  }

  /// The curve with this name, if it was noted.
  func series(_ name: String, title: String, look: Series.Look = .line) -> Series? {
    curves[name].map { Series(title, x: $0.x, y: $0.y, look: look) }
  }
}

extension RunState? {
  /// A number of the run in a table; a dash where there is none.
  func text(_ name: String, _ write: (Double) -> String) -> String {
    self?.numbers[name].map(write) ?? "–"
  }
}
