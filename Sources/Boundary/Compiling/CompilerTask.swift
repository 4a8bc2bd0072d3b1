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

/// One run of the compiler.
struct CompilerTask {
  let exercise: Exercise
  let sources: AnswerSources
  /// The only folder that the compiler writes to.
  let workshop: String
  /// The library's name in the workshop.
  let product: String
  /// The name of the line of glue in the workshop.
  let glue = "Glue.swift"

  /// The name of the module, which no other module has.
  var module: String { "\(exercise.name)Answer" }

  /// All that is to be compiled. File names are a student's: as absolute paths they can be no option
  /// and no list of options.
  func paths(_ folder: String, _ workshop: String) -> [String] {
    sources.files.map { "\(folder)/\($0.name)" } + ["\(workshop)/\(glue)"]
  }
}

extension AnswerCompiler {
  /// Compiles, or throws with the sentences for the student.
  ///
  /// A failure is the answer's only if the compiler names lines of it, or if it fails in the same way
  /// once more where a known answer compiles. Everything else gives no verdict.
  func run(_ task: CompilerTask) throws {
    guard let trouble = try trouble(with: task) else { return try noteThatItWorks() }
    try requireSameSources(task)
    if trouble.kind == .namesLines, isKnownToWork { throw trouble.failure }
    guard let again = try self.trouble(with: task) else { return try noteThatItWorks() }
    if case .machine(let words) = again.kind { throw AnswerFailure(noVerdict: words) }
    guard again.kind == trouble.kind else {
      throw AnswerFailure(
        noVerdict: "the compiler failed twice, in different ways: \(trouble.failure), and then "
          + again.failure.description)
    }
    try requireKnownAnswer(isQuick: trouble.kind == .time)
    try requireSameSources(task)
    throw trouble.failure
  }

  /// What goes wrong with a compilation, and the words for it; nil if nothing does.
  private func trouble(
    with task: CompilerTask
  ) throws -> (kind: CompilerTrouble, failure: AnswerFailure)? {
    try? FileManager.default.removeItem(atPath: "\(task.workshop)/\(task.product)")
    let result = try start(task)
    guard result.hasBegun else { throw AnswerFailure(notStarted: "the sandbox", result.output) }
    if result.ending?.status == 0, isThere(task) { return nil }
    let kind = CompilerTrouble(result, of: task, limits: limits)
    return (
      kind,
      AnswerFailure(
        status: .didNotCompile, description: sentence(for: kind) ?? explain(result.output, of: task)
      )
    )
  }

  /// Makes sure that what was compiled is what was read: a folder may vanish meanwhile.
  private func requireSameSources(_ task: CompilerTask) throws {
    let now = try AnswerSources(in: task.sources.folder, limits: limits)
    guard
      now.files.elementsEqual(task.sources.files, by: { $0.name == $1.name && $0.text == $1.text })
    else { throw AnswerFailure(noVerdict: "the answer's files changed while they were compiled") }
  }

  func start(_ task: CompilerTask) throws -> ProgramResult {
    var result = try sandbox.map { try run(task, in: $0) } ?? runFreely(task)
    // The machine's failure, such as a lack of memory, isn't the answer's: once more.
    for _ in 0..<2 where !result.hasBegun {
      result = try sandbox.map { try run(task, in: $0) } ?? runFreely(task)
    }
    return result
  }

  func isThere(_ task: CompilerTask) -> Bool {
    FileManager.default.fileExists(atPath: "\(task.workshop)/\(task.product)")
  }

  private func runFreely(_ task: CompilerTask) throws -> ProgramResult {
    let values = CompilerJobs.Values(
      module: task.module, sources: task.paths(task.sources.folder, task.workshop),
      modules: try visibleModules(), cache: kit.moduleCache, workshop: task.workshop,
      product: "\(task.workshop)/\(task.product)")
    return try run(values, by: Toolchain.current.get().compiler) { commands in
      try Boundary.run(
        kit.worker, WorkerProgram.Words.execute(commands, limits.ofProcesses, nil),
        environment: ProcessInfo.processInfo.environment.merging(Self.fewPages) { $1 },
        seconds: limits.seconds, lifeline: WorkerProgram.Descriptor.lifeline)
    }
  }

