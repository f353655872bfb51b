import Foundation
import Testing

/// `wsuscap endpoints`, and the policy options of `analyze`.
@Suite struct EndpointsTests {
  private static let capture = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "Captures/walkthroughs/issue-1-import-version-reject/trace.pcap").path()

  /// Runs a body with a file of that text.
  private func with<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return try body(file.path())
  }

  private static let tenFaults = """
    version: 1
    endpoints:
      - id: one
        hots: [a.example.com]
        hosts: [a.example.com, "a*.example.com"]
        role: syncing
        minimum_version: TLS 1.4
        cipher_suites: [TLS_NOTHING]
        groups: p257
      - id: one
        hosts: [a.example.com]
        role: content
        minimum_version: TLS 1.3
        maximum_version: TLS 1.2
        valid_until: tomorrow
        periods: [{from: 2021-01-01, until: 2020-01-01}]
      - hosts: [b.example.com]
        role: content
    """

  private static let placesOfFaults = [
    "4:5", "5:28", "6:11", "7:22", "8:21", "9:13", "10:9", "11:13", "13:22", "15:18", "16:41", "17:5",
  ]

  @Test func whatIsShownIsAPolicy() throws {
    let shown = try ExitStatusTests.run(["endpoints"])
    #expect(shown.status == 0)
    #expect(shown.messages.isEmpty)
    #expect(shown.output.contains("- sws.update.microsoft.com"))
    #expect(shown.output.contains("periods:"))
    try with(shown.output) { file in
      let checked = try ExitStatusTests.run(["endpoints", "--check", file])
      #expect(checked.status == 0)
      #expect(checked.output == "\(file): valid; the policy has 6 endpoints\n")
      #expect(try ExitStatusTests.run(["endpoints", "--endpoints", file]).output == shown.output)
    }
  }

  @Test func theDayPicksTheTerms() throws {
    let early = try ExitStatusTests.run(["endpoints", "--as-of", "2020-06-30"])
    let late = try ExitStatusTests.run(["endpoints", "--as-of", "2022-01-10"])
    #expect(early.status == 0 && late.status == 0)
    #expect(!early.output.contains("periods:"))
    #expect(!early.output.contains("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
    #expect(!early.output.contains("10 January 2022"))
    #expect(late.output.contains("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
    #expect(late.output.contains("10 January 2022"))
  }

  @Test func everyFaultHasALineAndNothingIsAnalysed() throws {
    try with(Self.tenFaults) { file in
      for arguments in [
        ["endpoints", "--check", file], ["endpoints", "--endpoints", file],
        ["analyze", Self.capture, "--endpoints", file],
      ] {
        let run = try ExitStatusTests.run(arguments)
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        let lines = run.messages.split(separator: "\n").map(String.init)
        #expect(lines.count == Self.placesOfFaults.count)
        for (line, place) in zip(lines, Self.placesOfFaults) {
          #expect(line.hasPrefix("\(file):\(place): "), "\(line)")
          #expect(line.contains("; "), "\(line)")
        }
      }
    }
  }

  @Test func syntax() throws {
    try with("version: 1\nendpoints: [\n") { file in
      let run = try ExitStatusTests.run(["endpoints", "--check", file])
      #expect(run.status == 65)
      #expect(run.messages.hasPrefix("\(file):3:1: this is not YAML: "))
      #expect(run.messages.split(separator: "\n").count == 1)
    }
  }

  @Test func missingAndUnreadable() throws {
    for arguments in [
      ["endpoints", "--check", "/nowhere/p.yaml"], ["endpoints", "--endpoints", "/nowhere/p.yaml"],
      [Self.capture, "--endpoints", "/nowhere/p.yaml"],
    ] {
      let run = try ExitStatusTests.run(arguments)
      #expect(run.status == 66)
      #expect(run.output.isEmpty)
      #expect(run.messages == "wsuscap: /nowhere/p.yaml: no such file; check the path\n")
    }
    let folder = try ExitStatusTests.run(["endpoints", "--check", "/tmp"])
    #expect(folder.status == 66)
    #expect(folder.messages.hasPrefix("wsuscap: /tmp: cannot be read: "))
    // Endless, and read no further than a policy may be.
    let endless = try ExitStatusTests.run(["endpoints", "--check", "/dev/zero"])
    #expect(endless.status == 65)
    #expect(endless.messages.contains("more than 262144 bytes"))
  }

  @Test func wrongUsage() throws {
    for arguments in [
      ["endpoints", "--as-of", "2020-02-30"], [Self.capture, "--as-of", "yesterday"],
      ["endpoints", "--check", "a", "--as-of", "2020-01-01"],
      ["endpoints", "--check", "a", "--endpoints", "b"],
      ["endpoints", "surplus"], ["-", "--endpoints", "-"],
    ] {
      let run = try ExitStatusTests.run(arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(run.messages.hasPrefix("wsuscap: "))
      #expect(run.messages.split(separator: "\n").count == 1)
    }
    let overwriting = try with("version: 1\nendpoints: []\n") { file in
      try ExitStatusTests.run([Self.capture, "--endpoints", file, "-o", file])
    }
    #expect(overwriting.status == 64)
  }

  @Test func thePolicyReachesTheReport() throws {
    let early = try ExitStatusTests.run([Self.capture, "--as-of", "2020-06-01"])
    #expect(early.status == 0)
    #expect(early.output.contains("Endpoint policy: built-in, as of 1 Jun 2020."))
    #expect(early.output.contains("the connection is reset"))
    #expect(!(try ExitStatusTests.run([Self.capture]).output.contains("Endpoint policy")))
    let text = """
      version: 1
      mode: extend
      endpoints:
        - id: sws
          hosts: [sws.update.microsoft.com]
          role: retired
          resolution: Use the server of Contoso.
      """
    try with(text) { file in
      let run = try ExitStatusTests.run([Self.capture, "--endpoints", file, "-f", "json"])
      #expect(run.status == 0)
      #expect(run.output.contains(#""policy":{"as_of":"2020-07-28","source":"\#(file)"}"#))
      #expect(run.output.contains(#""code":"endpoint_retired""#))
      #expect(run.output.contains("Use the server of Contoso."))
    }
  }
}
