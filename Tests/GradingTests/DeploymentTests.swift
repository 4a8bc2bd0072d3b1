import Boundary
import Foundation
import KitTesting
import Testing

/// The scripts of `docs/class`, with stand-ins for the programs that they call.
@Suite("The files for running a class elsewhere do what they say")
struct DeploymentTests {
  private let folder: Folder
  private let scripts: String

  init() throws {
    folder = try Folder()
    scripts = try kit.get().root + "/docs/class"
  }

  private func program(_ body: String, at name: String) throws -> String {
    try folder.writeProgram("#!/bin/bash\n\(body)\n", to: name)
  }

  private func bash(
    _ words: [String], _ environment: [String: String] = [:]
  ) throws -> (status: Int32?, output: String) {
    let result = try run(
      "/bin/bash", words,
      environment: ["PATH": "\(folder.path)/bin:/usr/bin:/bin"].merging(environment) { $1 },
      seconds: 60)
    return (result.ending?.status, result.output)
  }

  private func contents(_ name: String) -> String? {
    try? String(contentsOf: URL(filePath: "\(folder.path)/\(name)"), encoding: .utf8)
  }

  /// Runs Gradescope's script on a small submission, in a root of its own.
  private func grade(by gradus: String, seconds: Int = 20) throws -> [String: Any] {
    try folder.write("a = 1", to: "submission/HuberRegression.swift")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/submission/link", withDestinationPath: "/etc/passwd")
    try folder.write("{ \"score\": 999 }", to: "results/results.json")
    let run = try bash(
      [scripts + "/gradescope/run_autograder"],
      [
        "GRADUS_AUTOGRADER": folder.path, "GRADUS_SECONDS": "\(seconds)",
        "GRADUS_PROGRAM": try program(gradus, at: "bin/gradus"),
      ])
    #expect([0, 1].contains(run.status), "\(run.output)")
    let results = Data(try #require(contents("results/results.json")).utf8)
    return try #require(try JSONSerialization.jsonObject(with: results) as? [String: Any])
  }

  private static let goodGrade = #"""
    while [ $# -gt 0 ]; do
      case $1 in class) hand_ins=$2 ;; --output) out=$2 ;; --seed) seed=$2 ;; esac
      shift
    done
    mkdir -p "$out/students/submission"
    file=$(cd "$hand_ins/submission" && echo *)
    [ -L "$hand_ins/submission/link" ] && link=kept
    [ -e "$GRADUS_AUTOGRADER/source/seed" ] && secret=lost
    echo "{ \"score\": 7, \"output\": \"$file $link $seed $secret\" }" \
      >"$out/students/submission/gradescope.json"
    """#

  @Test("Gradescope gets the grade of the submission, and the seed is gone before it is judged")
  func gradescope() throws {
    try folder.write("20261121\n", to: "source/seed")
    let results = try grade(by: Self.goodGrade)
    #expect(results["score"] as? Int == 7)
    #expect(results["output"] as? String == "HuberRegression.swift link kept 20261121 ")
  }

  @Test(
    "Gradescope gets a results.json and no points, whatever goes wrong", .slow,
    arguments: [
      // No orphans: whoever adopts them would have to bury them, and Swift Testing waits behind them.
      "exit 2", "kill -9 $$", "exec sleep 60",
      #"mkdir -p "$5/students/submission"; exit 0"#,
    ])
  func gradescopeFails(gradus: String) throws {
    let results = try grade(by: gradus, seconds: 1)
    #expect(results["score"] as? Int == 0)
    #expect((results["output"] as? String)?.contains("this is not a grade") == true)
  }

  @Test("A grade counts even where the class's exit status says that something was wrong")
  func gradescopeStatus() throws {
    #expect(try grade(by: Self.goodGrade + "\nexit 2")["score"] as? Int == 7)
  }

  /// Puts stand-ins for `gradus` and `sbatch` into the folder; both write down what they were asked.
  private func makeSlurm() throws {
    let log = folder.path + "/log"
    _ = try program(
      #"[ "${0##*/}" = gradus ] && echo "gradus $*" >>"\#(log)"; [[ $* != *2/2*bad ]] || exit 2"#,
      at: "kit/.build/debug/gradus")
    // A job named in LOST is stopped before it begins.
    _ = try program(
      #"""
      while [[ $1 == --* ]]; do
        case $1 in
          --array=*) last=${1##*-} ;;
          --dependency=*) echo "${1#*=}" >>"\#(log)" ;;
        esac
        shift
      done
      for task in $(seq "${last:-1}"); do
        [ "${last:-1}/$task" = "2/${LOST-}" ] ||
          SLURM_ARRAY_TASK_ID=$task SLURM_CPUS_PER_TASK=2 bash "$@" >&2
      done
      echo "4${last:-9};cluster"
      """#, at: "bin/sbatch")
    try folder.write("", to: "hand ins/ada/notes.txt")
  }

  private func slurm(
    _ output: String, _ options: String..., parts: Int = 2, kit: String = "kit", lost: String = ""
  ) throws -> (status: Int32?, output: String) {
    let folders = [kit, "hand ins", output].map { "\(folder.path)/\($0)" }
    return try bash(
      [scripts + "/slurm.sh"] + folders + ["\(parts)"] + options, ["LOST": lost])
  }

  @Test("Slurm's script submits an array and a merge, and each step asks gradus for its part")
  func slurm() throws {
    try makeSlurm()
    let run = try slurm("out", "--seed", "5")
    let (hands, out) = (folder.path + "/hand ins", folder.path + "/out")
    #expect(run.status == 0, "\(run.output)")
    #expect(
      run.output
        == "Job 42;cluster grades 2 parts; job 49;cluster then writes the grades to \(out).\n")
    #expect(
      contents("log") == """
        gradus class \(hands) --output \(out)/parts/1 --shard 1/2 --jobs 2 --skip-build --seed 5
        gradus class \(hands) --output \(out)/parts/2 --shard 2/2 --jobs 2 --skip-build --seed 5
        afterany:42
        gradus class merge \(out) \(out)/parts/1 \(out)/parts/2

        """)
    #expect(try slurm("out", parts: 0).status == 64)
    #expect(try slurm("out", kit: "hand ins").status == 2)
  }

  @Test("Slurm's merge names a part that failed, or that was stopped since the time before")
  func slurmLosesPart() throws {
    try makeSlurm()
    let words = "Grades may be missing; the reason stands in \(folder.path)/out/gradus-class-part-2"
    let failed = try slurm("out", "bad")
    #expect(failed.output.contains("Part 2 has not ended well (status 2). \(words).log.\n"))
    #expect(try !slurm("out").output.contains("Part"))
    let stopped = try slurm("out", lost: "2")
    #expect(stopped.output.contains("Part 2 has not ended well (status none). \(words).log.\n"))
    #expect(!stopped.output.contains("Part 1"))
    #expect(contents("log")?.hasSuffix("/out/parts/1 \(folder.path)/out/parts/2\n") == true)
  }
}
