/// The head of an answer while its lines come in.
struct ResponseHead: Sendable {
  /// How many schemes are kept of one answer; the registry has fewer than twenty.
  static let maximumSchemes = 8
  /// The longest scheme name that is believed; the registry's longest has 13 characters.
  static let maximumScheme = 32

  var response: ConnectResponse
  private var framing = BodyFraming()

  /// Reads a status line, such as `HTTP/1.1 407 Proxy Authentication Required`; nil for anything else.
  init?(statusLine line: [UInt8]) {
    guard let status = StatusLine.status(line) else { return nil }
    response = ConnectResponse(status: status, proxyAuthenticate: [])
  }

  mutating func take(_ line: [UInt8]) {
    guard let field = HeaderField(line) else { return }
    framing.take(field)
    if field.name == "proxy-authenticate" { takeChallenges(field.value) }
  }

  /// What follows the head. A 2xx answer to CONNECT has no body whatever its fields say.
  var body: MessageBody {
    response.isSuccess ? .none : framing.responseBody(status: response.status)
  }

  /// Reads the scheme of each challenge, without its parameters.
  ///
  /// Both are separated by commas (RFC 9110, section 11.6.1). A parameter is a name with `=`, a challenge
  /// begins with a name without.
  private mutating func takeChallenges(_ value: ArraySlice<UInt8>) {
    for part in Self.split(value) {
      let name = part.prefix { Self.isTokenByte($0) }
      let isParameter = part[name.endIndex...].drop(while: isBlank).first == UInt8(ascii: "=")
      guard !name.isEmpty, !isParameter, name.count <= Self.maximumScheme else { continue }
      let scheme = String(decoding: name, as: UTF8.self)
      let schemes = response.proxyAuthenticate
      guard schemes.count < Self.maximumSchemes, !schemes.contains(scheme) else { continue }
      response.proxyAuthenticate.append(scheme)
    }
  }

  /// The parts between commas outside quoted strings, without leading blanks.
  private static func split(_ value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var isQuoted = false
    var isEscaped = false
    let parts = value.split { byte in
      if isEscaped {
        isEscaped = false
      } else if isQuoted && byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      }
      return !isQuoted && byte == UInt8(ascii: ",")
    }
    return parts.map { $0.drop(while: isBlank) }
  }

  /// RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e, 0x5f, 0x60, 0x7c, 0x7e: true
    default: false
    }
  }
}
