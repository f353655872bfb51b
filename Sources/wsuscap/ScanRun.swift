import Catalog
import Files
import Reports
import Scan

struct ScanRun {
  var options: ScanOptions
  var catalogPath: String
  var progress: ProgressChoice
  var results: ScanResults
  var watches: Bool

  func run() async throws {
    try results.makeFolders()
    let catalog = try Catalog(path: catalogPath, redaction: options.names.catalogMark)
    defer { catalog.close() }
    let display = ProgressDisplay(progress, saysOnce: watches, answers: answers)
    let outcome = try await scan(catalog, display)
    Messages.write(ScanText.end(outcome))
    if outcome.wasInterrupted { throw CommandFailure.interrupted }
    try results.write(from: catalog)
    if watches {
      try await watch(catalog, display, failed: outcome.failed)
      throw CommandFailure.interrupted
    }
    let status = outcome.failures.map { ExitStatus($0) }.max() ?? .success
    if status != .success { throw CommandFailure(status) }
  }

  private var answers: AnswerLines {
    if !watches { return .none }
    return results.format.name == "text" ? .standardOutput : .standardError
  }

  private func watch(_ catalog: Catalog, _ display: ProgressDisplay, failed: Int) async throws {
    var failed = failed
    while await Interruption.sleep(for: Self.interval) {
      let outcome = try await scan(catalog, display)
      if outcome.wasInterrupted { return }
      guard outcome.analysed + outcome.known > 0 || outcome.failed != failed else { continue }
      failed = outcome.failed
      Messages.write(ScanText.end(outcome))
      try results.write(from: catalog, printing: false)
    }
  }

  private static let interval = Duration.seconds(2)

  private func scan(_ catalog: Catalog, _ display: ProgressDisplay) async throws -> ScanOutcome {
    defer { display.end() }
    return try await FolderScan(options, catalog: catalog) { display.show($0) }.run()
  }
}

extension Interruption {
  /// A signal's handler may only store a flag, so the wait has steps.
  static func sleep(for duration: Duration) async -> Bool {
    let end = ContinuousClock.now + duration
    while !isRequested, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(50)) }
    return !isRequested
  }
}

enum ScanText {
  static func end(_ outcome: ScanOutcome) -> String {
    let parts = [
      counted(outcome.analysed, "capture analysed", "captures analysed"),
      counted(outcome.known, "copy of a known file", "copies of known files"),
      counted(outcome.unchanged, "capture unchanged", "captures unchanged"),
      counted(outcome.inOtherShards, "capture of another part", "captures of other parts"),
      counted(outcome.skipped, "skipped file", "skipped files"),
      counted(outcome.evidence, "evidence file", "evidence files"),
      counted(outcome.tooRecent, "file still being written", "files still being written"),
      counted(outcome.failed, "failed", "failed"),
    ].compactMap { $0 }
    let text = parts.isEmpty ? "no captures found" : parts.joined(separator: ", ")
    if outcome.wasInterrupted {
      return "interrupted: \(text); completed results are kept, run the same command again to continue"
    }
    return outcome.hasChanged || parts.isEmpty ? text : "nothing new: \(text)"
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String? {
    count == 0 ? nil : "\(ProgressText.grouped(count)) \(count == 1 ? one : many)"
  }
}

struct ScanResults {
  var folder: String
  var format: ScanFormat
  var language: Language
  var usesColor: Bool
  /// The folder of `--annotate`.
  var annotations: String?

  func write(fromCatalogAt path: String, requiringPseudonyms: Bool) throws {
    let catalog = try Catalog(reading: path)
    if requiringPseudonyms { try catalog.requirePseudonyms() }
    try write(from: catalog)
  }

  func write(from catalog: Catalog, printing: Bool = true) throws {
    let reports = folder + "/" + ScanOptions.reportFolder + "/"
    let summary = try catalog.summary { PathName(reports + $0).kind == .regular }
    var options = ReportOptions()
    options.language = language
    try writeFiles(summary, options)
    guard printing else { return }
    options.width = Terminal.width
    options.usesColor = usesColor
    try StandardOutput.write(format.write(summary, options).text)
  }

  private func writeFiles(_ summary: ScanSummary, _ options: ReportOptions) throws(CommandFailure) {
    for format in ScanFormat.all {
      let path = folder + "/" + format.file
      do throws(OutputFault) {
        try NewFile.makeFolder(folder)
        try WholeFile.write(format.write(summary, options), to: path)
      } catch {
        throw CommandFailure(path, error)
      }
    }
  }

  func makeFolders() throws(CommandFailure) {
    for path in [folder, folder + "/" + ScanOptions.reportFolder] { try makeFolder(path, option: "--output") }
    if let annotations { try makeFolder(annotations, option: "--annotate") }
  }

  private func makeFolder(_ path: String, option: String) throws(CommandFailure) {
    do throws(OutputFault) {
      try NewFile.makeFolder(path)
    } catch {
      throw CommandFailure(path, error, option: option)
    }
  }
}
