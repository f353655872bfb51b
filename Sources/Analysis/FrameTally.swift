import CaptureFiles
import Packets

struct FrameTally {
  private var frames = 0
  private var tcpFrames = 0
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

  mutating func count(_ header: FrameHeader) {
    frames &+= 1
    lastNumber = header.number
    if header.time < earliest { earliest = header.time }
    if header.time > latest { latest = header.time }
    if header.capturedLength < header.originalLength { cutFrames &+= 1 }
    if linkTypes.last != header.linkType { see(header.linkType) }
  }

  mutating func count(_ packet: DecodedPacket) {
    switch packet {
    case .segment: tcpFrames &+= 1
    case .undecodable: undecodableFrames &+= 1
    case .unknownLink: seeUnknownLink()
    case .tunnel(let tunnel): see(tunnel)
    case .datagram, .unreachable, .otherError, .fragment, .other: break
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

  func completed(_ read: CaptureDescription) -> CaptureDescription {
    var description = read
    description.packets = frames
    description.tcpPackets = tcpFrames
    description.firstPacket = firstTime
    description.lastPacket = lastTime
    for name in linkTypes.map({ LinkType(rawValue: $0).name }) where !description.linkTypes.contains(name) {
      description.linkTypes.append(name)
    }
    description.notes += notes
    return description
  }

  private var notes: [CaptureDescription.Note] {
    var notes: [CaptureDescription.Note] = []
    if cutFrames > 0 {
      notes.append(
        .init(
          code: "truncated_packets",
          message: "\(cutFrames) of \(frames) packets were truncated by the snap length",
          facts: .cut(packets: cutFrames, of: frames)))
    }
    if undecodableFrames > 0 {
      notes.append(
        .init(
          code: "undecoded_packets",
          message: "\(undecodableFrames) packets end inside a header or have a malformed one",
          facts: .undecoded(packets: undecodableFrames)))
    }
    if unknownLinkFrames > 0 {
      let names = unknownLinks.map { LinkType(rawValue: $0).name }
      notes.append(
        .init(
          code: "unknown_link_type",
          message: "\(unknownLinkFrames) packets have an unsupported link type: "
            + names.joined(separator: ", "),
          facts: .unknownLinks(packets: unknownLinkFrames, names: names)))
    }
    if tunnelFrames > 0 {
      let names = tunnels.map(\.name)
      let list = names.joined(separator: ", ")
      notes.append(
        .init(
          code: "tunnelled_packets",
          message:
            "\(tunnelFrames) packets are inside unsupported tunnels (\(list)): capture on the inner interface, or "
            + "decapsulate them",
          facts: .tunnelled(packets: tunnelFrames, tunnels: names)))
    }
    if copies >= Self.fewestCopies, copies >= segments / Self.shareOfCopies {
      notes.append(
        .init(
          code: "duplicate_packets",
          message: "\(copies) of \(segments) TCP segments with payload were captured twice: capture on one "
            + "interface only", facts: .copies(segments: copies, of: segments)))
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
    notes = reader.notes.map(Note.init)
  }
}

extension CaptureDescription.Note {
  init(_ note: CaptureNote) {
    switch note {
    case .stopped(let error, let part, let count):
      let frames = count == 1 ? "the 1 frame" : "the \(count) frames"
      self.init(
        code: error.kind == .damaged ? "damaged_file" : "truncated_file",
        message: "\(error.sentence(in: part)); \(frames) before it could be read")
    case .dropped(let count, let interface):
      let place = interface.map { " on interface \($0)" } ?? ""
      let frames = count == 1 ? "1 frame" : "\(count) frames"
      self.init(
        code: "dropped_packets",
        message: "the capturing machine dropped \(frames)\(place): gaps may be caused by this",
        facts: .lost(frames: Int(clamping: count), interface: interface))
    case .filterNotApplied(let linkType, let reason):
      self.init(
        code: "filter_not_applied",
        message: "the filter cannot be applied to frames of link type \(linkType), which were excluded "
          + "(libpcap: \(reason))")
    }
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
