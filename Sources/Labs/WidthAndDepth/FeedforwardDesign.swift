import Curriculum

/// All that tells one training of lab 7 from another.
struct FeedforwardDesign: Equatable {
  /// How many units each hidden layer has.
  var hidden: [Int]
  var activation: HiddenActivation
  var usesAdam: Bool
  var learningRate: Double
  /// The share of the hidden units that is dropped in a step; 0 for none.
  var dropout: Double
  /// The factor of the penalty λ/2 ‖W‖².
  var lambda: Double

  static let batchSize = 64
  static let epochs = 30

  /// Units from the pixels to the letters.
  var sizes: [Int] { [784] + hidden + [26] }

  /// What a row of the table says, such as "0.001, 0.3, 0".
  var words: String { [learningRate, dropout, lambda].map(plain).joined(separator: ", ") }
}
