/// The time to live or hop limit of a side's packets: 0 where none was captured.
///
/// RST and FIN do not count: they are compared with these.
package struct HopLimits: Hashable, Sendable {
  /// Of the SYN or SYN/ACK, which a device on the path may have sent.
  package var syn: UInt8 = 0
  package var least: UInt8 = 0
  package var most: UInt8 = 0

  package init() {}

  package init(syn: UInt8, least: UInt8, most: UInt8) {
    (self.syn, self.least, self.most) = (syn, least, most)
  }
}

extension HopLimits {
  /// How many routers a packet passed, counted from the nearest initial value above that systems use: 32, 64, 128
  /// or 255.
  package static func distance(_ hopLimit: UInt8) -> Int {
    (initialValues.first { hopLimit <= $0 } ?? .max) - Int(hopLimit)
  }

  private static let initialValues = [32, 64, 128, 255]
}
