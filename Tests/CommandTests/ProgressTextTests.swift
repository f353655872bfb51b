import Scan
import Testing

@testable import wsuscap

@Suite struct ProgressTextTests {
  @Test func aLine() {
    var progress = ScanProgress()
    progress.found = 12_345
    #expect(ProgressText.text(progress, seconds: 0) == "12,345 files found")
    progress.isListing = false
    (progress.files, progress.bytes) = (2014, 4_800_000_000)
    #expect(ProgressText.text(progress, seconds: 1) == "0 of 2,014 files, 0 bytes of 4.8 GB")
    (progress.doneFiles, progress.doneBytes, progress.failed) = (412, 1_200_000_000, 3)
    progress.current = ["a/b/issue.pcap", "big\u{1b}.pcapng"]
    #expect(
      ProgressText.text(progress, seconds: 12)
        == "412 of 2,014 files, 1.2 GB of 4.8 GB, 100 MB/s, 36 s left, 3 failed: issue.pcap, big\\u{1b}.pcapng"
    )
  }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9999, "10 kB"),
    (123_456, "123 kB"),
    (Int.max, "9223 PB"), (-1, "0 bytes"),
  ])
  func sizes(_ bytes: Int, _ text: String) { #expect(ProgressText.size(bytes) == text) }

  @Test(arguments: [
    (0.0, "0 s"), (0.1, "1 s"), (59.9, "1 min 0 s"), (3599, "59 min 59 s"), (7260, "2 h 1 min"),
    (Double.infinity, "277777 h 46 min"), (-5, "0 s"),
  ])
  func times(_ seconds: Double, _ text: String) { #expect(ProgressText.time(seconds) == text) }

  @Test func clipping() {
    #expect(ProgressText.clipped("abcdef", to: 4) == "abc…")
    #expect(ProgressText.clipped("abcdef", to: 0) == "")
  }
}
