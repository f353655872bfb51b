import ArgumentParser
import CaptureFiles
import Reports

struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Writes the packets of selected connections to a small capture to attach to a ticket.",
    discussion: """
      The ID of a flow is the one in reports, and equals tcp.stream in Wireshark. Its IP fragments, the ICMP errors about
      it and the DNS answers that name its server are included, so that a report on the new capture has the same result.

      The extension of the output determines the format: .pcap and .cap are classic pcap, all others are pcapng, which also
      keeps interfaces, comments and process IDs, and gets a comment on each frame of the evidence. The capture is read twice,
      so it must be a file.

      EXAMPLES:
        wsuscap extract trace.pcapng --flow 17 --output ticket.pcapng
        wsuscap extract trace.pcap.gz --flow 17 --flow 23 --handshake-only -o ticket.pcap
        wsuscap extract trace.pcap --flow 17 -o - | tshark -r -
        wsuscap extract trace.etl --flow 17 --anonymize -o public.pcapng

      EXIT STATUS:
        0 written, 64 wrong usage or no such flow, 65 not a capture, 66 cannot be read, 70 internal error,
        74 output cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("A capture.", valueName: "TRACE"), completion: .capture)
  var trace: String?

  @Option(help: ArgumentHelp("The ID of a flow in a report (repeatable).", valueName: "id"))
  var flow: [Int] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the packets to this file, in full or not at all; - means standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var policy: PolicyOptions

  @Flag(
    help:
      "Write each flow up to the point that decides its verdict, without the application data that follows.")
  var handshakeOnly = false

  @Flag(
    help: """
      Replace addresses of IP and network cards, and names outside the policy, inside the packets; overwrite with zeros what
      is not DNS, TLS or the head of an HTTP message.
      """)
  var anonymize = false

  @Flag(
    inversion: .prefixedNo,
    help: """
      Add a comment to each frame of the evidence, or none: what it is, the verdict and its doubts. Default: --annotate \
      in pcapng; with --anonymize, without names.
      """)
  var annotate: Bool?

  @OptionGroup var budget: BudgetOptions
  @OptionGroup var language: LanguageOptions

  @Option(
    help: ArgumentHelp(
      "Anonymize with the same pseudonyms in every run with this key.", valueName: "key"))
  var redactKey: String?

  func validate() throws {
    if redactKey?.isEmpty == true { throw ValidationError("--redact-key is empty") }
    if let id = flow.first(where: { $0 < 0 }) { throw ValidationError("There is no flow \(id)") }
  }

  func run() throws {
    // Not left to the parser, which would ask for a capture before it names an unknown option.
    guard let trace else { throw CommandFailure.usage("no capture given; see wsuscap help extract") }
    guard !flow.isEmpty else {
      throw CommandFailure.usage("no flow given; specify --flow ID, a report on the capture lists the flows")
    }
    guard let output else { throw CommandFailure.usage("no output given; specify --output FILE.pcapng") }
    let destination = CaptureOutput(output, option: "--output")
    try check(trace, destination)
    let format = WritingFormat.forFile(output)
    var run = ExtractRun(
      trace: trace, flows: Set(flow), output: destination, endsAtDecision: handshakeOnly,
      policy: try policy.choice(), comments: try comments(in: format),
      anonymizes: anonymize || redactKey != nil, key: redactKey)
    run.budget = budget.budget()
    try run.write(as: format)
  }

  private func check(_ trace: String, _ output: CaptureOutput) throws {
    if trace == "-" {
      throw CommandFailure.usage(
        "standard input: can be read only once, but extract reads the capture twice; "
          + "write it to a file first")
    }
    CommandInputs.note([policy.endpoints])
    try output.check(input: trace)
  }

  /// The language of the comments; nil where none are written.
  private func comments(in format: WritingFormat) throws -> Language? {
    if format.hasComments { return annotate == false ? nil : language.language }
    if annotate == true {
      throw CommandFailure.usage(
        "--annotate: a classic pcap file has no comments; specify --output FILE.pcapng")
    }
    return nil
  }
}
