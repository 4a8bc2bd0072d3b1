import Curriculum
import KitTesting
import LinearAlgebra
import Testing

@testable import Boundary

@Suite("Calls made again")
struct RecollectionTests {
  /// What is found about an answer that keeps r · δ under a key, after one call.
  private func found(key: String, loss: String = "residual * delta") throws -> RememberedCall? {
    let answer = huberAnswer(
      loss: """
        try { () throws -> Double in
          if let known = Self.known[\(key)] { return known }
          let loss = \(loss)
          Self.known[\(key)] = loss
          return loss
        }()
        """, members: "nonisolated(unsafe) private static var known: [String: Double] = [:]")
    let first = try session(answer)
    // What takes long isn't kept, and on a busy machine one call may.
    for _ in 0..<9 { _ = try AnswerSource(first).huberRegression.loss(residual: 3.3, delta: 0.7) }
    first.end()
    return first.rememberedCall {
      do { return try session(answer) } catch { fatalError("\(error)") }
    }
  }

  @Test("A cache that leaves an argument out is found, and the argument named")
  func argumentLeftOut() throws {
    let remembered = try #require(try found(key: #""\(residual)""#))
    #expect(remembered.call == "loss(residual: 3.3, delta: 0.7)")
    #expect(remembered.argument == "delta")
    let change = try #require(remembered.change)
    #expect(change.place == 0 && change.count == 1)
    #expect(abs(change.before - 3.3 * 0.7) < 1e-12 && abs(change.before - change.after) > 0.1)
  }

  @Test("A cache that takes numbers for the same that are nearly so is found")
  func roundedKey() throws {
    #expect(try found(key: #""\(Float16(residual)) \(delta)""#)?.argument == "residual")
  }

  @Test("A cache with the whole of the arguments as its key may stay")
  func wholeKey() throws {
    #expect(try found(key: #""\(residual) \(delta)""#) == nil)
  }

  @Test("An answer that is drawn at random isn't taken for one that remembers")
  func random() throws {
    let key = #""\(Double.random(in: 0..<1))""#
    let remembered = try #require(try found(key: key, loss: "Double.random(in: 0..<1)"))
    #expect(remembered.isRandom && remembered.argument == nil)
    #expect(try found(key: #""\(residual)""#)?.isRandom == false)
  }

  @Test("What crashes with other numbers is judged by the tests, not here")
  func crash() throws {
    let loss = "residual == 3.3 && delta == 0.7 ? 1.1 : [delta][7]"
    #expect(try found(key: #""\(residual) \(delta)""#, loss: loss) == nil)
  }

  @Test(
    "What never ends with other numbers is given up at its first limit, and nothing follows", .slow)
  func endless() throws {
    let loss = "residual == 3.3 && delta == 0.7 ? 1.1 : { while true {} }()"
    let begin = ContinuousClock.now
    #expect(try found(key: #""\(residual) \(delta)""#, loss: loss) == nil)
    // Two seconds of a processor, however busy that is; three calls would take three times as long.
    #expect(.now - begin < .seconds(60))
  }

  @Test("Bad input is refused again, and nothing follows from it")
  func refused() throws {
    let loss = """
      try residual == 3.3 ? delta : { throw InvalidInput("residual must be 3.3") }()
      """
    #expect(try found(key: #""\(residual) \(delta)""#, loss: loss) == nil)
    #expect(try found(key: #""\(residual)""#, loss: loss)?.argument == "delta")
  }
}
