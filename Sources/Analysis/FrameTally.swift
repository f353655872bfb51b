import CaptureFiles
import Packets

struct FrameTally {
  private var frames = 0
  private var tcpFrames = 0
  private var datagrams = 0
  private var dnsDatagrams = 0
  private var cutFrames = 0
  private var undecodableFrames = 0
  private var unknownLinkFrames = 0
  private var unknownLinks: [UInt32] = []
  private var tunnelFrames = 0
  private var tunnels: [Tunnel] = []
  private var segments = 0
  private var copies = 0
  /// Reversed while there is no frame.
  private var earliest = Int64.max
  private var latest = Int64.min
  private(set) var lastNumber: UInt32 = 0
  private var linkTypes: [UInt32] = []

  var firstTime: Int64? { frames == 0 ? nil : earliest }
  var lastTime: Int64? { frames == 0 ? nil : latest }

  /// Frames that may hold packets of flows, but could not be decoded.
  var hasUnreadFrames: Bool { undecodableFrames > 0 || unknownLinkFrames > 0 || tunnelFrames > 0 }

  // Inlined, as the next: calls for each frame.
  @inline(__always)
  mutating func count(_ header: FrameHeader) {
    frames &+= 1
    lastNumber = header.number
    if header.time < earliest { earliest = header.time }
    if header.time > latest { latest = header.time }
    if header.capturedLength < header.originalLength { cutFrames &+= 1 }
    if linkTypes.last != header.linkType { see(header.linkType) }
  }

  @inline(__always)
  mutating func countSegment() { tcpFrames &+= 1 }

  mutating func count(_ packet: DecodedPacket) {
    switch packet {
    case .segment: countSegment()
    case .undecodable: undecodableFrames &+= 1
    case .unknownLink: seeUnknownLink()
    case .tunnel(let tunnel): see(tunnel)
    case .datagram(let datagram):
      datagrams &+= 1
      if datagram.isDNS { dnsDatagrams &+= 1 }
    case .unreachable, .otherError, .fragment, .other: break
    }
  }

  mutating func count(segments: Int, copies: Int) {
    (self.segments, self.copies) = (segments, copies)
  }

  private mutating func see(_ tunnel: Tunnel) {
    tunnelFrames &+= 1
    if !tunnels.contains(tunnel) { tunnels.append(tunnel) }
  }

  /// How many link types a note names: a file of many interfaces has two or three.
  private static let namedLinks = 8

  private mutating func seeUnknownLink() {
    unknownLinkFrames &+= 1
    // The link type of the current frame is last.
    guard let type = linkTypes.last, unknownLinks.count < Self.namedLinks, !unknownLinks.contains(type) else {
      return
    }
    unknownLinks.append(type)
  }

  private mutating func see(_ linkType: UInt32) {
    if let index = linkTypes.firstIndex(of: linkType) {
      // The current one is last, so that the usual frame needs one comparison.
      linkTypes.swapAt(index, linkTypes.count - 1)
    } else {
      linkTypes.append(linkType)
    }
  }

  /// - Parameter others: notes after those of the tally.
  func completed(
    _ read: CaptureDescription, notes others: [CaptureDescription.Note] = []
  ) -> CaptureDescription {
    var description = read
    description.packets = frames
    description.tcpPackets = tcpFrames
    (description.datagrams, description.dnsDatagrams) = (datagrams, dnsDatagrams)
    description.firstPacket = firstTime
    description.lastPacket = lastTime
    for name in linkTypes.map({ LinkType(rawValue: $0).name }) where !description.linkTypes.contains(name) {
      description.linkTypes.append(name)
    }
    description.notes += notes + others
    return description
  }

  private var notes: [CaptureDescription.Note] {
    var notes: [CaptureDescription.Note] = []
    if cutFrames > 0 { notes.append(.truncatedPackets(cutFrames, of: frames)) }
    if undecodableFrames > 0 { notes.append(.undecodedPackets(undecodableFrames)) }
    if unknownLinkFrames > 0 {
      let names = unknownLinks.map { LinkType(rawValue: $0).name }
      notes.append(.unknownLinkTypes(packets: unknownLinkFrames, names: names))
    }
    if tunnelFrames > 0 { notes.append(.tunnelledPackets(tunnelFrames, tunnels: tunnels.map(\.name))) }
    if copies >= Self.fewestCopies, copies >= segments / Self.shareOfCopies {
      notes.append(.duplicatePackets(segments: copies, of: segments))
    }
    return notes
  }

  /// Copies worth a note: fewer are early retransmissions.
  private static let fewestCopies = 10
  private static let shareOfCopies = 10
}

extension CaptureDescription {
  init(_ reader: borrowing CaptureReader, path: String) {
    self.init(path: path, format: reader.format)
    bytes = reader.bytesRead
    compression = reader.compression
    timeDigits = reader.timeDigits
    interfaces = reader.interfaces.map(Interface.init)
    for name in interfaces.map(\.linkType) where !linkTypes.contains(name) { linkTypes.append(name) }
    notes = reader.notes.map { .reading($0) }
  }
}

extension CaptureDescription.Interface {
  init(_ interface: CaptureInterface) {
    self.init(
      name: interface.name ?? interface.description, linkType: LinkType(rawValue: interface.linkType).name,
      snapLength: Int(interface.snapLength), packets: interface.packets,
      dropped: interface.dropped.map { Int(clamping: $0) })
  }
}
