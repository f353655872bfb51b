/// Hosts in quoted lines that are everybody's, beside those of the endpoint policy: the names of XML's
/// namespaces and the pages that messages refer to.
enum KnownHosts {
  static func contains(_ host: String) -> Bool { hosts.contains(host.lowercased()) }

  private static let hosts: Set<String> = [
    "localhost", "www.microsoft.com", "schemas.microsoft.com", "schemas.xmlsoap.org", "www.w3.org",
    "go.microsoft.com", "learn.microsoft.com", "docs.microsoft.com", "support.microsoft.com", "aka.ms",
  ]
}
