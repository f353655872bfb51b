/// Where WSUS synchronises from, as PowerShell printed it: `$config.MUUrl` and `$config.RedirectorChangeNumber`.
package struct UpdateSource: Hashable, Sendable {
  /// As it is printed, such as `https://sws.update.microsoft.com`.
  package var url: String
  /// The host in the URL, in lower case.
  package var host: String
  /// 4002 goes with sws, 3011 with sws1 ("WSUS synchronization fails with SoapException").
  package var redirectorChangeNumber: Int?
  package var citation: Citation

  package init(url: String, host: String, redirectorChangeNumber: Int?, citation: Citation) {
    self.url = url
    self.host = host
    self.redirectorChangeNumber = redirectorChangeNumber
    self.citation = citation
  }
}
