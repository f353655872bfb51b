import Packets
import Streams
import Testing

/// How connections end, and what is no end.
@Suite struct CloseTests {
  @Test func finWithData() {
    var talk = Conversation()
    talk.open()
    talk.send(.client, [.fin, .ack], Array("last words".utf8))
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "last words")
    #expect(recorder.kinds(.client).suffix(2) == [.data, .fin])
  }

  @Test func finBeforeTheMissingData() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "first")
    talk.send(.client, [.fin, .ack])
    talk.segments.swapAt(3, 4)
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.kinds(.client).suffix(2) == [.data, .fin])
    #expect(recorder.events[0].last?.origin == 4)
    #expect(recorder.events[0].last?.stamp == 5)
  }

  @Test func retransmittedFin() {
    var talk = Conversation.ordinary()
    talk.insert(.client, [.fin, .ack], sequence: talk.next[0] &- 1)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.kinds(.client).filter { $0 == .fin }.count == 1)
    #expect(recorder.end(.client).retransmissions == 1)
  }

  @Test func nothingIsDataBehindTheFin() {
    var talk = Conversation.ordinary()
    talk.say(.client, "more")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "hello from the client")
    #expect(recorder.kinds(.client).last == .fin)
    #expect(recorder.end(.client).packets == 7)
  }

  @Test func earlyDataBehindAnEarlyFin() {
    var talk = Conversation()
    talk.open()
    let start = talk.next[0]
    talk.insert(.client, .ack, Array("beyond".utf8), sequence: start &+ 5)
    talk.insert(.client, [.fin, .ack], sequence: start &+ 5)
    talk.insert(.client, .ack, Array("beyond".utf8), sequence: start &+ 6)
    talk.insert(.client, .ack, Array("words, and more".utf8), sequence: start)
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.text(.client) == "words")
    #expect(recorder.kinds(.client).last == .fin)
  }

  @Test func keepAlives() {
    for bytes in [[], [UInt8(0)]] {
      var talk = Conversation()
      talk.open()
      talk.say(.client, "request")
      talk.say(.server, "answer")
      talk.insert(.client, .ack, bytes, sequence: talk.next[0] &- 1)
      talk.insert(.server, .ack, sequence: talk.next[1])
      talk.say(.client, "again")
      let recorder = Recorder.events(of: talk.segments)
      #expect(recorder.text(.client) == "requestagain")
      #expect(recorder.end(.client).retransmissions == 0)
      #expect(recorder.copies == [])
    }
  }

  /// One byte that was not acknowledged yet is a retransmission, not a keep-alive.
  @Test func retransmittedSingleByte() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "a")
    talk.insert(.client, .ack, Array("a".utf8), sequence: talk.next[0] &- 1)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.end(.client).retransmissions == 1)
    #expect(recorder.kinds(.client).last == .retransmission(sequenceOffset: 0, length: 1))
  }

  @Test func zeroWindowProbe() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "request")
    talk.window = 0
    talk.send(.server, .ack)
    talk.window = 8192
    talk.insert(.client, .ack, Array("m".utf8), sequence: talk.next[0])
    talk.say(.client, "more")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "requestmore")
    #expect(recorder.end(.client).retransmissions == 0)
  }

  @Test func retransmissionCountsFromTheFirstByte() {
    var talk = Conversation.ordinary(clientStart: .max - 3)
    let again = talk.segments[4]
    talk.segments.insert(again, at: 6)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.kinds(.client).contains(.retransmission(sequenceOffset: 11, length: 10)))
    #expect(recorder.copies == [Array("the client".utf8)])
    #expect(recorder.end(.client).retransmissions == 1)
    #expect(recorder.end(.client).bytes == 21)
  }
}
