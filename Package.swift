// swift-tools-version: 6.3
import Foundation
import PackageDescription

/// Whether a folder is here: the student edition, which `gradus export` writes, lacks the solutions,
/// what only the course's staff need, and the tests of the kit itself.
func isHere(_ folder: String) -> Bool {
  FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(folder)")
}
let hasSolutions = isHere("Solutions")
let hasStaff = isHere("Sources/gradus-staff")

/// The answers in a folder: what is called like "04-HuberRegression" there.
func exercises(in folder: String) -> [String] {
  let files = FileManager.default
  let names = try? files.contentsOfDirectory(atPath: "\(Context.packageDirectory)/\(folder)")
  return (names ?? []).filter { name in
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    return words.count == 2 && words[0].count > 1 && words[0].allSatisfy(\.isNumber)
      && words[1].first?.isUppercase == true && words[1].allSatisfy { $0.isLetter || $0.isNumber }
  }.sorted()
}

/// A sum of the names of the catalogue's folders.
///
/// The package manager remembers what a manifest has said, and asks it again only when its text has
/// changed: `gradus-forward` changes it when a folder has come or gone.
let checksum = "a0cfe34"

// Without zlib's headers a build would fail after a minute, and name no package. Where the system's
// headers lie in their usual place, these do too.
#if os(Linux)
  let headers = "/usr/include"
  let mayBeElsewhere = ["CPATH", "C_INCLUDE_PATH"].contains { Context.environment[$0] != nil }
  if FileManager.default.fileExists(atPath: "\(headers)/stdio.h"), !mayBeElsewhere,
    !["\(headers)/zlib.h", "/usr/local/include/zlib.h"]
      .contains(where: FileManager.default.fileExists)
  {
    FileHandle.standardError.write(
      Data(
        """
        The headers of zlib are missing. Debian and Ubuntu: sudo apt-get install zlib1g-dev. \
        Fedora: sudo dnf install zlib-devel.

        """.utf8))
    exit(1)
  }
#endif

/// A test bundle or program that loads answers lets them bind to the protocols linked into it.
let loadsAnswers: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux])),
  // In release, the linker would drop what nothing in the program itself uses.
  .unsafeFlags(["-Xlinker", "-export_dynamic"], .when(platforms: [.macOS])),
]

/// The instructions that the arrays may use: all that this machine's processor has, or with
/// `GRADUS_PORTABLE=1` those that every processor of its architecture has. Arm has no such choice.
#if arch(x86_64)
  let instructions = Context.environment["GRADUS_PORTABLE"] == "1" ? [] : ["-Xcc", "-march=native"]
#else
  let instructions: [String] = []
#endif

/// The name of an answer's module: "04-HuberRegression" becomes "HuberRegressionSolution".
func module(_ exercise: String, _ suffix: String) -> String {
  exercise.drop { $0.isNumber || $0 == "-" } + suffix
}

/// The target of one answer's folder, so that editors index it and `swift build` checks it.
func answer(_ exercise: String, in folder: String, as suffix: String) -> Target {
  .target(
    name: module(exercise, suffix),
    dependencies: ["Curriculum", "LinearAlgebra"],
    path: "\(folder)/\(exercise)",
    exclude: suffix == "Solution" ? ["Answers.md", "Derivation.md"] : ["Answers.md"],
    // `gradus grade` compiles an answer without the package around it: editors should see no more.
    packageAccess: false)
}

/// How fast the kit is; it trains the solutions of the network library and of the perceptron.
let benchmark = Target.executableTarget(
  name: "gradus-benchmark",
  dependencies: [
    "Boundary", "CProcessor", "Curriculum", "LinearAlgebra", "MultilayerPerceptronSolution",
    "NetworkLibrarySolution", "OptimizersSolution", "gradus-worker",
  ],
  exclude: ["Peers"], swiftSettings: [.unsafeFlags(instructions)])

/// The solutions at real work, on MNIST.
let trainingTests = Target.testTarget(
  name: "TrainingTests",
  dependencies: [
    "Curriculum", "Datasets", "LinearAlgebra", "MultilayerPerceptronSolution",
    "NetworkLibrarySolution", "SoftmaxRegressionSolution",
  ])

/// What the stubs promise and the handouts claim, asked of the solutions.
let solutionTests = Target.testTarget(
  name: "SolutionTests",
  dependencies: ["Curriculum", "KitTesting", "LinearAlgebra"]
    + exercises(in: "Solutions").map { .byName(name: module($0, "Solution")) })

