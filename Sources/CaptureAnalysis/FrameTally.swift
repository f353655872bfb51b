import CaptureReading
import PacketDecoding

/// What is counted of a capture's frames while they pass.
struct FrameTally {
  private var frames = 0
  private var tcpFrames = 0
  private var cutFrames = 0
  private var undecodableFrames = 0
  private var unknownLinkFrames = 0
  private var firstTime: Int64?
  private(set) var lastTime: Int64?
  private(set) var lastNumber: UInt32 = 0
  private var linkTypes: [UInt32] = []

  /// Counts a frame by what the capture says of it.
  mutating func count(_ header: FrameHeader) {
    frames &+= 1
    lastNumber = header.number
    firstTime = min(firstTime ?? header.time, header.time)
    lastTime = max(lastTime ?? header.time, header.time)
    if header.capturedLength < header.originalLength { cutFrames &+= 1 }
    if linkTypes.last != header.linkType { see(header.linkType) }
  }

  /// Counts a frame by what was found in it.
  mutating func count(_ packet: DecodedPacket) {
    switch packet {
    case .segment: tcpFrames &+= 1
    case .undecodable: undecodableFrames &+= 1
    case .unknownLink: unknownLinkFrames &+= 1
    case .datagram, .unreachable, .fragment, .other: break
    }
  }

  private mutating func see(_ linkType: UInt32) {
    if let index = linkTypes.firstIndex(of: linkType) {
      // The one in use stands last, so that the usual frame asks one question.
      linkTypes.swapAt(index, linkTypes.count - 1)
    } else {
      linkTypes.append(linkType)
    }
  }

  /// What a report says of the capture as a file.
  func description(of reader: borrowing CaptureReader, path: String) -> CaptureDescription {
    var description = CaptureDescription(path: path, format: reader.format)
    description.bytes = reader.bytesRead
    description.compression = reader.compression
    description.packets = frames
    description.tcpPackets = tcpFrames
    description.firstPacket = firstTime
    description.lastPacket = lastTime
    description.timeDigits = reader.timeDigits
    description.interfaces = reader.interfaces.map(CaptureDescription.Interface.init)
    description.linkTypes = names(of: reader)
    description.notes = reader.notes.map { CaptureDescription.Note(code: $0.code, message: $0.message) }
    description.notes += notes
    return description
  }

  private func names(of reader: borrowing CaptureReader) -> [String] {
    var seen: [UInt32] = []
    for number in reader.interfaces.map(\.linkType) + linkTypes where !seen.contains(number) {
      seen.append(number)
    }
    return seen.map { LinkType(rawValue: $0).name }
  }

  private var notes: [CaptureDescription.Note] {
    var notes: [CaptureDescription.Note] = []
    if cutFrames > 0 {
      notes.append(
        .init(
          code: "truncated_packets",
          message: "\(cutFrames) of \(frames) packets were cut by the snap length when they were captured"))
    }
    if undecodableFrames > 0 {
      notes.append(
        .init(
          code: "undecoded_packets", message: "\(undecodableFrames) packets end inside or break a header"))
    }
    if unknownLinkFrames > 0 {
      notes.append(
        .init(
          code: "unknown_link_type",
          message: "\(unknownLinkFrames) packets have a link type that is not decoded"))
    }
    return notes
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
