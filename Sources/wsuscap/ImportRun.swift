import Catalog
import Reports

/// Takes results into a catalog, file by file.
struct ImportRun {
  private let catalog: Catalog
  private let policyDigest: String
  private let root: String?

  init(catalog path: String, policyDigest: String, root: String?) throws(CommandFailure) {
    do throws(CatalogFault) {
      catalog = try Catalog(path: path)
    } catch {
      throw CommandFailure(path, error)
    }
    (self.policyDigest, self.root) = (policyDigest, root)
  }

  /// Takes in all files and says on standard error what came of each.
  func take(_ files: [String]) -> ExitStatus {
    defer { catalog.close() }
    var status = ExitStatus.success
    for file in files where !Interruption.isRequested {
      do throws(CommandFailure) {
        try take(file)
      } catch {
        if let message = error.message { Messages.write(message) }
        status = max(status, error.status)
      }
    }
    return Interruption.isRequested ? .interrupted : status
  }

  private func take(_ file: String) throws(CommandFailure) {
    if file != "-", OutputFile.isSame(file, catalog.path) {
      throw CommandFailure(status: .usage, message: "\(file): is the catalog itself; name another file")
    }
    if file != "-", Catalog.isDatabase(file) { return try merge(file) }
    let reader = try LineReader(path: file, limit: Self.lineLimit)
    var results = ResultImport(into: catalog, policyDigest: policyDigest, root: root)
    while let line = reader.next() {
      switch line {
      case .text(""): continue
      case .text(let text): try take(text, reader, &results)
      case .broken(let words, _):
        throw CommandFailure(status: .data, message: "\(reader.shownName): line \(reader.number) \(words)")
      }
    }
    say(reader.shownName, results.result)
    if let trouble = reader.trouble {
      throw CommandFailure(status: .noInput, message: "\(reader.shownName): \(trouble)")
    }
  }

  private func take(
    _ line: String, _ reader: LineReader, _ results: inout ResultImport
  ) throws(CommandFailure) {
    do throws(CatalogFault) {
      try results.take(line)
    } catch {
      if error.kind == .unwritable { throw CommandFailure(catalog.path, error) }
      throw CommandFailure("\(reader.shownName): line \(reader.number)", error)
    }
  }

  /// Bytes of a line: that of a capture with a hundred thousand findings has some hundred million.
  private static let lineLimit = 1 << 29

  private func merge(_ file: String) throws(CommandFailure) {
    do throws(CatalogFault) {
      let other = try Catalog(reading: file)
      let new = try catalog.merge(other) { Interruption.isRequested }
      Messages.write("\(file): \(Self.newCaptures(new))")
    } catch {
      throw CommandFailure(error.kind == .unwritable ? catalog.path : file, error)
    }
  }

  private static func newCaptures(_ count: Int) -> String {
    "\(ProgressText.grouped(count)) new \(count == 1 ? "capture" : "captures")"
  }

  private func say(_ file: String, _ outcome: ResultImport.Outcome) {
    var parts = [Self.newCaptures(outcome.captures)]
    if outcome.known > 0 { parts.append("\(ProgressText.grouped(outcome.known)) of known content") }
    if outcome.failed > 0 { parts.append("\(ProgressText.grouped(outcome.failed)) failed") }
    Messages.write("\(file): \(parts.joined(separator: ", "))")
    if outcome.unfinished > 0 {
      Messages.write(
        file,
        "\(ProgressText.grouped(outcome.unfinished)) captures have no line of their own and were left out",
        advice: "analyse them again: whoever did was ended before")
    }
  }
}
