import Catalog
import Glibc
import Reporting

/// Scans folders into a catalog and writes the summary.
struct ScanRun {
  var options: ScanOptions
  var catalogPath: String
  var progress: ProgressChoice

  /// - Throws: ``CommandFailure``.
  func run() throws(CommandFailure) {
    try makeFolders()
    let catalog = try open()
    let display = ProgressDisplay(progress)
    let scan = FolderScan(
      options, catalog: catalog, tick: { display.show($0) }, complain: { display.say($0) })
    let outcome: ScanOutcome
    do throws(ScanFault) {
      outcome = try scan.run()
    } catch {
      display.end()
      catalog.close()
      Messages.write(error.path, error.message, advice: error.advice)
      throw CommandFailure(status: ExitStatus(rawValue: error.exitStatus), message: nil)
    }
    display.end()
    catalog.close()
    Messages.write(ScanWords.end(outcome))
    if outcome.wasInterrupted { throw CommandFailure(status: .interrupted, message: nil) }
    if outcome.exitStatus != 0 {
      throw CommandFailure(status: ExitStatus(rawValue: outcome.exitStatus), message: nil)
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
      counted(outcome.analysed, "capture analysed", "captures analysed"),
      outcome.known > 0 ? counted(outcome.known, "with known content", "with known content") : nil,
      outcome.unchanged > 0 ? counted(outcome.unchanged, "unchanged", "unchanged") : nil,
      outcome.elsewhere > 0 ? counted(outcome.elsewhere, "of other shards", "of other shards") : nil,
      outcome.skipped > 0 ? counted(outcome.skipped, "file is no capture", "files are no captures") : nil,
      outcome.evidence > 0 ? counted(outcome.evidence, "file of evidence", "files of evidence") : nil,
      outcome.unsettled > 0 ? counted(outcome.unsettled, "still written", "still written") : nil,
      outcome.failed > 0 ? counted(outcome.failed, "failed", "failed") : nil,
    ]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    if outcome.wasInterrupted { return "interrupted: \(text); run the same again to go on" }
    return outcome.analysed + outcome.known + outcome.failed == 0 ? "nothing new: \(text)" : text
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(ProgressText.grouped(count)) \(count == 1 ? one : many)"
  }
}
