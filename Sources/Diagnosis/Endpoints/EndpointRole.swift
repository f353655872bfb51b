/// What a server is for, in the life of a WSUS server. The raw value is its name in a policy file.
package enum EndpointRole: String, CaseIterable, Hashable, Sendable {
  /// Metadata is synchronised from it, and imports by hand go through it.
  case sync
  /// The same, for systems that cannot do better; it will be switched off.
  case legacySync = "legacy_sync"
  /// It served synchronisation once and does no more.
  case retired
  /// The Microsoft Update Catalog.
  case catalog
  /// Files, and the services around them.
  case content
  /// Lists of revoked certificates, of trusted roots, and answers about single certificates. They are fetched over
  /// plain HTTP, because they are signed and TLS would need them first (RFC 5280, section 8).
  case certificateLists = "certificate_lists"
  /// A WSUS server that serves others: on port 8530 over HTTP, on 8531 over HTTPS.
  case downstreamServer = "downstream_server"

  /// Whether a connection to it is one with the update service. Certificate lists serve any program: a capture
  /// with nothing else holds no update traffic.
  package var isUpdateService: Bool { self != .certificateLists }

  /// Whether every connection to it, but those to ports of plain HTTP, is to carry TLS. Elsewhere only the port
  /// can tell: content and lists come over HTTP as well, and a WSUS server may listen anywhere.
  var speaksOnlyTLS: Bool {
    switch self {
    case .sync, .legacySync, .retired, .catalog: true
    case .content, .certificateLists, .downstreamServer: false
    }
  }
}