/// What only those need who write exercises or grade a class: no part of what students build.
let staff: [Target] = [
  .target(
    name: "Authoring",
    dependencies: [
      "Boundary", "Curriculum", "Datasets", "Fingerprints", "Forwarding", "Grading",
      "LinearAlgebra",
      "Plotting",
    ]),
  .target(name: "Forwarding"),
  .executableTarget(name: "gradus-forward", dependencies: ["Forwarding"]),
  // All hand-ins of a class are compared with all others: optimised too.
  .target(name: "Similarity", swiftSettings: [.unsafeFlags(["-O"])]),
  .target(
    name: "Classroom",
    dependencies: [
      "Boundary", "Curriculum", "Fingerprints", "Grading", "HandIns", "LabRuns", "Labs", "Pages",
      "Similarity", "Texts",
    ]),
  .executableTarget(
    name: "gradus-staff",
    dependencies: [
      "Authoring", "Boundary", "Classroom", "Commands", "Curriculum", "Grading", "HandIns", "Texts",
      "gradus-lab-worker", "gradus-worker",
    ]),
]

/// The tests of the kit itself.
let kitTests: [Target] = [
  // What they are written with.
  .target(name: "KitTesting", path: "Tests/KitTesting"),
  .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
  .testTarget(
    name: "WireTests", dependencies: ["Curriculum", "KitTesting", "LinearAlgebra", "Wire"]),
  .testTarget(
    name: "DatasetsTests",
    dependencies: ["Datasets", "Fingerprints", "KitTesting", "LinearAlgebra", "Packing"]),
  .testTarget(
    name: "LabsTests",
    dependencies: [
      "Boundary", "ClassificationMetricsSolution", "Curriculum", "Datasets",
      "GradientCheckingSolution", "Grading", "HandIns", "InitialisationSolution", "KitTesting",
      "LabRuns", "Labs", "LinearAlgebra", "ModelSelectionSolution", "MultilayerPerceptronSolution",
      "NetworkLibrarySolution", "OptimizersSolution", "PerceptronSolution",
      "SoftmaxRegressionSolution", "gradus-lab-worker",
    ]),
  .testTarget(
    name: "PagesTests",
    dependencies: ["Boundary", "Curriculum", "KitTesting", "Labs", "Pages", "gradus"]),
  .testTarget(
    name: "PlottingTests", dependencies: ["CZlib", "KitTesting", "Plotting"], exclude: ["Golden"]),
  .testTarget(
    name: "BoundaryTests",
    dependencies: [
      "Boundary", "CSystem", "Curriculum", "KitTesting", "LinearAlgebra", "gradus-worker",
    ]),
  .testTarget(
    name: "ExerciseTestingTests", dependencies: ["ExerciseTesting", "KitTesting", "LinearAlgebra"]),
  .testTarget(
    name: "GradingTests",
    dependencies: [
      "Authoring", "Boundary", "Commands", "Curriculum", "Fingerprints", "Forwarding", "Grading",
      "KitTesting",
      "Labs", "LinearAlgebra", "Plotting", "gradus", "gradus-staff",
    ]),
  .testTarget(
    name: "ClassroomTests",
    dependencies: [
      "Boundary", "Classroom", "Curriculum", "Fingerprints", "Grading", "HandIns", "KitTesting",
      "Labs", "LinearAlgebra", "Pages", "Similarity", "Texts", "gradus", "gradus-staff",
    ]),
]

