import Bytes
import Protocols
import Streams

/// The states of all flows that are being read, reused when a flow is decided.
///
/// Plain arrays, indexed in place: a computed accessor would allocate a coroutine frame for each segment.
struct FlowReadings: Sendable {
  var sides: [DirectionState] = []
  /// The TLS reader of each side; empty while moved out, see ``FlowObserver/withTLSReader(of:_:)``.
  var readers: [TLSStreamReader] = []
  var flows: [FlowReading] = []
  private var free: [Int32] = []
  /// Bytes of unfinished messages of all sides.
  private(set) var keptBytes = 0
  /// The sides whose reader keeps a long handshake message.
  private var longMessages: [Int] = []

  /// How many sides may do so at once: 64 MiB together, as out-of-order data may take.
  static let longMessageLimit = 4

  mutating func add(connection: Int) -> Int32 {
    let index = free.popLast() ?? append()
    flows[Int(index)].connection = connection
    return index
  }

  /// How many flows are being read.
  var count: Int { flows.count &- free.count }

  /// The readings in the order of their connections.
  var oldestFirst: [Int32] {
    var isFree = [Bool](repeating: false, count: flows.count)
    for index in free { isFree[Int(index)] = true }
    let taken = flows.indices.filter { !isFree[$0] }
    return taken.sorted { flows[$0].connection < flows[$1].connection }.map { Int32($0) }
  }

  /// Notes how many bytes of an unfinished message a side's reader keeps now.
  @inline(__always)
  mutating func noteKept(_ bytes: Int, at slot: Int) {
    keptBytes &+= bytes &- Int(sides[slot].keptBytes)
    sides[slot].keptBytes = Int32(truncatingIfNeeded: bytes)
  }

  /// Puts back a reader that keeps so many bytes of an unfinished message.
  mutating func keep(_ head: ProtocolReader, bytes: Int, at slot: Int) {
    sides[slot].head = head
    noteKept(bytes, at: slot)
  }

  mutating func removeHead(at slot: Int) {
    sides[slot].head = nil
    noteKept(0, at: slot)
  }

  private mutating func append() -> Int32 {
    sides.append(DirectionState())
    sides.append(DirectionState())
    readers.append(TLSStreamReader())
    readers.append(TLSStreamReader())
    flows.append(FlowReading())
    return Int32(flows.count - 1)
  }

  mutating func remove(_ index: Int32) {
    for slot in [Self.slot(index, .one), Self.slot(index, .other)] {
      keptBytes &-= Int(sides[slot].keptBytes)
    }
    sides[Self.slot(index, .one)] = DirectionState()
    sides[Self.slot(index, .other)] = DirectionState()
    flows[Int(index)] = FlowReading()
    free.append(index)
    if !readers.isEmpty { resetReaders(index) }
  }

  mutating func resetReaders(_ index: Int32) {
    readers[Self.slot(index, .one)] = TLSStreamReader()
    readers[Self.slot(index, .other)] = TLSStreamReader()
  }

  /// Lets a side's reader keep a message of more than ``TLSStreamReader/usualMessage``, unless others do so.
  mutating func allowLongMessage(_ slot: Int) {
    if readers[slot].mayKeepLongMessage { return }
    longMessages.removeAll { other in
      let isOver = readers[other].keptBytes <= TLSStreamReader.usualMessage
      if isOver { readers[other].mayKeepLongMessage = false }
      return isOver
    }
    guard longMessages.count < Self.longMessageLimit else { return }
    longMessages.append(slot)
    readers[slot].mayKeepLongMessage = true
  }

  /// All that a side sent was taken for a header in front of TLS. Field by field: a property of the side would copy it.
  func sentOnlyHeader(_ slot: Int) -> Bool {
    sides[slot].mode == .opening && sides[slot].position > 0 && sides[slot].prefix.isEmpty
      && !sides[slot].seen.contains(.otherData)
  }

  /// A side ended in the middle of its first message, and nothing before it was read.
  func hasUnreadAnswer(_ slot: Int) -> Bool {
    if !sides[slot].seen.isDisjoint(with: [.hello, .otherData]) { return false }
    if sides[slot].mode == .opening { return !sides[slot].prefix.isEmpty }
    return sides[slot].mode == .tls && readers[slot].isInsideHeaderOrAlert
  }

  func isTooLongOther(_ index: Int32) -> Bool {
    let one = Self.slot(index, .one)
    let other = Self.slot(index, .other)
    let longest = max(sides[one].otherBytes, sides[other].otherBytes)
    guard longest > DirectionState.otherByteLimit, sides[one].isOther, sides[other].isOther else {
      return false
    }
    let asksProxy = sides[one].seen.union(sides[other].seen).contains(.proxyRequest)
    return !asksProxy || longest > DirectionState.proxyByteLimit
  }

  static func slot(_ index: Int32, _ side: Side) -> Int {
    switch side {
    case .one: Int(index) &* 2
    case .other: Int(index) &* 2 &+ 1
    }
  }
}

