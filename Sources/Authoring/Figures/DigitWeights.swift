import Curriculum
import Datasets
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// The mean 3, the mean 8, and the weights of a logistic regression that tells them apart.
  static let threeOrEight = HandoutFigure(.logisticRegression, "three-or-eight") { material in
    let answer = material.answer(to: .logisticRegression).logisticRegression
    let digits = try material.digits()
    func samples(_ images: LabelledImages) throws -> BinarySamples {
      let places = images.labels.indices.filter { [3, 8].contains(images.labels[$0]) }
      return BinarySamples(
        inputs: try answer.preprocess(pixels: images[places].images),
        labels: places.map { images.labels[$0] == 8 ? 1 : 0 })
    }
    let (training, validation) = (try samples(digits.training), try samples(digits.test))
    var generator = SeededGenerator(seed: 6)
    let result = try answer.train(
      on: training, validatingOn: validation,
      settings: LogisticTrainingSettings(
        learningRate: 0.02, lambda: 0.001, batchSize: 32, epochs: 20, stepsPerValidation: 10),
      using: &generator)
    let accuracy = try answer.accuracy(
      weights: result.weights, inputs: validation.inputs, labels: validation.labels)
    func mean(_ label: Int) -> Image {
      let rows = training.labels.indices.filter { training.labels[$0] == label }
      let pixels = training.inputs.gather(rows: rows).columnMeans().elements.prefix(784)
      return Image(
        width: 28, height: 28, values: sixDigits(Array(pixels)),
        scale: ColorScale(.grey, over: -1...1))
    }
    let weights = sixDigits(Array(result.weights.elements.prefix(784)))
    let scale = ColorScale(.diverging, covering: weights)
    return ImageGrid(
      title: "Telling 3 from 8: \(percent(accuracy)) right",
      items: [
        .init(mean(0), caption: "the mean 3"), .init(mean(1), caption: "the mean 8"),
        .init(
          Image(width: 28, height: 28, values: weights, scale: scale),
          caption: "the weights"),
      ], columns: 3, scale: scale,
      summary: "Blue is a positive weight, which speaks for an 8, brown a negative one, for a 3.")
  }

  /// The weights of a softmax regression, a digit each.
  static let weights = HandoutFigure(.softmaxRegression, "weights") { material in
    let weights = try material.digitClassifier(lambda: 0.01)
    let pixels = (0..<10).map { sixDigits(Array(weights.column($0).elements.prefix(784))) }
    let scale = ColorScale(.diverging, covering: pixels.joined())
    return ImageGrid(
      title: "The weights of each digit",
      items: pixels.enumerated().map { digit, values in
        .init(Image(width: 28, height: 28, values: values, scale: scale), caption: "\(digit)")
      }, columns: 5, scale: scale,
      summary: "Blue is a positive weight, brown a negative one.")
  }
}

extension FigureMaterial {
  /// The weights of exercise 7's solution after some epochs on the kit's digits: 785 × 10.
  func digitClassifier(lambda: Double) throws -> Matrix {
    let training = try digits().training
    let (inputs, labels) = training.scaled(Array(0..<3_000))
    var generator = SeededGenerator(seed: 7)
    return try answer(to: .softmaxRegression).softmaxRegression.train(
      inputs: inputs.appendingColumn(.ones(inputs.rows)), labels: labels, classes: 10, epochs: 6,
      batchSize: 64, learningRate: 0.1, lambda: lambda, using: &generator
    ).weights
  }
}
