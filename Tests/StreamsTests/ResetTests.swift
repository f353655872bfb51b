import Packets
import Testing

@testable import Streams

/// Which RSTs count.
@Suite struct ResetTests {
  @Test func atTheNextSequence() {
    var talk = Conversation.ordinary()
    talk.segments.removeLast(3)
    talk.next[0] &-= 1
    talk.next[1] &-= 1
    talk.send(.server, [.rst, .ack])
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.kinds(.server).last == .reset)
    #expect(recorder.end(.server).seen.contains(.reset))
  }

  /// The client has acknowledged 70001 and offers 8192 · 4 bytes. One ahead of the next byte waits: what the
  /// server goes on to send, behind it or in front of it, shows that it ended nothing (RFC 5961, section 3.2). One right
  /// behind these bytes was captured out of order.
  @Test func windowOfTheReceiver() {
    let cases: [(UInt32, Bool)] = [
      (70_000, false), (70_001, true), (70_002, false), (70_010, false), (70_011, true),
      (70_001 + 32_767, false), (70_001 + 32_768, false), (0, false), (0x8000_0000, false), (.max, false),
    ]
    for (sequence, counts) in cases {
      var talk = Conversation()
      talk.open()
      talk.insert(.server, .rst, sequence: sequence)
      talk.say(.server, "still here")
      let recorder = Recorder.events(of: talk.segments)
      #expect(recorder.kinds(.server).contains(.reset) == counts, "\(sequence)")
      #expect(recorder.kinds(.server).contains(.outOfWindowReset) != counts, "\(sequence)")
      #expect(recorder.text(.server) == "still here", "\(sequence)")
    }
  }

  @Test func lostBytesBeforeAResetAreAGap() {
    var talk = Conversation()
    talk.open()
    talk.insert(.server, .rst, sequence: 70_101)
    #expect(
      Recorder.events(of: talk.segments).kinds(.server).suffix(2) == [.gap(100, isCut: false), .reset])
    // The client acknowledged them: nothing of them will come.
    talk.insert(.client, .ack, sequence: talk.next[0], acknowledgement: 70_101)
    talk.segments.swapAt(talk.segments.count - 1, talk.segments.count - 2)
    let known = Recorder.events(of: talk.segments, ends: false)
    #expect(known.kinds(.server).suffix(2) == [.gap(100, isCut: false), .reset])
  }

  /// Who does not know the number guesses it: nothing is missing between the guesses.
  @Test func guessesBehindAResetAreNoGap() {
    var talk = Conversation()
    talk.open()
    for sequence in [UInt32(70_001), 71_461, 74_381] { talk.insert(.server, .rst, sequence: sequence) }
    let kinds = Recorder.events(of: talk.segments).kinds(.server)
    #expect(kinds.suffix(3) == [.reset, .outOfWindowReset, .outOfWindowReset])
    #expect(!kinds.contains(.gap(1460, isCut: false)))
  }

  @Test func answerToASyn() {
    let cases: [(TCPFlags, UInt32, Bool)] = [
      ([.rst, .ack], 1001, true), ([.rst, .ack], 1000, false), ([.rst, .ack], 1002, false),
      ([.rst], 0, false),
    ]
    for (flags, acknowledgement, counts) in cases {
      for sequence in [UInt32(0), 12345] {
        var talk = Conversation()
        talk.send(.client, .syn)
        talk.insert(.server, flags, sequence: sequence, acknowledgement: acknowledgement)
        let recorder = Recorder.events(of: talk.segments)
        #expect(recorder.kinds(.server) == [counts ? .reset : .outOfWindowReset], "\(acknowledgement)")
      }
    }
  }

  /// The server took the data of the SYN into account.
  @Test func answerToASynWithData() {
    for acknowledgement in [UInt32(1001), 1006] {
      var talk = Conversation()
      talk.send(.client, .syn, Array("early".utf8))
      talk.insert(.server, [.rst, .ack], sequence: 0, acknowledgement: acknowledgement)
      #expect(Recorder.events(of: talk.segments).kinds(.server) == [.reset])
    }
  }

  @Test func repeatedSynIsRefusedAgain() {
    var talk = Conversation()
    for _ in 0..<3 {
      talk.insert(.client, .syn, sequence: 1000)
      talk.insert(.server, [.rst, .ack], sequence: 0, acknowledgement: 1001)
    }
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 1)
    #expect(recorder.kinds(.server) == [.reset, .reset, .reset])
    #expect(recorder.end(.client).retransmissions == 2)
  }

  @Test func clientResetsHalfOpen() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.send(.server, [.syn, .ack])
    talk.insert(.client, .rst, sequence: talk.next[0])
    #expect(Recorder.events(of: talk.segments).kinds(.client).last == .reset)
  }

  @Test func unknownWindowTakesAnyResetAhead() {
    var talk = Conversation()
    talk.insert(.client, .ack, sequence: 1000, acknowledgement: 500)
    talk.insert(.server, .rst, sequence: 500 + 1_000_000)
    #expect(
      Recorder.events(of: talk.segments).kinds(.server) == [.gap(1_000_000, isCut: false), .reset])

    var silent = Conversation()
    silent.insert(.server, .rst, sequence: 77)
    #expect(Recorder.events(of: silent.segments).kinds(.server) == [.opened, .reset])
  }

  @Test func resetAfterFinIsToldToo() {
    var talk = Conversation.ordinary()
    talk.insert(.server, .rst, sequence: talk.next[1])
    #expect(Recorder.events(of: talk.segments).kinds(.server).suffix(2) == [.fin, .reset])
  }

  /// The receiver may have ignored it (RFC 5961), and then the flow goes on.
  @Test func isReadOnBehindAReset() {
    var talk = Conversation()
    talk.open()
    talk.say(.server, "one")
    talk.insert(.server, .rst, sequence: talk.next[1])
    let ended = Recorder.events(of: talk.segments)
    #expect(!ended.end(.server).wentOnAfterReset)
    talk.say(.server, "two")
    talk.send(.server, [.fin, .ack])
    talk.say(.client, "the other side goes on")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.server) == "onetwo")
    #expect(recorder.kinds(.server).suffix(3) == [.reset, .data, .fin])
    #expect(recorder.text(.client) == "the other side goes on")
    #expect(recorder.end(.server).packets == 5)
    #expect(recorder.end(.server).wentOnAfterReset && !recorder.end(.client).wentOnAfterReset)
  }

  @Test func payloadOfAResetIsNoData() {
    var talk = Conversation()
    talk.open()
    talk.send(.server, [.rst, .ack], Array("no such service".utf8))
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.server) == "")
    #expect(recorder.end(.server).bytes == 0)
  }

  @Test func resetDeliversWhatWaits() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "lost")
    talk.say(.client, "kept")
    talk.insert(.server, .rst, sequence: talk.next[1])
    talk.segments.remove(at: 3)
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(
      recorder.events[0].suffix(3).map(\.kind) == [.gap(4, isCut: false), .data, .reset])
  }
}
