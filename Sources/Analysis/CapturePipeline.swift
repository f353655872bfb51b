import Bytes
import CaptureFiles
import Diagnosis
import Packets
import Streams

/// The way of a frame: decoded, put in order on its connection, observed. Counts go along.
struct CapturePipeline {
  var decoder = PacketDecoder()
  var table = ConnectionTable()
  var observer = FlowObserver()
  var tally = FrameTally()

  /// Takes the next frame of the capture.
  mutating func take(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    tally.count(header)
    let packet = decoder.decode(
      bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
      time: header.time)
    tally.count(packet)
    if decoder.isReassembled {
      let datagram = decoder.reassembledBytes
      Self.pass(packet, datagram.span, header, &table, &observer)
    } else {
      Self.pass(packet, bytes, header, &table, &observer)
    }
  }

  /// Takes a packet that was decoded elsewhere; its ranges count in `bytes`.
  mutating func take(_ packet: DecodedPacket, _ bytes: Span<UInt8>, _ header: FrameHeader) {
    tally.count(header)
    tally.count(packet)
    Self.pass(packet, bytes, header, &table, &observer)
  }

  /// Hands a decoded packet on. Table and observer are parameters of their own, so that the table
  /// can call the observer while it is being changed.
  static func pass(
    _ packet: DecodedPacket, _ bytes: Span<UInt8>, _ header: FrameHeader,
    _ table: inout ConnectionTable, _ observer: inout FlowObserver
  ) {
    let stamp = FrameStamp(number: header.number, time: header.time)
    switch packet {
    case .segment(let segment):
      let process = header.processID
      table.receive(segment, bytes: bytes, stamp: stamp) { event, data in
        if case .opened = event.kind {
          observer.open(segment.source, segment.destination, processID: process)
        }
        return observer.observe(event, data)
      }
    case .datagram(let datagram):
      guard datagram.source.port == FlowState.dnsPort else { return }
      observer.learnNames(bytes.extracting(datagram.payload.clamped(to: 0..<bytes.count)))
    case .unreachable(let quoted):
      table.receive(quoted, stamp: stamp) { event, data in
        if case .opened = event.kind { observer.open(quoted.source, quoted.destination, processID: -1) }
        return observer.observe(event, data)
      }
    case .otherError, .tunnel, .fragment, .other, .unknownLink, .undecodable:
      break
    }
  }

  /// The capture is over: judges every flow and gathers the findings. The terms of the policy are those of the
  /// capture's first day, unless another was named.
  ///
  /// - Parameter watch: what handed on flows meanwhile.
  mutating func finish(
    _ description: CaptureDescription, policy: PolicyChoice, after watch: ClosingWatch? = nil
  ) -> CaptureResult {
    Self.finishStreams(&table, &observer)
    observer.finish(at: FrameStamp(number: tally.lastNumber, time: tally.lastTime ?? 0))
    let traces = flowTraces
    tally.count(segments: table.contentSegments, copies: table.contentCopies)
    let description = tally.completed(description)
    var result = CaptureResult(
      description: description, policy: policy.inForce(firstPacket: description.firstPacket),
      store: observer.store, traces: traces)
    result.judgeAll(settled: watch?.settled(under: result.policy))
    return result
  }

  /// What the flows keep by now. It shares what the next frame changes: let it go before.
  var flowTraces: FlowStates {
    FlowStates(
      table: table, traces: observer.traces, events: observer.events, names: observer.names,
      captureEnd: tally.lastTime ?? 0)
  }

  private static func finishStreams(_ table: inout ConnectionTable, _ observer: inout FlowObserver) {
    table.finish { event, data in observer.observe(event, data) }
  }
}
