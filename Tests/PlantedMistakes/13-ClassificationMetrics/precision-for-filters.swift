// Mistake: the costly mistake is to overlook a positive: recall sees it

public func decisiveMetric(for detector: Detector) throws -> ClassMetric {
  switch detector {
  case .tumourScreening, .pumpFailure: .recall
  case .spamFilter, .inboxFilter, .childrensFilms: .precision
  }
}
