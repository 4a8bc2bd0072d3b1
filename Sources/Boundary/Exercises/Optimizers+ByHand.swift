import Curriculum
import LinearAlgebra

extension RemoteOptimizers {
  func complaint(
    about vector: Vector, _ start: Vector, _ optimizer: any Optimizer, _ steps: Int
  ) -> String? {
    WrongArgument.complaint(about: vector, of: "gradient", expecting: start.count)
  }
}
