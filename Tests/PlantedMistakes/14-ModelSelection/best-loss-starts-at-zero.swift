// Mistake: the first loss is a new best whatever it is

final class PatientStopper: EarlyStopper {
  private let patience: Int
  private var best = 0.0

  private var waited = 0

  init(patience: Int) { self.patience = patience }

  func shouldStop(afterLoss loss: Double) throws -> Bool {
    guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
    if loss < best {
      (best, waited) = (loss, 0)
    } else {
      waited += 1
    }
    return waited >= patience
  }
}
