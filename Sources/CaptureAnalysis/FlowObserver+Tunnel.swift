import ByteReading
import Diagnosis
import PacketDecoding
import ProtocolParsing
import StreamAssembly

/// CONNECT requests, their answers, and DNS over TCP.
extension FlowObserver {
  mutating func readRequest(_ bytes: Span<UInt8>, _ part: Delivered) -> Int {
    var reader = readings[part.reading, part.side].request ?? ConnectRequestReader()
    readings[part.reading, part.side].request = nil
    switch reader.read(bytes, origin: part.origin, stamp: part.stamp) {
    case .needsMore:
      readings[part.reading, part.side].request = reader
      return bytes.count
    case .notHTTP:
      readings[part.reading, part.side].mode = .other
      return bytes.count
    case .head(let request, let first, let completed, let consumed):
      let authority = store.add(name: request.authority)
      keep(.connectRequest, part, first: first, completed: completed, detail: authority)
      readings[part.reading, part.side].mode = .opening
      readings[part.reading, part.side].seen.insert(.connect)
      expectAnswer(part)
      return consumed
    }
  }

  /// The side that sent a CONNECT is the client; the other side's next bytes answer it.
  private mutating func expectAnswer(_ part: Delivered) {
    takeAsClient(part.side, of: part, basis: .connect)
    let side = part.side.opposite
    guard readings[part.reading, side].mode != .response else { return }
    readings[part.reading, side].mode = .response
    readings[part.reading, side].response = ConnectResponseReader()
  }

  mutating func readResponse(_ bytes: Span<UInt8>, _ part: Delivered) -> Int {
    var reader = readings[part.reading, part.side].response ?? ConnectResponseReader()
    readings[part.reading, part.side].response = nil
    switch reader.read(bytes, origin: part.origin, stamp: part.stamp) {
    case .needsMore:
      readings[part.reading, part.side].response = reader
      return bytes.count
    case .notHTTP:
      readings[part.reading, part.side].mode = .opening
      return 0
    case .head(let response, let first, let completed, let consumed):
      keep(.connectResponse, part, first: first, completed: completed, detail: UInt32(response.status))
      if response.isSuccess {
        readings[part.reading, part.side].mode = .opening
      } else {
        readings[part.reading, part.side].response = reader
      }
      return consumed
    }
  }

  /// Notes who the client is by what it said; a SYN, where there is one, says it better.
  mutating func takeAsClient(_ side: Side, of part: Delivered, basis: FlowEvidence.ClientBasis) {
    guard traces[part.connection].clientBasis == nil else { return }
    traces[part.connection].clientBasis = basis
    traces[part.connection].clientIsOther = side == .other
    readings[part.reading].speaker = side
  }

  // MARK: Names

  mutating func readNames(_ bytes: Span<UInt8>, _ part: Delivered) {
    var reader = readings[part.reading, part.side].dns ?? DNSStreamReader()
    readings[part.reading, part.side].dns = nil
    keepOnce(.otherData, .otherData, part, detail: UInt32(truncatingIfNeeded: bytes.count))
    reader.read(bytes) { message in learnNames(message) }
    readings[part.reading, part.side].dns = reader
  }

  /// Learns names from one DNS message; anything but an answer says nothing.
  mutating func learnNames(_ message: Span<UInt8>) {
    guard let answer = DNSAnswer.read(message) else { return }
    for record in answer.records {
      guard case .address(let address) = record.content else { continue }
      // The name that was asked for, not the last alias of its chain: it is the one the client means.
      names.add(IPAddress(high: address.high, low: address.low), name: answer.question ?? record.name)
    }
  }
}
