import Curriculum

/// The judge's side of an answer: conforms to the exercise's protocol, and sends each call to the worker.
protocol RemoteAnswer {
  var session: Session { get }
}

extension RemoteAnswer {
  /// What is wrong with an argument that an answer gives to a function that it was lent.
  ///
  /// Nothing, unless the exercise has such a function for these types in a file of its own.
  ///
  /// - Parameter others: what the operation was called with besides.
  func complaint<Argument, each Other>(
    about argument: Argument, _ others: repeat each Other
  ) -> String? { nil }
}

/// The number of an object that the worker has made.
///
/// - Parameter name: what an error calls the object.
func handle(of object: Any, _ name: String) throws -> HandleNumber {
  guard let object = object as? RemoteObject else {
    throw InvalidInput("\(name) must be one that the same answer has made")
  }
  return object.number
}
