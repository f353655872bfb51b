package import Bytes

/// A WSUS server's answer: its status, and what its body says if it is a SOAP fault.
package struct WSUSResponse: Hashable, Sendable {
  /// The status code, 200 to 999: answers of class 1xx are never final and are skipped.
  package var status: Int
  /// Nil for an answer that is no fault, or whose body is missing or compressed.
  package var fault: WSUSFault?
  /// The .NET exception that the fault names; empty without one.
  package var exception: [UInt8] = []
  /// What it answers; nil where that was not captured, or where several requests had been sent at once.
  package var request: WSUSRequest?
  package var first = FrameStamp(number: 0, time: 0)
  package var completed = FrameStamp(number: 0, time: 0)
}

/// The head of an answer while its lines come in.
struct WSUSResponseHead: Sendable {
  let status: Int
  private var framing = BodyFraming()
  private var isXML = false
  private var isCompressed = false

  /// Reads a status line; nil for anything else.
  init?(_ line: [UInt8]) {
    guard let status = StatusLine.status(line) else { return nil }
    self.status = status
  }

  mutating func take(_ line: [UInt8]) {
    guard let field = HeaderField(line) else { return }
    framing.take(field)
    // text/xml (SOAP 1.1, section 6) or application/soap+xml (RFC 3902).
    if field.name == "content-type" {
      isXML = String(decoding: field.value, as: UTF8.self).lowercased().contains("xml")
    }
    // WSUS compresses with xpress on request ([MS-WUSP], section 2.1.1).
    if field.name == "content-encoding" {
      isCompressed = String(decoding: field.value, as: UTF8.self).lowercased() != "identity"
    }
  }

  func body(isOfHead: Bool) -> MessageBody {
    let body = isOfHead ? .none : framing.responseBody(status: status)
    // IIS always states a length, or closes.
    if case .unframed = body { return .untilClose }
    return body
  }

  /// A fault has status 500 (SOAP 1.1, section 6.2), or 400 in SOAP 1.2 (part 2, section 7.5.2.2).
  var mayBeFault: Bool { status >= 400 && isXML && !isCompressed }
}
