import Bytes

// Hellos in SSL 2.0 format at the start of a side.

extension TLSStreamReader {
  mutating func readSSLv2Hello(_ bytes: Span<UInt8>, _ deliver: (TLSEvent, Span<UInt8>) -> Void) -> Int {
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
      pending.keep(bytes, taken..<(taken + count))
      taken += count
      if let hello, pending.count == hello.recordLength {
        let text = pending.take().bytes
        endSSLv2Hello(hello, text.span, deliver)
        return taken
      }
    }
    return taken
  }

  private mutating func endSSLv2Hello(
    _ hello: SSLv2Hello, _ text: Span<UInt8>, _ deliver: (TLSEvent, Span<UInt8>) -> Void
  ) {
    emitSSLv2(hello, isComplete: true, text, deliver)
    // What follows a SERVER-HELLO of SSL 2.0 is encrypted or of no interest.
    state = hello.isServer ? .stopped : .afterSSLv2Hello
  }

  mutating func abandonSSLv2Hello(_ deliver: (TLSEvent, Span<UInt8>) -> Void) {
    let text = pending.take().bytes
    guard let hello = SSLv2Hello.recognize(text.span).hello else { return }
    emitSSLv2(hello, isComplete: false, text.span, deliver)
  }

  private func emitSSLv2(
    _ hello: SSLv2Hello, isComplete: Bool, _ text: Span<UInt8>, _ deliver: (TLSEvent, Span<UInt8>) -> Void
  ) {
    let kind: TLSEvent.Kind =
      hello.isServer ? .sslv2ServerHello(isComplete: isComplete) : .sslv2ClientHello(isComplete: isComplete)
    emit(kind, first: recordFirst, text, deliver)
  }
}
