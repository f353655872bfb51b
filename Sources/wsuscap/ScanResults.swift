import Catalog
import Glibc
import Reports

/// What a scan leaves for people to read: the summary in every format, and one of them on standard output.
struct ScanResults {
  /// The folder of the results.
  var output: String
  /// What goes to standard output.
  var format: ScanFormat
  var language: Language
  var usesColor: Bool

  /// Writes the summary without scanning.
  /// - Throws: ``CommandFailure``.
  func writeAgain(from path: String) throws(CommandFailure) {
    let catalog: Catalog
    do throws(CatalogFault) {
      catalog = try Catalog(reading: path)
    } catch {
      throw CommandFailure(path, error)
    }
    try write(from: catalog)
  }

  /// - Parameter printing: shows it on standard output, too.
  func write(from catalog: Catalog, printing: Bool = true) throws(CommandFailure) {
    let reports = output + "/" + ScanOptions.reportFolder + "/"
    let summary: ScanSummary
    do throws(CatalogFault) {
      summary = try catalog.summary { OutputFile.isRegular(reports + $0) }
    } catch {
      throw CommandFailure(catalog.path, error)
    }
    try write(summary)
    if printing { try show(summary) }
  }

  private func write(_ summary: ScanSummary) throws(CommandFailure) {
    var options = ReportOptions()
    options.language = language
    for format in ScanFormat.all {
      let path = output + "/" + format.file
      do throws(OutputFault) {
        try NewFile.makeFolder(output)
        try WholeFile.write(format.write(summary, options), to: path)
      } catch {
        throw CommandFailure(status: Messages.status(error, file: path), message: nil)
      }
    }
  }

  private func show(_ summary: ScanSummary) throws(CommandFailure) {
    var options = ReportOptions()
    options.language = language
    options.width = Terminal.width
    options.usesColor = usesColor
    let status = Messages.print(format.write(summary, options).text)
    if status != .success { throw CommandFailure(status: status, message: nil) }
  }
}
