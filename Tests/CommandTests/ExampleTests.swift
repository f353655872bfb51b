import CaptureBuilding
import Foundation
import Reports
import Testing

/// What a user runs, and the file in `docs/examples` that shows what comes out.
struct Example: Sendable, CustomTestStringConvertible {
  var file: String
  /// What follows `wsuscap`.
  var arguments: [String]

  var testDescription: String { file }

  /// The command as a user types it.
  var command: String { (["wsuscap"] + arguments).joined(separator: " ") }

  /// One for each format of the registry, then what options change.
  static let all: [Example] =
    ReportFormat.all.map { format in
      Example(
        file: "report.\(format.endings.first ?? format.name)",
        arguments: ["trace.pcap", "--format", format.name])
    }
    + ["ecs", "zeek"].map { dialect in
      Example(
        file: "\(dialect).ndjson", arguments: ["trace.pcap", "--format", "ndjson", "--dialect", dialect])
    } + [
      Example(file: "report.ja.txt", arguments: ["trace.pcap", "--lang", "ja"]),
      Example(file: "ladder.txt", arguments: ["trace.pcap", "--ladder"]),
      Example(file: "flow.md", arguments: ["trace.pcap", "--flow", "6", "--format", "markdown"]),
      Example(file: "redacted.txt", arguments: ["trace.pcap", "--redact", "--redact-key", "example"]),
      Example(
        file: "extract.txt", arguments: ["extract", "trace.pcap", "--flow", "6", "--output", "ticket.pcapng"]),
    ]
}

/// The examples in the documentation are what the program prints. `WSUSCAP_RECORD=1` rewrites them, and the run
/// fails all the same.
@Suite struct ExampleTests {
  private static let capture = "walkthroughs/proxy-version-reject-rst/trace.pcap"
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../docs/examples"
  ).standardized

  @Test(arguments: Example.all)
  func exampleIsWhatTheProgramPrints(_ example: Example) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try FileManager.default.copyItem(
      atPath: ShippedCaptures.path(Self.capture), toPath: url.appending(path: "trace.pcap").path())
    let run = try ExitStatusTests.run(
      example.arguments, environment: ["LC_ALL": "C.UTF-8", "COLUMNS": "100", "TERM": "xterm"], folder: url)
    #expect(run.status == 0, "\(run.messages)")
    // A command that writes a file says so on standard error.
    try compare(run.output.isEmpty ? "$ \(example.command)\n\(run.messages)" : run.output, with: example.file)
  }

  @Test func theFolderHoldsTheExamplesAndTheirList() throws {
    try compare(Self.list, with: "README.md")
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.folder, includingPropertiesForKeys: [.isDirectoryKey])
    // Programs and units there are not output.
    let shown = files.filter { !$0.hasDirectoryPath && $0.pathExtension != "py" }.map(\.lastPathComponent)
    #expect(shown.sorted() == (Example.all.map(\.file) + ["README.md"]).sorted())
  }

  /// README.md shows the beginning of the report of its first command.
  @Test func theReadmeShowsAReport() throws {
    let walkthrough = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/expected.txt")
    let report = try String(contentsOfFile: walkthrough, encoding: .utf8)
    let beginning = try #require(report.split(separator: "<configuration>").first)
    let readme = Self.folder.appending(path: "../../README.md")
    #expect(
      try String(contentsOf: readme, encoding: .utf8).contains(beginning.trimmingCharacters(in: .whitespaces))
    )
  }

  private static var list: String {
    let rows = Example.all.map { "| [\($0.file)](\($0.file)) | `\($0.command)` |" }
    return """
      # Examples

      [FailingFlows](FailingFlows) is a program that uses the [library](../library.md); [systemd](systemd) has the units
      that scan a [drop folder](../recipes.md).

      The output for one capture, the walkthrough
      [proxy-version-reject-rst](../../Captures/walkthroughs/proxy-version-reject-rst/README.md). A test compares each file
      with what the program prints; `WSUSCAP_RECORD=1 swift test --filter ExampleTests` rewrites them.

      | file | command |
      | --- | --- |
      \(rows.joined(separator: "\n"))

      """
  }

  private func compare(_ text: String, with file: String) throws {
    let url = Self.folder.appending(path: file)
    guard (try? Data(contentsOf: url)) != Data(text.utf8) else { return }
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(file); read the difference, then run again without WSUSCAP_RECORD")
    } else {
      Issue.record("docs/examples/\(file) differs; WSUSCAP_RECORD=1 rewrites it")
    }
  }
}
