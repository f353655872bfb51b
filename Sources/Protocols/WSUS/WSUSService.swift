/// A web service or a folder of a WSUS server.
///
/// Paths: [MS-WSUSSS] and [MS-WUSP], section 2.1 each; ApiRemoting30 is the service of the console and of scripts
/// (Microsoft.UpdateServices.Administration). IIS compares paths without regard to case.
package enum WSUSService: UInt8, CaseIterable, Hashable, Sendable {
  case serverSync
  case dssAuth
  case client
  case simpleAuth
  case reporting
  case administration
  case content
  case selfUpdate

  /// As IIS shows it.
  package var name: String {
    switch self {
    case .serverSync: "ServerSyncWebService"
    case .dssAuth: "DssAuthWebService"
    case .client: "ClientWebService"
    case .simpleAuth: "SimpleAuthWebService"
    case .reporting: "ReportingWebService"
    case .administration: "ApiRemoting30"
    case .content: "Content"
    case .selfUpdate: "SelfUpdate"
    }
  }

  /// Whether it serves files instead of SOAP.
  package var servesFiles: Bool {
    switch self {
    case .content, .selfUpdate: true
    case .serverSync, .dssAuth, .client, .simpleAuth, .reporting, .administration: false
    }
  }

  /// How its paths begin, in lower case; `#` is a hexadecimal digit. Websites have a folder `Content` too: that of WSUS
  /// has the last two digits of a file's SHA-1 hash, then all 40 ([MS-WSUSSS], section 2.1).
  private var pattern: String {
    switch self {
    case .serverSync: "/serversyncwebservice/"
    case .dssAuth: "/dssauthwebservice/"
    case .client: "/clientwebservice/"
    case .simpleAuth: "/simpleauthwebservice/"
    case .reporting: "/reportingwebservice/"
    case .administration: "/apiremoting30/"
    case .content: "/content/##/########################################."
    case .selfUpdate: "/selfupdate/"
    }
  }

  private static let all = allCases

  /// The service of a path; nil for one that is not known to be of WSUS.
  init?(path: Span<UInt8>) {
    guard let service = Self.all.first(where: { $0.matches(path) == .yes }) else { return nil }
    self = service
  }

  /// Whether a path, of which the end may be missing, is one of WSUS.
  static func recognize(_ path: Span<UInt8>) -> Recognition {
    var answer = Recognition.no
    for service in all {
      switch service.matches(path) {
      case .yes: return .yes
      case .needsMore: answer = .needsMore
      case .no: break
      }
    }
    return answer
  }

  private func matches(_ path: Span<UInt8>) -> Recognition {
    var index = 0
    for expected in pattern.utf8 {
      if index == path.count { return .needsMore }
      guard Self.isSame(path[index], expected) else { return .no }
      index += 1
    }
    return .yes
  }

  private static func isSame(_ byte: UInt8, _ expected: UInt8) -> Bool {
    let lower = (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
    if expected != UInt8(ascii: "#") { return lower == expected }
    return (0x30...0x39).contains(lower) || (0x61...0x66).contains(lower)
  }
}
