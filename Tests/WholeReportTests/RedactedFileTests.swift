import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import Reports
import ServerFileBuilding
import ServerFiles
import Testing

/// `--redact` takes computers, users, domains, accounts and proxies out of what every kind of file says, in every format.
@Suite struct RedactedFileTests {
  /// Writes the files, reads them and removes them.
  func reading() throws -> ServerFileReading {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(NamedFiles.user)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, file) in NamedFiles.all.enumerated() {
      let name = index < 10 ? "0\(index)" : "\(index)"
      try Data(BuiltText.bytes(file.text)).write(to: folder.appendingPathComponent("\(name).txt"))
    }
    return ServerFileReader().read([folder.path])
  }

  private func secrets(in text: String) -> [String] {
    let text = text.lowercased()
    return NamedFiles.secrets.filter { text.contains($0.lowercased()) }
  }

  @Test func everyFileIsUnderstood() throws {
    let reading = try reading()
    #expect(reading.refused.isEmpty)
    #expect(reading.understood.count == NamedFiles.all.count)
    let kinds = Set(reading.understood.flatMap(\.files).map(\.kind))
    #expect(kinds == Set(ServerFileKind.allCases))
  }

  @Test func nothingSecretIsLeftInEvidence() throws {
    let reading = try reading()
    for (index, facts) in reading.understood.enumerated() {
      var redaction = Redaction(key: nil)
      let redacted = redaction.redacted(
        ServerFileReading(understood: [facts], refused: []), policy: .builtIn)
      for format in EvidenceFormat.all {
        let text = String(decoding: format.write(redacted, ReportOptions()).bytes, as: UTF8.self)
        #expect(
          secrets(in: text).isEmpty, "\(NamedFiles.all[index].name) \(format.name): \(secrets(in: text))")
      }
    }
  }

  /// A computer has one pseudonym, whichever file names it first and where.
  @Test func aComputerHasOnePseudonymInAllFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "x-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = [
      "2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\tA.ProcessWebServiceProxyException\t"
        + "System.Net.WebException: The operation has timed out: wsushq is busy\n",
      "https://wsushq.contoso.com:8531\n",
    ]
    for (index, text) in texts.enumerated() {
      try Data(text.utf8).write(to: folder.appending(path: "\(index).txt"))
    }
    var redaction = Redaction(key: "k")
    let facts = redaction.redacted(ServerFileReader().read([folder.path]), policy: .builtIn).facts
    let host = try #require(facts.updateSources.first?.host)
    #expect(
      facts.failures.first?.citation.text.contains(host) == true, "\(facts.failures.map(\.citation.text))")
  }

  @Test func publicNamesStay() throws {
    var redaction = Redaction(key: nil)
    let redacted = redaction.redacted(try reading(), policy: .builtIn)
    let text = String(
      decoding: try #require(EvidenceFormat.named("json")).write(redacted, ReportOptions()).bytes,
      as: UTF8.self)
    for name in [NamedFiles.update, "sws.update.microsoft.com", "KB4565540", "TLS 1.0", "36871", "w3wp"] {
      #expect(text.contains(name), "\(name)")
    }
  }

  @Test(arguments: ShippedCaptures.names.filter { $0.hasPrefix("evidence/") && $0.contains("-english") })
  func nothingSecretIsLeftInReports(_ name: String) throws {
    let result = try CaptureAnalyzer.analyze(
      path: ShippedCaptures.path(name), options: AnalysisOptions(policy: .builtIn))
    let reading = try reading()
    // All files together, and each alone: names that one file makes known are not known without it.
    for facts in [reading.facts] + reading.understood {
      var joined = result
      joined.join(facts)
      var redaction = Redaction(key: nil)
      let capture = ReportedCapture(redaction.redacted(joined))
      let formats = facts.files.count > 1 ? ReportFormat.all.map(\.name) : ["json"]
      for format in formats { try expectNothing(capture, format, "\(name) \(facts.files.map(\.kind))") }
    }
  }

  private func expectNothing(_ capture: ReportedCapture, _ format: String, _ name: String) throws {
    let text = try writtenReport(on: capture, as: format)
    #expect(secrets(in: text).isEmpty, "\(name) \(format): \(secrets(in: text))")
  }
}
