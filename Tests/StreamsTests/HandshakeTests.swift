import Packets
import Streams
import Testing

/// How connections begin, in order and otherwise.
@Suite struct HandshakeTests {
  @Test func synAckBeforeSyn() {
    var talk = Conversation.ordinary()
    talk.segments.swapAt(0, 1)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 1)
    #expect(recorder.table[0].initiator == .other)
    #expect(recorder.text(.client) == "hello from the client")
    #expect(recorder.kinds(.client).first == .syn(isRetransmission: false))
    #expect(recorder.end(.client).retransmissions == 0)
    #expect(recorder.didHandshake)
  }

  @Test func retransmittedSynIsNoOtherConnection() {
    var talk = Conversation()
    talk.insert(.client, .syn, sequence: talk.next[0])
    talk.open()
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 1)
    #expect(
      recorder.kinds(.client) == [
        .opened, .syn(isRetransmission: false), .syn(isRetransmission: true), .handshakeAck,
      ])
    #expect(recorder.end(.client).retransmissions == 1)
    #expect(recorder.end(.client).packets == 3)
  }

  @Test func retransmittedSynAck() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.insert(.server, [.syn, .ack], sequence: talk.next[1])
    talk.send(.server, [.syn, .ack])
    talk.send(.client, .ack)
    let recorder = Recorder.events(of: talk.segments)
    #expect(
      recorder.kinds(.server) == [.synAck(isRetransmission: false), .synAck(isRetransmission: true)])
  }

  /// A second server answered: what the client acknowledges decides.
  @Test func synAckWithAnotherSequence() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.insert(.server, [.syn, .ack], sequence: 5)
    talk.send(.server, [.syn, .ack])
    talk.send(.client, .ack)
    talk.insert(.server, [.syn, .ack], sequence: 900)
    talk.say(.server, "banner")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 1)
    #expect(recorder.text(.server) == "banner")
    #expect(recorder.lost(.server) == 0)
  }

  @Test func dataInTheSyn() {
    for isAccepted in [true, false] {
      var talk = Conversation(clientStart: .max)
      talk.send(.client, .syn, Array("early".utf8))
      if !isAccepted { talk.acknowledged[1] = 0 }
      talk.send(.server, [.syn, .ack])
      talk.acknowledged[1] = nil
      talk.send(.client, .ack)
      if !isAccepted { talk.insert(.client, .ack, Array("early".utf8), sequence: 0) }
      talk.say(.client, " and late")
      let recorder = Recorder.events(of: talk.segments)
      #expect(recorder.text(.client) == "early and late")
      #expect(recorder.lost(.client) == 0)
      #expect(recorder.end(.client).retransmissions == (isAccepted ? 0 : 1))
      #expect(recorder.didHandshake)
    }
  }

  @Test func simultaneousOpen() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.send(.server, .syn)
    talk.insert(.client, [.syn, .ack], sequence: talk.next[0] &- 1)
    talk.insert(.server, [.syn, .ack], sequence: talk.next[1] &- 1)
    talk.say(.client, "ping")
    talk.say(.server, "pong")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 1)
    #expect(recorder.table[0].initiator == .one)
    #expect(recorder.didHandshake)
    #expect(recorder.text(.client) == "ping")
    #expect(recorder.text(.server) == "pong")
    #expect(recorder.end(.client).retransmissions == 0)
  }

  /// The server answers with a SYN of its own; the client's SYN/ACK is answered with an ACK.
  @Test func splitHandshake() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.send(.server, .syn)
    talk.insert(.client, [.syn, .ack], sequence: talk.next[0] &- 1)
    talk.send(.server, .ack)
    talk.say(.client, "ping")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table[0].initiator == .one)
    #expect(recorder.kinds(.server) == [.syn(isRetransmission: false), .handshakeAck])
    #expect(recorder.text(.client) == "ping")
  }

  @Test func missingStart() {
    var talk = Conversation.ordinary()
    talk.segments.removeFirst(4)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table[0].wasMissingStart)
    #expect(recorder.table[0].initiator == nil)
    #expect(recorder.text(.client) == "the client")
    #expect(recorder.text(.server) == "and here is an answer of three segments")
    #expect(recorder.lost(.client) == 0)
  }

  /// Nothing was captured of the client but its SYN's answer: what it says first is known to be lost.
  @Test func lostFirstSegmentIsAGap() {
    var talk = Conversation.ordinary()
    talk.segments.remove(at: 3)
    talk.segments.remove(at: 2)
    talk.segments.remove(at: 0)
    let recorder = Recorder.events(of: talk.segments)
    #expect(!recorder.table[0].wasMissingStart)
    #expect(recorder.lost(.client) == 11)
    #expect(recorder.text(.client) == "the client")
  }

  @Test func staleDataBelowAMissingStart() {
    var talk = Conversation.ordinary()
    let first = talk.segments[3]
    talk.segments.removeFirst(4)
    talk.segments.insert(first, at: 1)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "the client")
    #expect(recorder.end(.client).retransmissions == 0)
    #expect(recorder.end(.client).packets == 4)
    #expect(recorder.copies == [])
  }

  @Test func captureBeginsWithAKeepAlive() {
    for bytes in [[], [UInt8(0)]] {
      var talk = Conversation()
      talk.next = [5000, 9000]
      talk.insert(.server, .ack, sequence: talk.next[1])
      talk.insert(.client, .ack, bytes, sequence: talk.next[0] &- 1)
      talk.insert(.server, .ack, sequence: talk.next[1])
      talk.say(.client, "data")
      let recorder = Recorder.events(of: talk.segments)
      #expect(recorder.text(.client) == "data")
      #expect(recorder.lost(.client) == 0)
      #expect(recorder.end(.client).retransmissions == 0)
    }
  }

  @Test func handshakeAckThatCarriesData() {
    var talk = Conversation.ordinary()
    talk.segments.remove(at: 2)
    let recorder = Recorder.events(of: talk.segments)
    #expect(
      recorder.kinds(.client).prefix(4) == [.opened, .syn(isRetransmission: false), .handshakeAck, .data])
  }
}
