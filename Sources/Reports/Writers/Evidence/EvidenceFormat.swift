package import Diagnosis

/// One way to write what was understood of the server's files.
package struct EvidenceFormat: NamedFormat {
  /// What `--format` calls it.
  package var name: String
  /// The whole report.
  package var write: @Sendable (ServerFileReading, ReportOptions) -> ByteBuffer

  /// Every format, in the order of the documentation. A new one is a file beside this one and a line here.
  package static let all: [EvidenceFormat] = [
    EvidenceFormat(name: "text") { EvidenceDocument.write($0, options: $1) },
    EvidenceFormat(name: "json") { reading, _ in EvidenceJSON.write(reading) },
  ]
}
