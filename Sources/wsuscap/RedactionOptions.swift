import ArgumentParser
import Reports

/// Whether a report tells who was captured.
struct RedactionOptions: ParsableArguments {
  @Flag(
    help: """
      Replaces client addresses, host names outside the policy, processes and paths by pseudonyms, in every format.
      """)
  var redact = false

  @Option(
    help: ArgumentHelp("Redacts, with the same pseudonyms in every run with this key.", valueName: "key"))
  var redactKey: String?

  func validate() throws {
    if redactKey?.isEmpty == true { throw ValidationError("--redact-key is empty") }
  }

  /// A key asks for redaction: whoever gives one and forgets the flag does not want the names out.
  var redaction: Redaction? { redact || redactKey != nil ? Redaction(key: redactKey) : nil }
}
