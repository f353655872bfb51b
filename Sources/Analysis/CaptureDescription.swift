package struct CaptureDescription: Sendable {
  /// The path as the user wrote it; `-` is standard input.
  package var path: String
  package var bytes: UInt64
  /// SHA-256 of the file, 64 hexadecimal digits; nil unless requested.
  package var sha256: String?
  package var format: String
  package var compression: String?
  package var packets: Int
  package var tcpPackets: Int
  /// In nanoseconds since 1970 (UTC).
  package var firstPacket: Int64?
  package var lastPacket: Int64?
  /// Digits after the second in the capture, 0 to 9.
  package var timeDigits: Int
  package var linkTypes: [String]
  package var interfaces: [Interface]
  package var notes: [Note]

  package struct Interface: Sendable {
    package var name: String?
    package var linkType: String
    /// Bytes kept of each packet; 0 means no limit is known.
    package var snapLength: Int
    package var packets: Int
    /// Packets that the capturing system says it lost; nil when it says nothing.
    package var dropped: Int?

    package init(name: String?, linkType: String, snapLength: Int, packets: Int, dropped: Int?) {
      self.name = name
      self.linkType = linkType
      self.snapLength = snapLength
      self.packets = packets
      self.dropped = dropped
    }
  }

  package struct Note: Hashable, Sendable {
    package var code: String
    /// One English sentence.
    package var message: String
    /// The facts of the sentence, for other languages; nil where it quotes a reader or libpcap.
    package var facts: Facts?

    package init(code: String, message: String, facts: Facts? = nil) {
      self.code = code
      self.message = message
      self.facts = facts
    }

    /// Names were replaced in the report.
    package static let redacted = Note(
      code: "redacted",
      message: "addresses, names, paths and processes in this report are pseudonyms (--redact)")

    /// The numbers and names of a note.
    package enum Facts: Hashable, Sendable {
      case cut(packets: Int, of: Int)
      case undecoded(packets: Int)
      /// Names of libpcap.
      case unknownLinks(packets: Int, names: [String])
      case tunnelled(packets: Int, tunnels: [String])
      case copies(segments: Int, of: Int)
      /// The interface's name, where it has one.
      case lost(frames: Int, interface: String?)
    }
  }

  package init(path: String, format: String) {
    self.path = path
    self.format = format
    bytes = 0
    sha256 = nil
    compression = nil
    packets = 0
    tcpPackets = 0
    firstPacket = nil
    lastPacket = nil
    timeDigits = 6
    linkTypes = []
    interfaces = []
    notes = []
  }
}
