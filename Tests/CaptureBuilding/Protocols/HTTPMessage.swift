/// HTTP/1.1 messages (RFC 9112): start line, fields, body.
package enum HTTPMessage {
  /// A start line, header fields in order and a body; `Content-Length` is yours to give.
  package static func bytes(_ startLine: String, _ fields: [(String, String)], body: [UInt8] = []) -> [UInt8]
  {
    let lines = [startLine] + fields.map { "\($0): \($1)" } + ["", ""]
    return Array(lines.joined(separator: "\r\n").utf8) + body
  }

  /// The CONNECT request of a .NET program (RFC 9110, section 9.3.6), with credentials if there are any.
  package static func connect(
    _ authority: String, authorization: String? = nil, more: [(String, String)] = []
  ) -> [UInt8] {
    let host = authority.split(separator: ":").first.map(String.init) ?? authority
    var fields = [("Host", host)]
    if let authorization { fields.append(("Proxy-Authorization", authorization)) }
    return bytes(
      "CONNECT \(authority) HTTP/1.1", fields + more + [("Proxy-Connection", "Keep-Alive")])
  }

  /// The proxy's consent.
  package static func connectionEstablished() -> [UInt8] {
    bytes("HTTP/1.1 200 Connection established", [("Via", "1.1 proxy.contoso.com")])
  }

  /// The proxy's refusal: 407, 403, 502 and so on, with a short page.
  package static func refusal(
    _ status: Int, _ reason: String, fields: [(String, String)] = [], keepsConnection: Bool = true
  ) -> [UInt8] {
    let body = Array("<html><body><h1>\(status) \(reason)</h1></body></html>\r\n".utf8)
    let length = [("Content-Type", "text/html"), ("Content-Length", "\(body.count)")]
    let connection = [("Proxy-Connection", keepsConnection ? "Keep-Alive" : "close")]
    return bytes("HTTP/1.1 \(status) \(reason)", fields + length + connection, body: body)
  }

  /// `Basic` credentials (RFC 7617).
  package static func basic(user: String, password: String) -> String {
    "Basic " + Array("\(user):\(password)".utf8).base64
  }
}
