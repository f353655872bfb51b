import Packets
import Streams
import Testing

/// Bytes that were not captured: how long they are waited for, and what is said of them.
@Suite struct HoleTests {
  /// A conversation whose client sends ten bytes that are lost, then "kept"; the server acknowledges all.
  private func holed(acknowledged: Bool = true) -> Conversation {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "0123456789")
    talk.say(.client, "kept")
    talk.segments.remove(at: 3)
    if acknowledged { talk.send(.server, .ack) }
    return talk
  }

  @Test func gapAtTheEndOfTheCapture() {
    for acknowledged in [true, false] {
      var recorder = Recorder.events(of: holed(acknowledged: acknowledged).segments, ends: false)
      #expect(!recorder.kinds(.client).contains(.data))
      recorder.finish()
      #expect(recorder.kinds(.client).suffix(2) == [.gap(10, isCut: false), .data])
      #expect(recorder.text(.client) == "kept")
      #expect(recorder.end(.client).bytes == 4)
    }
  }

  @Test func acknowledgementAloneIsNotEnough() {
    var talk = holed()
    talk.insert(.client, .ack, Array("0123456789".utf8), sequence: 1001)
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.text(.client) == "0123456789kept")
    #expect(recorder.lost(.client) == 0)
  }

  @Test func givenUpAfterSixteenSegments() {
    for count in [15, 16] {
      var talk = holed()
      for _ in 0..<count { talk.send(.client, .ack) }
      let recorder = Recorder.events(of: talk.segments, ends: false)
      #expect(recorder.lost(.client) == (count == 16 ? 10 : 0))
    }
  }

  @Test func givenUpAfterASecond() {
    for (later, lost) in [(999_999_999, 0), (1_000_000_000, 10)] as [(Int64, Int)] {
      var talk = holed()
      talk.segments[talk.segments.count - 1].time = 5_000_000_000
      talk.send(.server, .ack)
      talk.segments[talk.segments.count - 1].time = 5_000_000_000 + later
      let recorder = Recorder.events(of: talk.segments, ends: false)
      #expect(recorder.lost(.client) == lost)
    }
  }

  @Test func waitsWithoutAcknowledgement() {
    var talk = holed(acknowledged: false)
    for _ in 0..<100 { talk.send(.client, .ack) }
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.lost(.client) == 0)
  }

  /// With one direction captured nobody acknowledges.
  @Test func givenUpWhenTheReceiverIsSilent() {
    var talk = holed(acknowledged: false)
    talk.segments.removeAll { $0.speaker == .server }
    for _ in 0..<17 { talk.send(.client, .ack) }
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.kinds(.client).suffix(2) == [.gap(10, isCut: false), .data])
  }

  @Test func everyLostSegmentIsAGapOfItsLength() {
    for start in [1000, .max - 12, .max - 25] as [UInt32] {
      let talk = Conversation.ordinary(clientStart: start, serverStart: start)
      for index in 3..<8 {
        var segments = talk.segments
        let lost = segments.remove(at: index)
        let recorder = Recorder.events(of: segments)
        let kept = segments.filter { $0.speaker == lost.speaker }.flatMap(\.bytes)
        #expect(recorder.said(lost.speaker) == kept)
        #expect(recorder.lost(lost.speaker) == lost.bytes.count)
        #expect(recorder.lost(lost.speaker.opposite) == 0)
        #expect(recorder.kinds(lost.speaker).last == .fin)
      }
    }
  }

  @Test func manyHolesGoTogether() {
    var talk = Conversation()
    talk.open()
    for index in 0..<8 {
      talk.say(.client, "\(index)")
      if index % 2 == 0 { talk.segments.removeLast() }
    }
    talk.send(.server, .ack)
    for _ in 0..<16 { talk.send(.client, .ack) }
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.text(.client) == "1357")
    #expect(recorder.lost(.client) == 4)
  }

  @Test func cutBySnapLength() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "0123456789")
    talk.segments[3].segment.payload = 0..<4
    talk.say(.client, "whole")
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(
      recorder.kinds(.client).suffix(3) == [.data, .gap(6, isCut: true), .data])
    #expect(recorder.text(.client) == "0123whole")
    #expect(recorder.end(.client).bytes == 15)
  }

  @Test func cutToNothingAndFin() {
    var talk = Conversation()
    talk.open()
    talk.send(.client, [.fin, .ack], Array("0123456789".utf8))
    talk.segments[3].segment.payload = 0..<0
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.kinds(.client).suffix(2) == [.gap(10, isCut: true), .fin])
  }

  @Test func cutSegmentsOutOfOrder() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "0123456789")
    talk.say(.client, "abcdef")
    for index in 3...4 { talk.segments[index].segment.payload = 0..<4 }
    talk.segments.swapAt(3, 4)
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(
      recorder.kinds(.client).suffix(4) == [
        .data, .gap(6, isCut: true), .data, .gap(2, isCut: true),
      ])
    #expect(recorder.text(.client) == "0123abcd")
  }

  @Test func payloadRangeThatLies() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "0123456789")
    talk.segments[3].segment.payload = 2..<100_000
    talk.segments[3].segment.payloadLength = 3
    talk.say(.server, "x")
    talk.segments[4].segment.payloadLength = -1
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "234")
    #expect(recorder.text(.server) == "")
  }

  @Test func fartherThanAnyWindowIsIgnored() {
    var talk = Conversation()
    talk.open()
    talk.insert(.client, .ack, Array("far".utf8), sequence: talk.next[0] &+ 0x4000_0001)
    talk.insert(.client, [.fin, .ack], sequence: talk.next[0] &+ 0x4000_0001)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.kinds(.client).last == .handshakeAck)
  }
}
