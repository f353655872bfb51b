import Analysis
import CaptureFiles
import Catalog
import Files
import Reports

/// The folder of `scan --annotate`: a copy of each capture that has findings, with comments on the frames of the evidence.
/// Its name ends in digits of the content, so that copies of one capture have one, and those of two captures never meet.
struct AnnotatedCaptures: Sendable {
  private let folder: String
  /// The digits of those that were there at first.
  private let present: Set<String>

  private static let digits = 12
  private static let fileLimit = 10_000_000

  init(folder: String) {
    self.folder = folder
    let names = (try? Directory.names(in: PathName(folder), limit: Self.fileLimit).names) ?? []
    present = Set(
      names.map { PathName(bytes: $0).shown }.filter { $0.hasSuffix(".pcapng") }
        .map { String($0.dropLast(".pcapng".count).suffix(Self.digits)) })
  }

  /// Whether a capture should have a copy, and has none.
  func lacks(_ file: KnownFile) -> Bool {
    guard let findings = file.findings, findings > 0, let digest = file.sha256 else { return false }
    return !present.contains(String(digest.prefix(Self.digits)))
  }

  /// Writes the copy of a capture.
  /// - Returns: why it has none: what does not fit into pcapng.
  /// - Throws: when the copy cannot be written.
  func write(
    _ result: CaptureResult, _ file: FoundFile, _ path: String, _ key: AnalysisKey, _ options: ReportOptions,
    shouldStop: @escaping @Sendable () -> Bool
  ) throws(ScanError) -> ScanError? {
    var copy = AnnotatedCopy(
      path: path, comments: EvidenceComments.of(ReportedCapture(result), options),
      outline: result.outline(application: "\(Generator.name) \(Generator.version)"))
    copy.member = file.member?.index
    let target = "\(folder)/\(Self.stem(file.shown))-\(key.sha256.prefix(Self.digits)).pcapng"
    var fault: CaptureFault?
    do throws(OutputFault) {
      var output = try OutputFile(path: target)
      fault = try Self.write(copy, to: output.descriptor, shouldStop)
      if fault == nil, !shouldStop() { try output.finish(synchronizing: false) }
    } catch {
      throw ScanError(error, path: target, option: "--annotate")
    }
    return fault.map { ScanError(.capture($0.kind), path: file.shown, ErrorMessage($0)) }
  }

  private static func write(
    _ copy: AnnotatedCopy, to descriptor: OutputDescriptor, _ shouldStop: @escaping @Sendable () -> Bool
  ) throws(OutputFault) -> CaptureFault? {
    var output = ReportOutput(descriptor: descriptor, shouldStop: shouldStop)
    var unwritten: OutputFault?
    var fault: CaptureFault?
    do throws(CaptureFault) {
      _ = try copy.run(shouldStop: shouldStop) { bytes in
        output.buffer.add(bytes)
        do throws(OutputFault) {
          try output.flush()
        } catch {
          unwritten = error
        }
        return unwritten == nil
      }
    } catch {
      fault = error
    }
    if let unwritten { throw unwritten }
    return fault
  }

  /// The file's name without its extensions, of characters that every system and shell takes.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? "capture"
    let stem = name.prefix { $0 != "." }
    let safe = stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" }
    return String(safe.prefix(nameLimit))
  }

  /// Characters; a name may have 255 bytes.
  private static let nameLimit = 60
}
