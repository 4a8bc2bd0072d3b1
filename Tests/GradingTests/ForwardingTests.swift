import Boundary
import Curriculum
import Foundation
import Testing

@testable import Forwarding
@testable import Grading

@Suite("What follows from the catalogue and the protocols")
struct ForwardingTests {
  @Test("The calls, names and lists of the kit are what they should be")
  func kitsOwn() throws {
    let differing = try DerivedFiles(root: kit.get().root).differences().map(\.path)
    #expect(differing == [], "run: swift run gradus-forward")
  }

  @Test("The catalogue's text is read as the compiler reads it")
  func catalogue() throws {
    let text = try String(
      contentsOfFile: "\(kit.get().root)/\(DerivedFiles.catalogue)", encoding: .utf8)
    let rows = try CatalogueRow.all(in: text)
    #expect(
      rows.map { Exercise(number: $0.number, name: $0.name, title: $0.title, points: $0.points) }
        == Exercise.all)
    #expect(rows.map(\.folder) == Exercise.all.map(\.folder))
    #expect(Exercise.huberRegression.folder == "04-HuberRegression")
    #expect(Exercise.all.map(\.number) == Array(1...Exercise.all.count))
  }

  @Test("A row is read again as it was written, a long one too")
  func rows() throws {
    let long = CatalogueRow(
      number: 15, name: "StochasticGradientLangevin", title: "Stochastic gradients, with noise",
      points: 10)
    for row in [CatalogueRow(number: 1, name: "Sums", title: "Sums", points: 5), long] {
      #expect(try CatalogueRow.all(in: "  [\n\(row.text)\n  ]") == [row])
    }
    #expect(long.text.split(separator: "\n").count == 2)
  }

  @Test("The README shows what gradus shows of an untouched kit")
  func readMe() throws {
    var report = Report(
      answers: "Exercises", seed: 0, toolchain: "", isComplete: true,
      exercises: Exercise.all.map {
        ExerciseReport($0.number, $0.title, .notStarted, 0, of: $0.points, [])
      })
    report.limits = nil
    let text = try String(contentsOfFile: "\(kit.get().root)/README.md", encoding: .utf8)
    let table = TerminalReport(
      report, style: TerminalStyle(width: 80, hasColor: false), showsDetails: false)
    #expect(text.contains(table.text))
  }

  private static let curriculum = """
    /// public protocol Nothing {
    public protocol Sums {
      /// A func in a comment.
      func sum(of values: Vector, _ factor: Double) throws -> Double

      func slope(
        of function: (Vector) throws -> Double, at point: Vector
      ) throws -> Double

      func makeAdder(start: Int, using generator: inout SeededGenerator) throws -> any Adder

      func all(_ adders: [any Adder]) throws -> [Int: Double]

      func keep(_ model: Model) throws -> Bool

      func makeKeeper() throws -> any Keeper
    }

    public protocol Adder: AnyObject {
      var total: Double { get throws }

      func add(_ value: Double) throws
    }

    public protocol Keeper: AnyObject {
      func offer(_ model: Model) throws
      func best() throws -> Double
    }

    public final class Model {}

    """

  private func calls(_ curriculum: String) throws -> (judge: String, worker: String) {
    let protocols = try Protocols([curriculum])
    let sums = try protocols.protocolText("Sums")
    let objects = try protocols.objects(of: sums)
    let judge = JudgesSide(protocols: protocols)
    let row = CatalogueRow(number: 3, name: "Sums", title: "Sums", points: 5)
    return (
      try judge.answer(to: row, sums)
        + objects.filter { try !protocols.isByHand(object: $0) }.map(judge.object).joined(),
      try WorkersSide(protocols: protocols).operations(of: sums, objects)
    )
  }

  @Test("The judge's side passes on each argument in its place, in the way that its type asks for")
  func judgesSide() throws {
    #expect(
      try calls(Self.curriculum).judge == """
        /// The judge's side of exercise 3: every call goes to the worker.
        struct RemoteSums: Sums, RemoteAnswer {
          let session: Session

          func sum(of values: Vector, _ factor: Double) throws -> Double {
            try session.call(#function, values, factor)
          }

          func slope(of function: (Vector) throws -> Double, at point: Vector) throws -> Double {
            try session.lending(function, unless: { complaint(about: $0, point) }) { function in
              try session.call(#function, function, point)
            }
          }

          func makeAdder(start: Int, using generator: inout SeededGenerator) throws -> any Adder {
            RemoteAdder(session, try session.call(#function, start, drawingFrom: &generator))
          }

          func all(_ adders: [any Adder]) throws -> [Int: Double] {
            try session.call(#function, try adders.map { try handle(of: $0, "adders") })
          }
        }
        /// The judge's side of an object that lives in the worker.
        class RemoteAdder: RemoteObject, Adder {
          func add(_ value: Double) throws {
            let _: Nothing = try session.call(#function, number, value)
          }
        }

        """)
  }

  @Test("The worker's side has every operation under the name that the judge's side sends")
  func workersSide() throws {
    #expect(
      try calls(Self.curriculum).worker == """
        extension Sums {
          /// The worker's side: the same operations by name.
          var operations: Operations {
            [
              "sum(of:_:)": Operation(sum(of:_:)),
              "slope(of:at:)": Operation {
                (function: Callback<Vector, Double>, point: Vector) in
                try slope(of: function.call, at: point)
              },
              "makeAdder(start:using:)": Operation(drawing: {
                (generator: inout SeededGenerator, start: Int) in
                Handle(try makeAdder(start: start, using: &generator))
              }),
              "all(_:)": Operation {
                (adders: [Handle<any Adder>]) in
                try all(adders.map(\\.object))
              },
              "keep(_:)": keepOperation,
              "makeKeeper()": makeKeeperOperation,
              "add(_:)": Operation {
                (object: Handle<any Adder>, value: Double) in
                try object.object.add(value)
                return Nothing()
              },
              "offer(_:)": offerOperation,
              "best()": bestOperation,
            ]
          }
        }

        """)
  }

  @Test(
    "What can't cross is refused, with the reason",
    arguments: [
      ("func sum() -> Double", "must throw"),
      ("func sum<Number>(of number: Number) throws", "is generic"),
      ("func sum(of values: (any Adder)?) throws", "the type (any Adder)? can't cross"),
      ("func sum(using g: inout SeededGenerator, n: Int) throws", "must be the last argument"),
      (
        "func sum(f: (Int) throws -> Int, g: (Int) throws -> Int) throws",
        "takes more than one function"
      ),
      ("func sum() throws -> [any Adder]", "its result can't cross"),
      ("func sum() throws\n  func sum() throws", "have two functions sum()"),
    ])
  func refusals(function: String, reason: String) throws {
    let error = #expect(throws: ForwardingError.self) {
      try calls("public protocol Sums {\n  \(function)\n}\n")
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test("The refusal names the exercise")
  func refusedExercise() throws {
    let path = "Sources/Curriculum/HuberRegression.swift"
    let root = try kit.get().root
    let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
      .replacing("delta: Double", with: "delta: (any Error)?")
    let error = #expect(throws: ForwardingError.self) {
      try DerivedFiles(root: root, planned: [path: text]).files()
    }
    #expect(
      error?.description
        == "exercise 4, HuberRegression: the type (any Error)? can't cross the boundary")
  }

  @Test("The manifest has another checksum when a folder has another name")
  func checksum() throws {
    let text = "a\nlet checksum = \"0\"\nb\n"
    func manifest(_ name: String) throws -> String {
      try Lists.manifest(text, [CatalogueRow(number: 1, name: name, title: "", points: 1)])
    }
    #expect(try manifest("Sums") == manifest("Sums"))
    #expect(try manifest("Sums") != manifest("Suns"))
    #expect(throws: ForwardingError.self) { try Lists.manifest("", []) }
  }
}
