// Foundation is imported on purpose: an answer that does so must still compile.
import Foundation
import LinearAlgebra
import Testing

@Suite("Functions of every element")
struct ElementwiseFunctionTests {
  /// A function in its three forms.
  struct Function: CustomTestStringConvertible {
    let testDescription: String
    let onNumber: @Sendable (Double) -> Double
    let onVector: @Sendable (Vector) -> Vector
    let onMatrix: @Sendable (Matrix) -> Matrix
  }

  static let functions = [
    Function(testDescription: "exp", onNumber: exp, onVector: exp, onMatrix: exp),
    Function(testDescription: "log", onNumber: log, onVector: log, onMatrix: log),
    Function(testDescription: "tanh", onNumber: tanh, onVector: tanh, onMatrix: tanh),
    Function(testDescription: "sqrt", onNumber: sqrt, onVector: sqrt, onMatrix: sqrt),
    Function(testDescription: "abs", onNumber: { abs($0) }, onVector: abs, onMatrix: abs),
    Function(testDescription: "sigmoid", onNumber: sigmoid, onVector: sigmoid, onMatrix: sigmoid),
    Function(testDescription: "relu", onNumber: relu, onVector: relu, onMatrix: relu),
    Function(
      testDescription: "clip", onNumber: { clip($0, to: -1...2) },
      onVector: { clip($0, to: -1...2) }, onMatrix: { clip($0, to: -1...2) }),
  ]

  private static let values: [Double] =
    [0, -0.0, 1, -1, 0.5, 2, -1e4, 1e4, .leastNonzeroMagnitude, .infinity, -.infinity, .nan]
    + randomVector(21).elements

  @Test(
    "Vectors and matrices give what the plain function gives, up to the last bits",
    arguments: functions)
  func forms(function: Function) {
    let expected = Self.values.map(function.onNumber)
    let matrix = Matrix(rows: 3, columns: 11, elements: Self.values)
    let onVector = function.onVector(Vector(Self.values))
    for (x, (actual, expected)) in zip(Self.values, zip(onVector, expected)) {
      #expect(isSame(actual, expected), "\(x): \(actual), not \(expected)")
    }
    #expect(bits(function.onMatrix(matrix).elements) == bits(onVector))
    #expect(function.onMatrix(matrix).shape == (3, 11))
    #expect(function.onVector([]) == [])
  }

  /// Whether two numbers are the same up to four units in the last place, with the same sign.
  private func isSame(_ x: Double, _ y: Double) -> Bool {
    if x.isNaN || y.isNaN { return x.isNaN && y.isNaN }
    return x == y ? x.sign == y.sign : (x - y).magnitude <= 4 * y.ulp
  }

  @Test(
    "apply does in place what the function does",
    arguments: [
      (ElementwiseFunction.exp, "exp"), (.log, "log"), (.sqrt, "sqrt"), (.abs, "abs"),
      (.tanh, "tanh"), (.sigmoid, "sigmoid"), (.relu, "relu"),
    ])
  func inPlace(function: ElementwiseFunction, name: String) throws {
    let known = try #require(Self.functions.first { $0.testDescription == name })
    var vector = Vector(Self.values)
    vector.apply(function)
    #expect(bits(vector) == bits(known.onVector(Vector(Self.values))))
    var matrix = Matrix(rows: 3, columns: 11, elements: Self.values)
    matrix.apply(function)
    #expect(bits(matrix.elements) == bits(vector))
  }

  @Test("sigmoid is stable far out, and symmetric about one half")
  func sigmoids() {
    #expect(sigmoid(0) == 0.5)
    #expect(sigmoid(1e4) == 1)
    #expect(sigmoid(-1e4) == 0)
    #expect(sigmoid(-700) > 0)
    #expect(sigmoid(.nan).isNaN)
    #expect(isClose([sigmoid(2)], [1 / (1 + exp(-2))]))
    for x in randomVector(50) * 10 {
      #expect(isClose([sigmoid(x) + sigmoid(-x)], [1]))
    }
  }

  @Test("relu and clip keep NaN and bring everything else into range")
  func activations() {
    #expect(relu(Vector([-2, 0, 3])) == [0, 0, 3])
    #expect(relu(.nan).isNaN)
    #expect(clip(Vector([-3, 0.5, 8]), to: 0...1) == [0, 0.5, 1])
    #expect(clip(.nan, to: 0...1).isNaN)
  }

  @Test("The C library's functions on plain numbers remain themselves")
  func scalars() {
    #expect(exp(0.0) == 1)
    #expect(log1p(0.0) == 0)
    #expect(pow(2.0, 10) == 1024)
    #expect(abs(-3) == 3)
    #expect(abs(-3.5) == 3.5)
    #expect(sqrt(Float(4)) == 2)
    let inferred = Vector([1, 4]).map { sqrt($0) + tanh(0) }
    #expect(inferred == [1, 2])
    #expect(exp(log(Vector([1, 2])) + 0).map { $0.rounded() } == [1, 2])
  }
}
