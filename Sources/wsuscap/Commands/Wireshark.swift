import ArgumentParser
import Files
import Reports

struct Wireshark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wireshark",
    abstract: "Lists a Wireshark display filter for each verdict, or writes a Wireshark profile.",
    discussion: """
      Each filter shows the frames that the verdict on a flow rests on; combine it
      with tcp.stream eq ID. The profile colours captures that --annotate or extract
      wrote, shows the comments as a column, and has buttons and saved filters.
      docs/wireshark.md describes both.

      EXAMPLES:
        wsuscap wireshark
        wsuscap wireshark --profile ~/.config/wireshark/profiles/wsuscap
        wireshark -C wsuscap annotated.pcapng

      EXIT STATUS:
        0 written, 64 wrong usage, 74 output cannot be written
      """)

  @Option(
    help: ArgumentHelp(
      "Write a configuration profile to this folder; existing files are never overwritten.",
      valueName: "folder"), completion: .directory)
  var profile: String?

  @OptionGroup var language: LanguageOptions

  func run() throws {
    guard let profile else { return try StandardOutput.write(DisplayFilter.table) }
    let files = WiresharkProfile(language.language).files
    // A profile of files from two makers would be neither.
    for file in files where PathName("\(profile)/\(file.name)").kind != nil {
      throw CommandFailure(
        .output,
        Messages.text(
          "\(profile)/\(file.name)", "already exists, so nothing was written",
          advice: "specify another folder"))
    }
    do throws(OutputFault) {
      try NewFile.makeFolder(profile)
      for file in files { _ = try NewFile.write(Array(file.text.utf8), at: "\(profile)/\(file.name)") }
    } catch {
      throw CommandFailure(profile, error, option: "--profile")
    }
    Messages.write(
      profile, "profile written", advice: "a folder in Wireshark's profiles is one of its profiles")
  }
}
