// Mistake: each object has a state of its own: nothing static, nothing global

final class PatientStopper: EarlyStopper {
  private let patience: Int
  nonisolated(unsafe) private static var best = Double.infinity

  private var waited = 0

  init(patience: Int) { self.patience = patience }

  func shouldStop(afterLoss loss: Double) throws -> Bool {
    guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
    if loss < Self.best {
      (Self.best, waited) = (loss, 0)
    } else {
      waited += 1
    }
    return waited >= patience
  }
}
