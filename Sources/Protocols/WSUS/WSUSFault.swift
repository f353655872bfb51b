/// The ErrorCode of a SOAP fault ([MS-WSUSSS], section 2.2.9.3; [MS-WUSP], section 2.2.2.4).
package enum WSUSFault: UInt8, CaseIterable, Hashable, Sendable {
  /// A fault without a code, or with one that neither specification has.
  case other = 1
  case invalidParameters
  case invalidCookie
  case internalServerError
  case incompatibleProtocolVersion
  case invalidAuthorizationCookie
  case fileDigestsMissing
  case serverChanged
  case serverBusy
  case configChanged
  case registrationRequired
  case registrationNotRequired
  case cookieExpired
  case fileLocationChanged
  case tooManyIds

  /// Nil for a fault without a known code.
  package var code: String? {
    switch self {
    case .other: nil
    case .invalidParameters: "InvalidParameters"
    case .invalidCookie: "InvalidCookie"
    case .internalServerError: "InternalServerError"
    case .incompatibleProtocolVersion: "IncompatibleProtocolVersion"
    case .invalidAuthorizationCookie: "InvalidAuthorizationCookie"
    case .fileDigestsMissing: "FileDigestsMissing"
    case .serverChanged: "ServerChanged"
    case .serverBusy: "ServerBusy"
    case .configChanged: "ConfigChanged"
    case .registrationRequired: "RegistrationRequired"
    case .registrationNotRequired: "RegistrationNotRequired"
    case .cookieExpired: "CookieExpired"
    case .fileLocationChanged: "FileLocationChanged"
    case .tooManyIds: "TooManyIds"
    }
  }

  /// Whether the specifications tell the client to renew its cookie or its registration and to go on: it happens in
  /// every network, after a restart of the server at the latest.
  package var isRenewal: Bool {
    switch self {
    case .invalidCookie, .invalidAuthorizationCookie, .serverChanged, .configChanged, .registrationRequired,
      .registrationNotRequired, .cookieExpired, .fileLocationChanged:
      true
    case .other, .invalidParameters, .internalServerError, .incompatibleProtocolVersion,
      .fileDigestsMissing, .serverBusy, .tooManyIds:
      false
    }
  }

  /// ``other`` for an unknown code.
  init(code: ArraySlice<UInt8>) {
    self = Self.allCases.first { $0.code?.utf8.elementsEqual(code) ?? false } ?? .other
  }
}
