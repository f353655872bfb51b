/// One way to write the summary of a scan.
package struct ScanFormat: NamedFormat {
  /// What `--format` calls it.
  package var name: String
  /// The file's name in the folder of the results.
  package var file: String
  /// The whole summary.
  package var write: @Sendable (ScanSummary, ReportOptions) -> ByteBuffer

  /// Every format, in the order of the documentation. A new one is a file beside this one and a line here.
  package static let all: [ScanFormat] = [
    ScanFormat(name: "text", file: "summary.txt") {
      let document = ScanDocument($0, layout: TextRenderer.layout, $1.language.words)
      return TextRenderer($1).text(of: document.blocks)
    },
    ScanFormat(name: "json", file: "summary.json") { summary, _ in ScanJSONWriter.write(summary) },
    ScanFormat(name: "html", file: "index.html") {
      let document = ScanDocument($0, layout: HTMLRenderer.layout, $1.language.words)
      return HTMLRenderer(scan: $1).text(of: document.blocks)
    },
  ]
}

/// A whole file, written at once.
package enum WholeFile {
  /// Writes the file, whole or not at all.
  package static func write(_ buffer: ByteBuffer, to path: String) throws(OutputFault) {
    var file = try OutputFile(path: path)
    var output = ReportOutput(descriptor: file.descriptor)
    output.buffer = buffer
    try output.flush()
    try file.finish()
  }
}
