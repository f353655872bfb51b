package import CaptureFiles
package import Diagnosis
import Packets

/// Replaces what identifies a network inside the packets of a capture: addresses of IP and of network cards, names of
/// hosts and in certificates, and everything that is not read. Lengths, times, ports, numbers and flags stay, and so do the
/// names and addresses of the endpoint policy.
///
/// It reads the frames twice: the first time it puts streams together, because a name may begin in one segment and end in
/// the next, and notes the addresses, so that none becomes the pseudonym of another.
package struct Anonymizer {
  private var pseudonyms: PacketPseudonyms
  private var connections = Connections()
  private var datagrams = Datagrams()
  private var decoder = PacketDecoder()

  /// - Parameters:
  ///   - policy: whose names and addresses stay.
  ///   - key: makes the same pseudonyms in every run; nil for pseudonyms of this value only.
  package init(policy: EndpointPolicy, key: String?) {
    pseudonyms = PacketPseudonyms(policy: policy, key: key)
  }

  /// Takes a frame of the first reading, in the order of the capture.
  package mutating func collect(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    decoder.frameNumber = header.number
    let packet = decoder.decode(
      bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
      time: header.time)
    if decoder.isReassembled { datagrams.add(decoder, layers(header, bytes)) }
    if case .segment(let segment) = packet {
      let payload =
        decoder.isReassembled
        ? Array(decoder.reassembledBytes[segment.payload]) : segment.payload.map { bytes[$0] }
      connections.add(segment, payload, frame: header.number)
    }
    _ = rewritten(header, bytes)
  }

  /// Ends the first reading.
  package mutating func finishCollecting() {
    connections.rewrite(&pseudonyms)
    pseudonyms.isCollecting = false
    connections.rewrite(&pseudonyms)
  }

  /// The bytes that take a frame's place. Comments and processes are dropped.
  package mutating func rewrite(_ record: inout FrameRecord, _ bytes: Span<UInt8>) -> [UInt8] {
    record.remarks.comments = []
    record.remarks.process = nil
    record.header.processID = -1
    return rewritten(record.header, bytes)
  }

  private func layers(_ header: FrameHeader, _ bytes: Span<UInt8>) -> [PacketLayer] {
    let linkType = LinkType(rawValue: header.linkType)
    return PacketLayers(bytes, linkType: linkType, originalLength: header.originalLength).layers
  }

  private mutating func rewritten(_ header: FrameHeader, _ bytes: Span<UInt8>) -> [UInt8] {
    var frame = RewrittenBytes(bytes)
    rewrite(&frame, layers(header, bytes), number: header.number, nil)
    return frame.bytes
  }

  /// - Parameter outer: the addresses of a datagram without its IP header.
  private mutating func rewrite(
    _ packet: inout RewrittenBytes, _ layers: [PacketLayer], number: UInt32, _ outer: RewrittenAddresses?
  ) {
    var addresses: [RewrittenAddresses?] = []
    for layer in layers {
      if case .ip(let source, let destination, _) = layer.kind {
        addresses.append(RewrittenAddresses(source, destination, &pseudonyms))
      } else {
        addresses.append(addresses.last ?? outer)
      }
      rewrite(layer, &packet, number: number, addresses.last ?? nil)
    }
    // A sum covers what is inside.
    for (layer, addresses) in zip(layers, addresses).reversed() {
      guard let addresses else { continue }
      if case .ip = layer.kind { packet.updateIPChecksum(layer) }
      packet.updateTransportChecksum(layer, addresses)
    }
  }

  private mutating func rewrite(
    _ layer: PacketLayer, _ packet: inout RewrittenBytes, number: UInt32, _ addresses: RewrittenAddresses?
  ) {
    switch layer.kind {
    case .link(let linkType): packet.rewriteLink(linkType, layer, &pseudonyms)
    case .ip: packet.rewriteIP(layer, &pseudonyms)
    case .tunnel(let tunnel): packet.rewriteTunnel(tunnel, layer)
    case .icmp: packet.rewriteICMP(layer, isIPv4: addresses?.old.source.isIPv4 ?? true, &pseudonyms)
    case .quoted(let next): packet.rewriteQuoted(layer, next: next)
    case .tcp(let segment):
      packet.rewriteTCP(layer)
      let payload = packet.content(segment.payload)
      packet.write(
        connections.payload(payload, of: segment, frame: number), at: segment.payload.lowerBound)
    case .udp(let datagram):
      packet.keep(layer.header)
      guard datagram.isDNS else { return }
      let message = packet.content(datagram.payload)
      packet.write(DNSRewriting.rewritten(message, &pseudonyms), at: datagram.payload.lowerBound)
    case .fragment(let offset):
      guard let index = datagrams.index(ofFrame: number) else { return }
      let datagram = rewrittenDatagram(index)
      let part = offset..<offset + layer.contents.count
      guard part.upperBound <= datagram.count, datagram.content(part) == packet.content(layer.contents) else {
        return
      }
      packet.write(datagram.bytes[part], at: layer.contents.lowerBound)
    }
  }

  private mutating func rewrittenDatagram(_ index: Int) -> RewrittenBytes {
    let datagram = datagrams[index]
    let addresses = RewrittenAddresses(datagram.source, datagram.destination, &pseudonyms)
    let layers = PacketLayers(
      datagram: datagram.bytes.span, source: datagram.source, destination: datagram.destination,
      next: datagram.next
    ).layers
    var packet = RewrittenBytes(datagram.bytes)
    rewrite(&packet, layers, number: datagram.lastFrame, addresses)
    return packet
  }
}
