import Foundation
import LinearAlgebra

/// A matrix as a file that NumPy reads with `numpy.load`: version 1.0, little-endian, in single precision.
///
/// Weights are handed in, and single precision halves the file. A loss measured with such weights differs
/// by some ten-millionths of itself.
///
/// - Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
public func numPyFile(_ matrix: Matrix) -> Data {
  var header =
    "{'descr': '<f4', 'fortran_order': False, 'shape': (\(matrix.rows), \(matrix.columns)), }"
  // With its ten bytes before it, the header ends on a multiple of 64, with a line feed.
  let rest = 64 - (10 + header.utf8.count + 1) % 64
  header += String(repeating: " ", count: rest % 64) + "\n"
  var file = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
  file.append(contentsOf: [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)])
  file += Data(header.utf8)
  for value in matrix.elements {
    withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { file.append(contentsOf: $0) }
  }
  return file
}
