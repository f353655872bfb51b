import Bytes

/// Handshake bytes of an incomplete message or record. Memory follows the bytes received, never an announced
/// length.
struct PendingHandshake: Sendable {
  private(set) var bytes: [UInt8] = []
  /// The frames of the first byte of each message in `bytes`.
  private(set) var starts = MessageStarts()
  /// Where the next message begins, or the last one whose header is not whole yet.
  private var boundary: Int32 = 0
  /// Whether the message at `boundary` has its entry in `starts`.
  private var isBoundaryMarked = false
  /// The version of the record with the first byte.
  private(set) var version = ProtocolVersion(rawValue: 0)

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  /// The announced length of the first message, its header included; nil until the header is whole.
  var messageLength: Int? { HandshakeHeader(bytes.span, at: 0)?.length }

  /// Appends the next bytes and finds where messages begin in them.
  mutating func append(_ part: Span<UInt8>, origin: FrameStamp, version: ProtocolVersion) {
    if part.isEmpty { return }
    if bytes.isEmpty {
      self.version = version
      // Most flights come in two segments, and the second is not larger.
      bytes.reserveCapacity(2 * part.count)
    }
    bytes.append(part, 0..<part.count)
    while Int(boundary) < bytes.count {
      if !isBoundaryMarked { starts.append(origin) }
      isBoundaryMarked = true
      guard let header = HandshakeHeader(bytes.span, at: Int(boundary)) else { return }
      boundary += Int32(header.length)
      isBoundaryMarked = false
    }
  }

  /// Appends bytes of a hello in SSL 2.0 format, which is one message.
  mutating func append(sslv2 part: Span<UInt8>, _ range: Range<Int>) {
    bytes.append(part, range)
  }

  /// Returns what is kept and is empty afterwards.
  mutating func take() -> (bytes: [UInt8], starts: MessageStarts, version: ProtocolVersion) {
    let taken = (bytes, starts, version)
    self = PendingHandshake()
    return taken
  }
}

/// The frames in which messages begin: at most 4608 in a record (18 432 bytes, four each); the usual one
/// needs no array.
struct MessageStarts: Sendable {
  private(set) var first: FrameStamp?
  private var later: [FrameStamp] = []

  mutating func append(_ stamp: FrameStamp) {
    if first == nil { first = stamp } else { later.append(stamp) }
  }

  /// The frame of a message by its index; nil when there is none.
  subscript(index: Int) -> FrameStamp? {
    if index == 0 { return first }
    return index <= later.count ? later[index - 1] : nil
  }
}
