import Boundary
import Foundation
import Grading
import KitTesting
import Testing

private let inherited = ProcessInfo.processInfo.environment.filter { variable in
  !["GRADUS_", "SLURM_", "SBATCH_"].contains(where: variable.key.hasPrefix)
}.merging([Builder.skipVariable: "1"]) { $1 }

/// What starts a command where it sees other process numbers, another network and other mounts than
/// we do. When its first process ends, the kernel ends all the others and buries them: nothing that
/// Slurm starts can outlive the test, or become an orphan for the test to adopt.
private let ownNamespaces = [
  "--mount", "--pid", "--fork", "--kill-child", "--net", "--uts", "--mount-proc", "/bin/bash", "-c",
]

/// Whether this machine has Slurm, and lets us have it for ourselves. Only root may do that.
private let canRunSlurm: Bool = {
  guard geteuid() == 0 else { return false }
  let look = try? run(
    "unshare",
    ownNamespaces + [
      """
      PATH=$PATH:/usr/sbin:/sbin
      for tool in munged slurmctld slurmd sbatch sinfo squeue ip hostname mount timeout; do
        command -v $tool || exit 1
      done
      mount -t tmpfs none /media && hostname localhost && ip link set lo up
      exit
      """
    ], environment: inherited, seconds: 10)
  return look?.ending?.status == 0
}()

/// `docs/class/slurm.sh` in a cluster of one node, which lasts as long as the test.
@Suite(
  "A class in a real Slurm", .slow,
  .enabled(if: hasSolutions, "needs Solutions/"),
  .slow, .enabled(if: canRunSlurm, "needs Linux, root and Slurm"))
struct SlurmTests {
  /// Starts Slurm, runs a script with its words in a folder, and waits until no job is left.
  private static let cluster = #"""
    set -u
    PATH=$PATH:/usr/sbin:/sbin
    mount -t tmpfs -o mode=755 none /media
    mkdir /media/state /media/spool
    # Slurm looks up the names of machines only where there is more than the loopback.
    hostname localhost && ip link set lo up && ip address add 192.0.2.1/32 dev lo
    cat >/media/slurm.conf <<'CONF'
    ClusterName=gradus
    SlurmctldHost=localhost
    SlurmUser=root
    AuthInfo=socket=/media/munge.socket
    StateSaveLocation=/media/state
    SlurmdSpoolDir=/media/spool
    SlurmctldPidFile=/media/slurmctld.pid
    SlurmdPidFile=/media/slurmd.pid
    MailProg=/bin/true
    ProctrackType=proctrack/linuxproc
    TaskPlugin=task/none
    SelectType=select/cons_tres
    SelectTypeParameters=CR_Core_Memory
    SlurmdParameters=config_overrides
    NodeName=localhost CPUs=4 RealMemory=16000
    PartitionName=all Nodes=localhost Default=YES
    CONF
    export SLURM_CONF=/media/slurm.conf
    (umask 077; head -c 1024 /dev/urandom >/media/munge.key)
    munged --foreground --key-file=/media/munge.key --socket=/media/munge.socket \
      --pid-file=/media/munge.pid --log-file=/media/munge.log --seed-file=/media/munge.seed \
      >/media/munged.log 2>&1 &
    slurmctld -D >/media/slurmctld.log 2>&1 &
    slurmd -D -N localhost >/media/slurmd.log 2>&1 &

    give_up() { echo "$1"; tail -n 40 /media/*.log; exit 1; }
    until timeout 5 sinfo --noheader --format=%t 2>/media/sinfo.log | grep -q idle; do
      [ $SECONDS -lt 40 ] || give_up "Slurm doesn't begin"
      sleep 0.2
    done
    cd "$1" && timeout 30 bash "${@:2}" || give_up "the script fails: $?"
    until jobs=$(timeout 5 squeue --noheader) && [ -z "$jobs" ]; do
      [ $SECONDS -lt 150 ] || give_up "the jobs don't end: $jobs"
      sleep 0.5
    done
    """#

  @Test("Two parts, merged by Slurm, are the whole class")
  func grades() throws {
    let folder = try Folder()
    let huber = "04-HuberRegression/HuberRegression.swift"
    let solution = try String(
      contentsOfFile: kit.get().root + "/Solutions/" + huber, encoding: .utf8)
    try folder.write(solution, to: "hand ins/ada/\(huber)")
    try folder.write("let it be", to: "hand ins/bob/\(huber)")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/hand ins/cy", withIntermediateDirectories: true)
    try folder.write("// mine\n" + solution, to: "hand ins/dee/\(huber)")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/kit/.build", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/kit/.build/debug", withDestinationPath: kit.get().products)

    let result = try run(
      "unshare",
      ownNamespaces + [
        Self.cluster, "cluster", folder.path,
        try kit.get().root + "/docs/class/slurm.sh", "kit", "hand ins", "grades", "2",
        "--seed", "7", "--sandbox", "none",
      ], environment: inherited, seconds: 200)
    try #require(result.ending?.status == 0, "\(result.output)")
    let logs = try ["part-1", "part-2", "merge"].map { name in
      try text("grades/gradus-class-\(name).log", in: folder)
    }
    #expect(logs[0].contains("2 hand-ins graded"), "\(logs)")
    #expect(logs[1].contains("2 hand-ins graded"), "\(logs)")
    #expect(logs[2].hasPrefix("4 hand-ins graded, 10.0 of 200 points on average"), "\(logs)")

    let whole = try GradusRun([
      "class", folder.path + "/hand ins", "--output", folder.path + "/whole", "--seed", "7",
      "--sandbox", "none", "--skip-build",
    ])
    #expect(whole.status == 0, "\(whole.errors)")
    let reports = ["ada", "bob", "cy", "dee"].map { "students/\($0)/report.html" }
    for name in ["grades.csv", "class.html", "marks.csv"] + reports {
      let isSame = try text("grades/\(name)", in: folder) == text("whole/\(name)", in: folder)
      #expect(isSame, "\(name)")
    }
  }

  private func text(_ name: String, in folder: Folder) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }
}
