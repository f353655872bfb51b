import Analysis
import CaptureBuilding
import SchemaChecking
import Testing

/// Captures that have nothing to do with each other say so.
@Suite struct NothingInCommonTests {
  /// Folders below `Captures`. They have no connection in common, and no failed one to a server that the other one reaches.
  static let pairs = [
    ("recorded/tls12-resumed", "doubts/not-in-policy"),
    ("doubts/terms-dated", "walkthroughs/proxy-version-reject-fin"),
    ("recorded/block-page", "recorded/snaplen-96-reset"),
    ("recorded/block-page-proxy", "recorded/unfinished"),
    ("recorded/tls13-gnutls-nginx", "doubts/private-address"),
    ("recorded/name-not-resolved", "recorded/block-page-proxy"),
    ("walkthroughs/success", "recorded/tls13-hello-retry"),
    ("doubts/offer-truncated", "recorded/client-fin-proxy"),
    ("recorded/middlebox-resets-server-goes-on", "doubts/name-uncertain"),
    ("recorded/client-reset", "recorded/path-mtu-client"),
    ("recorded/tls13-gnutls-nginx", "recorded/connect-407-new-connection"),
    ("walkthroughs/proxy-version-reject-rst", "recorded/client-fin-proxy"),
    ("recorded/plain-http", "recorded/connection-refused"),
    ("recorded/snaplen-96-success", "recorded/block-page"),
    ("doubts/offer-truncated", "recorded/haproxy-proxy-protocol"),
    ("walkthroughs/issue-5-no-common-cipher", "recorded/server-reset"),
    ("recorded/name-server-fails", "doubts/terms-unknown"),
    ("recorded/path-mtu-server", "walkthroughs/proxy-success"),
    ("recorded/unknown-ca-tls13-encrypted", "recorded/old-hello-reset"),
    ("walkthroughs/issue-1-import-version-reject", "recorded/unknown-ca-tls13"),
    ("recorded/smtp-starttls", "doubts/end-from-elsewhere"),
    ("walkthroughs/success", "walkthroughs/proxy-success"),
  ]

  @Test(arguments: pairs, [nil, CaptureComparison.Mode.bothEnds])
  func capturesWithNothingInCommonSaySo(
    _ pair: (String, String), _ mode: CaptureComparison.Mode?
  ) async throws {
    let captures = try ComparedCaptures(
      folder: pair.0, a: Self.trace(in: pair.0), b: Self.trace(in: pair.1), mode: mode)
    for captures in [captures, captures.swapped] {
      let report = try await captures.json()
      #expect(report["mode"]?.text == (mode ?? .goodBad).rawValue)
      #expect(report["conclusion"]?["code"]?.text == "nothing_in_common")
      #expect(report["pairs"]?.elements?.isEmpty == true)
      #expect(report["captures"]?.elements?.compactMap { $0["role"]?.text } == ["a", "b"])
    }
  }

  private static func trace(in folder: String) throws -> String {
    try #require(ShippedCaptures.names.first { $0.hasPrefix(folder + "/") })
  }
}
