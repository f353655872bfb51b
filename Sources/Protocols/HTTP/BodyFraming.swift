/// How a head says where the body ends (RFC 9112, section 6.3).
struct BodyFraming: Sendable {
  private var length: Int?
  private var isChunked = false
  /// Two lengths that differ: nobody knows where the message ends.
  private var isContradictory = false

  mutating func take(_ field: HeaderField) {
    if field.name == "content-length" { takeLength(Self.decimal(field.value)) }
    if field.name == "transfer-encoding" {
      isChunked = String(decoding: field.value, as: UTF8.self).lowercased().hasSuffix("chunked")
    }
  }

  private mutating func takeLength(_ stated: Int?) {
    if let length, length != stated { isContradictory = true }
    length = stated
  }

  var requestBody: MessageBody {
    if isChunked { return .chunkSize }
    if isContradictory { return .untilClose }
    return length.map(MessageBody.length) ?? .none
  }

  /// Of an answer to any request but HEAD.
  func responseBody(status: Int) -> MessageBody {
    if status < 200 || status == 204 || status == 304 { return .none }
    if isChunked { return .chunkSize }
    if isContradictory { return .untilClose }
    return length.map(MessageBody.length) ?? .unframed(0)
  }

  private static func decimal(_ value: ArraySlice<UInt8>) -> Int? {
    value.isEmpty || !value.allSatisfy { (0x30...0x39).contains($0) }
      ? nil : Int(String(decoding: value, as: UTF8.self))
  }
}

enum StatusLine {
  /// The status, such as 407 of `HTTP/1.1 407 Proxy Authentication Required`: 100 to 999; nil for another line.
  static func status(_ line: [UInt8]) -> Int? {
    guard recognize("HTTP/1.", in: line.span) == .yes else { return nil }
    let code = line.drop { !isBlank($0) }.drop(while: isBlank).prefix { !isBlank($0) }
    guard code.count == 3, let status = Int(String(decoding: code, as: UTF8.self)), status >= 100 else {
      return nil
    }
    return status
  }
}
