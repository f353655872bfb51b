/// Builds captures byte by byte, for tests and for the captures that the project ships.
///
/// The target depends on nothing of the project: it knows the formats from their specifications alone, so that a
/// reader and its test cannot share a mistake. What it builds is the same in every run.
///
/// ```swift
/// var capture = CaptureBuilder()
/// let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_231), server: EndPoint("203.0.113.10", 443))
/// capture.handshake(flow)
/// let hello = capture.send(flow, .client, ClientHello.schannel(.server2016, version: .tls10, name: host).record)
/// let reset = capture.rst(flow, .server)
/// let file = capture.pcap()
/// ```
///
/// Every call that writes frames answers with their numbers, 1-based as in Wireshark: one number where there is one
/// frame, a closed range where there may be more. Time moves by itself: a frame of the far side comes one round
/// trip after the near side's last; ``wait(milliseconds:)`` adds to it. The near side is ``captureHost``.
///
/// | file | what it builds |
/// | --- | --- |
/// | `CaptureBuilder*.swift` | conversations: TCP, UDP, ARP, whole TLS handshakes, and what goes wrong with frames |
/// | `Files/` | pcap and pcapng in both byte orders, time, reproducible random bytes |
/// | `Frames/` | addresses, link layers, IP, TCP and UDP headers with their checksums |
/// | `TLS/` | records, handshake messages, the hellos of Schannel, certificates |
/// | `Protocols/` | DNS, HTTP, Kerberos, LDAP, TDS, SMB and NTP messages |
/// | `Walkthroughs/` | one shipped capture a file, their registry, and the ordinary traffic around them |
/// | `Doubts/` | one shipped capture a doubt, and their registry |
/// | `Points/` | the segments of a conversation as another point on their way sees them |
/// | `Formats/` | event traces, Network Monitor's captures, tunnels, and one shipped capture in each |
package struct CaptureBuilder: Sendable {
  /// The frames so far. Frame number n is `frames[n - 1]`.
  package internal(set) var frames: [CapturedFrame] = []
  /// Where frames are captured; frames go to the one at ``interface``.
  package var interfaces: [CaptureInterface]
  /// The index of the interface that sees the next frames.
  package var interface = 0
  /// The moment of the last frame, or the one that ``wait(milliseconds:)`` went on to.
  package internal(set) var now: Timestamp
  /// The host on which the capture runs: its frames leave unpadded. `nil` takes each flow's client for near.
  package var captureHost: Address?
  /// Frames of the capture host carry no TCP checksum, as with checksum offload.
  package var offloadsChecksums = false
  /// IPv4 packets whose payload is longer are split into fragments of at most this many bytes (a multiple of 8).
  package var fragmentSize: Int?
  /// The TTL of the next IPv4 packets; `nil`: 128 from the local network, 112 from elsewhere.
  package var timeToLive: UInt8?
  /// Bytes and numbers for whoever builds on this capture.
  package var randomness: Randomness
  /// What a walkthrough names: a frame's number and what it shows.
  package internal(set) var marks: [Int: String] = [:]

  var conversations: [Conversation] = []
  var segments: [Int: SentSegment] = [:]
  var packets: [Int: [UInt8]] = [:]
  var identifications: [Address: UInt16] = [:]

  /// An empty capture that starts at `start`. `seed` decides every random byte in it.
  package init(
    start: Timestamp = Timestamp(2020, 7, 20, 9, 14, 2), link: LinkLayer = .ethernet,
    snapLength: Int = 65_535, captureHost: Address? = nil, seed: UInt64 = 2020
  ) {
    interfaces = [CaptureInterface(link: link, snapLength: snapLength)]
    now = start
    self.captureHost = captureHost
    randomness = Randomness(seed: seed)
  }

  /// The number of the last frame; 0 when there is none.
  package var frameCount: Int { frames.count }

  /// The capture as a file of Solaris' snoop.
  package func snoop() -> [UInt8] { SnoopFile.bytes(frames: frames) }

  /// The capture as one of Endace's cards.
  /// - Parameter isColoured: whether records are coloured by the stream and have extension headers.
  package func erf(isColoured: Bool = false) -> [UInt8] {
    ERFFile.bytes(frames: frames, isColoured: isColoured)
  }

  /// The classic capture file, of the first interface's link type and snap length.
  package func pcap(order: ByteOrder = .little, resolution: TimeResolution = .microseconds) -> [UInt8] {
    PcapFile.bytes(frames: frames, interface: interfaces[0], order: order, resolution: resolution)
  }

  /// The pcapng file, with every interface.
  package func pcapng(order: ByteOrder = .little, resolution: TimeResolution = .microseconds) -> [UInt8] {
    PcapngFile.bytes(frames: frames, interfaces: interfaces, order: order, resolution: resolution)
  }

  /// Lets time pass.
  package mutating func wait(milliseconds: Int) {
    now = now.advanced(microseconds: milliseconds * 1000)
  }

  /// Lets time pass.
  package mutating func wait(microseconds: Int) {
    now = now.advanced(microseconds: microseconds)
  }

  /// Lets time pass until `moment`, if it is not over already.
  package mutating func wait(until moment: Timestamp) {
    now = max(now, moment)
  }

  /// Remembers what `frame` shows.
  package mutating func mark(_ frame: Int, _ text: String) {
    marks[frame] = text
  }

  /// Writes a frame of these bytes, link header included, as it stands.
  @discardableResult
  package mutating func frame(_ bytes: [UInt8]) -> Int {
    frames.append(CapturedFrame(time: now, bytes: bytes, interface: interface))
    return frames.count
  }

  /// Writes an IP packet from one address to another in the interface's link layer.
  @discardableResult
  package mutating func packet(_ packet: [UInt8], from source: Address, to destination: Address) -> Int {
    let number = link(
      packet, etherType: source.isVersion6 ? 0x86DD : 0x0800, from: HardwareAddress(reaching: source),
      to: HardwareAddress(reaching: destination), outgoing: source == captureHost)
    packets[number] = packet
    return number
  }

  /// Writes `payload` of an IP protocol; more than one frame when it is fragmented.
  @discardableResult
  package mutating func datagram(
    _ payload: [UInt8], protocolNumber: UInt8, from source: Address, to destination: Address
  ) -> ClosedRange<Int> {
    guard !source.isVersion6 else {
      let header = IPv6Header(source: source, destination: destination, nextHeader: protocolNumber)
      let number = packet(header.packet(payload), from: source, to: destination)
      return number...number
    }
    var header = IPv4Header(
      source: source, destination: destination, protocolNumber: protocolNumber,
      identification: nextIdentification(of: source), timeToLive: timeToLive ?? (source.isLocal ? 128 : 112))
    guard let size = fragmentSize, payload.count > size else {
      let number = packet(header.packet(payload), from: source, to: destination)
      return number...number
    }
    let first = frames.count + 1
    header.dontFragment = false
    for offset in stride(from: 0, to: payload.count, by: size) {
      header.fragmentOffset = UInt16(offset / 8)
      header.moreFragments = offset + size < payload.count
      let part = Array(payload[offset..<min(offset + size, payload.count)])
      packet(header.packet(part), from: source, to: destination)
    }
    return first...frames.count
  }

  /// Writes a UDP datagram.
  @discardableResult
  package mutating func udp(_ payload: [UInt8], from source: EndPoint, to destination: EndPoint) -> Int {
    let datagram = UDPHeader.datagram(payload, from: source, to: destination)
    return self.datagram(datagram, protocolNumber: 17, from: source.address, to: destination.address)
      .upperBound
  }

  /// Writes an ARP request, or the answer to one (RFC 826).
  @discardableResult
  package mutating func arp(from sender: Address, asking target: Address, answer: Bool = false) -> Int {
    var packet: [UInt8] = [0, 1, 8, 0, 6, 4, 0, answer ? 2 : 1]
    let destination = answer ? HardwareAddress(reaching: target) : .unknown
    packet += HardwareAddress(reaching: sender).bytes + sender.bytes + destination.bytes + target.bytes
    return link(
      packet, etherType: 0x0806, from: HardwareAddress(reaching: sender),
      to: answer ? destination : .broadcast, outgoing: sender == captureHost)
  }

  mutating func nextIdentification(of address: Address) -> UInt16 {
    let next = (identifications[address] ?? UInt16(truncatingIfNeeded: randomness.next())) &+ 1
    identifications[address] = next
    return next
  }

  private mutating func link(
    _ packet: [UInt8], etherType: UInt16, from source: HardwareAddress, to destination: HardwareAddress,
    outgoing: Bool
  ) -> Int {
    let link = interfaces[interface].link
    var bytes = link.frame(
      packet, etherType: etherType, from: source, to: destination, outgoing: outgoing)
    if link.pads, !outgoing, bytes.count < 60 {
      bytes += [UInt8](repeating: 0, count: 60 - bytes.count)
    }
    return frame(bytes)
  }
}