  /// Large pages of memory, where the system has them: less of the compiler's time goes by.
  private static let fewPages = ["GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"]

  /// Compiles where nothing is to be seen but the toolchain, the modules and this answer.
  private func run(_ task: CompilerTask, in sandbox: Sandbox) throws -> ProgramResult {
    let place = Sandbox.Place.self
    var views = task.sources.files.map { file in
      Sandbox.View(
        outside: "\(task.sources.folder)/\(file.name)", inside: "\(place.sources)/\(file.name)")
    }
    views.append(.init(outside: task.workshop, inside: place.workshop, isWritable: true))
    func result(_ cache: String, _ views: [Sandbox.View]) throws -> ProgramResult {
      let values = CompilerJobs.Values(
        module: task.module, sources: task.paths(place.sources, place.workshop),
        modules: place.modules, cache: cache, workshop: place.workshop,
        product: "\(place.workshop)/\(task.product)")
      return try run(values, by: sandbox.compiler) { try compile($0, in: sandbox, views) }
    }
    let shared = try sharedModuleCache(sandbox)
    let first = try result(
      place.moduleCache, views + [.init(outside: shared, inside: place.moduleCache)])
    // Something that no other answer imports, or a system that has changed since.
    guard first.output.contains("'\(place.moduleCache)/") else { return first }
    return try result(place.temporary + "/modules", views)
  }

  /// Starts the compiler's jobs; where that isn't understood, the compiler itself.
  private func run(
    _ values: CompilerJobs.Values, by driver: String, _ start: ([[String]]) throws -> ProgramResult
  ) throws -> ProgramResult {
    guard let jobs = try known(driver).jobs else {
      return try start([
        [driver] + options + ["-I", values.modules, "-module-cache-path", values.cache]
          + ["-module-name", values.module, "-o", values.product] + values.sources
      ])
    }
    let (compile, link) = (jobs.compile, jobs.link)
    guard let direct = jobs.linkDirectly else {
      return try start(([compile] + link).map { CompilerJobs.fill($0, values) })
    }
    let result = try start([compile, direct].map { CompilerJobs.fill($0, values) })
    // Code that needs what only the driver knows of.
    guard result.ending?.status != 0, result.output.contains("ld.lld: error") else { return result }
    return try start(link.map { CompilerJobs.fill($0, values) })
  }

  private func compile(
    _ commands: [[String]], in sandbox: Sandbox, _ views: [Sandbox.View]
  ) throws -> ProgramResult {
    let words =
      sandbox.command(
        showing: sandbox.compilerFiles + (try moduleViews()) + views,
        temporarySize: 4 * limits.fileSize)
      + (try WorkerProgram.Words.execute(
        commands, limits.ofProcesses, sandbox.confinement(forCompiler: true)))
    return try Boundary.run(
      words[0], Array(words.dropFirst()),
      environment: sandbox.environment.merging(Self.fewPages) { $1 }, seconds: limits.seconds,
      isSupervised: true)
  }

  /// What every compilation would otherwise have to make of the system's headers again. Answers are
  /// compiled with it, and can't change it.
  private func sharedModuleCache(_ sandbox: Sandbox) throws -> String {
    try moduleCache.withLock { known in
      if let known { return known }
      let name = fingerprint(try moduleDates() + Data(sandbox.compiler.utf8))
      let cache = "\(kit.cache)/module-cache-\(name)"
      if !FileManager.default.fileExists(atPath: cache) { try makeModuleCache(cache, sandbox) }
      known = cache
      return cache
    }
  }

