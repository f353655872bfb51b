import CaptureBuilding
import Diagnosis
import Foundation
import Reports
import Testing

/// `wsuscap wireshark`: filters and the profile.
@Suite struct WiresharkCommandTests {
  private static let documentation = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../docs/wireshark.md"
  ).standardized

  @Test func filtersAreListed() throws {
    let run = try ExitStatusTests.run(["wireshark"])
    #expect(run.status == 0 && run.messages.isEmpty)
    let lines = run.output.split(separator: "\n")
    #expect(lines.map { String($0.prefix { $0 != " " }) } == Verdict.allCases.map(\.rawValue))
  }

  /// The table of the documentation has a row for each verdict, with its filter, and no other.
  @Test func documentationHasEveryFilter() throws {
    let text = try String(contentsOf: Self.documentation, encoding: .utf8)
    let rows = text.matches(of: /(?m)^\| `([a-z_]+)` \| `(.+)` \|$/).map { "\($0.1) \($0.2)" }
    #expect(rows == Verdict.allCases.map { "\($0.rawValue) \(DisplayFilter.evidence(of: $0))" })
    for filter in [DisplayFilter.evidence, DisplayFilter.deciding([.versionReject])] {
      #expect(text.contains(filter), "\(filter)")
    }
  }

  @Test func existingFilesStay() throws {
    try AnnotateCommandTests.withFolder { folder in
      let profile = folder.appending(path: "wsuscap")
      let run = try ExitStatusTests.run(["wireshark", "--profile", profile.path()])
      #expect(run.status == 0 && run.messages.contains("profile written"))
      let names = ["colorfilters", "dfilter_buttons", "dfilters", "preferences"]
      #expect(try FileManager.default.contentsOfDirectory(atPath: profile.path()).sorted() == names)
      for name in names.dropFirst() { try FileManager.default.removeItem(at: profile.appending(path: name)) }
      try Data("mine".utf8).write(to: profile.appending(path: "colorfilters"))
      let again = try ExitStatusTests.run(["wireshark", "--profile", profile.path()])
      #expect(again.status == 74 && again.messages.contains("already exists"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: profile.path()) == ["colorfilters"])
      #expect(try String(contentsOf: profile.appending(path: "colorfilters"), encoding: .utf8) == "mine")
      let nowhere = try ExitStatusTests.run(["wireshark", "--profile", "/nowhere/a"])
      #expect(nowhere.status == 74 && nowhere.messages.contains("specify another path with --profile"))
    }
  }
}

