import Bytes
import Streams
import Testing

@testable import Packets

/// The numbers of connections, which are Wireshark's `tcp.stream`.
@Suite struct NumberingTests {
  @Test func inOrderOfTheFirstSegment() {
    var segments: [Captured] = []
    for port in [5000, 4000, 6000] as [UInt16] {
      var talk = Conversation()
      talk.clientEnd = EndPoint(address: Conversation.client.address, port: port)
      talk.open()
      segments += talk.segments
    }
    let recorder = Recorder.events(of: segments + segments)
    #expect(recorder.table.count == 3)
    #expect((0..<3).map { recorder.table[$0].one.endPoint.port } == [5000, 4000, 6000])
  }

  @Test func reusedEndPointsAreAnotherConnection() {
    var talk = Conversation.ordinary()
    talk.next[0] = 9_000_000
    talk.next[1] = 5
    talk.open()
    talk.say(.client, "second")
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 2)
    #expect(recorder.text(.client) == "hello from the client")
    #expect(recorder.text(.client, connection: 1) == "second")
    #expect(recorder.table[1].first.number == 12)
    #expect(recorder.table[0].last.number == 11)
  }

  @Test func theNewestBetweenTwoEnds() {
    var talk = Conversation()
    talk.open()
    let (client, server) = (talk.clientEnd, Conversation.server)
    #expect(ConnectionTable().newest(from: client, to: server) == nil)
    var other = Conversation()
    other.clientEnd = EndPoint(address: client.address, port: client.port + 1)
    other.open()
    let once = Recorder.events(of: talk.segments + other.segments).table
    #expect(once.newest(from: client, to: server) == 0)
    #expect(once.newest(from: server, to: client) == 0)
    #expect(once.newest(from: server, to: other.clientEnd) == 1)
    #expect(once.newest(from: client, to: other.clientEnd) == nil)
    talk.next[0] = 9_000_000
    talk.open()
    #expect(Recorder.events(of: talk.segments).table.newest(from: server, to: client) == 1)
  }

  @Test func reuseEndsTheWaitOfTheOldConnection() {
    var talk = Conversation()
    talk.open()
    talk.say(.client, "lost")
    talk.say(.client, "kept")
    talk.segments.remove(at: 3)
    talk.next[0] = 9_000_000
    talk.send(.client, .syn)
    let recorder = Recorder.events(of: talk.segments, ends: false)
    #expect(recorder.text(.client) == "kept")
    #expect(recorder.lost(.client) == 4)
  }

  @Test func theBaseOfEachDirection() {
    // A SYN one below the first segment of its side belongs to it.
    var late = Conversation()
    late.insert(.client, .ack, sequence: 1001, acknowledgement: 70_001)
    late.insert(.client, .syn, sequence: 1000)
    #expect(Recorder.events(of: late.segments).table.count == 1)

    // One below what the other side acknowledged first, too; any other does not.
    for (sequence, count) in [(UInt32(1000), 1), (1001, 2), (999, 2)] {
      var answered = Conversation()
      answered.insert(.server, .ack, sequence: 70_001, acknowledgement: 1001)
      answered.insert(.client, .syn, sequence: sequence)
      #expect(Recorder.events(of: answered.segments).table.count == count)
    }
  }

  @Test func synAckOnlyMovesTheBase() {
    var talk = Conversation()
    talk.open()
    talk.insert(.server, [.syn, .ack], sequence: 44)
    talk.insert(.server, .syn, sequence: 44)
    #expect(Recorder.events(of: talk.segments).table.count == 1)
    talk.insert(.server, .syn, sequence: 70_000)
    #expect(Recorder.events(of: talk.segments).table.count == 2)
  }

  @Test func sameSequenceAfterResetOrFinIsTheSameConnection() {
    var talk = Conversation()
    talk.send(.client, .syn)
    talk.insert(.server, [.rst, .ack], sequence: 0, acknowledgement: 1001)
    talk.insert(.client, .syn, sequence: 1000)
    #expect(Recorder.events(of: talk.segments).table.count == 1)
  }

  @Test func bothEndsAlike() {
    var talk = Conversation()
    talk.clientEnd = Conversation.server
    talk.send(.client, .syn)
    talk.segments.append(talk.segments[0])
    let recorder = Recorder.events(of: talk.segments)
    #expect(recorder.table.count == 1)
    #expect(recorder.table[0].one.packets == 2)
  }

  @Test func quotedSegments() {
    var recorder = Recorder()
    let (client, server) = (Conversation.client, Conversation.server)
    let short = QuotedSegment(source: client, destination: server, sequence: 1000, code: 3)
    recorder.capture(short, of: .client)
    #expect(recorder.table.count == 0)

    var long = short
    long.flags = .syn
    recorder.capture(long, of: .client)
    #expect(recorder.kinds(.client) == [.opened, .unreachable(code: 3)])
    #expect(recorder.table[0].one.packets == 0)

    var talk = Conversation()
    talk.open()
    recorder.capture(talk.segments)
    recorder.capture(short, of: .client)
    #expect(recorder.table.count == 1)
    #expect(recorder.kinds(.client).filter { $0 == .unreachable(code: 3) }.count == 2)

    var older = short
    older.sequence = 999
    recorder.capture(older, of: .client)
    #expect(recorder.kinds(.client).filter { $0 == .unreachable(code: 3) }.count == 2)

    // A quoted SYN/ACK moves the base of its side, as one that was captured.
    var answer = QuotedSegment(source: server, destination: client, sequence: 44, code: 3)
    answer.flags = [.syn, .ack]
    recorder.capture(answer, of: .server)
    talk.insert(.server, .syn, sequence: 44)
    recorder.capture(Array(talk.segments.suffix(1)))
    #expect(recorder.table.count == 1)

    long.sequence = 555
    recorder.capture(long, of: .client)
    #expect(recorder.table.count == 2)
  }
}
