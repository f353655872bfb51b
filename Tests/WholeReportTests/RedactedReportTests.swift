import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import Reports
import ServerFiles
import Testing

/// What `--redact` takes out is in no format of no shipped capture, and nothing else is missing.
@Suite struct RedactedReportTests {
  @Test(arguments: ShippedCaptures.names)
  func nothingSecretIsLeft(_ name: String) throws {
    let result = try Self.result(name)
    try Self.expectNoSecret(of: result, name: name)
  }

  /// Foreign captures, when there are some: every third that is small enough for all formats in all selections.
  @Test(.enabled(if: RedactedReportTests.corpus != nil))
  func nothingSecretIsLeftOfForeignCaptures() throws {
    let folder = try #require(Self.corpus)
    let files = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    var read = 0
    for (place, file) in files.sorted().enumerated() where place % 3 == 0 {
      let path = folder + "/" + file
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let options = AnalysisOptions(policy: .builtIn)
      guard size < 4 << 20, let result = try? CaptureAnalyzer.analyze(path: path, options: options),
        result.flowCount < 2000
      else { continue }
      try Self.expectNoSecret(of: result, name: file)
      read += 1
    }
    #expect(read > 10)
  }

  @Test(arguments: ShippedCaptures.names)
  func nothingElseChanges(_ name: String) throws {
    let result = try Self.result(name)
    var redaction = Redaction(key: "k")
    let plain = try Self.json(ReportedCapture(result))
    let redacted = try Self.json(ReportedCapture(redaction.redacted(result)))
    Self.compare(plain, redacted, at: "")
  }

  @Test(arguments: ShippedCaptures.names)
  func aKeyMakesPseudonymsStable(_ name: String) throws {
    let result = try Self.result(name)
    func report(_ key: String?, _ format: String = "json") throws -> String {
      var redaction = Redaction(key: key)
      return try Self.report(ReportedCapture(redaction.redacted(result)), format)
    }
    for format in ReportFormat.all {
      #expect(try report("one", format.name) == report("one", format.name))
    }
    #expect(try report("one") != report("two"))
    #expect(try report(nil) != report(nil))
  }

  /// What a client showed a proxy is kept nowhere, whether a report is redacted or not.
  @Test(arguments: ShippedCaptures.names)
  func credentialsAreInNoReport(_ name: String) throws {
    let result = try Self.result(name)
    let bytes = try Data(contentsOf: URL(filePath: ShippedCaptures.path(name)))
    for credential in Self.credentials(in: bytes) {
      for format in ReportFormat.all {
        let report = try Self.report(ReportedCapture(result), format.name) { $0.listsAllFlows = true }
        #expect(!report.contains(credential), "\(name) \(format.name)")
      }
    }
  }

  @Test func someShippedCapturesHoldCredentials() throws {
    let found = try ShippedCaptures.names.filter {
      try !Self.credentials(in: Data(contentsOf: URL(filePath: ShippedCaptures.path($0)))).isEmpty
    }
    #expect(!found.isEmpty)
  }

