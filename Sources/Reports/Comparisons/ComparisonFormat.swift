package import Analysis

/// One way to write what two captures say together.
package struct ComparisonFormat: NamedFormat {
  /// What `--format` calls it.
  package var name: String
  /// Endings of file names that ask for it.
  package var endings: [String]
  /// The whole report.
  package var write: @Sendable (CaptureComparison, ReportOptions) -> ByteBuffer

  /// Every format, in the order of the documentation.
  package static let all: [ComparisonFormat] = [
    ComparisonFormat(name: "text", endings: ["txt"]) { ComparisonDocument.write($0, $1, TextRenderer.self) },
    ComparisonFormat(name: "json", endings: ["json"]) { comparison, _ in ComparisonJSON.write(comparison) },
    ComparisonFormat(name: "markdown", endings: ["md", "markdown"]) {
      ComparisonDocument.write($0, $1, MarkdownRenderer.self)
    },
    ComparisonFormat(name: "html", endings: ["html", "htm"]) {
      ComparisonDocument.write($0, $1, HTMLRenderer.self)
    },
  ]

  /// The format that the ending of a file's name asks for; nil when it asks for none.
  package static func forFile(_ path: String) -> ComparisonFormat? {
    guard let ending = ReportFormat.ending(of: path) else { return nil }
    return all.first { $0.endings.contains(ending) }
  }
}
