import Diagnosis

/// What a log entry tells of a failure.
struct FailureReading {
  let kind: LoggedFailure.Kind
  let host: String?
  let httpStatus: Int?
  /// The offset in the entry after the words that tell the kind.
  let signEnd: Int

  /// Reads an entry in UTF-8; nil when it is not about a failed call of a web service.
  init?(entry: Span<UInt8>) {
    let found = FailureSign.search.search(entry)
    let isWebCall = found.contains(FailureSign.webException)
    if !isWebCall {
      guard found.contains(FailureSign.soapException) else { return nil }
      self.init(.soapFault, FailureSign.soapException, found, entry)
    } else if let (sign, kind) = Self.cause(found, entry) {
      self.init(kind, sign, found, entry)
    } else {
      self.init(.other, FailureSign.webException, found, entry)
    }
  }

  /// What a message names, unless it names only that the connection ended and the exceptions tell more.
  private static func cause(
    _ found: PhraseSearch.Found, _ entry: Span<UInt8>
  ) -> (index: Int, kind: LoggedFailure.Kind)? {
    let named = FailureSign.first(in: found)
    if let named, named.kind != .connectionClosed, named.kind != .secureChannel { return named }
    // An English message that is not known is of another error.
    if found.contains(FailureSign.win32Exception),
      isEnglish(entry, from: found.ends[FailureSign.win32Exception])
    {
      return named
    }
    return FailureSign.nested(in: found) ?? named
  }

  /// Whether the message after an exception's type and number starts with an English article.
  private static func isEnglish(_ entry: Span<UInt8>, from start: Int) -> Bool {
    let limit = min(start + 20, entry.count)
    guard let colon = (start..<limit).first(where: { entry[$0] == UInt8(ascii: ":") }) else { return false }
    return ["The ", "A ", "An ", "No "].contains { ByteSearch($0).matches(at: colon + 2, in: entry) }
  }

  /// Reads the text of an error that is known to be one.
  init(error: Span<UInt8>) {
    let found = FailureSign.search.search(error)
    if let (sign, kind) = Self.cause(found, error) {
      self.init(kind, sign, found, error)
    } else {
      let isFault = found.contains(FailureSign.soapException)
      self.init(isFault ? .soapFault : .other, FailureSign.soapException, found, error)
    }
  }

  private init(
    _ kind: LoggedFailure.Kind, _ sign: Int, _ found: PhraseSearch.Found, _ entry: Span<UInt8>
  ) {
    self.kind = kind
    signEnd = found.ends[sign]
    host =
      kind == .nameResolution
      ? LoggedHost.quoted(entry, from: signEnd) ?? LoggedHost.called(entry) : LoggedHost.called(entry)
    httpStatus = kind == .httpError || kind == .proxy ? LoggedHost.status(entry, near: signEnd) : nil
  }
}

/// Names of hosts and answers in the text of a log entry.
enum LoggedHost {
  /// The host of the first address in an entry that was called. Addresses that name a method or a schema of
  /// SOAP are never called.
  static func called(_ entry: Span<UInt8>) -> String? {
    var position = 0
    while let mark = scheme.first(in: entry, from: position) {
      position = mark + scheme.word.count
      guard isHTTP(entry, before: mark), let host = host(entry, from: position) else { continue }
      if !names.contains(host) { return host }
    }
    return nil
  }

  /// The name between quotation marks near an offset: `: 'sws.update.microsoft.com'`.
  static func quoted(_ entry: Span<UInt8>, from start: Int) -> String? {
    let quote = UInt8(ascii: "'")
    guard let open = (start..<min(start + 32, entry.count)).first(where: { entry[$0] == quote }) else {
      return nil
    }
    return host(entry, from: open + 1)
  }

  /// A number that is an HTTP error, close to the words that announce it: `(407)`, `HTTP status 502`.
  static func status(_ entry: Span<UInt8>, near position: Int) -> Int? {
    var index = max(0, position - 6)
    let limit = min(entry.count, position + 24)
    while index < limit {
      let end = DecimalDigits.end(entry, from: index)
      if end - index == 3, let status = DecimalDigits.number(entry, index..<end), (400...599).contains(status)
      {
        return status
      }
      index = max(end, index + 1)
    }
    return nil
  }

  /// The name at an offset, in lower case. It has 253 characters at most (RFC 1035, section 2.3.4).
  static func host(_ entry: Span<UInt8>, from start: Int) -> String? {
    var end = start
    while end < entry.count, end - start <= 253, isOfName(entry[end]) { end += 1 }
    while end > start, entry[end - 1] == UInt8(ascii: ".") { end -= 1 }
    guard end > start, end - start <= 253 else { return nil }
    return String(decoding: (start..<end).map { ByteSearch.folded(entry[$0]) }, as: UTF8.self)
  }

  private static let scheme = ByteSearch("://")
  private static let names: Set<String> = [
    "www.microsoft.com", "schemas.microsoft.com", "schemas.xmlsoap.org", "www.w3.org",
  ]

  private static let (http, https) = (ByteSearch("http"), ByteSearch("https"))

  private static func isHTTP(_ entry: Span<UInt8>, before mark: Int) -> Bool {
    (mark >= 5 && https.matches(at: mark - 5, in: entry))
      || (mark >= 4 && http.matches(at: mark - 4, in: entry))
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
