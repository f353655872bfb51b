/// One interface of a capture.
///
/// A classic pcap file has one, without a name. Those of a pcapng file are in file order over all sections.
package struct CaptureInterface: Hashable, Sendable {
  package var name: String?
  package var description: String?
  package var linkType: UInt32
  /// 0 for no limit.
  package var snapLength: UInt32
  package var timeDigits: Int
  /// The unit of its times as a pcapng file writes it (`if_tsresol`): a negative power of 10, or of 2 when the most
  /// significant bit is set.
  package var timeResolution: UInt8
  /// Seconds that a pcapng file adds to each of its times (`if_tsoffset`).
  package var timeOffset: Int64
  package var packets: Int
  /// How many frames the capturing machine says it lost; nil when it does not say.
  package var dropped: UInt64?

  package init(
    name: String? = nil, description: String? = nil, linkType: UInt32, snapLength: UInt32,
    timeDigits: Int, timeResolution: UInt8? = nil, timeOffset: Int64 = 0, packets: Int = 0,
    dropped: UInt64? = nil
  ) {
    self.name = name
    self.description = description
    self.linkType = linkType
    self.snapLength = snapLength
    self.timeDigits = timeDigits
    self.timeResolution = timeResolution ?? UInt8(clamping: timeDigits)
    self.timeOffset = timeOffset
    self.packets = packets
    self.dropped = dropped
  }
}

/// LINKTYPE_ numbers of files and DLT_ numbers of libpcap's calls, which differ where operating systems once
/// disagreed (tcpdump.org's list, libpcap's DLT_ names).
enum LinkTypeNumbers {
  /// The LINKTYPE_ number for the number in a file. Some programs write the system's DLT_RAW: 12, or 14 on
  /// OpenBSD.
  static func linkType(inFile number: UInt32) -> UInt32 {
    number == 12 || number == 14 ? 101 : number
  }

  static func dataLink(of linkType: UInt32) -> Int32 {
    switch linkType {
    case 100: 11  // ATM_RFC1483
    case 101: 12  // RAW
    case 102: 15  // SLIP_BSDOS
    case 103: 16  // PPP_BSDOS
    case 106: 19  // ATM_CLIP
    default: Int32(clamping: linkType)
    }
  }
}
