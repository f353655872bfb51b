/// An event of Schannel or WSUS from a log of Windows.
package struct LoggedEvent: Hashable, Sendable {
  package var id: Int
  package var source: Source
  /// In nanoseconds since 1970 (UTC); nil where the text has a local time only.
  package var time: Int64?
  /// The local time as it is written; nil where there is none or it is UTC.
  package var localTime: String?
  /// What ``localTime`` can be, see ``ServerTimeZone``: two where day and month can be either.
  package var localReadings: [Int64]
  /// `ErrorState` of 36871 and 36888; 10013 when no protocol is left to offer.
  package var errorState: Int?
  /// The number of the TLS alert of 36887 and 36888 (RFC 8446, section 6).
  package var alert: Int?
  /// Whether the credential was a client's; nil where the event does not tell.
  package var isOfClient: Bool?
  /// The event's message, or what identifies it, at most ``Citation/textLimit`` characters.
  package var text: String
  package var citation: Citation

  /// Events that are kept.
  package static let limit = 256

  /// The raw value is its name in reports.
  package enum Source: String, CaseIterable, Hashable, Sendable {
    case schannel = "Schannel"
    case updateServices = "Windows Server Update Services"
  }

  package init(
    id: Int, source: Source, time: Int64?, localTime: String? = nil, localReadings: [Int64] = [],
    errorState: Int? = nil, alert: Int? = nil, isOfClient: Bool? = nil, text: String, citation: Citation
  ) {
    self.id = id
    self.source = source
    self.time = time
    self.localTime = localTime
    self.localReadings = localReadings
    self.errorState = errorState
    self.alert = alert
    self.isOfClient = isOfClient
    self.text = text
    self.citation = citation
  }

  /// Schannel's events that are read ("Schannel events"): credentials, certificates, alerts.
  package static let schannelEvents: Set<Int> = [
    36864, 36865, 36866, 36867, 36868, 36869, 36870, 36871, 36872, 36874, 36876, 36879, 36880, 36881, 36882,
    36884, 36885, 36886, 36887, 36888,
  ]
  /// Those of WSUS: synchronisation (382, 384, 386), content (364), start (501, 507), self-test of the API (10032,
  /// 12002 and its like).
  package static let updateServicesEvents: Set<Int> = [
    364, 382, 383, 384, 386, 387, 501, 507, 10021, 10022, 10032, 12002, 12012, 12022, 12032, 12042, 12052,
    12072, 13042,
  ]

  var times: [Int64] { time.map { [$0] } ?? [] }

  /// Whether Schannel had no protocol left to offer, which a client's connection then ends without a ClientHello
  /// (event 36871 with the state 10013).
  package var isWithoutProtocol: Bool {
    source == .schannel && id == 36871 && (errorState == nil || errorState == 10013) && isOfClient != false
  }
}
