// Mistake: these are places in the sorted list, not the indices of the logits as given

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let p = try sparsemax(logits: logits)
  return Array(0..<p.count { $0 > 0 })
}
