/// Which RSTs count: those that the receiver would take.
enum ResetRule {
  /// An RST counts when one of these holds:
  ///
  /// 1. Its sequence number is the next one of its sender.
  /// 2. It lies in the window that the receiver offered after its highest acknowledgement
  ///    (RFC 9293, section 3.10.7.4, with RFC 5961 left aside: not every receiver follows it).
  /// 3. The receiver has acknowledged nothing but its own SYN is known: the RST acknowledges that
  ///    SYN (section 3.10.7.3). Its sequence number may be anything, mostly 0.
  /// 4. The receiver has acknowledged nothing and no SYN of it was captured: nothing can be asked.
  static func accepts(
    _ sequence: SequenceNumber, acknowledgement: SequenceNumber?, from sender: HalfStream,
    to receiver: HalfStream
  ) -> Bool {
    if sender.seen.contains(.start), sequence == sender.next { return true }
    if receiver.seen.contains(.acknowledgement) {
      let window = receiver.windowEnd.distance(from: receiver.acknowledged)
      let distance = sequence.distance(from: receiver.acknowledged)
      return distance == 0 || distance < window
    }
    guard !receiver.seen.isDisjoint(with: .anySyn) else { return true }
    guard let acknowledgement else { return false }
    return !acknowledgement.isBefore(receiver.start) && !receiver.next.isBefore(acknowledgement)
  }
}
