import Curriculum

/// What a shell reads so that its Tab key knows the commands, their options and the exercises.
struct CompletionScript {
  /// The shells that there is a script for.
  enum Shell: String, CaseIterable { case bash, zsh, fish }

  let titles: [CommandTitle]
  let commands: [Command]

  func text(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  private var names: [String] { titles.map(\.name) + ["help"] }

  /// What may stand behind a command: its options, and exercises where it takes them.
  private func words(_ command: Command) -> [String] {
    command.options.flatMap(\.names) + ["--help"]
      + (command.takesExercises ? Exercise.all.map(\.id) : [])
  }

  /// The options whose value is a file or a folder, which the shell completes itself.
  private var pathOptions: [String] {
    var names: [String] = []
    for option in commands.flatMap(\.options) where ["file", "folder"].contains(option.value) {
      for name in option.names where !names.contains(name) { names.append(name) }
    }
    return names
  }

  private var bash: String {
    let cases = commands.map {
      "    \($0.name)) words=\"\(words($0).joined(separator: " "))\" ;;\n"
    }
    return """
      # Tab for gradus in bash: source it, or put it into ~/.bash_completion.
      _gradus() {
        local word=${COMP_WORDS[COMP_CWORD]} words=""
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(names.joined(separator: " ")) --help --version" -- "$word"))
          return
        fi
        case ${COMP_WORDS[COMP_CWORD - 1]} in
          \(pathOptions.joined(separator: "|"))) return ;;
        esac
        case ${COMP_WORDS[1]} in
      \(cases.joined())    help) words="\(names.joined(separator: " "))" ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
      }
      complete -o default -F _gradus gradus

      """
  }

  private var zsh: String {
    let rows = titles.map { "    '\($0.name):\(quoted($0.overview))'\n" }.joined()
    let cases = commands.map { command in
      "    \(command.name)) compadd -- \(words(command).joined(separator: " ")) ;;\n"
    }
    return """
      #compdef gradus
      # Tab for gradus in zsh: source it after compinit, or put it as _gradus into a folder of $fpath.
      _gradus() {
        local -a commands
        commands=(
      \(rows)    'help:Show help for a subcommand.'
        )
        if (( CURRENT == 2 )); then
          _describe command commands
          return
        fi
        case $words[CURRENT-1] in
          \(pathOptions.joined(separator: "|"))) _files; return ;;
        esac
        case $words[2] in
      \(cases.joined())    help) compadd -- \(names.joined(separator: " ")) ;;
        esac
        _files
      }
      if [ "$funcstack[1]" = _gradus ]; then _gradus "$@"; else compdef _gradus gradus; fi

      """
  }

  private var fish: String {
    var lines = ["# Tab for gradus in fish: put it into ~/.config/fish/completions/gradus.fish."]
    for title in titles {
      lines.append(
        "complete -c gradus -n __fish_use_subcommand -f -a \(title.name) "
          + "-d '\(quoted(title.overview))'")
    }
    for command in commands {
      let start = "complete -c gradus -n '__fish_seen_subcommand_from \(command.name)'"
      for option in command.options {
        let names = option.names.map { name in
          name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
        }
        let value = option.value == nil ? "" : " -r"
        lines.append(
          "\(start) \(names.joined(separator: " "))\(value) -d '\(quoted(option.help))'")
      }
      if command.takesExercises {
        lines.append("\(start) -a '\(Exercise.all.map(\.id).joined(separator: " "))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text for single quotation marks; zsh takes a colon for the end of a name.
  private func quoted(_ text: String) -> String {
    text.replacing("'", with: "’").replacing(":", with: ";")
  }
}
