import Bytes

// A hello in SSL 2.0 format at the start of a side.

extension TLSStreamReader {
  mutating func readSSLv2Hello(_ bytes: Span<UInt8>, _ deliver: EventHandler) -> Int {
    if pending.isEmpty, let hello = SSLv2Hello.recognize(bytes).hello, hello.recordLength <= bytes.count {
      endSSLv2Hello(hello, bytes.extracting(first: hello.recordLength), deliver)
      return hello.recordLength
    }
    // Byte by byte until the lengths are known, then by the rest of the record.
    var taken = 0
    while taken < bytes.count {
      let (answer, hello) = SSLv2Hello.recognize(pending.bytes.span)
      if answer == .no {
        state = .stopped
        _ = pending.take()
        emit(.notTLS, deliver)
        return bytes.count
      }
      let wanted = (hello?.recordLength ?? pending.count + 1) - pending.count
      let count = min(wanted, bytes.count - taken)
      pending.append(sslv2: bytes, taken..<(taken + count))
      taken += count
      if let hello, pending.count == hello.recordLength {
        let body = pending.take().bytes
        endSSLv2Hello(hello, body.span, deliver)
        return taken
      }
    }
    return taken
  }

  private mutating func endSSLv2Hello(_ hello: SSLv2Hello, _ body: Span<UInt8>, _ deliver: EventHandler) {
    emitSSLv2(hello, isComplete: true, body, deliver)
    // What follows a SERVER-HELLO of SSL 2.0 is encrypted or of no interest.
    state = hello.isServer ? .stopped : .afterSSLv2Hello
  }

  mutating func abandonSSLv2Hello(_ deliver: EventHandler) {
    let body = pending.take().bytes
    guard let hello = SSLv2Hello.recognize(body.span).hello else { return }
    emitSSLv2(hello, isComplete: false, body.span, deliver)
  }

  private func emitSSLv2(
    _ hello: SSLv2Hello, isComplete: Bool, _ body: Span<UInt8>, _ deliver: EventHandler
  ) {
    let kind: TLSEvent.Kind =
      hello.isServer ? .sslv2ServerHello(isComplete: isComplete) : .sslv2ClientHello(isComplete: isComplete)
    emit(kind, first: recordFirst, body, deliver)
  }
}
