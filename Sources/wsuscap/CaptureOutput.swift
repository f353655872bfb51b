import CaptureFiles
import Files
import Reports

/// Where a capture is written: a file, which appears whole or not at all, or standard output.
struct CaptureOutput {
  /// nil for standard output.
  let path: String?
  /// The option that names it.
  let option: String

  /// - Parameter argument: as the user wrote it; `-` is standard output.
  init(_ argument: String, option: String) {
    path = argument == "-" ? nil : argument
    self.option = option
  }

  var name: String { path ?? "standard output" }

  /// Refuses what would destroy the capture, or cannot be what the user means.
  func check(input: String) throws(CommandFailure) {
    CommandInputs.note([input])
    try CommandInputs.check(path, option: option)
    guard let path else {
      if Terminal.isStandardOutput {
        throw .usage("standard output: is a terminal; specify \(option) FILE.pcapng, or pipe the output")
      }
      return
    }
    if let ending = Self.compressions.first(where: { path.lowercased().hasSuffix($0) }) {
      throw .usage("\(path): \(ending) means compression, which is not supported; omit this extension")
    }
  }

  private static let compressions = [".gz", ".zst", ".lz4", ".xz", ".bz2", ".zip"]

  /// Writes what `copy` hands over, and returns what it returned, with the number of bytes.
  /// - Throws: `.interrupted` when `copy` returns nil without another reason.
  func write<Outcome>(
    _ copy: (_ write: ([UInt8]) -> Bool) throws(CommandFailure) -> Outcome?
  ) throws(CommandFailure) -> (outcome: Outcome, bytes: Int) {
    guard let path else { return try write(copy, to: StandardOutput.openInterruptible()) }
    var file = try open(path)
    let output = ReportOutput(descriptor: file.descriptor) { Interruption.isRequested }
    let written = try write(copy, to: output)
    do throws(OutputFault) {
      try file.finish()
    } catch {
      throw CommandFailure(path, error, option: option)
    }
    return written
  }

  private func open(_ path: String) throws(CommandFailure) -> Reports.OutputFile {
    do throws(OutputFault) {
      return try Reports.OutputFile(path: path)
    } catch {
      throw CommandFailure(path, error, option: option)
    }
  }

  private func write<Outcome>(
    _ copy: (_ write: ([UInt8]) -> Bool) throws(CommandFailure) -> Outcome?,
    to opened: consuming ReportOutput
  ) throws(CommandFailure) -> (outcome: Outcome, bytes: Int) {
    var fault: OutputFault?
    let outcome = try copy { bytes in
      opened.buffer.add(bytes)
      do throws(OutputFault) {
        try opened.flush()
      } catch {
        fault = error
      }
      return fault == nil
    }
    if let fault { throw CommandFailure(path, fault, option: option) }
    guard let outcome else { throw .interrupted }
    return (outcome, opened.writtenBytes)
  }
}
