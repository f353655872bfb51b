import Diagnosis

/// The heads of HTTP/1 requests and answers (RFC 9112). Names of fields that are known stay; of values, those that say how
/// a message is framed. Letters and digits of all others become `x`, and bodies zero.
extension RewrittenBytes {
  /// - Returns: where the message's head ends, or its body if it says how long that is; nil where there is no head.
  mutating func rewriteHTTP(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int? {
    guard HTTPHead.begins(content(range.prefix(HTTPHead.longestStart))) else { return nil }
    var offset = range.lowerBound
    var bodyLength = 0
    var isFirst = true
    while let end = original[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) {
      let line = content(offset..<end)
      write(HTTPHead.rewritten(line, isFirst: isFirst, &pseudonyms) + [UInt8(ascii: "\n")], at: offset)
      if HTTPHead.isEmpty(line), !isFirst { return bodyEnd(end + 1, length: bodyLength, range) }
      bodyLength = HTTPHead.contentLength(line) ?? bodyLength
      isFirst = false
      offset = end + 1
    }
    if isFirst { write(HTTPHead.unfinished(content(offset..<range.upperBound), &pseudonyms), at: offset) }
    return range.upperBound
  }

  /// An answer that opens a tunnel has no body, whatever it says (RFC 9110, section 9.3.6).
  private func bodyEnd(_ start: Int, length: Int, _ range: Range<Int>) -> Int {
    let opensTunnel = start < range.upperBound && TLSRecord(self, start..<range.upperBound) != nil
    return opensTunnel ? start : start + length
  }
}

enum HTTPHead {
  /// As much of a head as tells that it is one.
  static let longestStart = 16
  /// A length that is believed, in bytes.
  private static let longestBody = 1 << 40

  private static let methods = [
    "CONNECT", "GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE", "PATCH", "TRACE", "PROPFIND", "BITS_POST",
  ]

  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "HTTP/1.".utf8) || methods.contains { bytes.starts(with: ($0 + " ").utf8) }
  }

  static func isEmpty(_ line: [UInt8]) -> Bool { line.isEmpty || line == [UInt8(ascii: "\r")] }

  static func contentLength(_ line: [UInt8]) -> Int? {
    let text = String(decoding: line, as: UTF8.self).lowercased()
    guard text.hasPrefix("content-length:") else { return nil }
    let digits = text.dropFirst("content-length:".count).filter(\.isNumber)
    return Int(digits).map { min($0, longestBody) }
  }

  static func rewritten(_ line: [UInt8], isFirst: Bool, _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    isFirst ? firstLine(line, &pseudonyms) : field(line, &pseudonyms)
  }

  /// The beginning of a request line, with its target if that is whole.
  static func unfinished(_ line: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    let blanks = line.indices.filter { line[$0] == blank }
    return blanks.count < 2 ? [] : firstLine(Array(line[...blanks[1]]), &pseudonyms)
  }

  private static let blank = UInt8(ascii: " ")

  /// Method, target and version, or version, status and reason.
  private static func firstLine(_ line: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    var parts = line.split(separator: blank, maxSplits: 2, omittingEmptySubsequences: false).map { Array($0) }
    guard parts.count > 1 else { return masked(line) }
    if parts[0].starts(with: "HTTP/".utf8) {
      if parts.count > 2, !isReason(parts[2]) { parts[2] = masked(parts[2]) }
    } else {
      parts[1] = target(parts[1], &pseudonyms)
      if parts.count > 2, !parts[2].starts(with: "HTTP/1.".utf8) { parts[2] = masked(parts[2]) }
    }
    return Array(parts.joined(separator: [blank]))
  }

  private static func isReason(_ text: [UInt8]) -> Bool {
    reasons.contains(String(decoding: text, as: UTF8.self).filter { $0.isLetter || $0 == " " }.lowercased())
  }

  private static let reasons: Set<String> = [
    "ok", "connection established", "connection ok", "established", "proxy authentication required",
    "forbidden",
    "unauthorized", "not found", "bad request", "bad gateway", "service unavailable", "gateway timeout",
    "gateway timeout ", "method not allowed", "moved permanently", "found", "internal server error",
  ]

  /// A host and a port, a path, or a URL.
  private static func target(_ target: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    guard target.first != UInt8(ascii: "/") else { return masked(target) }
    let parts = target.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Array($0) }
    guard parts.count > 2, parts[1].isEmpty else { return authority(target, &pseudonyms) }
    let rest = parts.dropFirst(3).map { masked($0) }
    return Array(
      ([parts[0], [], authority(parts[2], &pseudonyms)] + rest).joined(separator: [UInt8(ascii: "/")]))
  }

  private static func authority(_ text: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    let colon = text.lastIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    guard text[colon...].dropFirst().allSatisfy({ (0x30...0x39).contains($0) }) else {
      return pseudonyms.name(text)
    }
    return pseudonyms.name(Array(text[..<colon])) + text[colon...]
  }

  // MARK: Fields

  private static func field(_ line: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return masked(line) }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    guard let rule = fields[name] else { return masked(line) }
    let start = line[(colon + 1)...].firstIndex { $0 != blank } ?? line.endIndex
    let end = line.last == UInt8(ascii: "\r") ? line.endIndex - 1 : line.endIndex
    guard start <= end else { return line }
    let value = Array(line[start..<end])
    return line[..<start] + rule.rewritten(value, &pseudonyms) + line[end...]
  }

  private enum Rule {
    case kept, host, scheme, masked

    func rewritten(_ value: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
      switch self {
      case .kept: value
      case .host: authority(value, &pseudonyms)
      case .scheme: HTTPHead.schemes(value)
      case .masked: HTTPHead.masked(value)
      }
    }
  }

  private static let fields: [String: Rule] = [
    "connection": .kept, "proxy-connection": .kept, "content-length": .kept, "transfer-encoding": .kept,
    "content-type": .kept, "date": .kept, "cache-control": .kept, "pragma": .kept, "host": .host,
    "authorization": .scheme, "proxy-authorization": .scheme, "www-authenticate": .scheme,
    "proxy-authenticate": .scheme, "user-agent": .masked, "server": .masked, "via": .masked,
    "cookie": .masked,
    "set-cookie": .masked, "location": .masked, "accept": .masked, "proxy-agent": .masked, "age": .masked,
    "vary": .masked, "expires": .masked, "accept-encoding": .masked, "accept-language": .masked,
  ]

  /// The name of each scheme that is known.
  private static func schemes(_ value: [UInt8]) -> [UInt8] {
    let parts = value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
      let start = part.firstIndex { $0 != blank } ?? part.endIndex
      let word = part[start...].prefix { $0 != blank }
      let isKnown = knownSchemes.contains(String(decoding: word, as: UTF8.self).lowercased())
      return isKnown
        ? part[..<word.endIndex] + masked(Array(part[word.endIndex...])) : masked(Array(part))[...]
    }
    return Array(parts.joined(separator: [UInt8(ascii: ",")]))
  }

  private static let knownSchemes: Set<String> = [
    "basic", "digest", "negotiate", "ntlm", "kerberos", "bearer",
  ]

  static func masked(_ text: [UInt8]) -> [UInt8] {
    text.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...: UInt8(ascii: "x")
      default: byte
      }
    }
  }
}
