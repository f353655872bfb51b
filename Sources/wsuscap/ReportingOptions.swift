import ArgumentParser
import Files
import Redaction
import Reports

struct LanguageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Language of reports for people: \(Language.allValueStrings.joined(separator: " or ")). "
        + "Default: from LC_ALL, LC_MESSAGES, LANG.",
      valueName: "lang"))
  var lang: Language?

  /// The one that was asked for, otherwise that of the environment.
  var language: Language { lang ?? Language.ofEnvironment(CurrentProcess.environment) }
}

extension Language: ExpressibleByArgument {}

struct ByteOrderMarkOptions: ParsableArguments {
  @Flag(help: "Begin csv with a UTF-8 byte order mark, by which Excel recognises the encoding.")
  var csvBom = false

  func check(_ format: String) throws(CommandFailure) {
    if csvBom, format != "csv" {
      throw .usage("--csv-bom is only for CSV; specify --format csv, or omit it")
    }
  }
}

struct RedactionOptions: ParsableArguments {
  @Flag(
    help: """
      Replace addresses, host names outside the policy, processes, paths, digests and what is not known of quoted lines
      with pseudonyms, in every format.
      """)
  var redact = false

  @Option(
    help: ArgumentHelp("Redact with the same pseudonyms in every run with this key.", valueName: "key"))
  var redactKey: String?

  func validate() throws {
    if redactKey?.isEmpty == true { throw ValidationError("--redact-key is empty") }
  }

  /// A key implies redaction.
  var redaction: Redaction? { redact || redactKey != nil ? Redaction(key: redactKey) : nil }
}

extension NamedFormat where Self: ExpressibleByArgument {
  init?(argument: String) {
    guard let format = Self.named(argument) else { return nil }
    self = format
  }

  var defaultValueDescription: String { name }
  static var allValueStrings: [String] { all.map(\.name) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

extension ReportFormat: ExpressibleByArgument {}
extension LineDialect: ExpressibleByArgument {}
extension EvidenceFormat: ExpressibleByArgument {}
extension ScanFormat: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}
