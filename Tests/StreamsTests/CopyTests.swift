import Packets
import Testing

@testable import Streams

/// Packets that the capture contains twice, and what is sent again.
@Suite struct CopyTests {
  private static let millisecond: Int64 = 1_000_000

  /// An open connection in which the client sends two segments; the first comes once more, changed by `body`, and so many
  /// milliseconds later. `acks`: how many ACKs of the server come in between.
  private func table(
    after milliseconds: Int64, identification: UInt16, acks: Int = 0,
    _ body: (inout TCPSegment) -> Void = { _ in }
  ) -> Recorder {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "first")
    talk.say(.client, "second")
    for index in talk.segments.indices { talk.segments[index].time = Int64(index) * 1000 }
    talk.segments[3].segment.identification = identification
    talk.acknowledged[1] = talk.segments[3].segment.sequence
    for _ in 0..<acks { talk.send(.server, .ack) }
    for index in 5..<talk.segments.count { talk.segments[index].time = 5000 }
    var copy = talk.segments[3]
    copy.time = 3000 + milliseconds * Self.millisecond
    body(&copy.segment)
    talk.segments.append(copy)
    var recorder = Recorder()
    recorder.keepsIdentifications = true
    recorder.capture(talk.segments)
    return recorder
  }

  private func isCopy(
    after milliseconds: Int64, identification: UInt16 = 7, acks: Int = 0,
    _ body: (inout TCPSegment) -> Void = { _ in }
  ) -> Bool {
    let recorder = table(after: milliseconds, identification: identification, acks: acks, body)
    let end = recorder.end(.client)
    let isRetransmission = recorder.copies == [Array("first".utf8)]
    #expect(end.packets == 5)
    #expect(end.retransmissions == (isRetransmission ? 1 : 0))
    #expect(recorder.table.contentCopies == (isRetransmission ? 0 : 1))
    #expect(recorder.table.contentSegments == 3)
    return !isRetransmission
  }

  @Test func theSamePacket() {
    for milliseconds: Int64 in [0, 1, 50, 100] { #expect(isCopy(after: milliseconds)) }
    #expect(isCopy(after: 50, acks: 5))
    // On both sides of a router, in either order.
    #expect(isCopy(after: 1) { $0.hopLimit = 63 })
    #expect(isCopy(after: 1) { $0.hopLimit = 65 })
  }

  @Test func anotherPacket() {
    #expect(!isCopy(after: 1) { $0.identification = 8 })
    #expect(!isCopy(after: 1) { $0.identification = 0 })
    #expect(!isCopy(after: 101))
    #expect(!isCopy(after: 1) { $0.hopLimit = 62 })
    #expect(!isCopy(after: 1) { $0.acknowledgement &-= 1 })
    #expect(!isCopy(after: 1) { $0.window &+= 1 })
    #expect(!isCopy(after: 1) { $0.flags.insert(.fin) })
  }

  /// IPv6, and senders that set zero: only a timer may send again while the other side is silent.
  @Test func withoutAnIdentification() {
    for milliseconds: Int64 in [0, 9, 100] {
      #expect(isCopy(after: milliseconds, identification: 0))
    }
    #expect(!isCopy(after: 101, identification: 0))
    // A fast retransmission follows three duplicate ACKs.
    #expect(isCopy(after: 9, identification: 0, acks: 2))
    #expect(!isCopy(after: 9, identification: 0, acks: 3))
    #expect(!isCopy(after: 11, identification: 0, acks: 1))
    #expect(!isCopy(after: 1, identification: 0) { $0.identification = 8 })
  }

  /// A SYN and a FIN that were captured twice were sent once.
  @Test func everyPacketTwice() {
    var talk = Conversation.ordinary()
    for index in talk.segments.indices { talk.segments[index].segment.identification = UInt16(index + 1) }
    let once = Recorder.events(of: talk.segments)
    let twice = Recorder.events(of: talk.segments.flatMap { [$0, $0] })
    for speaker in Speaker.allCases {
      #expect(twice.kinds(speaker) == once.kinds(speaker))
      #expect(twice.said(speaker) == once.said(speaker))
      #expect(twice.end(speaker).retransmissions == 0)
      #expect(twice.end(speaker).packets == 2 * once.end(speaker).packets)
    }
  }

  /// The same RST may answer several packets: only its identification tells.
  @Test func resets() {
    for (identification, isCopy) in [(UInt16(0), false), (7, true)] {
      var talk = Conversation()
      talk.open()
      for _ in 0..<2 { talk.insert(.server, .rst, sequence: talk.next[1]) }
      for index in 3...4 { talk.segments[index].segment.identification = identification }
      var recorder = Recorder()
      recorder.keepsIdentifications = true
      recorder.capture(talk.segments)
      #expect(recorder.kinds(.server).count { $0 == .reset } == (isCopy ? 1 : 2))
      #expect(recorder.end(.server).packets == 3)
    }
  }

  /// Another connection has its own packets, and the other side has, too.
  @Test func packetsThatLookAlike() {
    var first = Conversation()
    var second = Conversation()
    second.clientEnd = EndPoint(address: Conversation.client.address, port: 50_000)
    for index in 0..<2 {
      if index == 0 { first.open() } else { second.open() }
    }
    first.say(.client, "same")
    second.say(.client, "same")
    var recorder = Recorder()
    recorder.keepsIdentifications = true
    recorder.capture(first.segments + second.segments)
    #expect(recorder.text(.client) == "same" && recorder.text(.client, connection: 1) == "same")
    #expect(recorder.table.contentCopies == 0)
  }

  /// Many packets may lie between a packet and its copy.
  @Test func copiesOfABurst() {
    var talk = Conversation()
    talk.open()
    for number in 0..<40 { talk.say(.server, "segment \(number)") }
    for index in talk.segments.indices { talk.segments[index].segment.identification = UInt16(index + 1) }
    let burst = Array(talk.segments[3...])
    let recorder = Recorder.events(
      of: talk.segments
        + burst.map { segment in
          var copy = segment
          copy.time = nil
          return copy
        })
    // Slots are shared: a few of them are taken by others.
    #expect(recorder.table.contentCopies > 35)
  }
}
