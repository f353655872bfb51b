/// Reads host names of CONNECT requests, server_name extensions and certificates.
package enum HostName {
  /// The host of an authority (RFC 9110, section 7.2; RFC 3986, section 3.2.2), normalized and without port:
  /// `name:443`, `192.0.2.1:443`, `[2001:db8::1]:443`.
  package static func host(ofAuthority authority: String) -> String {
    if authority.utf8.first == UInt8(ascii: "[") {
      let inside = authority.dropFirst()
      return normalized(String(inside.prefix { $0 != "]" }))
    }
    guard let colon = authority.utf8.firstIndex(of: UInt8(ascii: ":")) else { return normalized(authority) }
    let rest = authority.utf8[colon...].dropFirst()
    // Several colons without brackets: a bare IPv6 address, which has no port to split off.
    if rest.contains(UInt8(ascii: ":")) { return normalized(authority) }
    return normalized(String(authority[..<colon]))
  }

  /// Lower case, without final dot (RFC 4343).
  package static func normalized(_ name: String) -> String {
    if isNormal(name.utf8.span) { return name }
    let lower = name.lowercased()
    return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
  }

  static func isNormal(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] &- UInt8(ascii: "A") < 26 { return false }
    return bytes.isEmpty || bytes[bytes.count - 1] != UInt8(ascii: ".")
  }

  /// An IPv4 or IPv6 address in text, which names nothing.
  ///
  /// A top-level domain is never all digits (RFC 3696, section 2), and a host name has no colon.
  static func isAddress(_ name: String) -> Bool {
    if name.utf8.contains(UInt8(ascii: ":")) { return true }
    let last = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name.utf8[$0...].dropFirst() }
    guard let last, !last.isEmpty else { return false }
    return last.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