/// How one side of a flow is being read.
///
/// A side begins at `opening`: its first bytes show its protocol. A granted CONNECT, STARTTLS or SOCKS return
/// it there, because TLS may follow.
struct DirectionState: Sendable {
  enum Mode: UInt8, Sendable {
    /// The next bytes tell.
    case opening
    case tls
    /// HTTP requests: a CONNECT was seen, and another may follow.
    case request
    /// The answers to CONNECT requests.
    case response
    /// DNS messages over TCP.
    case dns
    /// Requests to a WSUS server over plain HTTP, and its answers.
    case wsusRequests
    case wsusResponses
    /// The header of the PROXY protocol, in front of the client's first bytes.
    case proxyHeader
    /// Something else, which a TLS hello may still end.
    case other
    /// Nothing more is to be learnt.
    case done
  }

  var mode = Mode.opening
  /// Change it with ``FlowReadings/keep(_:bytes:at:)``, which counts.
  var head: ProtocolReader?
  var prefix: [UInt8] = []
  var prefixOrigin = FrameStamp(number: 0, time: 0)
  var position: UInt32 = 0
  var openingPosition: UInt32 = 0
  var otherBytes: UInt32 = 0
  /// Bytes of a body that `head` is not asked about: it would be moved and copied for each segment of a file.
  var bodyToSkip = 0
  /// Of an unfinished message, as far as they are counted in ``FlowReadings/keptBytes``.
  var keptBytes: Int32 = 0
  var seen: Seen = []

  struct Seen: OptionSet, Sendable {
    let rawValue: UInt16
    static let otherData = Seen(rawValue: 1)
    static let hello = Seen(rawValue: 2)
    static let changeCipherSpec = Seen(rawValue: 4)
    static let finished = Seen(rawValue: 8)
    static let applicationData = Seen(rawValue: 16)
    static let dataAfterFinished = Seen(rawValue: 32)
    static let connect = Seen(rawValue: 64)
    static let tls13 = Seen(rawValue: 128)
    /// A ClientHello in SSL 2.0 format.
    static let sslv2 = Seen(rawValue: 256)
    /// Application data before the ServerHello (RFC 8446, section 4.2.10).
    static let earlyData = Seen(rawValue: 512)
    /// TLS 1.3: the client's Finished came in a record of its own behind its certificate.
    static let flightEnd = Seen(rawValue: 1024)
    /// TLS 1.3: what followed the client's Finished first is as small as an alert.
    static let alertAfterFinished = Seen(rawValue: 2048)
    static let heartbeat = Seen(rawValue: 4096)
    /// Its first bytes are a request to a proxy: a CONNECT may follow the answer.
    static let proxyRequest = Seen(rawValue: 8192)
  }

  /// Preludes to TLS (SMTP, LDAP, RDP, SOCKS, PostgreSQL) end within a few hundred bytes.
  static let otherByteLimit: UInt32 = 16_384

  /// Of plain HTTP through a proxy, in front of a CONNECT: the length of large web pages with their pictures.
  static let proxyByteLimit: UInt32 = 16 << 20

  /// How many bytes tell what a message is: the path of a file of WSUS needs the most.
  static let prefixLimit = WSUSRequestReader.longestRecognized
}

/// Apart from the side, because few flows have HTTP or DNS.
indirect enum ProtocolReader: Sendable {
  case request(ConnectRequestReader)
  case response(ConnectResponseReader)
  case dns(DNSStreamReader)
  case wsusRequests(WSUSRequestReader)
  case wsusResponses(WSUSResponseReader)
  case proxyHeader(ProxyHeaderReader)
}

struct FlowReading: Sendable {
  var connection = 0
  /// The session id that the client offered, to recognise a resumption.
  var offeredSession = SessionIDHash()
  var speaker: Side?
  /// How many bytes the client had sent with the end of its last hello, and with its Finished of TLS 1.3.
  var helloEnd: UInt32?
  var flightEnd: UInt32?
  /// The end of the bytes that are being read counts as one of these.
  var awaitsHelloEnd = false
  var awaitsFlightEnd = false
  /// An RST showed what was unfinished, and nothing came behind it.
  var isReset = false
  /// The payload of the Finished as a record of TLS 1.3; 0 where the suite is unknown.
  var finishedLength: UInt32 = 0
  /// When the client last sent data after its Finished, and how often that was noted.
  var lastClientData: Int64 = 0
  var notedClientData: UInt8 = 0
  /// How many exchanges with a WSUS server have events.
  var shownExchanges: UInt8 = 0
  /// The WSUS server's last answer was an error: what follows shows whether the client overcame it.
  var sawError = false
  /// The operations of WSUS that were answered without an error, a bit for each.
  var answeredOperations: UInt64 = 0
}

extension DirectionState {
  /// The next bytes tell what it is, unless the other side has told it meanwhile.
  var isUndecided: Bool { mode == .opening || mode == .other }

  var isOther: Bool { mode == .other || (mode == .opening && position == 0) }
}

extension FlowReading {
  /// Notes where the hello or the Finished ends that was just read: with the bytes of its segment.
  mutating func noteEnds(at position: UInt32, of side: Side) {
    guard awaitsHelloEnd || awaitsFlightEnd, speaker == side else { return }
    if awaitsHelloEnd { helloEnd = position }
    if awaitsFlightEnd { flightEnd = position }
    (awaitsHelloEnd, awaitsFlightEnd) = (false, false)
  }
}
