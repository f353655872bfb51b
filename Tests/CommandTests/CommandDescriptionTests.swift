import Foundation
import Testing

/// What the program says of its commands: help, manual pages and completions are made from it.
@Suite struct CommandDescriptionTests {
  private struct Description: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let commandName: String
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?

    /// Those that do something: not the group `catalog`, not `help`.
    var leaves: [Command] {
      subcommands?.flatMap(\.leaves) ?? (commandName == "help" ? [] : [self])
    }
  }

  private struct Argument: Decodable {
    let kind: String
    let valueName: String
    let completionKind: CompletionKind?
    let allValues: [String]?
  }

  private struct CompletionKind: Decodable {
    let file: Files?
    let directory: Nothing?
    let list: Values?

    var isPath: Bool { file != nil || directory != nil }
  }

  private struct Files: Decodable {
    let extensions: [String]
  }

  private struct Nothing: Decodable {}

  private struct Values: Decodable {
    let values: [String]
  }

  private static func commands() throws -> [Command] {
    let run = try ExitStatusTests.run(["--experimental-dump-help"])
    return try JSONDecoder().decode(Description.self, from: Data(run.output.utf8)).command.leaves
  }

  private static func argument(_ name: String, of command: String) throws -> Argument {
    let command = try #require(try commands().first { $0.commandName == command })
    return try #require(command.arguments?.first { $0.valueName == name })
  }

  @Test func everyCommandHasExamplesAndExitStatuses() throws {
    let commands = try Self.commands()
    #expect(commands.count >= 10)
    for command in commands {
      let discussion = try #require(command.discussion, "\(command.commandName)")
      #expect(discussion.contains("EXAMPLES:\n  wsuscap"), "\(command.commandName)")
      let statuses = discussion.split(separator: "EXIT STATUS").last ?? ""
      #expect(statuses.contains(":\n  0 ") && statuses.contains("64 wrong usage"), "\(command.commandName)")
    }
  }

  /// A value is a number, a word that is listed, or a path that a shell can complete.
  @Test func pathsAreCompleted() throws {
    let free = ["id", "bpf", "YYYY-MM-DD", "count", "key", "seconds", "I/N"]
    for command in try Self.commands() {
      for argument in command.arguments ?? [] where argument.kind != "flag" {
        let isKnown = argument.completionKind != nil || argument.allValues?.isEmpty == false
        #expect(isKnown || free.contains(argument.valueName), "\(command.commandName): \(argument.valueName)")
      }
    }
    for name in ["file", "path", "folder", "TRACE", "DIR"] {
      for command in try Self.commands() {
        for argument in command.arguments ?? [] where argument.valueName == name {
          #expect(argument.completionKind?.isPath == true, "\(command.commandName): \(name)")
        }
      }
    }
  }

  @Test func capturesAreCompletedByTheirEndings() throws {
    let endings = try Self.argument("TRACE", of: "analyze").completionKind?.file?.extensions ?? []
    let expected: Set = ["pcap", "pcapng", "cap", "dmp", "etl", "snoop", "erf", "gz", "zst", "lz4", "zip"]
    #expect(expected.isSubset(of: endings))
  }

  /// In zsh the name of a positional argument is the name of a variable.
  @Test func namesOfPositionalArgumentsAreWords() throws {
    for command in try Self.commands() {
      for argument in command.arguments ?? [] where argument.kind == "positional" {
        let other = argument.valueName.filter { !$0.isLetter }
        #expect(other.isEmpty, "\(command.commandName): \(argument.valueName)")
      }
    }
  }

  /// The default command has no name that would have to be typed first.
  @Test(arguments: [
    ("bash", "complete -o default -o filenames -F _wsuscap wsuscap"), ("zsh", "|| _files } && ret=0"),
    (
      "fish",
      #"complete -c 'wsuscap' -n '__wsuscap_should_offer_completions_for_positional "wsuscap" -eq 1' -fa '(set -l exts \'pcap\'"#
    ),
  ])
  func capturesAreCompletedWithoutASubcommand(_ shell: String, _ line: String) throws {
    let run = try ExitStatusTests.run(["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.output.split(separator: line, omittingEmptySubsequences: false).count == 2)
  }

  @Test func unknownShellsAreRefused() throws {
    let run = try ExitStatusTests.run(["--generate-completion-script", "csh"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
  }

  @Test func namesAreCompletedFromTheirLists() throws {
    let topics = try Self.argument("CODE", of: "explain").completionKind?.list?.values ?? []
    #expect(Set(["version_reject", "success", "3"]).isSubset(of: topics))
    let views = try Self.argument("QUERY", of: "query").completionKind?.list?.values ?? []
    #expect(views.contains("failing_servers"))
  }
}
