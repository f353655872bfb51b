import Bytes

// What the capture does not hold: gaps, and the end of the side inside something.

extension TLSStreamReader {
  /// So many bytes of the side, directly behind the last ones, are missing and will not come.
  ///
  /// A handshake message that the gap cuts is handed on incomplete. A gap inside a record or a message of
  /// known length is stepped over exactly; behind any other the reader waits for a chunk that begins with a record.
  package mutating func gap(_ count: Int, deliver: (TLSEvent, Span<UInt8>) -> Void) {
    guard count > 0, state != .stopped, state != .lost else { return }
    if state == .body && count <= Int(remaining) {
      passOver(count, deliver)
    } else {
      abandonRecord(deliver)
      abandonMessage(deliver)
      headerCount = 0
      state = .lost
    }
  }

  /// A gap that ends inside the current record, or with it.
  private mutating func passOver(_ count: Int, _ deliver: (TLSEvent, Span<UInt8>) -> Void) {
    settleHandshake()
    switch mode {
    case .opaque, .ignored: break
    case .alert: mode = .ignored
    case .undecided, .handshake: passOverHandshake(count, deliver)
    }
    remaining -= Int32(count)
    if remaining == 0 { endRecord(deliver) }
  }

  private mutating func passOverHandshake(_ count: Int, _ deliver: (TLSEvent, Span<UInt8>) -> Void) {
    emitWholeMessages(deliver)
    if let length = pending.messageLength { handshakeSkip = Int32(length - pending.count) }
    emitPartialMessage(deliver)
    if count <= Int(handshakeSkip) {
      handshakeSkip -= Int32(count)
    } else {
      handshakeSkip = 0
      isHandshakeLost = true
      mode = .ignored
    }
  }

  /// The current record will not be read to its end.
  mutating func abandonRecord(_ deliver: (TLSEvent, Span<UInt8>) -> Void) {
    if state == .sslv2Hello { return abandonSSLv2Hello(deliver) }
    guard state == .body else { return }
    settleHandshake()
    switch mode {
    case .ignored, .alert, .undecided: break
    case .opaque where record.type != .changeCipherSpec: emitOpaque(deliver)
    case .opaque: break
    case .handshake: emitWholeMessages(deliver)
    }
  }

  /// Decides with the few bytes that came whether a cut handshake record was readable.
  private mutating func settleHandshake() {
    guard mode == .undecided, isEncrypted || !pending.isEmpty else { return }
    decide()
  }

  /// The current message will not be read to its end, and its successor begins a record.
  mutating func abandonMessage(_ deliver: (TLSEvent, Span<UInt8>) -> Void) {
    emitPartialMessage(deliver)
    handshakeSkip = 0
  }

  /// Looks for a record at the start of a chunk behind a gap.
  mutating func resume(_ bytes: Span<UInt8>) {
    guard Self.looksLikeRecord(bytes) != .no else { return }
    state = .header
    isResumed = true
    isHandshakeLost = true
  }
}
