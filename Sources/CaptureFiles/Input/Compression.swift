/// A compression that is undone on the way in.
struct Compression: Sendable {
  /// The name in the report.
  let name: String
  /// Whether data that starts so is compressed with it.
  let recognises: @Sendable (Span<UInt8>) -> Bool
  /// The source of what was compressed.
  let undo: @Sendable (CaptureInput) -> any ByteSource

  /// All of them. To add one: a file with its ``ByteSource``, and a line here.
  static let all: [Compression] = [
    .gzip
  ]
}
