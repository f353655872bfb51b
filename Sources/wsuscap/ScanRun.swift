import Catalog
import Glibc
import Reports

/// Scans folders into a catalog and writes the summary.
struct ScanRun {
  var options: ScanOptions
  var catalogPath: String
  var progress: ProgressChoice
  var results: ScanResults
  /// Goes on with what comes into the folders, until the user ends it.
  var watches: Bool

  /// - Throws: ``CommandFailure``.
  func run() throws(CommandFailure) {
    try makeFolders()
    let catalog = try open()
    defer { catalog.close() }
    let display = ProgressDisplay(progress, saysOnce: watches)
    let outcome = try scan(catalog, display)
    Messages.write(ScanWords.end(outcome))
    if !outcome.wasInterrupted { try results.write(from: catalog) }
    if watches, !outcome.wasInterrupted { try watch(catalog, display, failed: outcome.failed) }
    if outcome.wasInterrupted || watches { throw CommandFailure(status: .interrupted, message: nil) }
    if outcome.exitStatus != 0 {
      throw CommandFailure(status: ExitStatus(rawValue: outcome.exitStatus), message: nil)
    }
  }

  /// Looks again and again until the user ends it.
  private func watch(_ catalog: Catalog, _ display: ProgressDisplay, failed: Int) throws(CommandFailure) {
    var failed = failed
    while wait() {
      let outcome = try scan(catalog, display)
      if outcome.wasInterrupted { return }
      guard outcome.analysed + outcome.known > 0 || outcome.failed != failed else { continue }
      failed = outcome.failed
      Messages.write(ScanWords.end(outcome))
      try results.write(from: catalog, printing: false)
    }
  }

  /// Waits between two looks; false when the user ends it.
  private func wait() -> Bool {
    for _ in 0..<Self.waits where !Interruption.isRequested { Pause.milliseconds(Self.waitMilliseconds) }
    return !Interruption.isRequested
  }

  /// Two seconds between looks, in steps short enough for Ctrl-C.
  private static let waits = 40
  private static let waitMilliseconds = 50

  private func scan(_ catalog: Catalog, _ display: ProgressDisplay) throws(CommandFailure) -> ScanOutcome {
    defer { display.end() }
    let scan = FolderScan(
      options, catalog: catalog, tick: { display.show($0) }, complain: { display.say($0) })
    do throws(ScanFault) {
      return try scan.run()
    } catch {
      display.say(error)
      throw CommandFailure(status: ExitStatus(rawValue: error.exitStatus), message: nil)
    }
  }

  private func makeFolders() throws(CommandFailure) {
    for folder in [options.output, options.output + "/" + ScanOptions.reportFolder] {
      do throws(OutputFault) {
        try NewFile.makeFolder(folder)
      } catch {
        throw CommandFailure(status: Messages.status(error, file: folder), message: nil)
      }
    }
  }

  private func open() throws(CommandFailure) -> Catalog {
    do throws(CatalogFault) {
      return try Catalog(path: catalogPath)
    } catch {
      throw CommandFailure(catalogPath, error)
    }
  }
}

extension CommandFailure {
  /// Tells what is wrong with a catalog.
  init(_ path: String, _ fault: CatalogFault) {
    Messages.write(path, fault.message, advice: fault.advice)
    self.init(status: ExitStatus(rawValue: fault.exitStatus), message: nil)
  }
}

/// What is said on standard error when a scan ends.
enum ScanWords {
  static func end(_ outcome: ScanOutcome) -> String {
    let parts = [
      outcome.analysed > 0 ? counted(outcome.analysed, "capture analysed", "captures analysed") : nil,
      outcome.known > 0 ? counted(outcome.known, "file of known content", "files of known content") : nil,
      outcome.unchanged > 0 ? counted(outcome.unchanged, "capture unchanged", "captures unchanged") : nil,
      outcome.elsewhere > 0 ? counted(outcome.elsewhere, "of another shard", "of other shards") : nil,
      outcome.skipped > 0 ? counted(outcome.skipped, "file is no capture", "files are no captures") : nil,
      outcome.evidence > 0 ? counted(outcome.evidence, "file of evidence", "files of evidence") : nil,
      outcome.unsettled > 0 ? counted(outcome.unsettled, "still being written", "still being written") : nil,
      outcome.failed > 0 ? counted(outcome.failed, "failed", "failed") : nil,
    ].compactMap { $0 }
    let text = parts.isEmpty ? "no captures found" : parts.joined(separator: ", ")
    if outcome.wasInterrupted {
      return "interrupted: \(text); what was finished is kept, run the same again to go on"
    }
    return outcome.hasChanged || parts.isEmpty ? text : "nothing new: \(text)"
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(ProgressText.grouped(count)) \(count == 1 ? one : many)"
  }
}
