import Curriculum

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One of several answers to an exercise that are compiled together.
package struct AnswerVariant: Sendable {
  /// The folder with its files.
  let folder: String
  /// The texts of the files, in which no name at file scope is that of another variant.
  package let texts: [String]
  /// What is called `Answer` in the folder's files.
  package let answer: String

  package init(folder: String, texts: [String], answer: String) {
    (self.folder, self.texts, self.answer) = (folder, texts, answer)
  }
}

extension AnswerCompiler {
  /// Compiles answers of the kit's own in one go, so that `library(for:in:)` finds them compiled.
  ///
  /// Two thirds of a compilation go into what the compiler does for the first time; for the next
  /// answer in the same module it knows all that. An answer in which the compiler finds an error is left
  /// out, and the others are compiled without it; where it names none, each half is tried alone.
  ///
  /// - Returns: the numbers of those that are compiled now; nil where nothing can be compiled together.
  @discardableResult
  package func compileTogether(
    _ exercise: Exercise, _ variants: [AnswerVariant]
  ) throws -> Set<Int>? {
    guard sandbox == nil, let jobs = try known(Toolchain.current.get().compiler).jobs,
      jobs.linkDirectly != nil
    else { return nil }
    var compiled: Set<Int> = []
    var groups = [Array(variants.indices)]
    while let group = groups.popLast() {
      if group.isEmpty { continue }
      guard let wrong = try compile(exercise, group.map { variants[$0] }, jobs) else {
        compiled.formUnion(group)
        continue
      }
      if !wrong.isEmpty {
        groups.append(group.indices.filter { !wrong.contains($0) }.map { group[$0] })
      } else if group.count > 1 {
        let middle = group.count / 2
        groups += [Array(group[..<middle]), Array(group[middle...])]
      }
    }
    return compiled
  }

  /// Compiles all of some variants, or none.
  ///
  /// - Returns: nil when they are compiled, or the numbers of those in which the compiler has found an
  ///   error.
  private func compile(
    _ exercise: Exercise, _ variants: [AnswerVariant], _ jobs: CompilerJobs
  ) throws -> Set<Int>? {
    let files = FileManager.default
    let workshop = "\(kit.cache)/.\(UUID().uuidString)"
    try files.createDirectory(atPath: workshop, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: workshop) }
    var sources: [String] = []
    var commands: [[String]] = []
    func values(_ product: String) throws -> CompilerJobs.Values {
      CompilerJobs.Values(
        module: "\(exercise.name)Answer", sources: sources, modules: try visibleModules(),
        cache: kit.moduleCache, workshop: workshop, product: product)
    }
    for (number, variant) in variants.enumerated() {
      let entry = "\(AnswerLibrary.entryPoint)\(number)"
      let glue = AnswerLibrary.glue(
        protocolName: exercise.name, answer: variant.answer, entryPoint: entry)
      for (index, text) in (variant.texts + [glue]).enumerated() {
        let path = "\(workshop)/\(number)-\(index).swift"
        try Data(text.utf8).write(to: URL(filePath: path))
        sources.append(path)
      }
      let place = "\(workshop)/\(number)"
      try files.createDirectory(atPath: place, withIntermediateDirectories: true)
      // Nobody reads the lines of these, and eight variants have many.
      // Threads take longer to start than so little is to link.
      let more = [
        "--defsym=\(AnswerLibrary.entryPoint)=\(entry)", "--strip-debug", "--threads=1",
      ]
      commands.append(
        CompilerJobs.fill(
          jobs.linkDirectly ?? [], try values("\(place)/answer.\(Self.libraryExtension)")) + more)
    }
    commands.insert(CompilerJobs.fill(jobs.compile, try values("")), at: 0)
    let result = try Boundary.run(
      kit.worker, WorkerProgram.Words.execute(commands, limits.ofProcesses, nil),
      environment: ProcessInfo.processInfo.environment, seconds: limits.seconds,
      lifeline: WorkerProgram.Descriptor.lifeline)
    guard result.ending?.status == 0 else {
      let errors = /\/(\d+)-\d+\.swift:\d+:\d+: error:/
      return Set(result.output.matches(of: errors).compactMap { Int($0.output.1) })
    }
    for (number, variant) in variants.enumerated() {
      let ingredients = try ingredients(exercise, AnswerSources(in: variant.folder, limits: limits))
      try ingredients.write(to: URL(filePath: "\(workshop)/\(number)/ingredients"))
      rename("\(workshop)/\(number)", place(of: exercise, ingredients))
    }
    return nil
  }
}
