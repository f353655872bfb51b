import ArgumentParser
import Files
import Reports

/// The command line: parses and runs a subcommand. Every subcommand states its name, because the parser takes
/// too long to derive it.
@main
struct WSUSCap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wsuscap",
    abstract:
      "Finds out from a packet capture why a WSUS server cannot connect to the update service of Microsoft.",
    discussion: """
      EXAMPLES:
        wsuscap trace.pcap                     what fails, why, and how to resolve it
        wsuscap trace.pcapng.gz -o report.json the same as JSON
        wsuscap trace.pcap --flow 17           one connection in full detail
        wsuscap extract trace.pcap --flow 17 -o ticket.pcapng
                                               its packets, to attach to a ticket
        wsuscap scan traces/                   all captures in a folder, with a summary
        wsuscap explain version_reject         what a verdict means
      """,
    version: "\(Generator.name) \(Generator.version)",
    subcommands: [
      Analyze.self, Compare.self, Scan.self, Query.self, CatalogCommand.self, Extract.self, Evidence.self,
      Endpoints.self, Explain.self, Wireshark.self,
    ],
    defaultSubcommand: Analyze.self)

  static func main() async {
    Interruption.watch()
    ReadFiles.all.keep()
    do {
      if let script = CompletionScript.requested(by: CommandLine.arguments) {
        return try StandardOutput.write(script)
      }
      try rejectMistypedCommand()
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      if let failure = CommandFailure(error) { end(failure) }
      end(parsing: error)
    }
  }

  /// A mistyped subcommand would be taken for a capture, and its options for those of `analyze`.
  private static func rejectMistypedCommand() throws(CommandFailure) {
    let names = ["help"] + configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word = CommandLine.arguments.dropFirst().first,
      let suggestion = CommandSuggestion(word, commands: names)
    else { return }
    throw .usage(suggestion.message)
  }

  /// Where a signal ended the run, its parent is to see that: see ``Interruption/passOn()``.
  static func exit(_ status: ExitStatus) -> Never {
    if status == .interrupted { Interruption.passOn() }
    exit(withError: status == .success ? nil : ExitCode(status.rawValue))
  }

  private static func end(_ failure: CommandFailure) -> Never {
    // What was being read or written when the signal came has not failed.
    exit(Interruption.isRequested ? .interrupted : Messages.report(failure))
  }

  /// Help and version go to standard output and succeed; everything else is wrong usage.
  private static func end(parsing error: any Error) -> Never {
    if exitCode(for: error) == .success {
      do throws(OutputFault) {
        try StandardOutput.write(fullMessage(for: error))
        exit(.success)
      } catch {
        end(CommandFailure(nil, error))
      }
    }
    guard exitCode(for: error) == .validationFailure else {
      Messages.write("\(message(for: error)); this is an internal error, please report it")
      exit(.software)
    }
    Messages.write(UsageMessage.text(message(for: error)))
    exit(.usage)
  }
}
