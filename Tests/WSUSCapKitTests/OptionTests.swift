import CaptureBuilding
import Foundation
import Synchronization
import Testing
import WSUSCapKit

@Suite struct OptionTests {
  private var refusedBytes: [UInt8] { get throws { Array(try Data(contentsOf: URL(filePath: refused))) } }

  @Test func everyInputGivesTheSameAnalysis() throws {
    let bytes = try refusedBytes
    var rest = bytes[...]
    let pieces = try CaptureAnalysis(name: refused) {
      if rest.isEmpty { return nil }
      defer { rest = rest.dropFirst(1000) }
      return Array(rest.prefix(1000))
    }
    let file = try CaptureAnalysis(file: refused)
    for format in ReportFormat.allCases {
      let expected = file.report(format)
      #expect(try CaptureAnalysis(bytes: bytes, name: refused).report(format) == expected)
      // The size of a stream is known at its end only.
      if format == .text { #expect(pieces.report(format) == expected) }
    }
    #expect(pieces.flows.map(\.reason) == file.flows.map(\.reason))
  }

  @Test func aFilterLeavesOutPackets() throws {
    var options = CaptureAnalysis.Options()
    options.filter = "port 50207"
    let analysis = try CaptureAnalysis(file: refused, options: options)
    #expect(analysis.flows.map(\.client.port) == [50207])
    options.filter = "port"
    #expect(
      kind { () throws(CaptureError) in try CaptureAnalysis(file: refused, options: options) }
        == .invalidFilter)
  }

  @Test func whatCannotBeReadSaysWhy() {
    #expect(kind { () throws(CaptureError) in try CaptureAnalysis(file: "/nowhere/trace.pcap") } == .notFound)
    #expect(kind { () throws(CaptureError) in try CaptureAnalysis(file: "/") } == .unreadable)
    #expect(kind { () throws(CaptureError) in try CaptureAnalysis(file: "-") } == .notFound)
    #expect(kind { () throws(CaptureError) in try CaptureAnalysis(bytes: []) } == .notACapture)
    #expect(
      kind { () throws(CaptureError) in try CaptureAnalysis(bytes: Array("text".utf8)) } == .notACapture)
    let header = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0] as [UInt8]
    #expect(kind { () throws(CaptureError) in try CaptureAnalysis(bytes: header) } == .damaged)
    do throws(CaptureError) {
      _ = try CaptureAnalysis(file: "/nowhere/trace.pcap")
    } catch {
      #expect("\(error)" == "no such file; check the path")
    }
  }

  private func kind(_ body: () throws(CaptureError) -> CaptureAnalysis) -> CaptureError.Kind? {
    do throws(CaptureError) {
      _ = try body()
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func readingStopsWhenItIsAskedTo() async throws {
    var options = CaptureAnalysis.Options()
    options.shouldStop = { true }
    #expect(
      kind { () throws(CaptureError) in try CaptureAnalysis(file: refused, options: options) } == .stopped)

    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return kind { () throws(CaptureError) in try CaptureAnalysis(file: refused) }
    }
    task.cancel()
    #expect(await task.value == .stopped)
  }

  @Test func progressIsReported() throws {
    // Progress is told after some thousand frames.
    let bytes = try refusedBytes
    let many = bytes[..<24] + Array(repeating: bytes[24...], count: 4).joined()
    let read = Atomic<UInt64>(0)
    var options = CaptureAnalysis.Options()
    options.progress = { bytes, size in
      #expect(bytes <= size && size == UInt64(many.count))
      read.store(bytes, ordering: .relaxed)
    }
    _ = try CaptureAnalysis(bytes: Array(many), options: options)
    #expect(read.load(ordering: .relaxed) > 0)
  }

  /// 96 flows with one limit, and with one that is too low to be meant.
  @Test(arguments: [1, 100]) func flowsAreLimited(_ limit: Int) throws {
    var options = CaptureAnalysis.Options()
    options.flowLimit = limit
    #expect(try CaptureAnalysis(file: refused, options: options).flows.count == 96)
  }

  @Test func theServersFilesDecideTheIssue() throws {
    let folder = ShippedCaptures.path("evidence/issue-3-english/")
    let trace = folder + "trace.pcap"
    #expect(try CaptureAnalysis(file: trace).findings.first?.issue?.number == nil)
    var options = CaptureAnalysis.Options()
    options.serverFiles = [folder, "/nowhere"]
    let analysis = try CaptureAnalysis(file: trace, options: options)
    #expect(analysis.findings.first?.issue?.number == 3)
    #expect(analysis.unreadServerFiles.contains { $0.path == "/nowhere" && $0.message == "no such file" })
  }

  @Test func sentencesAreInTheChosenLanguage() throws {
    var options = CaptureAnalysis.Options()
    options.language = .japanese
    let japanese = try CaptureAnalysis(file: refused, options: options)
    let english = try CaptureAnalysis(file: refused)
    #expect(japanese.findings.first?.title != english.findings.first?.title)
    #expect(japanese.report(.text) != english.report(.text))
    #expect(japanese.findings.map(\.code) == english.findings.map(\.code))
  }

  @Test func reportsFollowTheirOptions() throws {
    let analysis = try CaptureAnalysis(file: refused)
    var options = ReportOptions()
    options.flows = [63]
    #expect(analysis.report(.text, options: options).contains("50207"))
    options = ReportOptions()
    options.listsAllFlows = true
    options.width = 1
    #expect(analysis.report(.text, options: options).count > analysis.report(.text).count)
  }

  @Test func aRedactedAnalysisShowsNoAddress() throws {
    let analysis = try CaptureAnalysis(file: refused)
    let redacted = analysis.redacted(key: "key")
    for format in ReportFormat.allCases { #expect(!redacted.report(format).contains("10.0.0.5")) }
    #expect(redacted.flows.allSatisfy { $0.client.address != "10.0.0.5" })
    #expect(redacted.findings.allSatisfy { $0.client != "10.0.0.5" })
    #expect(redacted.flows.map(\.verdict) == analysis.flows.map(\.verdict))
    #expect(analysis.redacted(key: "key").report(.text) == redacted.report(.text))
  }
}
