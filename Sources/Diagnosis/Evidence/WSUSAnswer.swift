package import Protocols

/// What a WSUS server answered, in two bytes, because events keep it.
package struct WSUSAnswer: Hashable, Sendable {
  package let rawValue: UInt16

  /// - Parameter isPaired: whether the request that it answers was captured.
  package init(status: Int, fault: WSUSFault?, isPaired: Bool) {
    rawValue =
      UInt16(clamping: min(max(status, 0), 1023)) << 6 | UInt16(fault?.rawValue ?? 0) << 1
      | (isPaired ? 1 : 0)
  }

  /// The status code of HTTP.
  package var status: Int { Int(rawValue >> 6) }

  /// Nil where it is no SOAP fault, or none that could be read.
  package var fault: WSUSFault? { WSUSFault(rawValue: UInt8(rawValue >> 1 & 0x1f)) }

  package var isPaired: Bool { rawValue & 1 != 0 }

  /// An error of client or server (RFC 9110, sections 15.5 and 15.6). 416 tells a client that it has the whole file
  /// already, or asked for a range behind its end.
  package var isError: Bool { status >= 400 && status != 416 }

  /// It asks for credentials (RFC 9110, sections 15.5.2 and 15.5.8): Windows authentication begins so, up to three times.
  package var isChallenge: Bool { status == 401 || status == 407 }

  /// The client is to renew something and to repeat its request.
  package var isRenewal: Bool { isChallenge || fault?.isRenewal ?? false }
}
