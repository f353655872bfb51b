/// A capture that the project ships: one of the article's, with the article's frame numbers, a proxy's, or a doubt's.
package struct Walkthrough: Sendable {
  /// The folder's name below `Captures/walkthroughs`, `Captures/doubts` or `Captures/wsus`.
  package let name: String
  /// The frames that the walkthrough is about, and what they show. ``build`` must mark exactly these.
  package let frames: [Int: String]
  /// Builds the capture, the same in every run.
  package let build: @Sendable () -> CaptureBuilder

  /// Every walkthrough, in the article's order.
  package static let all: [Walkthrough] = [
    .importVersionReject,
    .importClientFin,
    .synchronizationVersionReject,
    .configurationManagerClientFin,
    .noCommonCipher,
    .success,
    .proxyVersionRejectFin,
    .proxyVersionRejectReset,
    .proxyNoCommonCipherFin,
    .proxyClientFin,
    .proxySuccess,
    .proxyAuthenticationThenSuccess,
  ]
}
