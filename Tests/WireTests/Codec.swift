import Foundation
import LinearAlgebra
import Wire

/// A value after a trip over the wire.
func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
  try WireDecoder.decode(Value.self, from: WireEncoder.encode(value))
}

/// Reads a frame written by hand.
func decoded<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
  try WireDecoder.decode(type, from: Data(bytes))
}

/// The bytes of a number as they travel.
func bytes(_ number: some BitwiseCopyable) -> [UInt8] {
  withUnsafeBytes(of: number) { [UInt8]($0) }
}

/// A list of frames, written by hand.
func list(_ values: [UInt8]..., count: UInt32? = nil) -> [UInt8] {
  let rest = bytes(count ?? UInt32(values.count)) + values.joined()
  return [11] + bytes(UInt32(rest.count)) + rest
}

/// A map from keys to frames, written by hand.
func map(_ entries: (key: String, value: [UInt8])..., count: UInt16? = nil) -> [UInt8] {
  var rest = bytes(count ?? UInt16(entries.count))
  for (key, value) in entries { rest += bytes(UInt16(key.utf8.count)) + Array(key.utf8) + value }
  return [12] + bytes(UInt32(rest.count)) + rest
}

/// A string, written by hand.
func string(_ text: [UInt8]) -> [UInt8] { [7] + bytes(UInt32(text.count)) + text }

/// An integer, written by hand.
func integer(_ number: Int64) -> [UInt8] { [3] + bytes(number) }

/// Numbers that anything may be lost of: signed zeros, infinities, NaNs with a payload, the smallest.
let awkwardNumbers: [Double] = [
  0, -0.0, .infinity, -.infinity, .nan, .signalingNaN, Double(nan: 0x1234, signaling: false),
  -Double(nan: 0x4321, signaling: true), .leastNonzeroMagnitude, -.greatestFiniteMagnitude,
  .ulpOfOne, 0.1, -2.5,
]
