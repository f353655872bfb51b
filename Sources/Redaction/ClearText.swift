/// What stays of the first line of data that is not TLS. Anybody can write anything into it, so only what is known to name
/// nobody does: a status line of HTTP, with its usual reason phrase.
enum ClearText {
  @Sendable static func shown(_ line: String) -> String? {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, versions.contains(String(parts[0])), parts[1].utf8.count == 3,
      parts[1].utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    let phrase = parts.count == 3 && phrases.contains(String(parts[2])) ? parts[2] : nil
    return (parts[..<2] + (phrase.map { [$0] } ?? [])).joined(separator: " ")
  }

  private static let versions = ["HTTP/1.0", "HTTP/1.1"]

  /// RFC 9110, section 15; RFC 6585.
  private static let phrases = [
    "OK", "Moved Permanently", "Found", "See Other", "Not Modified", "Temporary Redirect", "Bad Request",
    "Unauthorized", "Forbidden", "Not Found", "Method Not Allowed", "Proxy Authentication Required",
    "Request Timeout", "Gone", "Internal Server Error", "Not Implemented", "Bad Gateway",
    "Service Unavailable", "Gateway Timeout", "HTTP Version Not Supported", "Network Authentication Required",
  ]
}
