/// The kind of frame in a capture, as the number in its file header.
///
/// Any number is valid: an unknown kind is reported, not refused. Names follow the list of link-layer header
/// types at tcpdump.org.
package struct LinkType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// BSD loopback: an address family in the byte order of the capturing machine.
  package static let null = LinkType(rawValue: 0)
  package static let ethernet = LinkType(rawValue: 1)
  /// PPP, with or without address and control bytes.
  package static let ppp = LinkType(rawValue: 9)
  package static let rawDLT12 = LinkType(rawValue: 12)
  package static let rawDLT14 = LinkType(rawValue: 14)
  /// PPP or Cisco HDLC; the first byte tells.
  package static let pppSerial = LinkType(rawValue: 50)
  package static let raw = LinkType(rawValue: 101)
  package static let ciscoHDLC = LinkType(rawValue: 104)
  /// OpenBSD loopback: an address family in network byte order.
  package static let loop = LinkType(rawValue: 108)
  package static let linuxCooked = LinkType(rawValue: 113)
  /// IEEE 802.11, and what drivers put in front of it.
  package static let wireless = LinkType(rawValue: 105)
  package static let prism = LinkType(rawValue: 119)
  package static let radiotap = LinkType(rawValue: 127)
  package static let avs = LinkType(rawValue: 163)
  /// Per-packet information in front of another link layer.
  package static let ppi = LinkType(rawValue: 192)
  /// Solaris' loopback and observability interfaces.
  package static let ipnet = LinkType(rawValue: 226)
  package static let ipv4 = LinkType(rawValue: 228)
  package static let ipv6 = LinkType(rawValue: 229)
  /// What a Linux firewall rule logged.
  package static let nflog = LinkType(rawValue: 239)
  package static let linuxCooked2 = LinkType(rawValue: 276)
  /// Wireless frames that an access point sends on in CAPWAP, perhaps with swapped bytes. No file has this number.
  package static let accessPoint = LinkType(rawValue: 0xFFFE_0069)

  /// What capturing programs write between packets: events, filters, names and addresses of the computer, its interfaces.
  /// The low 16 bits are the program's number of it: 0xFFFF of Network Monitor, 0xFFFD of Endace's.
  package var isMetadata: Bool {
    rawValue >= 0xFFFF_FFFB || rawValue == 0xFFFF_FFE0 || rawValue == 0xFFFD_001B
  }

  /// The name libpcap gives the type; `LINKTYPE_<n>` for one that is not listed here.
  package var name: String {
    switch rawValue {
    case 0: "NULL"
    case 1: "EN10MB"
    case 6: "IEEE802"
    case 8: "SLIP"
    case 9: "PPP"
    case 10: "FDDI"
    case 12, 14, 101: "RAW"
    case 50: "PPP_SERIAL"
    case 51: "PPP_ETHER"
    case 104: "C_HDLC"
    case 105: "IEEE802_11"
    case 107: "FRELAY"
    case 108: "LOOP"
    case 113: "LINUX_SLL"
    case 119: "PRISM_HEADER"
    case 127: "IEEE802_11_RADIO"
    case 147...162: "USER\(rawValue - 147)"
    case 163: "IEEE802_11_RADIO_AVS"
    case 189: "USB_LINUX"
    case 192: "PPI"
    case 195: "IEEE802_15_4"
    case 201: "BLUETOOTH_HCI_H4_WITH_PHDR"
    case 220: "USB_LINUX_MMAPPED"
    case 226: "IPNET"
    case 227: "CAN_SOCKETCAN"
    case 228: "IPV4"
    case 229: "IPV6"
    case 239: "NFLOG"
    case 249: "USBPCAP"
    case 253: "NETLINK"
    case 276: "LINUX_SLL2"
    case 0xFFFD_0000...0xFFFD_FFFF: "ERF_\(rawValue & 0xFFFF)"
    case 0xFFFC_0000...0xFFFC_FFFF: "SNOOP_\(rawValue & 0xFFFF)"
    case 0xFFFF_FFE0: "NETMON_EVENT"
    case 0xFFFF_0000...: "NETMON_\(rawValue & 0xFFFF)"
    default: "LINKTYPE_\(rawValue)"
    }
  }
}
