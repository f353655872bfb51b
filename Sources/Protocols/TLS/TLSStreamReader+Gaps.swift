import Bytes

// Missing bytes, and a side that ends inside a record or message.

extension TLSStreamReader {
  /// The next `count` bytes of the side are missing.
  ///
  /// An interrupted handshake message is delivered incomplete. A gap inside a record or message of known
  /// length is skipped exactly; otherwise the reader waits for a chunk that begins with a record.
  package mutating func gap(_ count: Int, deliver: EventHandler) {
    guard count > 0, state != .stopped, state != .lost else { return }
    if state == .body && count <= Int(remaining) {
      skipInRecord(count, deliver)
    } else {
      abandonRecord(deliver)
      abandonMessage(deliver)
      headerCount = 0
      state = .lost
    }
  }

  /// A gap that ends inside the current record, or with it.
  private mutating func skipInRecord(_ count: Int, _ deliver: EventHandler) {
    settleHandshake()
    switch mode {
    case .opaque, .ignored: break
    case .alert: mode = .ignored
    case .undecided, .handshake: skipHandshake(count, deliver)
    }
    remaining -= Int32(count)
    if remaining == 0 { endRecord(deliver) }
  }

  private mutating func skipHandshake(_ count: Int, _ deliver: EventHandler) {
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
  mutating func abandonRecord(_ deliver: EventHandler) {
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

  /// Delivers the beginning of the message that is kept, and skips its rest. A message without a whole header stays.
  package mutating func giveUpMessage(deliver: EventHandler) {
    if state == .sslv2Hello { return finish(deliver: deliver) }
    settleHandshake()
    emitWholeMessages(deliver)
    guard let length = pending.messageLength else { return }
    handshakeSkip = Int32(length - pending.count)
    emitPartialMessage(isTooLong: true, deliver)
  }

  /// Decides with the few bytes that came whether a truncated handshake record was readable.
  private mutating func settleHandshake() {
    guard mode == .undecided, isEncrypted || !pending.isEmpty else { return }
    decide()
  }

  /// The current message will not be read to its end, and its successor begins a record.
  mutating func abandonMessage(_ deliver: EventHandler) {
    emitPartialMessage(deliver)
    handshakeSkip = 0
  }

  /// Looks for a record at the start of a chunk after a gap.
  mutating func resume(_ bytes: Span<UInt8>) {
    guard Self.looksLikeRecord(bytes) != .no else { return }
    state = .header
    isResumed = true
    isHandshakeLost = true
  }
}
