/// A path in bytes, which need not be UTF-8.
///
/// `FilePath` drops a trailing slash, so that `trace.pcap/` could be opened, and would be reported
/// differently.
package struct PathName: Hashable, Sendable {
  /// Without the terminating zero.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The path for people: bytes that are not UTF-8 appear as `\xE9`.
  package var shown: String { Self.text(bytes) ?? escaped }

  /// The path as text; nil when it is not UTF-8.
  package var text: String? { Self.text(bytes) }

  package func appending(_ name: [UInt8]) -> PathName {
    PathName(bytes: bytes.last == Self.slash ? bytes + name : bytes + [Self.slash] + name)
  }

  /// Whether an absolute path without symbolic links is a folder's own or leads below it.
  package func isInside(_ folder: PathName) -> Bool {
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || folder.bytes.last == Self.slash
      || bytes[folder.bytes.count] == Self.slash
  }

  func withCString<Result, Failure: Error>(
    _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    return try unsafe terminated.withUnsafeBufferPointer { buffer throws(Failure) in
      // The buffer has at least the zero byte, so it has an address.
      try unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
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
