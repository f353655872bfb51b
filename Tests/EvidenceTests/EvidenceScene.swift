import CaptureBuilding
import Foundation
import ServerFileBuilding
import Testing

/// One folder of `Captures/evidence`: a capture of one of the article's issues and files of its server.
struct EvidenceScene: Sendable, CustomTestStringConvertible {
  let issue: Int
  let language: BuiltLanguage

  static let all = (1...5).flatMap { issue in
    BuiltLanguage.allCases.map { EvidenceScene(issue: issue, language: $0) }
  }

  var name: String { "issue-\(issue)-\(language.rawValue)" }
  var testDescription: String { name }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Captures/evidence", directoryHint: .isDirectory)

  var folder: URL { Self.root.appending(path: name, directoryHint: .isDirectory) }

  var server: ServerFolder { build().server }

  /// Everything that the folder holds beside its expected reports and its README.
  var files: [String: [UInt8]] {
    let (capture, server) = build()
    return server.files.merging(["trace.pcap": capture.capture.pcap()]) { own, _ in own }
  }

  private func build() -> (capture: AttemptCapture, server: ServerFolder) {
    let capture = AttemptCapture(issue: issue)
    // A program writes when its exception reaches it, by a clock of its own.
    let delay = issue == 3 ? 2_150_000 : 45_000
    let failures = capture.ends.map { BuiltTime($0.advanced(microseconds: delay)) }
    let start = Timestamp(nanoseconds: capture.ends[0].nanoseconds - 600_000_000_000)
    return (capture, ServerFolder(issue: issue, language, failures: failures, before: BuiltTime(start)))
  }
}

extension BuiltTime {
  /// A moment to the millisecond.
  init(_ moment: Timestamp) {
    let digits = moment.calendarDigits.map(String.init)
    func part(_ range: Range<Int>) -> String { digits[range].joined() }
    let milliseconds = String(moment.nanoseconds / 1_000_000 % 1000)
    self.init(
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))",
      "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))."
        + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds)
  }
}
