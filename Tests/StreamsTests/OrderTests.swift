import Packets
import Streams
import Testing

/// Whatever the capture did to the order of frames, the streams come out as they were sent.
@Suite struct OrderTests {
  /// Starts near the wrap, so that it falls into the SYN, the data and the FIN.
  private static let starts: [UInt32] = [
    1000, .max, .max - 1, .max - 5, .max - 22, .max - 40, 0, 0x7fff_fff0,
  ]

  @Test func inOrder() {
    for start in Self.starts {
      let talk = Conversation.ordinary(clientStart: start, serverStart: start &+ 3)
      let recorder = Recorder.events(of: talk.segments, ends: false)
      #expect(recorder.text(.client) == "hello from the client")
      #expect(recorder.text(.server) == "and here is an answer of three segments")
      #expect(
        recorder.kinds(.client) == [
          .opened, .syn(isRetransmission: false), .handshakeAck, .data, .data, .fin,
        ])
      #expect(
        recorder.kinds(.server) == [.synAck(isRetransmission: false), .data, .data, .data, .fin])
    }
  }

  @Test func everyOrderWithinAWindow() {
    for start in Self.starts {
      let talk = Conversation.ordinary(clientStart: start, serverStart: start &+ 7)
      for first in 0..<talk.segments.count - 3 {
        for order in permutations(of: 4) {
          var segments = talk.segments
          for (position, index) in order.enumerated() {
            segments[first + position] = talk.segments[first + index]
          }
          check(segments, against: talk, "start \(start), window \(first), order \(order)")
        }
      }
    }
  }

  @Test func everySegmentTwice() {
    let talk = Conversation.ordinary()
    for index in talk.segments.indices {
      for distance in 0...3 where index + distance < talk.segments.count {
        var segments = talk.segments
        segments.insert(talk.segments[index], at: index + distance + 1)
        check(segments, against: talk, "segment \(index) again after \(distance)")
      }
    }
    check(talk.segments.flatMap { [$0, $0] }, against: talk, "all twice")
  }

  @Test func everySplitGivesOneAnswer() {
    let request = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    for cut in 1..<request.count {
      for isSwapped in [false, true] {
        var talk = Conversation(clientStart: .max - 9)
        talk.open()
        talk.say(.client, Array(request[..<cut]))
        talk.say(.client, Array(request[cut...]))
        talk.close()
        if isSwapped { talk.segments.swapAt(3, 4) }
        let recorder = Recorder.events(of: talk.segments, ends: false)
        #expect(recorder.said(.client) == request, "cut at \(cut), swapped \(isSwapped)")
        #expect(recorder.kinds(.client).last == .fin)
        #expect(recorder.lost(.client) == 0)
      }
    }
  }

  @Test func originIsTheFrameThatHeldTheBytes() {
    var talk = Conversation.ordinary()
    talk.segments.swapAt(3, 4)
    let data = Recorder.events(of: talk.segments).events[0].filter {
      $0.kind == .data && $0.speaker == .client
    }
    #expect(data.map(\.origin) == [5, 4])
    #expect(data.map(\.stamp) == [5, 5])
  }

  @Test func overlapsOnBothEnds() {
    let bytes = Array("abcdefghijklmnopqrst".utf8)
    for (first, second) in overlappingRanges(bytes.count) {
      for third in [0..<bytes.count, 5..<15] {
        var talk = Conversation()
        talk.open()
        let start = talk.next[0]
        for range in [first, second, third, 0..<bytes.count] {
          talk.insert(
            .client, .ack, Array(bytes[range]), sequence: start &+ UInt32(range.lowerBound))
        }
        let recorder = Recorder.events(of: talk.segments, ends: false)
        #expect(recorder.said(.client) == bytes, "\(first) \(second) \(third)")
        #expect(recorder.end(.client).bytes == bytes.count)
        #expect(!recorder.table[0].sawConflictingOverlap)
      }
    }
  }

  @Test func firstCopyWins() {
    var talk = Conversation()
    talk.open()
    let start = talk.next[0]
    talk.insert(.client, .ack, Array("CD".utf8), sequence: start &+ 2)
    talk.insert(.client, .ack, Array("abxxef".utf8), sequence: start)
    talk.insert(.client, .ack, Array("yyyyyy".utf8), sequence: start)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "abCDef")
    #expect(recorder.table[0].sawConflictingOverlap)
    #expect(recorder.end(.client).retransmissions == 1)
    #expect(recorder.copies == [Array("yyyyyy".utf8)])
  }

  @Test func conflictAmongEarlySegments() {
    var talk = Conversation()
    talk.open()
    let start = talk.next[0]
    talk.insert(.client, .ack, Array("cdef".utf8), sequence: start &+ 2)
    talk.insert(.client, .ack, Array("eXgh".utf8), sequence: start &+ 4)
    talk.insert(.client, .ack, Array("ab".utf8), sequence: start)
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.text(.client) == "abcdefgh")
    #expect(recorder.table[0].sawConflictingOverlap)
  }

  private func check(_ segments: [Captured], against talk: Conversation, _ comment: Comment) {
    let recorder = Recorder.events(of: segments, ends: false)
    #expect(recorder.table.count == 1, comment)
    for speaker in Speaker.allCases {
      // A FIN that was captured last of all waits for the rest: nothing may be missing then either.
      #expect(recorder.said(speaker) == talk.said(speaker), comment)
      #expect(recorder.lost(speaker) == 0, comment)
      #expect(recorder.kinds(speaker).filter { $0 == .fin }.count == 1, comment)
    }
    #expect(recorder.events[0].filter { $0.kind == .handshakeAck }.count == 1, comment)
    #expect(recorder.table[0].initiator != nil, comment)
    #expect(!recorder.table[0].wasMissingStart, comment)
  }

  private func permutations(of count: Int) -> [[Int]] {
    guard count > 1 else { return [[0]] }
    return permutations(of: count - 1).flatMap { shorter in
      (0..<count).map { position in Array(shorter[..<position]) + [count - 1] + Array(shorter[position...]) }
    }
  }

  private func overlappingRanges(_ count: Int) -> [(Range<Int>, Range<Int>)] {
    var pairs: [(Range<Int>, Range<Int>)] = []
    for low in stride(from: 1, to: count - 6, by: 2) {
      for second in stride(from: 1, to: count - 6, by: 3) {
        pairs.append((low..<low + 6, second..<second + 5))
      }
    }
    return pairs
  }
}
