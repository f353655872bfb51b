import ArgumentParser
import Reports

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a verdict, a finding or an issue of the article.",
    discussion: """
      Without CODE, all codes are listed. Issues are the numbers 1 to 5.

      EXAMPLES:
        wsuscap explain
        wsuscap explain version_reject
        wsuscap explain 3 --lang ja

      EXIT STATUS:
        0 explained, 64 wrong usage or an unknown code, 74 output cannot be written
      """)

  @Argument(
    help: ArgumentHelp("A verdict, a finding or the number of an issue.", valueName: "CODE"),
    completion: .topic)
  var code: String?

  @OptionGroup var language: LanguageOptions

  @Option(help: ColorChoice.help)
  var color: ColorChoice = .auto

  func run() throws {
    try StandardOutput.write(String(decoding: try text(), as: UTF8.self))
  }

  private func text() throws -> [UInt8] {
    var options = ReportOptions()
    options.width = Terminal.width
    options.usesColor = color.isColored(isFile: false)
    options.language = language.language
    guard let code else { return TopicDocument.list(options) }
    if let topic = Topic(code) { return TopicDocument.text(of: topic, options: options) }
    throw CommandFailure.usage(Self.unknown(code))
  }

  private static func unknown(_ code: String) -> String {
    if code.allSatisfy(\.isWholeNumber) {
      let issues = UsageMessage.wordList(Topic.issueCodes)
      return "\(code): there is no such issue; specify \(issues), or a verdict or finding that "
        + "wsuscap explain lists"
    }
    let near = Topic.near(code)
    let advice =
      near.isEmpty
      ? "wsuscap explain lists all"
      : "did you mean \(near.joined(separator: ", "))? wsuscap explain lists all"
    return "\(code): there is no such verdict, finding or issue; \(advice)"
  }
}

extension ColorChoice: ExpressibleByArgument {}
