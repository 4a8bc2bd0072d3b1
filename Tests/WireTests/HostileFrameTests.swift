import Curriculum
import Foundation
import KitTesting
import LinearAlgebra
import Testing
import Wire

/// What a worker may send: anything.
@Suite("A frame that is wrong is an error, never a crash")
struct HostileFrameTests {
  private struct Pair: Decodable {
    let a: Int
    let b: Int
  }

  private static let wrong: [(String, [UInt8])] = [
    ("nothing", []),
    ("an unknown kind", [99]),
    ("half a number", [3, 1, 2]),
    ("a byte too many", integer(1) + [0]),
    ("two values", integer(1) + integer(2)),
    ("a string beyond the end", [7, 255, 255, 255, 255, 65]),
    ("no UTF-8", string([0xC3, 0x28])),
    (
      "no UTF-8 where nobody looks",
      map(("a", integer(1)), ("b", integer(2)), ("c", string([255])))
    ),
    ("a key that is no UTF-8", [12] + bytes(UInt32(6)) + [1, 0, 1, 0, 0xFF, 0]),
    ("bytes beyond the end", [8] + bytes(UInt32.max)),
    ("seven bytes of numbers", [9] + bytes(UInt32(7)) + [1, 2, 3, 4, 5, 6, 7]),
    ("a list without its count", [11] + bytes(UInt32(3)) + [0, 0, 0]),
    ("a list that promises more", list(integer(1), count: 2)),
    ("a list that promises four thousand million", list(integer(1), count: .max)),
    ("a list that has more", list(integer(1), integer(2), count: 1)),
    ("a list that goes past its own", list([11] + bytes(UInt32(13)) + bytes(UInt32(1)))),
    ("a map without its count", [12] + bytes(UInt32(1)) + [0]),
    ("a map that promises more", map(("a", integer(1)), ("b", integer(2)), count: 3)),
    ("a map that promises sixty thousand", map(("a", integer(1)), count: .max)),
    ("a map that has more", map(("a", integer(1)), ("b", integer(2)), count: 1)),
    ("a key twice", map(("a", integer(1)), ("b", integer(2)), ("a", integer(1)))),
    ("a key beyond the end", [12] + bytes(UInt32(7)) + [1, 0, 9, 0, 65, 0, 0]),
  ]

  @Test("Whatever is asked of it", arguments: wrong.indices)
  func malformed(index: Int) {
    let (name, frame) = Self.wrong[index]
    for type in Self.types {
      #expect(throws: DecodingError.self, "\(name)") { try decoded(type, frame) }
    }
  }

  @Test("Many keys, of which two are equal")
  func manyKeys() throws {
    let names = (0..<1000).map { "key\($0)" }
    let values = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    #expect(try roundTrip(values) == values)
    var frame = try WireEncoder.encode(values)
    let place = try #require(frame.firstRange(of: Data("key999".utf8)))
    frame.replaceSubrange(place, with: Data("key998".utf8))
    #expect(throws: DecodingError.self) { try WireDecoder.decode([String: Int].self, from: frame) }
  }

