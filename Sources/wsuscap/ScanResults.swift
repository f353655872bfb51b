import Catalog
import Files
import Reports
import Scan

struct ScanResults {
  var folder: String
  var format: ScanFormat
  var language: Language
  var usesColor: Bool

  func write(fromCatalogAt path: String) throws {
    try write(from: Catalog(reading: path))
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
    for path in [folder, folder + "/" + ScanOptions.reportFolder] {
      do throws(OutputFault) {
        try NewFile.makeFolder(path)
      } catch {
        throw CommandFailure(path, error)
      }
    }
  }
}