/// What tshark makes of them.
@Suite(.enabled(if: Tshark.isInstalled)) struct WiresharkProfileTests {
  /// The profile is loaded without a warning, in both languages; the column with the comment and the colours are there.
  @Test(arguments: ["en", "ja"])
  func profileIsLoaded(_ language: String) throws {
    try AnnotateCommandTests.withFolder { folder in
      let profiles = folder.appending(path: "profiles")
      try FileManager.default.createDirectory(at: profiles, withIntermediateDirectories: true)
      let profile = profiles.appending(path: "wsuscap").path()
      #expect(try ExitStatusTests.run(["wireshark", "--profile", profile, "--lang", language]).status == 0)
      let place = folder.appending(path: "a.pcapng").path()
      let trace = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")
      #expect(try ExitStatusTests.run([trace, "--annotate", place, "--lang", language]).status == 0)
      let read = ["-C", "wsuscap", "--color", "-r", place]
      let shown = try Tshark.run(read + ["-Y", "frame.number == 877"], configuration: folder)
      #expect(shown.warnings.isEmpty, "\(shown.warnings)")
      #expect(shown.lines.count == 1 && shown.lines[0].contains("version_reject ("))
      let rules = try Tshark.run(
        read + ["-T", "fields", "-e", "frame.number", "-e", "frame.coloring_rule.name"], configuration: folder
      )
      let names = Dictionary(
        uniqueKeysWithValues: rules.lines.map { line in
          (Int(line.prefix { $0 != "\t" }) ?? 0, String(line.drop { $0 != "\t" }.dropFirst()))
        })
      let expected = language == "en" ? ["Failures", "Evidence", "Successes"] : ["失敗", "証拠", "成功"]
      #expect([877, 874, 73].map { names[$0] } == expected)
    }
  }

  /// A broken file would be named, so that no warning means something.
  @Test func brokenProfileIsNamed() throws {
    try AnnotateCommandTests.withFolder { folder in
      let profile = folder.appending(path: "profiles/broken")
      try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
      try Data("@x@no.such.field@[1,2,3][4,5,6]\n".utf8).write(to: profile.appending(path: "colorfilters"))
      try Data("\"TRUE\",\"x\"\n".utf8).write(to: profile.appending(path: "dfilter_buttons"))
      let trace = ShippedCaptures.path("walkthroughs/success/trace.pcap")
      let shown = try Tshark.run(["-C", "broken", "--color", "-r", trace, "-c", "1"], configuration: folder)
      #expect(shown.warnings.contains("colorfilters") && shown.warnings.contains("dfilter_buttons"))
    }
  }

  /// Each filter selects, among the frames of a flow with its verdict, the one that decides.
  @Test(arguments: Verdict.allCases)
  func filterSelectsTheEvidence(_ verdict: Verdict) throws {
    try AnnotateCommandTests.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let trace = try Self.trace(of: verdict, in: folder)
      #expect(try ExitStatusTests.run([trace, "--annotate", place, "--all-flows"]).status == 0)
      let deciding = try Tshark.fields(
        ["frame.number", "tcp.stream"], of: place, where: DisplayFilter.deciding([verdict]))
      #expect(!deciding.isEmpty)
      for line in deciding.prefix(5) {
        let numbers = line.split(separator: "\t").compactMap { Int($0.prefix { $0 != "," }) }
        let filter = "tcp.stream eq \(numbers[1]) and (\(DisplayFilter.evidence(of: verdict)))"
        #expect(try Tshark.frames(of: place, where: filter).contains(numbers[0]), "\(line)")
      }
      let all = try Tshark.frames(of: place, where: DisplayFilter.verdicts)
      #expect(all.isSuperset(of: deciding.compactMap { Int($0.prefix { $0 != "\t" }) }))
      let others = try Tshark.frames(of: place, where: DisplayFilter.failures)
      #expect(
        verdict.isFailure == !others.isDisjoint(with: deciding.compactMap { Int($0.prefix { $0 != "\t" }) }))
    }
  }

  private static func trace(of verdict: Verdict, in folder: URL) throws -> String {
    let name: String
    switch verdict {
    case .success: name = "recorded/tls12-success"
    case .versionReject: name = "walkthroughs/issue-1-import-version-reject"
    case .noCommonCipher: name = "walkthroughs/issue-5-no-common-cipher"
    case .clientFin: name = "walkthroughs/issue-2-import-client-fin"
    case .clientReset: name = "recorded/client-reset"
    case .clientAlert: return try clientAlert(in: folder)
    case .certificateRejected: name = "recorded/unknown-ca-tls13"
    case .serverAlert: name = "recorded/server-alert"
    case .serverReset: name = "recorded/server-reset"
    case .serverClose: name = "recorded/server-close"
    case .handshakeTimeout: name = "recorded/handshake-timeout"
    case .handshakeAborted: name = "recorded/path-mtu-server"
    case .connectionRefused: name = "recorded/connection-refused"
    case .connectTimeout: name = "recorded/connect-timeout"
    case .proxyDenied: name = "recorded/connect-denied"
    case .notTLS: name = "recorded/plain-http"
    case .incompleteCapture: name = "recorded/started-late"
    case .unfinished: name = "recorded/unfinished"
    }
    return try #require(ShippedCaptures.names.first { $0.hasPrefix(name + "/") }.map(ShippedCaptures.path))
  }

  /// No shipped capture has it: the client refuses the version that the server chose.
  private static func clientAlert(in folder: URL) throws -> String {
    var capture = CaptureBuilder()
    let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443))
    capture.handshake(flow)
    capture.send(flow, .client, ClientHello(cipherSuites: [0xC030]).record)
    capture.send(flow, .server, capture.serverFlight())
    capture.send(flow, .client, TLSRecord.alert(70))
    capture.close(flow, from: .client)
    let place = folder.appending(path: "trace.pcap")
    try Data(capture.pcap()).write(to: place)
    return place.path()
  }
}
