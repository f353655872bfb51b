import Packets

/// The control bits of a segment that this room asks for.
///
/// `TCPFlags` of another room answers through protocol witnesses, at the price of a whole
/// segment's work; a type of this room is compiled to bit tests.
struct ControlBits {
  private let rawValue: UInt8

  init(_ flags: TCPFlags) {
    rawValue = flags.rawValue
  }

  var isFin: Bool { rawValue & 0x01 != 0 }
  var isSyn: Bool { rawValue & 0x02 != 0 }
  var isReset: Bool { rawValue & 0x04 != 0 }
  var isAck: Bool { rawValue & 0x10 != 0 }
}
