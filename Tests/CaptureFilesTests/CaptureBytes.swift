@testable import CaptureFiles

/// Bytes written one number after the other, in one byte order.
struct CaptureBytes {
  var bytes: [UInt8] = []
  var order: ByteOrder

  init(_ order: ByteOrder = .little) {
    self.order = order
  }

  mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    let places = (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    bytes += order == .big ? places.reversed() : places
  }

  mutating func pad() {
    while bytes.count % 4 != 0 { bytes.append(0) }
  }
}

/// A frame's bytes that say where they are from.
func frame(_ seed: Int, count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: seed &* 31 &+ $0) }
}

/// Classic pcap files.
struct PcapBytes {
  var file: CaptureBytes

  init(
    _ order: ByteOrder = .little, magic: UInt32 = 0xA1B2_C3D4, snapLength: UInt32 = 65_535,
    network: UInt32 = 1, minorVersion: UInt16 = 4
  ) {
    file = CaptureBytes(order)
    file.add(magic)
    file.add(UInt16(2))
    file.add(minorVersion)
    file.add(UInt64(0))
    file.add(snapLength)
    file.add(network)
  }

  mutating func record(
    _ bytes: [UInt8], seconds: UInt32 = 1_700_000_000, fraction: UInt32 = 5, captured: UInt32? = nil,
    original: UInt32? = nil
  ) {
    file.add(seconds)
    file.add(fraction)
    file.add(captured ?? UInt32(bytes.count))
    file.add(original ?? UInt32(bytes.count))
    file.bytes += bytes
  }
}

/// pcapng files, block by block.
struct PcapngBytes {
  var file: CaptureBytes

  init(_ order: ByteOrder = .little) {
    file = CaptureBytes(order)
  }

  /// A block of any type, with its second length and padding as they should be, or as told.
  mutating func block(
    _ type: UInt32, first: UInt32? = nil, second: UInt32? = nil, _ body: (inout CaptureBytes) -> Void
  ) {
    var content = CaptureBytes(file.order)
    body(&content)
    content.pad()
    let length = UInt32(content.bytes.count + 12)
    file.add(type)
    file.add(first ?? length)
    file.bytes += content.bytes
    file.add(second ?? first ?? length)
  }

  mutating func section(_ order: ByteOrder? = nil, major: UInt16 = 1) {
    file.order = order ?? file.order
    block(0x0A0D_0D0A) {
      $0.add(UInt32(0x1A2B_3C4D))
      $0.add(major)
      $0.add(UInt16(0))
      $0.add(Int64(-1))
    }
  }

  mutating func interface(
    linkType: UInt16 = 1, snapLength: UInt32 = 0, options: [(UInt16, [UInt8])] = []
  ) {
    block(1) {
      $0.add(linkType)
      $0.add(UInt16(0))
      $0.add(snapLength)
      $0.options(options)
    }
  }

  mutating func enhanced(
    _ bytes: [UInt8], interface: UInt32 = 0, ticks: UInt64 = 1_700_000_000_000_005, captured: UInt32? = nil,
    original: UInt32? = nil, options: [(UInt16, [UInt8])] = [], second: UInt32? = nil
  ) {
    block(6, second: second) {
      $0.add(interface)
      $0.packet(bytes, ticks, captured, original)
      $0.options(options)
    }
  }

  mutating func obsolete(_ bytes: [UInt8], interface: UInt16 = 0, ticks: UInt64 = 1_700_000_000_000_005) {
    block(2) {
      $0.add(interface)
      $0.add(UInt16(0xFFFF))
      $0.packet(bytes, ticks, nil, nil)
    }
  }

  mutating func simple(_ bytes: [UInt8], original: UInt32? = nil) {
    block(3) {
      $0.add(original ?? UInt32(bytes.count))
      $0.bytes += bytes
    }
  }

  mutating func statistics(interface: UInt32 = 0, dropped: UInt64) {
    var number = CaptureBytes(file.order)
    number.add(dropped)
    block(5) {
      $0.add(interface)
      $0.add(UInt64(0))
      $0.options([(5, number.bytes)])
    }
  }
}

extension CaptureBytes {
  mutating func packet(_ bytes: [UInt8], _ ticks: UInt64, _ captured: UInt32?, _ original: UInt32?) {
    add(UInt32(ticks >> 32))
    add(UInt32(truncatingIfNeeded: ticks))
    add(captured ?? UInt32(bytes.count))
    add(original ?? UInt32(bytes.count))
    self.bytes += bytes
    pad()
  }

  mutating func options(_ options: [(UInt16, [UInt8])]) {
    for (code, value) in options {
      add(code)
      add(UInt16(value.count))
      bytes += value
      pad()
    }
    if !options.isEmpty { add(UInt32(0)) }
  }
}

/// A gzip member (RFC 1952) whose data is stored, in pieces, instead of deflated.
func gzip(_ content: [UInt8], piece: Int = 1000) -> [UInt8] {
  var file = CaptureBytes(.little)
  file.bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  var start = 0
  repeat {
    let end = min(start + piece, content.count)
    file.bytes.append(end == content.count ? 1 : 0)
    file.add(UInt16(end - start))
    file.add(~UInt16(end - start))
    file.bytes += content[start..<end]
    start = end
  } while start < content.count
  file.add(crc32(content))
  file.add(UInt32(content.count))
  return file.bytes
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc = UInt32.max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return ~crc
}
