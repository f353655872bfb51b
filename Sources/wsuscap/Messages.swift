import Glibc
import PolicyFiles
import Reports

/// What is said on standard error, as `wsuscap: FILE: what is wrong; what to do`.
enum Messages {
  static func write(_ message: String) {
    let line = "\(Generator.name): \(SafeText.shown(message, limit: 2000))\n"
    emit(Array(line.utf8))
  }

  static func write(_ file: String, _ wrong: String, advice: String? = nil) {
    let name = file == "-" ? "standard input" : file
    write(advice.map { "\(name): \(wrong); \($0)" } ?? "\(name): \(wrong)")
  }

  /// A fault of a policy file, as `FILE:LINE:COLUMN: what is wrong; what to do`, which editors can follow.
  static func write(_ file: String, _ fault: PolicyFault) {
    let name = file == "-" ? "standard input" : file
    emit(Array("\(SafeText.shown("\(name):\(fault.text)", limit: 2000))\n".utf8))
  }

  /// Text for standard output, such as help.
  static func print(_ text: String) -> ExitStatus {
    var output = ReportOutput(descriptor: STDOUT_FILENO)
    output.buffer.add(text.hasSuffix("\n") ? text : text + "\n")
    do throws(OutputFault) {
      try output.flush()
      return .success
    } catch {
      return status(error, file: nil)
    }
  }

  /// Says why output failed, where there is something to say, and what status it means.
  static func status(_ fault: OutputFault, file: String?) -> ExitStatus {
    switch fault {
    case .closedPipe: return .success
    case .interrupted: return .interrupted
    case .system(let words):
      write("\(file ?? "standard output"): cannot be written: \(words); give another place with --output")
      return .output
    }
  }

  /// Puts text on standard error as it is.
  static func emit(_ text: String) { emit(Array(text.utf8)) }

  private static func emit(_ bytes: [UInt8]) {
    var output = ReportOutput(descriptor: STDERR_FILENO)
    output.buffer.add(String(decoding: bytes, as: UTF8.self))
    // When not even standard error can be written there is nobody left to tell.
    try? output.flush()
  }
}
