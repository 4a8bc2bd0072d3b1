import Curriculum
import KitTesting
import Testing

/// The built program, asked for what takes it no time.
@Suite("gradus is used rightly and wrongly")
struct UsageTests {
  @Test("Help and version go to standard output", arguments: ["", "-h", "--help", "help"])
  func help(word: String) throws {
    let run = try word.isEmpty ? GradusRun() : GradusRun(word)
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasPrefix("OVERVIEW: "))
    for part in ["\nUSAGE: gradus <subcommand>\n", "\nOPTIONS:\n", "\nSUBCOMMANDS:\n"] {
      #expect(run.output.contains(part))
    }
    for command in ["grade", "verify", "stubs", "help"] {
      #expect(run.output.contains("\n  \(command) "))
    }
    #expect(run.output.hasSuffix("\n  See 'gradus help <subcommand>' for detailed help.\n"))
  }

  @Test("A subcommand's help can be asked for in three ways")
  func subcommandHelp() throws {
    let outputs = try [
      GradusRun("help", "grade"), GradusRun("grade", "--help"),
      GradusRun("grade", "-h", "--seed=1"),
    ].map(\.output)
    #expect(outputs[0].hasPrefix("OVERVIEW: Run the suites on answers and score them.\n"))
    #expect(Set(outputs).count == 1)
  }

  @Test("Help about help is the overview")
  func helpOfHelp() throws {
    #expect(try GradusRun("help", "help").output == GradusRun("help").output)
  }

  @Test("The version is the kit's")
  func version() throws {
    #expect(try GradusRun("--version").output == kitVersion + "\n")
  }

  @Test(
    "Wrong usage has exit status 64, and the error with a usage line on standard error", .slow,
    arguments: [
      (["grad"], "Unknown subcommand 'grad'. Did you mean 'grade'?"),
      (["--hlp"], "Unknown option '--hlp'. Did you mean '--help'?"),
      (["help", "nobody"], "Unknown subcommand 'nobody'"),
      (["grade", "--sed", "3"], "Unknown option '--sed'. Did you mean '--seed'?"),
      (["grade", "--seed"], "Missing value for '--seed <number>'"),
      (
        ["grade", "--seed=-1"],
        "The value '-1' is invalid for '--seed': expected a whole number from 0 on"
      ),
      (["grade", "hubber"], "There is no exercise 'hubber'"),
      (["grade", "--details=1"], "The option '--details' does not take a value"),
      (["grade", "--json", "-", "--junit", "-"], "Only one report can go to standard output"),
      (
        ["verify", "--mutants", "--sample", "0"],
        "The value '0' is invalid for '--sample': expected a whole number from 1 on"
      ),
      (["verify", "--sample", "3"], "The option '--sample' needs '--mutants'"),
      (["verify", "--mutants", "--seed", "3"], "The option '--seed' needs '--sample'"),
      (["verify", "--mutants", "hubber"], "There is no exercise 'hubber'"),
      (["verify", "--mutant"], "Unknown option '--mutant'. Did you mean '--mutants'?"),
      (["stubs", "--chek"], "Unknown option '--chek'. Did you mean '--check'?"),
    ])
  func wrongUsage(words: [String], complaint: String) throws {
    let run = try GradusRun(words)
    #expect((run.status, run.output) == (64, ""))
    #expect(run.errors.hasPrefix("Error: \(complaint)\nUsage: gradus "))
    #expect(run.errors.hasSuffix(" for more information.\n"))
  }

  @Test("A wrong usage of a subcommand points to that subcommand's help")
  func pointer() throws {
    let run = try GradusRun("grade", "--nonsense")
    #expect(run.errors.contains("\nUsage: gradus grade [<exercise> ...]"))
    #expect(run.errors.hasSuffix("\n  See 'gradus help grade' for more information.\n"))
  }
}
