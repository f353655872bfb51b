import Bytes

@testable import Protocols

/// Builds messages byte by byte, so that a test can say what it reads.
enum Build {
  static func number16(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  static func vector8(_ bytes: [UInt8]) -> [UInt8] { [UInt8(truncatingIfNeeded: bytes.count)] + bytes }

  static func vector16(_ bytes: [UInt8]) -> [UInt8] { number16(bytes.count) + bytes }

  static func vector24(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: bytes.count >> 16)] + number16(bytes.count & 0xffff) + bytes
  }

  static func list16(_ values: [Int]) -> [UInt8] { values.flatMap(number16) }

  static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  static func handshake(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type] + vector24(body) }

  static func record(_ type: UInt8, _ body: [UInt8], version: Int = 0x0303) -> [UInt8] {
    [type] + number16(version) + vector16(body)
  }

  static func `extension`(_ type: Int, _ data: [UInt8]) -> [UInt8] { number16(type) + vector16(data) }

  static func clientHello(
    version: Int = 0x0303, session: [UInt8] = [], suites: [Int] = [0xc030, 0x009c],
    extensions: [[UInt8]]? = standardExtensions
  ) -> [UInt8] {
    var body = number16(version) + [UInt8](repeating: 0x5a, count: 32) + vector8(session)
    body += vector16(list16(suites)) + vector8([0])
    if let extensions { body += vector16(extensions.flatMap { $0 }) }
    return handshake(1, body)
  }

  /// One of each extension that is read in a ClientHello, and a GREASE one in front.
  static let standardExtensions: [[UInt8]] = [
    `extension`(0x0a0a, []),
    `extension`(0, vector16([0] + vector16(text("sws.update.microsoft.com")))),
    `extension`(10, vector16(list16([0x1a1a, 29, 23]))),
    `extension`(11, vector8([0])),
    `extension`(13, vector16(list16([0x0804, 0x0401]))),
    `extension`(16, vector16(vector8(text("h2")) + vector8(text("http/1.1")))),
    `extension`(35, []),
    `extension`(43, vector8(list16([0x2a2a, 0x0304, 0x0303]))),
  ]

  static func serverHello(
    version: Int = 0x0303, random: [UInt8] = [UInt8](repeating: 7, count: 32), session: [UInt8] = [],
    suite: Int = 0xc030, extensions: [[UInt8]]? = nil
  ) -> [UInt8] {
    var body = number16(version) + random + vector8(session) + number16(suite) + [0]
    if let extensions { body += vector16(extensions.flatMap { $0 }) }
    return handshake(2, body)
  }

  static let retryRandom: [UInt8] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
  ]

  static func sslv2Hello(version: Int = 0x0301, specs: [UInt8] = [1, 0, 0x80, 0, 0, 0x35]) -> [UInt8] {
    let body =
      [1] + number16(version) + number16(specs.count) + [0, 0, 0, 16] + specs
      + [UInt8](repeating: 9, count: 16)
    return number16(0x8000 | body.count) + body
  }

  static func sslv2ServerHello() -> [UInt8] {
    let body =
      [4, 0, 1, 0, 2] + number16(3) + number16(3) + number16(16) + [1, 2, 3] + [7, 0, 0xc0]
      + [UInt8](repeating: 4, count: 16)
    return number16(0x8000 | body.count) + body
  }
}

/// A generator of the same numbers on every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
