import Diagnosis

/// What a log entry tells of a failure.
struct FailureReading {
  let kind: LoggedFailure.Kind
  let host: String?
  let httpStatus: Int?
  /// The offset in the entry behind the words that tell the kind.
  let signEnd: Int

  /// Reads an entry in UTF-8; nil when it is about no failed call of a web service.
  init?(entry: Span<UInt8>) {
    let found = FailureSign.search.search(entry)
    func holds(_ sign: FailureSign) -> Bool { found.holds(sign.rawValue) }
    let isWebCall = holds(.webException)
    guard isWebCall || holds(.soapException) else { return nil }
    let sign = FailureSign.allCases.first { $0.kind != nil && holds($0) }
    if holds(.soapException), !isWebCall {
      self.init(.soapFault, .soapException, found, entry)
    } else if let sign, let kind = sign.kind {
      self.init(kind, sign, found, entry)
    } else {
      self.init(.other, .webException, found, entry)
    }
  }

  /// Reads the text of an error that is known to be one.
  init(error: Span<UInt8>) {
    let found = FailureSign.search.search(error)
    let sign = FailureSign.allCases.first { $0.kind != nil && found.holds($0.rawValue) }
    if let sign, let kind = sign.kind {
      self.init(kind, sign, found, error)
    } else {
      let isFault = found.holds(FailureSign.soapException.rawValue)
      self.init(isFault ? .soapFault : .other, .soapException, found, error)
    }
  }

  private init(
    _ kind: LoggedFailure.Kind, _ sign: FailureSign, _ found: PhraseSearch.Found, _ entry: Span<UInt8>
  ) {
    self.kind = kind
    signEnd = found.ends[sign.rawValue]
    host =
      kind == .nameResolution
      ? LoggedHost.quoted(entry, from: signEnd) ?? LoggedHost.called(entry) : LoggedHost.called(entry)
    httpStatus = kind == .httpError || kind == .proxy ? LoggedHost.status(entry, near: signEnd) : nil
  }
}