  @Test("A hundred thousand lists in each other")
  func deep() {
    let depth = 100_000
    var frame: [UInt8] = []
    for level in 0..<depth {
      let rest = 9 * (depth - level) - 5
      frame += [11] + bytes(UInt32(rest)) + bytes(UInt32(level == depth - 1 ? 0 : 1))
    }
    for type in Self.types { #expect(throws: DecodingError.self) { try decoded(type, frame) } }
    // The same with no care for sizes.
    let careless = [UInt8](repeating: 11, count: depth)
    for type in Self.types { #expect(throws: DecodingError.self) { try decoded(type, careless) } }
  }

  // MARK: Frames at random

  private static let types: [any (Decodable & Sendable).Type] = [
    Pair.self, [String].self, Vector.self, [Matrix].self, NetworkTraining.self,
    [String: [Int]].self, GradientCheckResult.self, HiddenActivation.self, SeededGenerator.self,
    [Bool?].self, AdamTrace.self, [[Float]].self, [UInt16].self, [Int: Double].self, Date?.self,
  ]

  private static func honest() throws -> [Data] {
    let parameters = NetworkParameters(weights: [[[1, 2], [3, 4]]], biases: [[5, 6]])
    let record = NetworkTrainingRecord(
      iteration: 1, cost: 2, accuracy: 3, validationCost: 4, validationAccuracy: 5)
    let trace = AdamTrace(
      firstMean: 1, firstSquare: 2, firstCorrectedMean: 3, firstCorrectedSquare: 4,
      parameterAfterFirst: 5, secondMean: 6, secondSquare: 7, secondCorrectedMean: 8,
      secondCorrectedSquare: 9, parameterAfterSecond: 10)
    return [
      try WireEncoder.encode(["loss(residual:delta:)", "ä", ""]),
      try WireEncoder.encode(Vector([1, 2, 3])),
      try WireEncoder.encode([Matrix.ones(2, 3), [[]]]),
      try WireEncoder.encode(NetworkTraining(parameters: parameters, history: [record, record])),
      try WireEncoder.encode(["a": [1, 2], "b": [], "c": [.min]]),
      try WireEncoder.encode(
        GradientCheckResult(largestError: 1, block: 2, entry: 3, passes: true)),
      try WireEncoder.encode(HiddenActivation.relu),
      try WireEncoder.encode(SeededGenerator(seed: 1)),
      try WireEncoder.encode([true, nil, false]),
      try WireEncoder.encode(trace),
      try WireEncoder.encode([[Float(1)], [], [2, 3]]),
      try WireEncoder.encode([UInt16(1), 2, 3]),
      try WireEncoder.encode([1: 0.5, -1: .nan]),
    ]
  }

  /// Changes a few bytes: one in place, a piece cut out, doubled, put in or exchanged.
  private static func mutate(
    _ frame: inout [UInt8], _ other: [UInt8], _ generator: inout SeededGenerator
  ) {
    let awkward: [UInt8] = [0, 1, 3, 7, 8, 9, 10, 11, 12, 13, 127, 128, 255]
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !frame.isEmpty {
      let start = Int.random(in: 0..<frame.count, using: &generator)
      let length = Int.random(in: 0...min(16, frame.count - start), using: &generator)
      switch generator.next() % 8 {
      case 0: frame[start] ^= 1 << UInt8(generator.next() % 8)
      case 1: frame[start] = awkward[Int(generator.next() % 13)]
      case 2: frame[start] = UInt8(truncatingIfNeeded: generator.next())
      case 3: frame.removeSubrange(start..<start + length)
      case 4: frame.insert(contentsOf: frame[start..<start + length], at: start)
      case 5:
        let from = Int.random(in: 0..<other.count, using: &generator)
        frame.insert(contentsOf: other[from...].prefix(length), at: start)
      case 6: frame.swapAt(start, Int.random(in: 0..<frame.count, using: &generator))
      default: frame.removeLast(length)
      }
    }
  }

  @Test("Honest frames, spoilt at random", .slow)
  func spoilt() throws {
    let frames = try Self.honest().map { [UInt8]($0) }
    var generator = SeededGenerator(seed: 2718)
    var (values, errors) = (0, 0)
    for round in 0..<(runsFullTests ? 1_000_000 : 20_000) {
      let index = round % frames.count
      var frame = frames[index]
      let other = frames[Int(generator.next() % UInt64(frames.count))]
      Self.mutate(&frame, other, &generator)
      // As the type that it was, and as another.
      let types = [Self.types[index + 1], Self.types[Int(generator.next() % 15)]]
      for type in types {
        do {
          _ = try WireDecoder.decode(type, from: Data(frame))
          values += 1
        } catch is DecodingError {
          errors += 1
        } catch {
          Issue.record("\(error) of \(frame) as \(type)")
        }
      }
    }
    // Both happen: neither are all changes harmless, nor do all frames end at the first look.
    #expect(values > 1000)
    #expect(errors > 1000)
  }
}
