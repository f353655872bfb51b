/// The providers whose events hold packets.
enum EventProvider: Hashable {
  /// Microsoft-Windows-NDIS-PacketCapture: `netsh trace`.
  case packetCapture
  /// Microsoft-Windows-PktMon: `pktmon`.
  case packetMonitor
  /// Microsoft-Windows-Ras-NdisWanPacketCapture: the tunnels of a VPN server.
  case remoteAccess
  /// Microsoft-Pef-WFP-MessageProvider: Message Analyzer, above IPsec and on the loopback interface.
  case filteringPlatform

  /// - Parameters:
  ///   - low: the first eight bytes of the identifier, the least significant first.
  ///   - high: the others.
  init?(low: UInt64, high: UInt64) {
    switch (low, high) {
    // {2ED6006E-4729-4609-B423-3EE7BCD678EF}
    case (0x4609_4729_2ED6_006E, 0xEF78_D6BC_E73E_23B4): self = .packetCapture
    // {4D4F80D9-C8BD-4D73-BB5B-19C90402C5AC}
    case (0x4D73_C8BD_4D4F_80D9, 0xACC5_0204_C919_5BBB): self = .packetMonitor
    // {D84521F7-2235-4237-A7C0-14E3A9676286}
    case (0x4237_2235_D845_21F7, 0x8662_67A9_E314_C0A7): self = .remoteAccess
    // {C22D1B14-C242-49DE-9F17-1D76B8B9C458}
    case (0x49DE_C242_C22D_1B14, 0x58C4_B9B8_761D_179F): self = .filteringPlatform
    default: return nil
    }
  }
}
