import ArgumentParser
import Catalog
import Reports

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "Takes results of other machines into a catalog.",
    subcommands: [Import.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Takes in results of analyze --format ndjson, or other catalogs.",
      discussion: """
        Give the policy that they were made under: a scan then knows them again. Results of analyze --digest are known by
        their content, others by their path.

        EXAMPLES:
          wsuscap catalog import part-*.ndjson --catalog all.sqlite --root /traces
          wsuscap catalog import shard-0/catalog.sqlite shard-1/catalog.sqlite --catalog all.sqlite

        EXIT STATUS (of several files, the greatest):
          0 taken in, 64 wrong usage, 65 no result, 66 cannot be read, 74 the catalog cannot be written, 130 interrupted
        """)

    @Argument(help: ArgumentHelp("Results; - is standard input.", valueName: "FILE"))
    var files: [String] = []

    @Option(help: ArgumentHelp("The catalog; it is made when it is not there.", valueName: "file"))
    var catalog = Scan.defaultCatalog

    @Option(
      help: ArgumentHelp(
        "The folder that was analysed, from which folders and sites are told.", valueName: "folder"))
    var root: String?

    @OptionGroup var policy: PolicyOptions

    func run() throws {
      if files.isEmpty {
        throw CommandFailure(status: .usage, message: "no result is named; see wsuscap help catalog import")
      }
      let digest = try policy.digest(of: try policy.choice())
      let run = try ImportRun(catalog: catalog, policyDigest: digest, root: root)
      let status = run.take(files)
      if status != .success { throw CommandFailure(status: status, message: nil) }
    }
  }
}
