/// A path as the system has it: bytes, which need not be UTF-8.
struct PathName: Hashable, Sendable {
  /// Without the zero behind it.
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The same for people: bytes that are no UTF-8 stand as `\xE9`.
  var shown: String { Self.text(bytes) ?? escaped }

  /// The path as text; nil when it is no UTF-8.
  var text: String? { Self.text(bytes) }

  func appending(_ name: [UInt8]) -> PathName {
    PathName(bytes: bytes.last == Self.slash ? bytes + name : bytes + [Self.slash] + name)
  }

  private static let slash = UInt8(ascii: "/")

  private static func text(_ bytes: [UInt8]) -> String? {
    String(validating: bytes, as: UTF8.self)
  }

  private var escaped: String {
    var text = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      // A character of UTF-8 has four bytes at most (RFC 3629, section 3).
      let length = (1...min(4, rest.count)).first { Self.text(Array(rest.prefix($0))) != nil }
      if let length, let character = Self.text(Array(rest.prefix(length))) {
        text += character
      } else if let byte = rest.first {
        text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return text
  }
}