let package = Package(
  name: "gradus",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "gradus", targets: ["gradus"])]
    + (hasStaff ? [.executable(name: "gradus-staff", targets: ["gradus-staff"])] : []),
  targets: [
    // Fast arrays are worth having while debugging an exercise too: always optimised. All else waits
    // for them; file by file they compile faster than in two batches, of which one is the larger.
    .systemLibrary(name: "CProcessor"),
    .target(
      name: "LinearAlgebra", dependencies: ["CProcessor"],
      swiftSettings: [.unsafeFlags(["-O", "-disable-batch-mode"] + instructions)]),
    .target(name: "Curriculum", dependencies: ["LinearAlgebra"]),
    // Hundreds of hand-ins are hashed: optimised too.
    .target(
      name: "Fingerprints", dependencies: ["Curriculum"], swiftSettings: [.unsafeFlags(["-O"])]),
    .target(name: "CSystem"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    // All files of hundreds of hand-ins go through it: optimised too.
    .target(name: "Texts", swiftSettings: [.unsafeFlags(["-O"])]),
    // All that passes between judge and worker goes through it: optimised too.
    .target(name: "Wire", swiftSettings: [.unsafeFlags(["-O"])]),
    // It goes through all texts of the kit, sign by sign: optimised too.
    .target(name: "Pages", swiftSettings: [.unsafeFlags(["-O"])]),
    .target(name: "Boundary", dependencies: ["CSystem", "Curriculum", "LinearAlgebra", "Wire"]),
    .target(name: "Grading", dependencies: ["Boundary", "Curriculum", "Fingerprints"]),
    // Whole data sets and hand-ins go through it: optimised too.
    .target(name: "Packing", dependencies: ["CZlib"], swiftSettings: [.unsafeFlags(["-O"])]),
    .target(
      name: "HandIns",
      dependencies: [
        "Boundary", "CZlib", "Curriculum", "Fingerprints", "Labs", "Packing", "Texts",
      ]),
    // Tens of millions of pixels become numbers: optimised too. Its digits are found where they lie.
    .target(
      name: "Datasets", dependencies: ["CZlib", "Fingerprints", "LinearAlgebra", "Packing"],
      exclude: ["Digits"], swiftSettings: [.unsafeFlags(["-O"])]),
    // A lab's figure may have a hundred thousand points: optimised too.
    .target(name: "Plotting", swiftSettings: [.unsafeFlags(["-O"])]),
    // What is done between two calls of an answer should cost nothing beside them: optimised too.
    .target(
      name: "Labs", dependencies: ["Curriculum", "Datasets", "LinearAlgebra", "Pages", "Plotting"],
      swiftSettings: [.unsafeFlags(["-O"])]),
    .target(
      name: "LabRuns",
      dependencies: [
        "Boundary", "Curriculum", "Datasets", "Fingerprints", "Grading", "Labs", "LinearAlgebra",
        "Plotting", "Texts",
      ]),
    .target(name: "Commands", dependencies: ["Boundary", "Curriculum", "Grading", "Texts"]),
    // Whoever builds this program has what it starts: one build for a student's first grade. A Mac's
    // programs find the testing library only where somebody tells them, as this one tells the suites; it
    // couldn't start with them in it, and builds them when it has started.
    .executableTarget(
      name: "gradus",
      dependencies: [
        "Boundary", "CSystem", "Commands", "Curriculum", "Datasets", "Fingerprints", "Grading",
        "HandIns", "LabRuns", "Labs", "Pages", "Plotting", "Texts", "gradus-lab-worker",
        "gradus-worker",
        .target(name: "gradus-suites", condition: .when(platforms: [.linux])),
      ]),
    .executableTarget(
      name: "gradus-worker", dependencies: ["Boundary"], linkerSettings: loadsAnswers),
    // Labs need data and charts, which would make each of a class's many workers start later.
    .executableTarget(
      name: "gradus-lab-worker", dependencies: ["Boundary", "LabRuns"], linkerSettings: loadsAnswers
    ),
    .executableTarget(
      name: "gradus-suites", dependencies: ["Boundary", "ExerciseTests", "gradus-worker"],
      linkerSettings: loadsAnswers),

    .target(
      name: "ExerciseTesting",
      dependencies: ["Boundary", "Curriculum", "Fingerprints", "LinearAlgebra"],
      path: "Tests/ExerciseTesting"),
    .target(
      name: "ExerciseTests", dependencies: ["Curriculum", "ExerciseTesting", "LinearAlgebra"],
      path: "Tests/ExerciseTests"),
    .testTarget(
      name: "ExerciseTestBundle", dependencies: ["ExerciseTests", "gradus-worker"],
      linkerSettings: loadsAnswers),
  ] + exercises(in: "Exercises").map { answer($0, in: "Exercises", as: "Exercise") }
    + exercises(in: "Solutions").map { answer($0, in: "Solutions", as: "Solution") }
    + (hasSolutions ? [benchmark, solutionTests, trainingTests] : [])
    + (hasStaff ? staff : [])
    + kitTests.filter { isHere("Tests/\($0.name)") },
  swiftLanguageModes: [.v6]
)

// What the compiler makes of the system's headers can't be used in another place. So that a kit whose
// folder was moved or renamed builds again, it lies under a name that is made of that place.
let place = Context.packageDirectory.utf8.reduce(UInt64(5381)) { $0 &* 33 ^ UInt64($1) }
for target in package.targets
where target.type != .system && FileManager.default.isWritableFile(atPath: Context.packageDirectory)
{
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .unsafeFlags(
        [
          "-module-cache-path",
          "\(Context.packageDirectory)/.build/module-cache-\(String(place, radix: 36))",
        ], .when(platforms: [.linux]))
    ]
}
