import Files
import PolicyFiles
import Reports

enum Messages {
  static func text(_ file: String, _ wrong: String, advice: String? = nil) -> String {
    let text = "\(name(file)): \(wrong)"
    return advice.map { "\(text); \($0)" } ?? text
  }

  static func text(_ file: String, _ message: ErrorMessage) -> String {
    text(file, message.wrong, advice: message.advice)
  }

  static func write(_ message: String) {
    emit("\(Generator.name): \(SafeText.shown(message, limit: limit))\n")
  }

  static func write(_ file: String, _ wrong: String, advice: String? = nil) {
    write(text(file, wrong, advice: advice))
  }

  static func write(_ file: String, _ message: ErrorMessage) {
    write(text(file, message))
  }

  /// An error of a policy file, as `FILE:LINE:COLUMN: what is wrong; what to do`, which editors can follow.
  static func write(_ file: String, _ error: PolicyFault) {
    emit("\(SafeText.shown("\(name(file)):\(error.text)", limit: limit))\n")
  }

  static func report(_ failure: CommandFailure) -> ExitStatus {
    if let message = failure.message { write(message) }
    for line in failure.excerpt { emit(line + "\n") }
    return failure.status
  }

  static func emit(_ text: String) {
    var output = ReportOutput(descriptor: 2)
    output.buffer.add(text)
    // When standard error cannot be written, nothing can be reported.
    try? output.flush()
  }

  static func name(_ file: String) -> String { file == "-" ? "standard input" : file }

  private static let limit = 2000
}

enum StandardOutput {
  static func open() -> ReportOutput { ReportOutput(descriptor: 1) }

  static func openInterruptible() -> ReportOutput {
    ReportOutput(descriptor: 1) { Interruption.isRequested }
  }

  static func write(_ text: String) throws(OutputFault) {
    var output = open()
    output.buffer.add(text.hasSuffix("\n") ? text : text + "\n")
    try output.flush()
  }
}
