package import Bytes

/// A request to a WSUS server. Of its fields only those are read that frame the body or name the operation: nothing of
/// Authorization, cookies or the query is kept.
package struct WSUSRequest: Hashable, Sendable {
  /// Nil for a path that is not known to be of WSUS, between others on one connection.
  package var service: WSUSService?
  package var operation = WSUSOperation.unknown
  /// The answer has no body, whatever its fields say (RFC 9110, section 9.3.2).
  package var isHead = false
  /// Of a file: method and path without the query, as on the wire; empty for SOAP.
  package var file: [UInt8] = []
  package var first = FrameStamp(number: 0, time: 0)
  package var completed = FrameStamp(number: 0, time: 0)
  /// How many bytes of the server its sender had received: the answer begins there, or later behind an interim one.
  /// `.max` where that is unknown.
  package var answerFrom = UInt32.max
  /// For the caller: it has told of the request.
  package var isShown = false
}

/// The head of a request while its lines come in.
struct WSUSRequestHead: Sendable {
  private(set) var request = WSUSRequest()
  private var framing = BodyFraming()
  private var isPost = false

  /// Reads a request line (RFC 9112, section 3); nil for anything else.
  init?(_ line: [UInt8]) {
    let method = line.prefix { !isBlank($0) }
    let rest = line[method.endIndex...].drop(while: isBlank)
    let target = rest.prefix { !isBlank($0) }
    let version = rest[target.endIndex...].drop(while: isBlank)
    guard !method.isEmpty, method.count <= Self.longestMethod, !target.isEmpty,
      version.starts(with: "HTTP/1.".utf8)
    else { return nil }
    isPost = method.elementsEqual("POST".utf8)
    request.isHead = method.elementsEqual("HEAD".utf8)
    let path = Array(target.prefix { $0 != UInt8(ascii: "?") })
    request.service = WSUSService(path: path.span)
    if request.service?.servesFiles == true {
      request.file = Array(method) + [0x20] + path.prefix(Self.longestPath)
    }
  }

  /// A request line that is not whole and whose path is known to be of WSUS; nil for another.
  init?(unfinished line: [UInt8]) {
    guard WSUSRequestReader.looksLikeRequest(line.span) == .yes else { return nil }
    let words = line.split(maxSplits: 2, whereSeparator: isBlank)
    self.init(Array(words[0] + [0x20] + words[1] + " HTTP/1.1".utf8))
    // The end of its name is missing.
    request.file = []
  }

  /// PROPPATCH and BITS_POST have nine letters.
  private static let longestMethod = 16
  /// That of a file of WSUS has some sixty characters.
  private static let longestPath = 120

  mutating func take(_ line: [UInt8]) {
    guard let field = HeaderField(line) else { return }
    framing.take(field)
    if field.name == "soapaction" { request.operation = WSUSOperation(action: field.value) }
    if field.name == "content-type" { takeAction(field.value) }
  }

  /// `application/soap+xml; action="…"` (RFC 3902, section 2).
  private mutating func takeAction(_ value: ArraySlice<UInt8>) {
    let name = Array("action=".utf8)
    guard let start = value.indices.first(where: { value[$0...].starts(with: name) }) else { return }
    let action = value[(start + name.count)...].prefix { $0 != UInt8(ascii: ";") }
    request.operation = WSUSOperation(action: action)
  }

  var body: MessageBody { framing.requestBody }

  /// Whether only the body can name the operation.
  var needsBody: Bool {
    guard isPost, let service = request.service, !service.servesFiles else { return false }
    return request.operation == .unknown && !body.isAtEnd
  }
}
