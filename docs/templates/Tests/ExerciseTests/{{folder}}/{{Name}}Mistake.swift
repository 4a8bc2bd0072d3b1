/// Usual mistakes, as the suite calls them.
enum {{Name}}Mistake {
  static let unweighted = "every value counts once here: multiply each by its weight first"
  static let averaged = "this is the weighted mean: the sum isn't divided by the sum of the weights"
  static let cut = "the longer of the two vectors is cut off without a word"
}
