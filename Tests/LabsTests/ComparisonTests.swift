import Datasets
import LinearAlgebra
import Testing

@testable import LabRuns
@testable import Labs

@Suite("What was recorded fits what comes out again, or a sentence says where it doesn't")
struct ComparisonTests {
  private let run = PlannedRun("lambda-0", "λ = 0")

  /// A run with these training losses, and two numbers.
  private func state(_ losses: [Double]) -> RunState {
    var state = RunState(seed: 0)
    for (index, loss) in losses.enumerated() {
      state.note("training loss", Double(index + 1), loss)
    }
    state.numbers = ["validation accuracy": 0.9, "validation loss": 0.3]
    return state
  }

  private func record(_ losses: [Double]) -> RunRecord {
    RunRecord(run, state(losses), isFinished: true, problem: nil, seconds: 1)
  }

  private func sentence(_ again: [Double], beside recorded: [Double]) -> String? {
    Comparison.flaw(ofCurves: ["training loss"], of: state(again), beside: record(recorded), run)
      .sentence
  }

  @Test("Weights are kept in single precision, and what they give fits to a hundred-thousandth")
  func rounded() throws {
    var generator = SeededGenerator(seed: 3)
    let weights = Matrix.normal(rows: 7, columns: 5, using: &generator)
    let file = numPyFile(weights)
    let back = try Matrix(numPyFile: [UInt8](file), named: "w")
    #expect(back == Matrix(rows: 7, columns: 5) { Double(Float(weights[$0, $1])) })
    // 128 bytes of header, as NumPy has them, and 4 for each entry.
    #expect(file.count == 128 + 4 * 35)
    let record = record([1])
    func flaw(_ loss: Double) -> String? {
      Comparison.flaw(of: ["validation loss": loss], beside: record, run)
    }
    #expect(flaw(0.3 * (1 + 9e-6)) == nil && flaw(0.3 * (1 - 9e-6)) == nil)
    #expect(flaw(0.3 * (1 + 2e-5)) != nil && flaw(.nan) != nil && flaw(.infinity) != nil)
  }

  @Test("Losses fit to a millionth of themselves, and near zero to a billionth")
  func losses() {
    #expect(Comparison.fit(2.5, 2.5) && Comparison.fit(0, 0) && Comparison.fit(-1, -1))
    #expect(Comparison.fit(2.5, 2.5 * (1 + 0.9e-6)) && Comparison.fit(2.5 * (1 + 0.9e-6), 2.5))
    #expect(!Comparison.fit(2.5, 2.5 * (1 + 1.1e-6)) && !Comparison.fit(2.5, -2.5))
    #expect(Comparison.fit(0, 0.9e-9) && !Comparison.fit(0, 1.1e-9))
    #expect(
      !Comparison.fit(.nan, .nan) && !Comparison.fit(1, .nan) && !Comparison.fit(1, .infinity))
    #expect(Comparison.fitAsShares(0.9, 0.9019) && !Comparison.fitAsShares(0.9, 0.9021))
    #expect(!Comparison.fitAsShares(0.9, .nan))
  }

  @Test("The first point that doesn't fit is named; a curve may be longer, but not shorter")
  func curves() {
    #expect(sentence([2.3, 2.2, 2.1], beside: [2.3, 2.2 * (1 + 1e-9), 2.1, 2]) == nil)
    #expect(
      sentence([2.3, 2.2, 2.1], beside: [2.3, 2.25, 2.15])
        == "The run λ = 0 begins in another way with the code that was handed in: at 2 its training "
        + "loss is 2.2, and the results say 2.25.")
    #expect(sentence([2.3, 2.2], beside: [2.3])?.hasSuffix("and the results have none.") == true)
    let points = Comparison.flaw(
      ofCurves: ["training loss", "validation loss"], of: state([1, 2]), beside: record([1, 2]), run
    ).points
    #expect(points == 2)
  }

  @Test("Numbers must be there, and be those of the weights")
  func numbers() {
    func flaw(_ measured: [String: Double]) -> String? {
      Comparison.flaw(of: measured, beside: record([1]), run)
    }
    #expect(flaw(["validation accuracy": 0.901, "validation loss": 0.3]) == nil)
    #expect(
      flaw(["validation accuracy": 0.8])
        == "The results of the run λ = 0 say a validation accuracy of 0.9. The weights that were handed "
        + "in give 0.8.")
    #expect(flaw(["validation loss": 0.30001])?.contains("a validation loss of 0.3. The") == true)
    #expect(flaw(["squared norm": 1]) == "The results of the run λ = 0 have no squared norm.")
  }
}
