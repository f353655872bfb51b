import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Reports
import SchemaChecking
import Testing

/// Shipped captures that are compared, and the folder with what is expected of that.
struct ComparedCaptures: Hashable, Sendable, CustomTestStringConvertible {
  /// Below `Captures`.
  var folder: String
  /// Below `Captures`.
  var a: String
  /// Nil where the two connections of a proxy are in one capture.
  var b: String?
  var mode: CaptureComparison.Mode?
  /// What the expected reports are called.
  var name = "expected"

  var testDescription: String { "\(folder) \(name)" }

  /// The same captures, the second one first.
  var swapped: ComparedCaptures {
    var copy = self
    if let b { (copy.a, copy.b) = (b, a) }
    return copy
  }

  func compare() async throws -> CaptureComparison {
    let first = try Self.analyze(a)
    let second = try b.map { try Self.analyze($0) }
    var comparison = try #require(try await CaptureComparison.compare(first, second, as: mode))
    // The path is the reader's affair: the report names the captures as they are named in the project.
    comparison.a.description.path = "Captures/" + a
    comparison.b.description.path = "Captures/" + (b ?? a)
    return comparison
  }

  func json() async throws -> JSONValue {
    try JSONValue(try await report("json", .english))
  }

  func report(_ format: String, _ language: Language) async throws -> String {
    Self.report(of: try await compare(), format, language)
  }

  static func report(of comparison: CaptureComparison, _ format: String, _ language: Language) -> String {
    var options = ReportOptions()
    options.language = language
    options.width = 100
    guard let format = ComparisonFormat.named(format) else { return "no format \(format)" }
    return String(decoding: format.write(comparison, options).bytes, as: UTF8.self)
  }

  private static func analyze(_ name: String) throws -> CaptureResult {
    var options = AnalysisOptions(policy: .builtIn)
    options.keepsIdentities = true
    return try CaptureAnalyzer.analyze(path: ShippedCaptures.path(name), options: options)
  }
}

extension ComparedCaptures {
  /// A folder of `Captures/both-ends`, its captures in the order of the way from the client.
  init(bothEnds name: String) {
    let files = name == "endpoint-old-and-new" ? ("good.pcap", "bad.pcap") : ("client.pcap", "server.pcap")
    let folder = "both-ends/\(name)"
    self.init(folder: folder, a: "\(folder)/\(files.0)", b: "\(folder)/\(files.1)")
  }

  /// The capture on the proxy.
  init(proxy name: String) {
    let folder = "both-ends/\(name)"
    self.init(folder: folder, a: "\(folder)/both.pcap", b: nil, name: "expected.both")
  }

  private static let root = URL(filePath: ShippedCaptures.path("both-ends"))

  static let bothEnds = subfolders(of: root).map(ComparedCaptures.init(bothEnds:))

  static let proxies = subfolders(of: root).filter {
    FileManager.default.fileExists(atPath: root.appending(path: "\($0)/both.pcap").path())
  }.map(ComparedCaptures.init(proxy:))

  private static func subfolders(of folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter {
      FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/conversation.sh").path())
    }.sorted()
  }

  /// Walkthroughs side by side.
  static let walkthroughs = [
    pair("success", "issue-1-import-version-reject", .goodBad, in: "good-and-version-reject"),
    pair("proxy-success", "proxy-no-common-cipher-fin", nil, in: "good-and-no-common-cipher"),
    pair("success", "issue-2-import-client-fin", nil, in: "good-and-client-fin"),
    pair("issue-1-import-version-reject", "success", .beforeAfter, in: "before-and-after"),
  ]

  private static func pair(
    _ a: String, _ b: String, _ mode: CaptureComparison.Mode?, in folder: String
  ) -> ComparedCaptures {
    ComparedCaptures(
      folder: "compared/\(folder)", a: "walkthroughs/\(a)/trace.pcap", b: "walkthroughs/\(b)/trace.pcap",
      mode: mode)
  }

  static let all = bothEnds + proxies + walkthroughs

  /// Those whose reports are kept in every format and language: one of each kind.
  static let inEveryFormat =
    walkthroughs
    + ["clocks-differ", "hello-dropped", "squid-server-reset", "endpoint-old-and-new"].map(
      ComparedCaptures.init(bothEnds:))
}
