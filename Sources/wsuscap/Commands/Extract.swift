import ArgumentParser
import CaptureFiles
import Files
import Reports

struct Extract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Writes the packets of chosen connections as a small capture to attach to a ticket.",
    discussion: """
      A flow is what a report calls so: its number is Wireshark's tcp.stream. Its IP fragments, the ICMP errors about
      it and the DNS answers that name its server come with it, and the report on the new capture says the same of it.

      The ending of the output chooses the format: .pcap and .cap are classic pcap, all else is pcapng, which also
      keeps interfaces, comments and process ids. The capture is read twice, so it has to be a file.

      EXAMPLES:
        wsuscap extract trace.pcapng --flow 17 --output ticket.pcapng
        wsuscap extract trace.pcap.gz --flow 17 --flow 23 --handshake-only -o ticket.pcap
        wsuscap extract trace.pcap --flow 17 -o - | tshark -r -

      EXIT STATUS:
        0 written, 64 wrong usage (also: no such flow), 65 no capture, 66 cannot be read, 70 fault of the program,
        74 output cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("A capture.", valueName: "TRACE"))
  var trace: String?

  @Option(help: ArgumentHelp("A flow by its number in a report (repeatable).", valueName: "id"))
  var flow: [Int] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Writes the packets there, whole or not at all; - is standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var policy: PolicyOptions

  @Flag(help: "Ends each flow where its verdict was decided: without the application data behind it.")
  var handshakeOnly = false

  func validate() throws {
    if let id = flow.first(where: { $0 < 0 }) { throw ValidationError("There is no flow \(id)") }
  }

  func run() throws {
    // Not left to the parser, which would ask for a capture before it names an unknown option.
    guard let trace else { throw CommandFailure.usage("no capture is named; see wsuscap help extract") }
    guard !flow.isEmpty else {
      throw CommandFailure.usage("no flow is named; give --flow ID, a report on the capture lists the flows")
    }
    guard let output else { throw CommandFailure.usage("no output is named; give --output FILE.pcapng") }
    try check(trace, output)
    let run = ExtractRun(
      trace: trace, flows: Set(flow), output: output == "-" ? nil : output, endsAtDecision: handshakeOnly,
      policy: try policy.choice())
    try run.write(as: WritingFormat.forFile(output))
  }

  private func check(_ trace: String, _ output: String) throws {
    if trace == "-" {
      throw CommandFailure.usage(
        "standard input: can be read only once, and flows are extracted by reading a capture twice; "
          + "write it to a file first")
    }
    if PathName(trace).isSameFile(as: PathName(output)) {
      throw CommandFailure.usage(
        "\(trace): is the capture and the place of its extract; give another --output")
    }
    if let ending = Self.compressions.first(where: { output.lowercased().hasSuffix($0) }) {
      throw CommandFailure.usage(
        "\(output): \(ending) promises compression, which is not done; leave that ending away")
    }
    if output == "-", Terminal.isStandardOutput {
      throw CommandFailure.usage(
        "standard output: is a terminal; give --output FILE.pcapng, or send it through a pipe")
    }
  }

  private static let compressions = [".gz", ".zst", ".lz4", ".xz", ".bz2", ".zip"]
}
