import Bytes
import Packets
import Testing

@testable import Streams

/// What goes on when nobody reads any more, and what is counted.
@Suite struct ReadingTests {
  @Test func stoppedByTheAnswer() {
    var recorder = Recorder()
    recorder.stopsAfter = .handshakeAck
    var talk = Conversation.ordinary()
    talk.segments.insert(talk.segments[4], at: 5)
    talk.insert(.server, .rst, sequence: talk.next[1])
    recorder.capture(talk.segments)
    #expect(recorder.said(.client) == [])
    #expect(
      recorder.kinds(.client) == [.opened, .syn(isRetransmission: false), .handshakeAck, .fin])
    #expect(recorder.kinds(.server) == [.synAck(isRetransmission: false), .fin, .reset])
    #expect(recorder.end(.client).bytes == 21)
    #expect(recorder.end(.client).retransmissions == 1)
    #expect(recorder.end(.server).bytes == 39)
  }

  /// Reordered and lost segments are counted the same, whether somebody reads or not.
  @Test func countsAreTheSame() {
    let talk = Conversation.ordinary()
    for index in 3..<8 {
      for other in 3..<8 where other != index {
        var segments = talk.segments
        segments.swapAt(index, other)
        segments.insert(segments[5], at: 7)
        if other == 4 { segments.remove(at: 6) }
        var reading = Recorder()
        var stopped = Recorder()
        stopped.stopsAfter = .opened
        reading.capture(segments)
        stopped.capture(segments)
        reading.finish()
        stopped.finish()
        for speaker in Speaker.allCases {
          #expect(reading.end(speaker).bytes == stopped.end(speaker).bytes)
          #expect(reading.end(speaker).retransmissions == stopped.end(speaker).retransmissions)
        }
        #expect(stopped.said(.client) == [])
      }
    }
  }

  @Test func stoppedInTheMiddleOfADelivery() {
    var recorder = Recorder()
    recorder.stopsAfter = .data
    var talk = Conversation()
    talk.open()
    for text in ["a", "b", "c"] { talk.say(.client, text) }
    talk.send(.client, [.fin, .ack])
    talk.segments.swapAt(3, 5)
    recorder.capture(talk.segments)
    #expect(recorder.text(.client) == "a")
    #expect(recorder.kinds(.client).last == .fin)
  }

  @Test func stoppedFromOutside() {
    var recorder = Recorder()
    var talk = Conversation()
    talk.open()
    talk.say(.client, "lost")
    talk.say(.client, "kept")
    talk.segments.remove(at: 3)
    recorder.capture(talk.segments)
    recorder.table.stopReading(0)
    recorder.table.stopReading(1)
    recorder.table.stopReading(-1)
    recorder.finish()
    #expect(recorder.text(.client) == "")
    #expect(recorder.lost(.client) == 4)
    #expect(recorder.end(.client).bytes == 4)
  }

  /// Missing and truncated bytes are told of, but for those of a truncated segment behind a hole.
  @Test func missingBytesAreToldOfAfterReading() {
    for isStopped in [false, true] {
      var recorder = Recorder()
      if isStopped { recorder.stopsAfter = .handshakeAck }
      var talk = Conversation()
      talk.open()
      for text in ["whole", "truncated", "lost", "whole"] { talk.say(.client, text) }
      talk.segments[4].segment.payload = 0..<2
      talk.segments.remove(at: 5)
      recorder.capture(talk.segments)
      recorder.finish()
      #expect(recorder.kinds(.client).contains(.gap(7, isCut: true)))
      #expect(recorder.kinds(.client).contains(.gap(4, isCut: false)))
      #expect(recorder.lost(.client) == 11)
      #expect(recorder.text(.client) == (isStopped ? "" : "wholetrwhole"))
    }
  }

  @Test func nothingIsMissingAfterReading() {
    var recorder = Recorder()
    recorder.stopsAfter = .handshakeAck
    var talk = Conversation.ordinary()
    talk.segments.swapAt(6, 7)
    recorder.capture(talk.segments)
    recorder.finish()
    #expect(Speaker.allCases.map { recorder.lost($0) } == [0, 0])
  }

  @Test func whatAConnectionTells() {
    let recorder = Recorder.events(of: Conversation.ordinary().segments)
    let connection = recorder.table[0]
    #expect(connection.one.endPoint == Conversation.client)
    #expect(connection[.other].endPoint == Conversation.server)
    #expect(connection.initiator == .one)
    #expect(recorder.didHandshake)
    #expect(connection.first.number == 1)
    #expect(connection.last.number == 11)
    #expect(connection.last.time - connection.first.time == 10_000_000)
    #expect(connection.one.packets == 6)
    #expect(connection.other.packets == 5)
    #expect(connection.one.seen.isSuperset(of: [.syn, .fin]) && !connection.one.seen.contains(.synAck))
    #expect(
      connection.other.seen.contains(.synAck) && connection.other.seen.isDisjoint(with: [.syn, .reset]))
    #expect(!connection.spentBudget && !connection.sawConflictingOverlap && !connection.wasMissingStart)
  }
}