  @Test(arguments: ShippedCaptures.names.filter { $0.hasPrefix("evidence/") })
  func filesOfTheServerAreRedacted(_ name: String) throws {
    let folder = URL(filePath: ShippedCaptures.path(name)).deletingLastPathComponent().path
    var redaction = Redaction(key: nil)
    let reading = ServerFileReader().read([folder])
    let redacted = redaction.redacted(reading, policy: .builtIn)
    for format in EvidenceFormat.all {
      let text = String(decoding: format.write(redacted, ReportOptions()).bytes, as: UTF8.self)
      #expect(!text.contains(folder) && !text.lowercased().contains("contoso"))
      #expect(!text.contains("trace.pcap"))
    }
    #expect(redacted.facts.failures.map(\.count) == reading.facts.failures.map(\.count))
    #expect(redacted.facts.cipherOrders.map(\.suites) == reading.facts.cipherOrders.map(\.suites))
    #expect(
      redacted.understood.map { $0.files.map(\.kind) } == reading.understood.map { $0.files.map(\.kind) })
  }

  // MARK: Reports

  static let corpus = ProcessInfo.processInfo.environment["WSUSCAP_CORPUS"]

  static func result(_ name: String) throws -> CaptureResult {
    var result = try CaptureAnalyzer.analyze(
      path: ShippedCaptures.path(name), options: AnalysisOptions(policy: .builtIn))
    let folder = URL(filePath: ShippedCaptures.path(name)).deletingLastPathComponent().path
    if name.hasPrefix("evidence/") { result.join(ServerFileReader().read([folder]).facts) }
    return result
  }

  private static func report(
    _ capture: ReportedCapture, _ format: String, _ change: (inout ReportOptions) -> Void = { _ in }
  ) throws -> String {
    var options = ReportOptions()
    options.width = 400
    change(&options)
    return try writtenReport(on: capture, as: format, options)
  }

  private static func json(_ capture: ReportedCapture) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(report(capture, "json").utf8))
  }

  // MARK: Secrets

  private static func expectNoSecret(of result: CaptureResult, name: String) throws {
    let capture = ReportedCapture(result)
    let secrets = CaptureSecrets(capture)
    var redaction = Redaction(key: nil)
    let redacted = ReportedCapture(redaction.redacted(result))
    let flows = Array(0..<min(capture.flowCount, 40))
    for format in ReportFormat.all {
      let reports = [
        try report(redacted, format.name), try report(redacted, format.name) { $0.listsAllFlows = true },
        try report(redacted, format.name) { $0.onlyEndpoints = true },
        flows.isEmpty ? "" : try report(redacted, format.name) { $0.flows = flows },
      ]
      for report in reports {
        for secret in secrets.found(in: report) { Issue.record("\(name) \(format.name): \(secret) is left") }
      }
    }
  }

  /// Values behind `Authorization: `, and what Basic makes of them (RFC 7617).
  private static func credentials(in bytes: Data) -> [String] {
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    var found: [String] = []
    for part in text.components(separatedBy: "uthorization: ").dropFirst() {
      let words = part.prefix { $0 != "\r" && $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
      guard words.count == 2 else { continue }
      found.append(String(words[1]))
      if let plain = Data(base64Encoded: String(words[1])) {
        found.append(String(decoding: plain, as: UTF8.self))
      }
    }
    return found
  }

  // MARK: Comparing

  /// Members that redaction may change.
  private static let changing: Set<String> = [
    "path", "ip", "name", "authority", "server_name", "subject", "issuer", "serial",
    "subject_alternative_names",
    "sha256", "community_id", "detail", "text", "file", "pid", "title",
  ]

  private static func compare(_ plain: Any, _ redacted: Any, at place: String) {
    if let one = plain as? [String: Any], let other = redacted as? [String: Any] {
      #expect(one.keys.sorted() == other.keys.sorted(), "\(place)")
      for (key, value) in one {
        guard let counterpart = other[key] else { continue }
        if changing.contains(key), !(value is [String: Any]) {
          #expect((value is NSNull) == (counterpart is NSNull), "\(place).\(key)")
          continue
        }
        compare(value, counterpart, at: place + "." + key)
      }
    } else if let one = plain as? [Any], let other = redacted as? [Any] {
      let isNoted = place.hasSuffix(".capture.notes")
      #expect(one.count + (isNoted ? 1 : 0) == other.count, "\(place)")
      for (value, counterpart) in zip(one, other) { compare(value, counterpart, at: place + "[]") }
    } else if place.contains(".resolution[]") {
      #expect(shape("\(plain)") == shape("\(redacted)"), "\(place)")
    } else {
      #expect("\(plain)" == "\(redacted)", "\(place)")
    }
  }

  /// A step without the addresses and names in it, and without what stands between quotation marks.
  private static func shape(_ text: String) -> String {
    let unquoted = text.replacing(/"[^"]*"/, with: "Q")
    return unquoted.split(separator: " ").map { word in
      word.wholeMatch(of: /[A-Za-z0-9-]*(?:[.:]+[A-Za-z0-9-]+)+[.,]?/) == nil ? String(word) : "X"
    }.joined(separator: " ")
  }
}
