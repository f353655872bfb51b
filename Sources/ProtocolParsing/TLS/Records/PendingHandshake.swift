import ByteReading

/// Handshake bytes that cannot be handed on yet: their message or their record is not whole.
///
/// Memory follows the bytes that came, never a length that was announced. `starts` holds the frame of
/// the first byte of each message in `bytes`; a record has at most 4608 of them (18 432 bytes, four each).
struct PendingHandshake: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var starts: [FrameStamp] = []
  /// Where the next message begins, or the last one whose header is not whole yet.
  private var boundary: Int32 = 0
  /// Whether the message at `boundary` has its entry in `starts`.
  private var isBoundaryMarked = false
  /// The version of the record that held the first byte.
  private(set) var version = ProtocolVersion(rawValue: 0)

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  /// The announced length of the first message, its header included; nil until the header is whole.
  var messageLength: Int? { HandshakeHeader(bytes.span, at: 0)?.length }

  /// Appends the next bytes and finds where messages begin in them.
  mutating func append(_ part: Span<UInt8>, origin: FrameStamp, version: ProtocolVersion) {
    if part.isEmpty { return }
    if bytes.isEmpty { self.version = version }
    bytes.append(part, 0..<part.count)
    while Int(boundary) < bytes.count {
      if !isBoundaryMarked { starts.append(origin) }
      isBoundaryMarked = true
      guard let header = HandshakeHeader(bytes.span, at: Int(boundary)) else { return }
      boundary += Int32(header.length)
      isBoundaryMarked = false
    }
  }

  /// Appends bytes in which there are no messages to find: a hello in SSL 2.0 format.
  mutating func keep(_ part: Span<UInt8>, _ range: Range<Int>) {
    bytes.append(part, range)
  }

  /// Hands over what is held and is empty afterwards.
  mutating func take() -> (bytes: [UInt8], starts: [FrameStamp], version: ProtocolVersion) {
    let taken = (bytes, starts, version)
    self = PendingHandshake()
    return taken
  }
}
