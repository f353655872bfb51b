import ArgumentParser

/// The script that makes a shell complete commands: the argument parser's, which offers a capture only behind the name of a
/// subcommand, and with it in its place: `wsuscap tr` becomes `wsuscap trace.pcap`.
enum CompletionScript {
  /// The script that the command line asks for; nil if it asks for none, or not for a shell that is known.
  static func requested(by arguments: [String]) -> String? {
    guard arguments.count == 3, arguments[1] == "--generate-completion-script",
      let shell = CompletionShell(rawValue: arguments[2])
    else { return nil }
    return withCaptures(WSUSCap.completionScript(for: shell), in: shell)
  }

  private static func withCaptures(_ script: String, in shell: CompletionShell) -> String {
    if shell == .bash {
      // File names are bash's answer where a function has none.
      return script.replacing("complete -o filenames -F", with: "complete -o default -o filenames -F")
    }
    if shell == .zsh {
      let subcommands = "_describe -V subcommand subcommands && ret=0"
      return script.replacing(
        subcommands, with: "{ _describe -V subcommand subcommands || _files } && ret=0", maxReplacements: 1)
    }
    // The subcommand's own line for captures, in a place before it.
    let place = #""wsuscap analyze" -ge 1"#
    let captures = script.split(separator: "\n").filter { $0.contains(place) }
    return script + captures.map { "\n" + $0.replacing(place, with: #""wsuscap" -eq 1"#) }.joined()
  }
}
