import ArgumentParser
import Catalog
import Files
import Reports

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "Imports results of other machines into a catalog.",
    subcommands: [CatalogImport.self])
}

struct CatalogImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Imports results of analyze --format ndjson, or other catalogs.",
    discussion: """
      Specify the policy that the results were created with, so that a scan recognises them. Results of analyze --digest
      are recognised by their content, others by their path.

      EXAMPLES:
        wsuscap catalog import part-*.ndjson --catalog all.sqlite --root /traces
        wsuscap catalog import shard-0/catalog.sqlite shard-1/catalog.sqlite --catalog all.sqlite

      EXIT STATUS (the highest, if there are several files):
        0 imported, 64 wrong usage, 65 not a result, 66 cannot be read, 74 the catalog cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("Results; - means standard input.", valueName: "FILE"), completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp("The catalog; it is created if it does not exist.", valueName: "file"),
    completion: .catalog)
  var catalog = Scan.defaultCatalog

  @Option(
    help: ArgumentHelp(
      "The folder that was analysed, which determines folders and sites.", valueName: "folder"),
    completion: .directory)
  var root: String?

  @OptionGroup var policy: PolicyOptions

  func run() throws {
    if files.isEmpty {
      throw CommandFailure.usage("no result given; see wsuscap help catalog import")
    }
    CommandInputs.note(files + [policy.endpoints])
    try CommandInputs.check(catalog, option: "--catalog")
    let digest = try policy.digest(of: try policy.choice())
    let run = ImportRun(catalog: try Catalog(path: catalog), policyDigest: digest, root: root)
    let status = try run.add(files)
    if status != .success { throw CommandFailure(status) }
  }
}

private struct ImportRun {
  let catalog: Catalog
  let policyDigest: String
  let root: String?

  func add(_ files: [String]) throws -> ExitStatus {
    defer { catalog.close() }
    var status = ExitStatus.success
    for file in files where !Interruption.isRequested {
      do {
        try add(file)
      } catch {
        guard let failure = CommandFailure(error) else { throw error }
        status = max(status, Messages.report(failure))
      }
    }
    return Interruption.isRequested ? .interrupted : status
  }

  private func add(_ file: String) throws {
    if file != "-", Catalog.isDatabase(file) { return try merge(file) }
    try catalog.requireNames()
    let reader = try LineReader(path: file, limit: Self.lineLimit)
    var results = ResultImport(into: catalog, policyDigest: policyDigest, root: root)
    while let line = reader.next() {
      switch line {
      case .text(""): continue
      case .text(let text): try add(text, reader, to: &results)
      case .broken(let words, _): throw CommandFailure(.data, "\(reader.place) \(words)")
      }
    }
    report(reader.name, results.result)
    if let error = reader.error { throw CommandFailure(.noInput, "\(reader.name): \(error)") }
  }

  private func add(_ line: String, _ reader: LineReader, to results: inout ResultImport) throws {
    do throws(CatalogError) {
      try results.take(line)
    } catch {
      var error = error
      if error.path.isEmpty { error.path = reader.place }
      throw error
    }
  }

  /// Bytes of a line: that of a capture with ten thousand findings has some thirty million.
  private static let lineLimit = 1 << 26

  private func merge(_ file: String) throws {
    let new = try catalog.merge(Catalog(reading: file)) { Interruption.isRequested }
    Messages.write(file, Self.newCaptures(new))
  }

  private static func newCaptures(_ count: Int) -> String {
    "\(ProgressText.grouped(count)) new \(count == 1 ? "capture" : "captures")"
  }

  private func report(_ file: String, _ outcome: ResultImport.Outcome) {
    var parts = [Self.newCaptures(outcome.captures)]
    if outcome.known > 0 { parts.append("\(ProgressText.grouped(outcome.known)) copies of known files") }
    if outcome.failed > 0 { parts.append("\(ProgressText.grouped(outcome.failed)) failed") }
    Messages.write(file, parts.joined(separator: ", "))
    if outcome.unfinished > 0 {
      Messages.write(
        file,
        "\(ProgressText.grouped(outcome.unfinished)) captures have no final line and were not imported",
        advice: "analyse them again, the analysis was interrupted")
    }
    if outcome.leftOut > 0 {
      Messages.write(
        file,
        "\(ProgressText.grouped(outcome.leftOut)) flows were not imported, because too many waited for the lines of their captures",
        advice: "analyse these captures with --max-flows, or import them one after another")
    }
  }
}
