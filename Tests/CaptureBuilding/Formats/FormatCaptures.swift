/// The captures below `Captures/formats`: a part of issue 1's walkthrough in each format that is read, and inside each
/// tunnel.
package enum FormatCaptures {
  package struct Capture: Sendable {
    /// Of its file, with the ending that programs give it.
    package let name: String
    package let build: @Sendable () -> [UInt8]
  }

  /// What all contain: a synchronisation that succeeds, with its DNS question, and an import that is refused. Frames of
  /// the walkthrough.
  package static var frames: [CapturedFrame] { frames(of: Array(62...77) + Array(871...874) + [876, 877]) }

  /// The whole walkthrough.
  package static var allFrames: [CapturedFrame] { Walkthrough.importVersionReject.build().frames }

  private static func frames(of numbers: [Int]) -> [CapturedFrame] {
    let frames = allFrames
    return numbers.map { frames[$0 - 1] }
  }

  /// The original and its other forms.
  package static let all: [Capture] =
    [
      Capture(name: "original.pcap") {
        PcapFile.bytes(frames: frames, interface: CaptureInterface(link: .ethernet))
      },
      Capture(name: "netsh.etl") { EventTraceFile(.netsh).bytes(frames: frames) },
      Capture(name: "netsh-compressed.etl") {
        EventTraceFile(.netsh, isCompressed: true).bytes(frames: frames)
      },
      Capture(name: "pktmon-six-copies.etl") {
        EventTraceFile(.pktmon(copies: 6, packetSize: 65_535), isCompressed: true).bytes(frames: frames)
      },
      Capture(name: "pktmon-128-bytes.etl") {
        EventTraceFile(.pktmon(copies: 1, packetSize: 128), isCompressed: true).bytes(frames: frames)
      },
      Capture(name: "pktmon-six-copies.pcapng") { copies },
      Capture(name: "snaplen-128.pcap") {
        PcapFile.bytes(frames: frames, interface: CaptureInterface(link: .ethernet, snapLength: 128))
      },
      Capture(name: "network-monitor.cap") { NetworkMonitorFile.bytes(frames: frames) },
      // An attempt of issue 3's walkthrough, by the program that synchronises.
      Capture(name: "network-monitor-program.cap") {
        let frames = Walkthrough.synchronizationVersionReject.build().frames
        return NetworkMonitorFile.bytes(
          frames: Array(frames[91...95]),
          program: (#"C:\Program Files\Update Services\Services\WsusService.exe"#, 2044))
      },
    ]
    + Encapsulation.allCases.map { form in
      Capture(name: "\(form.rawValue).pcap") { form.pcap(frames: frames) }
    }

  /// What `pktmon etl2pcap` makes of six layers, each an interface.
  private static var copies: [UInt8] {
    let copies = frames.flatMap { frame in
      (0..<6).map { layer in
        var copy = frame
        copy.time = frame.time.advanced(microseconds: layer)
        copy.interface = layer
        return copy
      }
    }
    let interfaces = (0..<6).map { CaptureInterface(link: .ethernet, name: "component \($0 + 9)") }
    return PcapngFile.bytes(frames: copies, interfaces: interfaces)
  }
}
