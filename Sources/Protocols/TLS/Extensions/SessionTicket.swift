import Bytes

extension ClientHello {
  /// session_ticket (RFC 5077, section 3.2): empty asks for a ticket, anything else is one.
  mutating func readSessionTicket(_ data: ByteCursor) {
    if !data.isAtEnd { offersResumption = true }
  }
}
