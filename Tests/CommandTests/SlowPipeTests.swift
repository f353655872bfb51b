import CaptureBuilding
import Foundation
import Testing

/// A consumer sees flows that are over before the capture has ended.
@Suite struct SlowPipeTests {
  @Test func closedFlowsComeBeforeTheEndOfTheCapture() async throws {
    let capture = try Data(
      contentsOf: URL(
        fileURLWithPath: ShippedCaptures.path(
          "walkthroughs/issue-1-import-version-reject/trace.pcap")))
    let (input, output) = (Pipe(), Pipe())
    let process = ExitStatusTests.process(["-", "--format", "ndjson"])
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let half = capture.count / 2
    try input.fileHandleForWriting.write(contentsOf: capture.prefix(half))
    // The other half is written only after a flow was read: were it needed, the test would wait for ever.
    let early = Self.readLine(output.fileHandleForReading)
    let flow = try #require(JSONSerialization.jsonObject(with: early) as? [String: Any])
    #expect(flow["id"] is Int)
    #expect(flow["capture"] as? String == "-")
    #expect(flow["verdict"] is String)
    let rest = Task.detached { output.fileHandleForReading.readDataToEndOfFile() }
    try input.fileHandleForWriting.write(contentsOf: capture.dropFirst(half))
    try input.fileHandleForWriting.close()
    let lines = await String(decoding: rest.value, as: UTF8.self).split(separator: "\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(lines.last?.contains("\"summary\":{\"flows\":96,") == true)
    #expect(lines.count >= 96)
  }

  private static func readLine(_ handle: FileHandle) -> Data {
    var line = Data()
    while let byte = try? handle.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) { line += byte }
    return line
  }

  @Test func aReaderThatLeavesEndsItQuietly() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let run = try ExitStatusTests.run(
      [ShippedCaptures.path("walkthroughs/success/trace.pcap"), "--format", "ndjson"],
      output: pipe.fileHandleForWriting)
    #expect(run.status == 0)
    #expect(run.messages.isEmpty)
  }
}
