/// When a segment between known end points begins a connection of its own.
///
/// The numbers of connections are Wireshark's `tcp.stream` (checked against tshark 4.0). There, each
/// direction has a base: the sequence number of its SYN, one less than that of another first
/// segment, or one less than what the other direction acknowledged first. A SYN without ACK
/// whose number is not the base begins a new connection. A SYN/ACK only moves the base. A segment
/// that an ICMP message quotes counts in both rules, but is not the first to set a base.
enum StreamNumbering {
  static func isReuse(_ sequence: SequenceNumber, _ bits: ControlBits, of sender: HalfStream) -> Bool {
    bits.isSyn && !bits.isAck && sender.seen.contains(.base) && sender.base != sequence
  }

  static func note(
    _ sequence: SequenceNumber, _ acknowledgement: SequenceNumber?, isSyn: Bool,
    from sender: inout HalfStream, to receiver: inout HalfStream
  ) {
    if !sender.seen.contains(.base) {
      sender.base = isSyn ? sequence : sequence - 1
      sender.seen.insert(.base)
    } else if isSyn, acknowledgement != nil {
      sender.base = sequence
    }
    if let acknowledgement, !receiver.seen.contains(.base) {
      receiver.base = acknowledgement - 1
      receiver.seen.insert(.base)
    }
  }

  static func noteQuoted(_ sequence: SequenceNumber, _ bits: ControlBits, from sender: inout HalfStream) {
    if bits.isSyn, bits.isAck, sender.seen.contains(.base) { sender.base = sequence }
  }
}
