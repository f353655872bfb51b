import Bytes
import Packets

/// What the table keeps of one connection: 160 bytes, whatever its length.
struct ConnectionRecord {
  private let addressOne: IPAddress
  private let addressOther: IPAddress
  var one = HalfStream()
  var other = HalfStream()
  private let firstTime: Int64
  private var lastTime: Int64
  private let firstNumber: UInt32
  private var lastNumber: UInt32
  private let portOne: UInt16
  private let portOther: UInt16
  var notes: Notes = .isReading

  struct Notes: OptionSet {
    let rawValue: UInt8

    /// Somebody still wants the bytes.
    static let isReading = Notes(rawValue: 1 << 0)
    /// The handshake was completed.
    static let handshake = Notes(rawValue: 1 << 1)
    static let initiatorIsOne = Notes(rawValue: 1 << 2)
    static let initiatorIsOther = Notes(rawValue: 1 << 3)
  }

  init(from source: EndPoint, to destination: EndPoint, stamp: FrameStamp) {
    (addressOne, portOne) = (source.address, source.port)
    (addressOther, portOther) = (destination.address, destination.port)
    (firstTime, firstNumber) = (stamp.time, stamp.number)
    (lastTime, lastNumber) = (stamp.time, stamp.number)
  }

  var endOne: EndPoint { EndPoint(address: addressOne, port: portOne) }
  var endOther: EndPoint { EndPoint(address: addressOther, port: portOther) }
  var first: FrameStamp { FrameStamp(number: firstNumber, time: firstTime) }
  var last: FrameStamp {
    get { FrameStamp(number: lastNumber, time: lastTime) }
    set { (lastNumber, lastTime) = (newValue.number, newValue.time) }
  }

  /// The side that the first of two end points is; nil when they are not the ends of this connection.
  func side(of source: EndPoint, to destination: EndPoint) -> Side? {
    let forward =
      Self.difference(source, addressOne, portOne) | Self.difference(destination, addressOther, portOther)
    let backward =
      Self.difference(source, addressOther, portOther) | Self.difference(destination, addressOne, portOne)
    if min(forward, backward) != 0 { return nil }
    return forward == 0 ? .one : .other
  }

  /// Zero when an end is that of the record. Without branches, because which way a segment goes cannot be
  /// guessed; field by field, because a comparison of another room's type is a call.
  @inline(__always)
  private static func difference(_ end: EndPoint, _ address: IPAddress, _ port: UInt16) -> UInt64 {
    (end.address.low ^ address.low) | (end.address.high ^ address.high) | UInt64(end.port ^ port)
  }

  subscript(side: Side) -> HalfStream { side == .one ? one : other }
}

extension ConnectionRecord.Notes {
  /// Who sent the SYN, or was answered with a SYN/ACK.
  var initiator: Side? {
    if contains(.initiatorIsOne) { return .one }
    return contains(.initiatorIsOther) ? .other : nil
  }

  /// Notes the initiator; the first sign of it counts.
  mutating func noteInitiator(_ side: Side) {
    if initiator == nil { insert(side == .one ? .initiatorIsOne : .initiatorIsOther) }
  }
}

/// The connections of a capture by number, in chunks: a new one never moves those that are there.
struct ConnectionStorage {
  private static let chunkBits = 10
  private static let chunkMask = (1 << chunkBits) - 1
  private var chunks: [[ConnectionRecord]] = []
  private(set) var count = 0

  subscript(number: Int) -> ConnectionRecord {
    _read { yield chunks[number &>> Self.chunkBits][number & Self.chunkMask] }
    _modify { yield &chunks[number &>> Self.chunkBits][number & Self.chunkMask] }
  }

  /// The side that the first of two end points is on a connection. Asked where the record lies: the subscript
  /// would lend a copy of it.
  func side(_ number: Int, of source: EndPoint, to destination: EndPoint) -> Side? {
    chunks[number &>> Self.chunkBits][number & Self.chunkMask].side(of: source, to: destination)
  }

  /// Adds a connection and says its number.
  mutating func append(_ record: ConnectionRecord) -> Int {
    if count & Self.chunkMask == 0 {
      var chunk: [ConnectionRecord] = []
      chunk.reserveCapacity(Self.chunkMask &+ 1)
      chunks.append(chunk)
    }
    chunks[count &>> Self.chunkBits].append(record)
    count &+= 1
    return count &- 1
  }
}
