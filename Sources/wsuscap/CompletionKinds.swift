import ArgumentParser
import Catalog
import Reports

/// What a shell completes where a value is no fixed word.
extension CompletionKind {
  /// Captures by the endings of their names, compressed ones and archives too. Others can still be typed.
  static var capture: CompletionKind {
    .file(extensions: [
      "pcap", "pcapng", "ntar", "cap", "dmp", "etl", "snoop", "erf", "gz", "zst", "lz4", "zip",
    ])
  }

  static var policy: CompletionKind { .file(extensions: ["yaml", "yml"]) }

  static var catalog: CompletionKind { .file(extensions: ["sqlite"]) }

  /// Verdicts, findings and issues.
  static var topic: CompletionKind { .list(Topic.all.map(\.code)) }

  static var view: CompletionKind { .list(CatalogView.all.map(\.name)) }
}
