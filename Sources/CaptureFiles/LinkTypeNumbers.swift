/// The two number spaces of link types: LINKTYPE_ in files, DLT_ in libpcap's calls.
///
/// They differ where operating systems once disagreed. Source: the list of link-layer header types
/// at tcpdump.org and the DLT_ names of libpcap.
enum LinkTypeNumbers {
  /// The LINKTYPE_ number for the number that stands in a file.
  ///
  /// Some programs write the system's DLT_RAW in its place: 12 nearly everywhere, 14 on OpenBSD.
  static func linkType(inFile number: UInt32) -> UInt32 {
    number == 12 || number == 14 ? 101 : number
  }

  /// The DLT_ number that libpcap's calls want for a LINKTYPE_ number.
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
