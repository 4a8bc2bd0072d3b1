import Foundation

// How fast the kit is, beside what a student would use instead:
//
//     swift run -c release gradus-benchmark            everything
//     swift run -c release gradus-benchmark epoch      one part: products, functions, epoch, network,
//                                                      loops, calls
//
// Every contestant is a process of its own. They take turns, five times, so that what else the
// machine does meets all of them; the medians are shown. Peers whose packages are missing are left
// out with a word.

let parts = ["products", "functions", "epoch", "network", "loops", "calls"]
let wanted = Array(CommandLine.arguments.dropFirst())
if wanted == ["serve"] {
  try serve()
  exit(0)
}
if let unknown = wanted.first(where: { !parts.contains($0) }) {
  print("gradus-benchmark: there is no part \(unknown): \(parts.joined(separator: ", "))")
  exit(2)
}
let chosen = wanted.isEmpty ? parts : wanted
if !Set(chosen).isSubset(of: ["loops", "calls"]) {
  let comparison = Comparison()
  if chosen.contains("products") { comparison.products() }
  if chosen.contains("functions") { comparison.functions() }
  if chosen.contains("epoch") { comparison.epoch() }
  if chosen.contains("network") { comparison.network() }
  comparison.end()
}
if chosen.contains("loops") { measureLoops() }
if chosen.contains("calls") { try measureCalls() }
