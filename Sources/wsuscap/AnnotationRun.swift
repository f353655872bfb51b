import Analysis
import CaptureFiles
import Files
import Reports

/// `analyze --annotate`: the capture again, with comments on the frames of the evidence.
struct AnnotationRun {
  private let output: CaptureOutput
  private let options: ReportOptions

  /// - Parameter options: of the report whose flows are commented on.
  init(_ output: CaptureOutput, _ options: ReportOptions) {
    (self.output, self.options) = (output, options)
  }

  /// Refuses what cannot be annotated, before anything is read.
  /// - Parameters:
  /// - traces: the captures of the command line; nil when they come from a list.
  /// - report: the file of the report; nil for standard output.
  static func check(_ output: CaptureOutput, _ traces: [String]?, report: String?) throws(CommandFailure) {
    guard let traces, traces.count == 1 else {
      throw .usage("--annotate writes one capture; specify one capture, without --files-from")
    }
    let trace = traces[0]
    if trace == "-" || PathName(trace).kind == .pipe {
      throw .usage(
        "\(Messages.name(trace)): can be read only once, but --annotate reads the capture twice; write it to a file "
          + "first")
    }
    try output.check(input: trace)
    if let path = output.path, let ending = classicEndings.first(where: { path.lowercased().hasSuffix($0) }) {
      throw .usage(
        "\(path): \(ending) means classic pcap, which has no comments; specify --annotate FILE.pcapng")
    }
    if output.path == nil, report == nil {
      throw .usage(
        "standard output: is for the report; specify --output FILE for it, or --annotate FILE.pcapng")
    }
    if let path = output.path, let report, isSame(path, report) {
      throw .usage("\(path): is both the report and the annotated capture; specify another --annotate")
    }
  }

  private static let classicEndings = [".pcap", ".cap"]

  private static func isSame(_ one: String, _ other: String) -> Bool {
    one == other || PathName(one).isSameFile(as: PathName(other))
  }

  /// Writes the file and says so on standard error.
  func write(_ result: CaptureResult) -> ExitStatus {
    let trace = result.description.path
    let comments = EvidenceComments.of(ReportedCapture(result), options)
    let copy = AnnotatedCopy(
      path: trace, comments: comments,
      outline: result.outline(application: "\(Generator.name) \(Generator.version)"))
    do throws(CommandFailure) {
      let written = try output.write { write throws(CommandFailure) -> Bool? in
        do throws(CaptureFault) {
          return try copy.run(shouldStop: { Interruption.isRequested }, write: write) ? true : nil
        } catch {
          throw failure(error, of: trace)
        }
      }
      Messages.write(output.name, Self.summary(comments.count, bytes: written.bytes))
      return .success
    } catch {
      return Messages.report(error)
    }
  }

  /// What does not fit into pcapng has no other format with comments.
  private func failure(_ fault: CaptureFault, of trace: String) -> CommandFailure {
    if Interruption.isRequested { return .interrupted }
    guard fault.kind == .doesNotFit else { return CommandFailure(trace, fault) }
    return CommandFailure(
      ExitStatus(fault.kind), Messages.text(output.name, ErrorMessage(fault).wrong))
  }

  private static func summary(_ comments: Int, bytes: Int) -> String {
    switch comments {
    case 0: "no comments, \(bytes) bytes: no flow failed or concerns an update endpoint"
    case 1: "a comment on 1 frame, \(bytes) bytes"
    case _: "comments on \(comments) frames, \(bytes) bytes"
    }
  }
}
