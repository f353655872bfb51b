import ArgumentParser
import Glibc
import Reports

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a verdict, a finding or an issue of the article.",
    discussion: "Without CODE every code is listed. Issues are the numbers 1 to 5.")

  @Argument(help: ArgumentHelp("A verdict, a finding or an issue's number.", valueName: "CODE"))
  var code: String?

  @OptionGroup var language: LanguageOptions

  @Option(help: "Colours: auto, always or never.")
  var color: ColorChoice = .auto

  func run() throws {
    var output = ReportOutput(descriptor: STDOUT_FILENO)
    output.buffer.add(String(decoding: try text(), as: UTF8.self))
    do throws(OutputFault) {
      try output.flush()
    } catch {
      throw CommandFailure(status: Messages.status(error, file: nil), message: nil)
    }
  }

  private func text() throws -> [UInt8] {
    var options = ReportOptions()
    options.width = Terminal.width
    options.usesColor = color.isColored(isFile: false)
    options.language = language.language
    guard let code else { return TopicDocument.list(options) }
    if let topic = Topic(code) { return TopicDocument.text(of: topic, options: options) }
    let near = Topic.near(code)
    let advice =
      near.isEmpty
      ? "wsuscap explain lists all" : "perhaps \(near.joined(separator: ", ")); wsuscap explain lists all"
    throw CommandFailure(
      status: .usage, message: "\(code): there is no such verdict, finding or issue; \(advice)")
  }
}

extension ColorChoice: ExpressibleByArgument {}
