import Bytes

// The record layer: where records begin and end, and what each kind of record becomes.

extension TLSStreamReader {
  /// Decides by the first byte between SSL 2.0 and TLS, without consuming it.
  mutating func begin(_ bytes: Span<UInt8>, _ origin: FrameStamp, _ deliver: EventHandler) -> Int {
    if bytes[0] & 0x80 == 0 {
      state = .header
    } else if state == .start {
      recordFirst = origin
      state = .sslv2Hello
    } else {
      // Records of SSL 2.0, when the server chose it; else the first one was not a hello. Neither is TLS.
      recordFirst = origin
      state = .stopped
      emit(.notTLS, deliver)
      return bytes.count
    }
    return 0
  }

  // Inlined, as ``beginRecord(_:)``: called once a record.
  @inline(__always)
  mutating func readHeader(_ bytes: Span<UInt8>, _ origin: FrameStamp, _ deliver: EventHandler) -> Int {
    if headerCount == 0 {
      recordFirst = origin
      scratch = 0
    }
    let taken = min(RecordHeader.byteCount - Int(headerCount), bytes.count)
    for index in 0..<taken { scratch = scratch << 8 | UInt64(bytes[index]) }
    headerCount += UInt8(taken)
    switch RecordHeader.recognize(scratch, count: Int(headerCount)) {
    case .needsMore: break
    case .no: leaveTLS(deliver)
    case .yes where isResumed && !Self.isPossible(RecordHeader(packed: scratch)): leaveTLS(deliver)
    case .yes: beginRecord(deliver)
    }
    return taken
  }

  /// No record begins here. After a gap the offset may be wrong, and the search continues; else this is the end.
  private mutating func leaveTLS(_ deliver: EventHandler) {
    abandonMessage(deliver)
    headerCount = 0
    state = isResumed ? .lost : .stopped
    if !isResumed { emit(.notTLS, deliver) }
  }

  @inline(__always)
  private mutating func beginRecord(_ deliver: EventHandler) {
    record = RecordHeader(packed: scratch)
    headerCount = 0
    scratch = 0
    remaining = Int32(record.length)
    state = .body
    switch record.type {
    case .handshake: mode = pending.isEmpty && handshakeSkip == 0 ? .undecided : .handshake
    case .alert: mode = (1...8).contains(record.length) ? .alert : .opaque
    default: mode = .opaque
    }
    // Only a warning alert may come between two records of a message (RFC 5246, section 6.2.1).
    if record.type == .changeCipherSpec || record.type == .applicationData { abandonMessage(deliver) }
    if remaining == 0 { endRecord(deliver) }
  }

  mutating func readBody(_ bytes: Span<UInt8>, _ origin: FrameStamp, _ deliver: EventHandler) -> Int {
    let taken = min(Int(remaining), bytes.count)
    remaining -= Int32(taken)
    let part = bytes.extracting(first: taken)
    switch mode {
    case .opaque, .ignored: break
    case .alert: for index in 0..<taken { scratch = scratch << 8 | UInt64(part[index]) }
    case .undecided, .handshake: readHandshake(part, origin, deliver)
    }
    if remaining == 0 { endRecord(deliver) }
    return taken
  }

  mutating func endRecord(_ deliver: EventHandler) {
    state = .header
    if record.type == .changeCipherSpec && record.length > 0 {
      isEncrypted = true
      isHandshakeLost = false
    }
    switch mode {
    case .ignored: break
    case .opaque: emitOpaque(deliver)
    case .alert: emitAlerts(deliver)
    case .undecided, .handshake: endHandshakeRecord(deliver)
    }
  }

  /// A record that is known by its header alone.
  func emitOpaque(_ deliver: EventHandler) {
    switch record.type {
    case .handshake where record.length > 0: emit(.encryptedHandshake(length: record.length), deliver)
    case .alert where record.length > 0: emit(.encryptedAlert(length: record.length), deliver)
    case .applicationData: emit(.applicationData(length: record.length), deliver)
    case .changeCipherSpec where record.length > 0: emit(.changeCipherSpec, deliver)
    case .heartbeat where record.length > 0: emit(.heartbeat(length: record.length), deliver)
    default: break
    }
  }

  /// Alerts of two bytes each, level and description (RFC 5246, section 7.2).
  ///
  /// No cipher produces a record of two bytes, so a single one is readable also after ChangeCipherSpec.
  ///
  /// An alert can be split over two records until TLS 1.2 (RFC 5246, section 6.2.1).
  private mutating func emitAlerts(_ deliver: EventHandler) {
    if record.length == 1, !isEncrypted { return emitHalfAlert(deliver) }
    alertLevel = 0
    let count = record.length / 2
    let isReadable =
      record.length % 2 == 0 && (count == 1 || !isEncrypted)
      && (0..<count).allSatisfy { (1...2).contains(alertByte(2 * $0)) }
    guard isReadable else { return emitOpaque(deliver) }
    for index in 0..<count {
      let level = AlertLevel(rawValue: alertByte(2 * index))
      let description = AlertDescription(rawValue: alertByte(2 * index + 1))
      emit(.alert(level, description), deliver)
    }
  }

  private mutating func emitHalfAlert(_ deliver: EventHandler) {
    let byte = alertByte(0)
    if alertLevel != 0 {
      emit(.alert(AlertLevel(rawValue: alertLevel), AlertDescription(rawValue: byte)), deliver)
      alertLevel = 0
    } else if (1...2).contains(byte) {
      alertLevel = byte
    } else {
      emitOpaque(deliver)
    }
  }

  private func alertByte(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: scratch >> UInt64(8 * (record.length - 1 - index)))
  }
}
