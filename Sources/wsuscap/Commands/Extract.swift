import ArgumentParser
import CaptureFiles
import Files
import Reports

struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Writes the packets of selected connections to a small capture to attach to a ticket.",
    discussion: """
      The ID of a flow is the one in reports, and equals tcp.stream in Wireshark. Its IP fragments, the ICMP errors about
      it and the DNS answers that name its server are included, so that a report on the new capture has the same result.

      The extension of the output determines the format: .pcap and .cap are classic pcap, all others are pcapng, which also
      keeps interfaces, comments and process IDs. The capture is read twice, so it must be a file.

      EXAMPLES:
        wsuscap extract trace.pcapng --flow 17 --output ticket.pcapng
        wsuscap extract trace.pcap.gz --flow 17 --flow 23 --handshake-only -o ticket.pcap
        wsuscap extract trace.pcap --flow 17 -o - | tshark -r -
        wsuscap extract trace.etl --flow 17 --anonymize -o public.pcapng

      EXIT STATUS:
        0 written, 64 wrong usage or no such flow, 65 not a capture, 66 cannot be read, 70 internal error,
        74 output cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("A capture.", valueName: "TRACE"))
  var trace: String?

  @Option(help: ArgumentHelp("The ID of a flow in a report (repeatable).", valueName: "id"))
  var flow: [Int] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the packets to this file, in full or not at all; - means standard output.", valueName: "file"))
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
    try check(trace, output)
    var run = ExtractRun(
      trace: trace, flows: Set(flow), output: output == "-" ? nil : output, endsAtDecision: handshakeOnly,
      policy: try policy.choice(), anonymizes: anonymize || redactKey != nil, key: redactKey)
    try run.write(as: WritingFormat.forFile(output))
  }

  private func check(_ trace: String, _ output: String) throws {
    if trace == "-" {
      throw CommandFailure.usage(
        "standard input: can be read only once, but extract reads the capture twice; "
          + "write it to a file first")
    }
    if PathName(trace).isSameFile(as: PathName(output)) {
      throw CommandFailure.usage(
        "\(trace): is both the capture and the output file; specify another --output")
    }
    if let ending = Self.compressions.first(where: { output.lowercased().hasSuffix($0) }) {
      throw CommandFailure.usage(
        "\(output): \(ending) means compression, which is not supported; omit this extension")
    }
    if output == "-", Terminal.isStandardOutput {
      throw CommandFailure.usage(
        "standard output: is a terminal; specify --output FILE.pcapng, or pipe the output")
    }
  }

  private static let compressions = [".gz", ".zst", ".lz4", ".xz", ".bz2", ".zip"]
}
