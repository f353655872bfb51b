package import Analysis

/// One way to write a report.
package struct ReportFormat: NamedFormat {
  /// What `--format` calls it.
  package var name: String
  /// Endings of file names that ask for it, in lower case and without a dot.
  package var endings: [String]
  /// Makes the writer of one report.
  package var writer: @Sendable (ReportOptions) -> any ReportWriter

  /// Every format, in the order of the documentation. A new one is a renderer or writer and a line here.
  package static let all: [ReportFormat] = [
    ReportFormat(name: "text", endings: ["txt"]) { DocumentWriter<TextRenderer>($0) },
    ReportFormat(name: "json", endings: ["json"]) { JSONReport(options: $0) },
    ReportFormat(name: "ndjson", endings: ["ndjson", "jsonl"]) { NDJSONReport(options: $0) },
    ReportFormat(name: "csv", endings: ["csv"]) { CSVReport(options: $0) },
    ReportFormat(name: "markdown", endings: ["md", "markdown"]) { DocumentWriter<MarkdownRenderer>($0) },
    ReportFormat(name: "html", endings: ["html", "htm"]) { DocumentWriter<HTMLRenderer>($0) },
  ]

  /// The format that the ending of a file's name asks for; nil when it asks for none.
  package static func forFile(_ path: String) -> ReportFormat? {
    guard let ending = ending(of: path) else { return nil }
    return all.first { $0.endings.contains(ending) }
  }

  /// The ending of a file's name when it promises what no report is: a document, a picture, a capture, compressed data.
  package static func foreignEnding(of path: String) -> String? {
    guard let ending = ending(of: path) else { return nil }
    return foreignEndings.contains(ending) ? ending : nil
  }

  /// In lower case and without its dot; nil without one.
  static func ending(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }

  private static let foreignEndings: Set = [
    "doc", "docx", "odt", "rtf", "pdf", "xls", "xlsx", "ods", "ppt", "pptx", "xml", "yaml", "yml", "tsv",
    "sqlite", "db", "parquet", "png", "jpg", "jpeg", "svg", "gif", "pcap", "pcapng", "cap", "etl",
    "gz", "zst", "lz4", "xz", "bz2", "zip",
  ]
}

extension ReportedCapture {
  /// The report on this capture alone, in memory.
  package func report(_ format: ReportFormat, _ options: ReportOptions) -> String {
    var output = ReportOutput()
    do throws(OutputFault) {
      var writer = format.writer(options)
      try writer.begin(&output)
      try writer.add(self, to: &output)
      try writer.end(&output)
    } catch {
      preconditionFailure("memory can be written")
    }
    return output.buffer.text
  }
}

/// Writes one report on any number of captures, one after the other. Nothing of a capture is kept when
/// ``add(_:to:)-capture`` returns.
package protocol ReportWriter: Sendable {
  mutating func begin(_ output: inout ReportOutput) throws(OutputFault)
  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault)
  mutating func end(_ output: inout ReportOutput) throws(OutputFault)

  /// The writer can write a flow before it knows the rest of its capture.
  var takesClosedFlows: Bool { get }
  /// Takes flows that are over while their capture is still being read. The capture is added in the end all the same,
  /// or its failure.
  mutating func add(
    closed ids: [Int], of capture: OpenCapture, to output: inout ReportOutput
  ) throws(OutputFault)
  /// Takes that a capture could not be read, which is said on standard error too.
  mutating func add(_ failure: CaptureFailure, to output: inout ReportOutput) throws(OutputFault)
}

/// What a report that is made of whole captures does.
extension ReportWriter {
  package var takesClosedFlows: Bool { false }
  package mutating func add(closed ids: [Int], of capture: OpenCapture, to output: inout ReportOutput) {}
  package mutating func add(_ failure: CaptureFailure, to output: inout ReportOutput) {}
}

/// A capture that could not be read, as a report of many captures says it.
package struct CaptureFailure: Hashable, Sendable {
  /// The path as the user wrote it; `-` is standard input.
  package var path: String
  /// The exit status that the error alone would have, such as 65.
  package var status: Int32
  package var message: String
  package var advice: String?

  package init(path: String, status: Int32, message: String, advice: String?) {
    self.path = path
    self.status = status
    self.message = message
    self.advice = advice
  }
}