  private func makeModuleCache(_ cache: String, _ sandbox: Sandbox) throws {
    try Leftovers.withFolder(in: kit.cache) { workshop in
      let files = FileManager.default
      try files.createDirectory(atPath: workshop + "/cache", withIntermediateDirectories: true)
      try Data(
        ["Curriculum", "LinearAlgebra", "Foundation", "Dispatch", "Synchronization"]
          .map { "import \($0)\n" }.joined().utf8
      ).write(to: URL(filePath: workshop + "/All.swift"))
      let place = Sandbox.Place.self
      _ = try compile(
        [
          [sandbox.compiler] + options + ["-I", place.modules, "-module-name", "All"]
            + ["-o", place.workshop + "/all.so", place.workshop + "/All.swift"]
            + ["-module-cache-path", place.moduleCache]
        ], in: sandbox,
        [
          .init(outside: workshop, inside: place.workshop, isWritable: true),
          .init(outside: workshop + "/cache", inside: place.moduleCache, isWritable: true),
        ])
      // Another run may have been faster.
      try? files.moveItem(atPath: workshop + "/cache", toPath: cache)
    }
  }

  /// The modules that an answer may import. LinearAlgebra is built on CProcessor, so the compiler
  /// wants to see that one too.
  private func modules() throws -> [(name: String, path: String)] {
    try ["Curriculum", "LinearAlgebra"].map { ("\($0).swiftmodule", try kit.module($0)) }
      + [("CProcessor", kit.root + "/Sources/CProcessor")]
  }

  private func moduleViews() throws -> [Sandbox.View] {
    try modules().map { .init(outside: $0.path, inside: "\(Sandbox.Place.modules)/\($0.name)") }
  }

  /// A folder with the modules that an answer may import, and no others.
  func visibleModules() throws -> String {
    let files = FileManager.default
    let folder = kit.cache + "/modules"
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, path) in try modules() {
      let link = "\(folder)/\(name)"
      if (try? files.destinationOfSymbolicLink(atPath: link)) != path {
        try? files.removeItem(atPath: link)
        try? files.createSymbolicLink(atPath: link, withDestinationPath: path)
      }
    }
    return folder
  }
}

extension AnswerCompiler {
  /// The sentence for a compiler that has broken down; nil where it has said itself what is wrong.
  private func sentence(for trouble: CompilerTrouble) -> String? {
    switch trouble {
    case .namesLines, .complains: nil
    case .machine(let words): words
    case .memory:
      "the compiler needed more than \(limits.memory >> 20) MB of memory, which is the limit"
    case .fileSize:
      "the compiler wrote a file of more than \(limits.fileSize >> 20) MB, which is the limit"
    case .time:
      "the compiler did not finish within \(seconds(limits.seconds)) seconds, which is the limit: is "
        + "there an expression that is too long or too deep for it?"
    case .crash: "the compiler itself crashed on this code: is it nested too deeply?"
    }
  }

  /// The compiler's words with short file names; what the glue says is said in plain words.
  private func explain(_ output: String, of task: CompilerTask) -> String {
    let names = task.sources.files.map(\.name) + [task.glue]
    let folders = [
      task.sources.folder, task.workshop, Sandbox.Place.sources, Sandbox.Place.workshop,
    ]
    let text = folders.reduce(output) { text, folder in
      names.reduce(text) { text, name in
        text.replacing("\(folder)/\(name)", with: name.split(separator: "/").last ?? "")
      }
    }
    let lines = text.split(separator: "\n")
    guard let glue = lines.firstIndex(where: { $0.hasPrefix("\(task.glue):") }) else { return text }
    // What is wrong in the student's own files makes the glue wrong too.
    let before = lines[..<glue]
    if before.contains(where: { $0.contains("error:") }) {
      return before.joined(separator: "\n")
    }
    let own = "protocol \(task.exercise.name)"
    if task.sources.files.contains(where: { String(decoding: $0.text, as: UTF8.self).contains(own) }
    ) {
      return "There is a \"\(own)\" in your files, which hides the kit's own: delete it.\n" + text
    }
    return
      "There must be a \"public struct Answer: \(task.exercise.name)\" with all its functions, "
      + "which can be made by \"Answer()\".\n" + text
  }

  private func seconds(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
