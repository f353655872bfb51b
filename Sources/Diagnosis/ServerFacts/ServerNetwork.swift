/// A proxy that is configured on the server.
package struct ProxySetting: Hashable, Sendable {
  package var host: String
  package var port: Int?
  /// Whether it is used: WSUS keeps the name of a proxy that was switched off.
  package var isEnabled: Bool
  package var user: User
  package var citation: Citation

  /// Who uses it. The raw value is its name in reports.
  package enum User: String, CaseIterable, Hashable, Sendable {
    /// WSUS itself, which has a setting of its own.
    case updateServices = "wsus"
    /// WinHTTP (`netsh winhttp`), which WSUS does not use for synchronisation.
    case winHTTP = "winhttp"
  }

  package init(host: String, port: Int?, isEnabled: Bool, user: User, citation: Citation) {
    self.host = host
    self.port = port
    self.isEnabled = isEnabled
    self.user = user
    self.citation = citation
  }
}

/// The WSUS server that this one synchronises from: it does not connect to Microsoft.
package struct UpstreamServer: Hashable, Sendable {
  package var host: String
  package var port: Int?
  package var usesTLS: Bool?
  package var citation: Citation

  package init(host: String, port: Int?, usesTLS: Bool?, citation: Citation) {
    self.host = host
    self.port = port
    self.usesTLS = usesTLS
    self.citation = citation
  }
}
