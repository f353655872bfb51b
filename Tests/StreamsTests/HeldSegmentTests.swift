import Packets
import Testing

@testable import Streams

/// Both sides in the order of TCP, whatever the order of the file.
@Suite struct HeldSegmentTests {
  private static func talk() -> Conversation {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "question")
    talk.say(.server, "answer")
    talk.say(.client, "thanks")
    talk.send(.server, [.fin, .ack])
    talk.send(.client, [.fin, .ack])
    return talk
  }

  private static let order = ["question", "answer", "thanks", "fin", "fin"]

  /// What was read, in the order in which it was read.
  private func order(_ segments: [Captured], ends: Bool = false) -> [String] {
    Recorder.events(of: segments, ends: ends).content
  }

  @Test func oneDirectionFirst() {
    let segments = Self.talk().segments
    for first in Speaker.allCases {
      let sorted =
        segments.filter { $0.speaker == first } + segments.filter { $0.speaker != first }
      #expect(order(sorted) == Self.order, "\(first)")
    }
  }

  /// One tap is behind the other by up to five frames.
  @Test func skewedTaps() {
    let segments = Self.talk().segments
    for late in Speaker.allCases {
      for skew in 1...5 {
        var places = segments.indices.map { index in
          (place: index + (segments[index].speaker == late ? skew : 0), index: index)
        }
        places.sort { ($0.place, $0.index) < ($1.place, $1.index) }
        #expect(order(places.map { segments[$0.index] }) == Self.order, "\(late) \(skew)")
      }
    }
  }

  @Test func aResetThatAnswersComesAfterWhatItAnswers() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "question")
    talk.send(.server, [.rst, .ack])
    let last = talk.segments.count - 1
    talk.segments.swapAt(last, last - 1)
    #expect(order(talk.segments) == ["question", "reset"])
    // One that does not acknowledge the question may precede it.
    talk.segments[last - 1].segment.acknowledgement &-= 8
    #expect(order(talk.segments) == ["reset", "question"])
  }

  /// The other direction was not captured, or bytes of it were lost: nothing waits for ever.
  @Test func whatNeverComesIsNotWaitedFor() {
    let segments = Self.talk().segments
    for speaker in Speaker.allCases {
      let one = segments.filter { $0.speaker == speaker }
      let expected = speaker == .client ? ["question", "thanks", "fin"] : ["answer", "fin"]
      #expect(order(one, ends: true) == expected)
    }
    for lost in 3..<segments.count {
      var rest = segments
      rest.remove(at: lost)
      #expect(Set(order(rest, ends: true)).isSubset(of: Set(Self.order)))
    }
  }

  @Test func heldBytesAreBounded() {
    var budget = ReassemblyBudget.standard
    budget.bytesPerCapture = 4000
    var recorder = Recorder(budget: budget)
    var talk = Conversation()
    talk.open()
    talk.next[0] &+= 100
    for _ in 0..<100 { talk.say(.server, String(repeating: "x", count: 100)) }
    recorder.capture(talk.segments)
    #expect(recorder.table.keptBytes <= budget.bytesPerCapture)
    #expect(recorder.said(.server).count == 10_000)
  }

  @Test func zerosOfABareAckThatTheNextBytesReplaceArePadding() {
    for count in 1...6 {
      var talk = Conversation()
      talk.open()
      let zeros = [UInt8](repeating: 0, count: count)
      talk.insert(.client, .ack, zeros, sequence: talk.next[0])
      talk.say(.client, "question")
      #expect(order(talk.segments) == ["question"], "\(count)")
      #expect(!Recorder.events(of: talk.segments).table[0].sawConflictingOverlap)
    }
  }

  @Test func zerosThatTheNextBytesFollowAreContent() {
    var talk = Conversation()
    talk.open()
    talk.send(.client, .ack, [0, 0])
    talk.say(.client, "question")
    #expect(order(talk.segments) == ["\0\0", "question"])
    // Acknowledged, and nothing follows.
    var last = Conversation()
    last.open()
    last.send(.client, .ack, [0, 0])
    last.insert(.server, .ack, sequence: last.next[1])
    #expect(order(last.segments, ends: true) == ["\0\0"])
    last.segments.removeLast()
    #expect(order(last.segments, ends: true) == [])
  }

  /// Segments of an older connection of the same ports, and of refused tries.
  @Test func whatComesBeforeTheSynAckFixesNothing() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.insert(.server, .ack, sequence: 999_999, acknowledgement: 55)
    talk.insert(.server, [.fin, .ack], Array("late".utf8), sequence: 888_888, acknowledgement: 66)
    talk.insert(.client, .rst, sequence: 55)
    talk.insert(.client, .syn, sequence: 1000)
    talk.insert(.server, [.rst, .ack], sequence: 0, acknowledgement: 1001)
    talk.insert(.client, .syn, sequence: 1000)
    talk.send(.server, [.syn, .ack])
    talk.send(.client, .ack)
    talk.say(.client, "question")
    talk.say(.server, "answer")
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.text(.client) == "question")
    #expect(recorder.text(.server) == "answer")
    #expect(recorder.table.count == 1)
  }
}
