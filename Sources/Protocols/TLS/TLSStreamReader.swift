package import Bytes

/// Reads the TLS records of one side, from its bytes in order and split anywhere.
///
/// Plain handshake messages, alerts and ChangeCipherSpec become ``TLSEvent``s; encrypted records
/// (`HandshakeHeader.isReadable`) are skipped by length. Only unfinished handshake bytes are copied.
package struct TLSStreamReader: Sendable {
  /// Called for each event in order. The span is valid during the call only, and empty but for handshake
  /// messages and hellos of SSL 2.0.
  package typealias EventHandler = (TLSEvent, Span<UInt8>) -> Void

  /// How many bytes of one handshake message are kept: certificate chains stay below 100 KiB, and hundreds of
  /// thousands of readers may be alive. A longer message is delivered incomplete, unless ``mayKeepLongMessage``.
  package static let usualMessage = 256 << 10

  /// The longest handshake message: a header of four bytes, and a length of three (RFC 8446, section 4).
  package static let longestMessage = HandshakeHeader.size + 1 << 24 - 1

  enum State: UInt8 {
    /// Nothing was read: a hello in SSL 2.0 format is possible.
    case start
    /// Inside a hello in SSL 2.0 format, kept in `pending`.
    case sslv2Hello
    /// After a ClientHello in SSL 2.0 format.
    case afterSSLv2Hello
    case header
    case body
    /// A gap hid where the next record begins.
    case lost
    case stopped
  }

  /// How the bytes of the current record are treated.
  enum Mode: UInt8 {
    /// Skipped; the record is an event when it ends.
    case opaque
    /// Skipped; no event.
    case ignored
    /// An alert of at most eight bytes, kept in `scratch`.
    case alert
    /// A handshake record that may be readable or encrypted.
    case undecided
    case handshake
  }

  var state = State.start
  var mode = Mode.opaque
  /// ChangeCipherSpec was seen.
  var isEncrypted = false
  /// A gap hid where the next handshake message begins, or the record layer was found again.
  var isHandshakeLost = false
  /// The record layer was found again after a gap: it may not be where records really begin.
  var isResumed = false
  /// How many bytes of a header are in `scratch`.
  var headerCount: UInt8 = 0
  /// Bytes of an unfinished record header, or of a short alert.
  var scratch: UInt64 = 0
  var record = RecordHeader(packed: 0)
  /// Bytes of the current record that are still to come.
  var remaining: Int32 = 0
  /// Bytes of a handshake message that are skipped: its beginning was delivered.
  var handshakeSkip: Int32 = 0
  /// The frame of the first byte of the current record.
  var recordFirst = FrameStamp(number: 0, time: 0)
  var last = FrameStamp(number: 0, time: 0)
  var pending = PendingHandshake()
  /// The level of an alert whose description comes in the next record; 0 for none.
  var alertLevel: UInt8 = 0
  /// Messages are kept up to ``longestMessage``. Their owner decides how many readers may do so at once.
  package var mayKeepLongMessage = false

  package init() {}

  /// Reads the next bytes of the side. `origin` is their frame, `stamp` the frame that made them deliverable.
  package mutating func read(
    _ bytes: Span<UInt8>, origin: FrameStamp, stamp: FrameStamp, deliver: EventHandler
  ) {
    if bytes.isEmpty || state == .stopped { return }
    last = stamp
    if state == .lost { resume(bytes) }
    var rest = bytes
    while !rest.isEmpty {
      let taken: Int
      switch state {
      case .start, .afterSSLv2Hello: taken = begin(rest, origin, deliver)
      case .sslv2Hello: taken = readSSLv2Hello(rest, deliver)
      case .header: taken = readHeader(rest, origin, deliver)
      case .body: taken = readBody(rest, origin, deliver)
      case .lost, .stopped: return
      }
      rest = rest.extracting(droppingFirst: taken)
    }
  }

  /// The side ended: delivers what is unfinished, as far as it was read.
  package mutating func finish(deliver: EventHandler) {
    if state == .stopped { return }
    abandonRecord(deliver)
    abandonMessage(deliver)
    state = .stopped
  }

  /// How many bytes of handshake messages are kept.
  package var keptBytes: Int { pending.count }

  var keptLimit: Int { mayKeepLongMessage ? Self.longestMessage : Self.usualMessage }

  /// Whether the last byte left a record or message unfinished.
  package var isInsideMessage: Bool { state == .body || state == .sslv2Hello || !pending.isEmpty }

  /// Whether the last byte left a record header, or an alert, unfinished.
  package var isInsideHeaderOrAlert: Bool {
    headerCount > 0 || alertLevel != 0 || state == .body && record.type == .alert
  }

  func emit(
    _ kind: TLSEvent.Kind, first: FrameStamp, _ body: Span<UInt8>, isTooLong: Bool = false,
    _ deliver: EventHandler
  ) {
    deliver(TLSEvent(kind: kind, first: first, completed: last, isTooLong: isTooLong), body)
  }

  func emit(_ kind: TLSEvent.Kind, _ deliver: EventHandler) {
    emit(kind, first: recordFirst, Span(), deliver)
  }
}

/// One TLS message or record of a side.
///
/// `first` is the frame of the first byte, `completed` the frame that completed the record of the last byte:
/// where Wireshark shows the message.
package struct TLSEvent: Sendable {
  package enum Kind: Sendable, Equatable {
    /// A handshake message in the clear; the span is its whole body, header included.
    /// `isComplete` is false when the side ended, or a gap began, inside the message, and when the rest is not read:
    /// see ``TLSEvent/isTooLong``.
    case handshake(HandshakeType, recordVersion: ProtocolVersion, isComplete: Bool)
    /// A ClientHello in SSL 2.0 format; the span is the record with its two-byte header.
    case sslv2ClientHello(isComplete: Bool)
    /// A SERVER-HELLO of SSL 2.0; the span as above.
    case sslv2ServerHello(isComplete: Bool)
    case alert(AlertLevel, AlertDescription)
    case changeCipherSpec
    /// A handshake record whose body is encrypted: after ChangeCipherSpec, the Finished.
    case encryptedHandshake(length: Int)
    /// An alert record whose body is encrypted.
    case encryptedAlert(length: Int)
    /// A record of type application_data: in TLS 1.3 everything after the ServerHello.
    case applicationData(length: Int)
    /// A heartbeat record, plain or encrypted (RFC 6520): neither data nor an alert, whatever its length.
    case heartbeat(length: Int)
    /// What follows is not a TLS record; the reader has stopped.
    case notTLS
  }

  package var kind: Kind
  package var first: FrameStamp
  package var completed: FrameStamp
  /// The rest of a handshake message is not read, because it is longer than what the reader keeps.
  package var isTooLong = false
}
