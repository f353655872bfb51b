import CaptureBuilding

/// What an end of a ``BuiltConversation`` sends, in one word: see ``bytes(_:_:)``.
enum BuiltData {
  /// Words joined by `+`, each with an argument after a colon:
  ///
  /// - `hello:1.0`, `1.1`, `1.2`, `1.3` as Windows Server 2016 offers them; `weak` has suites that sws does not accept, `early`
  ///   is TLS 1.3 with early data
  /// - `alert:48`, `warning:112`, `data:400` (an encrypted record of so many plain bytes), `ccs`, `finished`
  /// - `hello13`, `retry13`, `resumed13`: the server's hello of TLS 1.3, its HelloRetryRequest, and with a pre-shared key
  /// - `connect`, `granted`, `refusal:407` for a proxy; `get`, `page` for plain HTTP
  /// - `text` and `go` of a mail server, `starttls` and `ehlo` of its client; `header1` and `header2` of the PROXY protocol
  /// - `hex:150303`: those bytes
  static func bytes(_ words: Substring, _ capture: inout CaptureBuilder) -> [UInt8] {
    words.split(separator: "+").flatMap { one($0, &capture) }
  }

  static func bytes(_ words: String, _ capture: inout CaptureBuilder) -> [UInt8] {
    bytes(Substring(words), &capture)
  }

  private static func one(_ word: Substring, _ capture: inout CaptureBuilder) -> [UInt8] {
    let parts = word.split(separator: ":", maxSplits: 1)
    let argument = parts.count > 1 ? parts[1] : ""
    if let text = texts[parts[0]] { return Array(text.utf8) }
    switch parts[0] {
    case "hello": return hello(argument).record
    case "hex": return [UInt8](hex: String(argument))
    case "connect": return HTTPMessage.connect("\(BuiltConversation.host):443")
    case "granted": return HTTPMessage.connectionEstablished()
    case "refusal": return HTTPMessage.refusal(Int(argument) ?? 403, "Refused")
    default: return record(parts[0], Int(argument) ?? 0, &capture)
    }
  }

  private static let texts: [Substring: String] = [
    "text": "220 mail.contoso.com ready\r\n", "go": "220 go ahead\r\n", "ehlo": "EHLO contoso.com\r\n",
    "starttls": "STARTTLS\r\n", "get": "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n",
    "page": "HTTP/1.1 400 Bad Request\r\nContent-Length: 11\r\n\r\nBad Request",
    "header1": "PROXY TCP4 192.0.2.7 203.0.113.10 40000 443\r\n",
    "header2": "\r\n\r\n\0\r\nQUIT\n\u{21}\u{11}\0\u{0c}abcdefghijkl",
  ]

  private static func record(_ word: Substring, _ number: Int, _ capture: inout CaptureBuilder) -> [UInt8] {
    switch word {
    case "alert": TLSRecord.alert(UInt8(number))
    case "warning": TLSRecord.alert(UInt8(number), fatal: false)
    case "data": encrypted(number, &capture)
    case "ccs": TLSRecord.changeCipherSpec()
    case "finished": TLSRecord.encryptedFinished(using: &capture.randomness)
    case "hello13": TLSRecord.handshake([ServerHello.tls13().message])
    case "retry13": TLSRecord.handshake([ServerHello.retry(group: 23).message])
    case "resumed13": resumed13
    default: preconditionFailure("no such word: \(word)")
    }
  }

  /// An encrypted record of TLS 1.3: so many bytes, their type and the tag (RFC 8446, section 5.2).
  private static func encrypted(_ count: Int, _ capture: inout CaptureBuilder) -> [UInt8] {
    TLSRecord.bytes(type: 23, capture.randomness.bytes(count + 17))
  }

  private static var resumed13: [UInt8] {
    var hello = ServerHello.tls13()
    hello.extensions.append(TLSExtension(type: 41, body: [0, 0]))
    return TLSRecord.handshake([hello.message])
  }

  private static func hello(_ name: Substring) -> ClientHello {
    let versions: [Substring: TLSVersion] = ["1.0": .tls10, "1.1": .tls11, "1.3": .tls13, "early": .tls13]
    var hello = ClientHello.schannel(
      .server2016, version: versions[name] ?? .tls12, name: BuiltConversation.host,
      cipherSuites: name == "weak" ? [0x009d, 0x009c, 0x0035, 0x002f] : nil)
    if name == "early" { hello.extensions.append(TLSExtension(type: 42)) }
    return hello
  }
}
