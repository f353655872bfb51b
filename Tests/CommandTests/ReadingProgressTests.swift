import CaptureBuilding
import Testing

@testable import wsuscap

@Suite struct ReadingProgressTests {
  @Test func wordsOfALine() {
    let half = ReadingProgress("a/trace.pcap", bytes: 500_000_000, of: 1_000_000_000)
    #expect(
      ProgressText.text(half, seconds: 2) == "500 MB of 1.0 GB, 250 MB/s, 2 s left: a/trace.pcap")
    #expect(ProgressText.text(half, seconds: 0) == "500 MB of 1.0 GB: a/trace.pcap")
    let pipe = ReadingProgress("-", bytes: 2_000_000, of: 0)
    #expect(ProgressText.text(pipe, seconds: 1) == "2.0 MB, 2.0 MB/s: standard input")
    let hostile = ReadingProgress("a\u{1b}[2J", bytes: 0, of: 10)
    #expect(ProgressText.text(hostile, seconds: 1) == "0 bytes of 10 bytes: a\\u{1b}[2J")
  }

  @Test func quietWhereNobodyLooks() throws {
    let run = try ExitStatusTests.run(["\(ShippedCaptures.path("walkthroughs/success/trace.pcap"))"])
    #expect(run.messages.isEmpty)
  }
}
