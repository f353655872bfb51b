import Diagnosis

/// Phrases by which a log entry tells what failed. Exception types and error numbers are English on every
/// Windows; messages are localised, see ``FailureMessages``.
struct FailureSign {
  /// Nil for those that only tell what was called, or which exception contains which.
  let kind: LoggedFailure.Kind?
  let phrases: [String]

  /// The index of a call of a web service by this server. Without it an entry is about the database, or clients.
  static let webException = 0
  /// The index of an answer that is a SOAP fault.
  static let soapException = 1
  /// The indices of exceptions that are told by their nesting.
  static let (socketException, ioException, win32Exception) = (2, 3, 4)
  /// The indices of causes that such a nesting is not.
  static let (otherSecurityError, abortedHere) = (5, 6)

  /// All of them, the first that names a kind counts.
  static let all: [FailureSign] = [
    FailureSign(
      kind: nil,
      phrases: [
        "WebException", "System.Security.Authentication.AuthenticationException",
        "given certificate chain has not",
      ]),
    FailureSign(kind: nil, phrases: ["SoapException:", "ThrowException: Actor"]),
    FailureSign(kind: nil, phrases: ["SocketException"]),
    FailureSign(kind: nil, phrases: ["IO.IOException"]),
    FailureSign(kind: nil, phrases: ["Win32Exception"]),
    FailureSign(
      kind: nil, phrases: FailureMessages.all(FailureMessages.otherSecurityErrors) + ["0x80090326"]),
    FailureSign(kind: nil, phrases: FailureMessages.all(FailureMessages.abortedByThisHost) + ["(10053)"]),
    sign(.noCommonAlgorithm, FailureMessages.noCommonAlgorithm, ["0x80090331", "-2146893007"]),
    sign(
      .untrustedCertificate, FailureMessages.untrustedCertificate,
      ["800B0109", "0x80090325", "0x800B010A", "0x80072F8F", "TrustFailure"]),
    sign(
      .nameResolution, FailureMessages.nameResolution,
      ["NameResolutionFailure", "0x80072EE7", "(11001)", "(0x2AF9)"]),
    sign(
      .proxy, FailureMessages.proxy,
      ["(407)", "HTTP status 407", "ProxyNameResolutionFailure", "0x80244019", "0x8024401B"]),
    sign(.httpError, FailureMessages.httpError, []),
    sign(.connectionRefused, FailureMessages.connectionRefused, ["(10061)", "0x8007274D", "0x80072EFD"]),
    sign(.timeout, FailureMessages.timeout, ["(10060)", "0x8007274C", "0x80072EE2"]),
    sign(.closedByRemoteHost, FailureMessages.closedByRemoteHost, ["(10054)", "0x80072746", "0x80072EFF"]),
    sign(.secureChannel, FailureMessages.secureChannel, ["SecureChannelFailure"]),
    sign(.connectionClosed, FailureMessages.connectionClosed, ["0x80072EFE"]),
  ]

  private static func sign(
    _ kind: LoggedFailure.Kind, _ stems: FailureMessages.Stems, _ codes: [String]
  ) -> FailureSign {
    FailureSign(kind: kind, phrases: codes + FailureMessages.all(stems))
  }

  static let search = PhraseSearch(all.map(\.phrases))

  /// The first sign in a search that names a kind.
  static func first(in found: PhraseSearch.Found) -> (index: Int, kind: LoggedFailure.Kind)? {
    for (index, sign) in all.enumerated() where found.contains(index) {
      if let kind = sign.kind { return (index, kind) }
    }
    return nil
  }

  /// The cause by which exception contains which, whatever their language: a socket's error inside one of the
  /// stream is a reset, and an error of Windows below a web exception is Schannel's, which WSUS gets for the want of
  /// a common algorithm.
  static func nested(in found: PhraseSearch.Found) -> (index: Int, kind: LoggedFailure.Kind)? {
    if found.contains(win32Exception), !found.contains(otherSecurityError) {
      return (win32Exception, .noCommonAlgorithm)
    }
    if found.contains(socketException), found.contains(ioException), !found.contains(abortedHere) {
      return (socketException, .closedByRemoteHost)
    }
    return nil
  }
}
