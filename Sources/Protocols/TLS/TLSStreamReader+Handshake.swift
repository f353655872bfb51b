import Bytes

// Handshake records: messages over several records, several messages in one, and records that are encrypted.

extension TLSStreamReader {
  mutating func readHandshake(_ part: Span<UInt8>, _ origin: FrameStamp, _ deliver: EventHandler) {
    let skipped = min(Int(handshakeSkip), part.count)
    handshakeSkip -= Int32(skipped)
    let part = part.extracting(droppingFirst: skipped)
    // The usual record: whole in this chunk, and nothing was waiting for it.
    if mode == .undecided && part.count == record.length { return readWholeRecord(part, origin, deliver) }
    pending.append(part, origin: origin, version: record.version)
    if mode == .undecided && (pending.count >= HandshakeHeader.evidence || remaining == 0) { decide() }
  }

  private mutating func readWholeRecord(_ part: Span<UInt8>, _ origin: FrameStamp, _ deliver: EventHandler) {
    mode = modeOfRecord(beginning: part)
    guard mode == .handshake else { return }
    var offset = 0
    while let header = HandshakeHeader(part, at: offset), header.length <= part.count - offset {
      let body = part.extracting(offset..<(offset + header.length))
      let kind = TLSEvent.Kind.handshake(header.type, recordVersion: record.version, isComplete: true)
      emit(kind, first: origin, body, deliver)
      offset += header.length
    }
    pending.append(part.extracting(droppingFirst: offset), origin: origin, version: record.version)
  }

  mutating func decide() {
    let bytes = pending.bytes
    mode = modeOfRecord(beginning: bytes.span)
    if mode != .handshake { _ = pending.take() }
  }

  private mutating func modeOfRecord(beginning bytes: Span<UInt8>) -> Mode {
    let isReadable = HandshakeHeader.isReadable(
      bytes, recordLength: record.length, afterChangeCipherSpec: isEncrypted)
    // After a gap an odd beginning may be the middle of a message: it does not prove encryption.
    guard isReadable else { return isHandshakeLost && !isEncrypted ? .ignored : .opaque }
    isHandshakeLost = false
    return .handshake
  }

  mutating func endHandshakeRecord(_ deliver: EventHandler) {
    emitWholeMessages(deliver)
    guard pending.count >= keptLimit, let length = pending.messageLength else { return }
    handshakeSkip = Int32(length - pending.count)
    emitPartialMessage(isTooLong: true, deliver)
  }

  /// Delivers every whole message that is kept, and keeps the beginning of the next.
  mutating func emitWholeMessages(_ deliver: EventHandler) {
    guard let length = pending.messageLength, length <= pending.count else { return }
    var (bytes, starts, version) = pending.take()
    var offset = 0
    var index = 0
    while let header = HandshakeHeader(bytes.span, at: offset), header.length <= bytes.count - offset {
      let body = bytes.span.extracting(offset..<(offset + header.length))
      let kind = TLSEvent.Kind.handshake(header.type, recordVersion: version, isComplete: true)
      emit(kind, first: starts[index] ?? recordFirst, body, deliver)
      version = record.version
      offset += header.length
      index += 1
    }
    guard offset < bytes.count else { return }
    bytes.removeFirst(offset)
    pending.append(bytes.span, origin: starts[index] ?? recordFirst, version: version)
  }

  /// Delivers the beginning of a message whose end will not be read.
  mutating func emitPartialMessage(isTooLong: Bool = false, _ deliver: EventHandler) {
    guard !pending.isEmpty else { return }
    let (bytes, starts, version) = pending.take()
    let type = HandshakeType(rawValue: bytes[0])
    let kind = TLSEvent.Kind.handshake(type, recordVersion: version, isComplete: false)
    emit(kind, first: starts.first ?? recordFirst, bytes.span, isTooLong: isTooLong, deliver)
  }
}
