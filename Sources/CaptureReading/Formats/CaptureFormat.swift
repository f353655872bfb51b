/// A file format of captures.
struct CaptureFormat: Sendable {
  /// The name in the report.
  let name: String
  /// Whether a file that starts so is one; the name of a file is never asked.
  let recognises: @Sendable (Span<UInt8>) -> Bool
  /// Reads what stands before the first frame.
  /// - Throws: `.damagedFromStart` or `.notACapture` when that cannot be read.
  let open: @Sendable (CaptureInput) throws(CaptureFault) -> any FrameLender

  /// All of them. To add one: a file beside this one, and a line here.
  static let book: [CaptureFormat] = [
    .classicPcap,
    .pcapng,
  ]
}

/// What reads one format. Its methods are called once per walk, never per frame.
protocol FrameLender: AnyObject {
  /// The interfaces met so far.
  var interfaces: [CaptureInterface] { get }
  /// How many frames were read so far, whoever saw them.
  var frames: UInt32 { get }

  /// Lends frame after frame until `body` returns false; a later call goes on behind the last one.
  /// - Returns: true at the end of the data, false when `body` stopped.
  /// - Throws: why it cannot go on. It is not called again after that.
  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(Damage) -> Bool
}
