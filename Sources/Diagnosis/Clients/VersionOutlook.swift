package import Protocols

/// What a TLS 1.2 hello would share with an endpoint that refused an older one.
package struct VersionOutlook: Hashable, Sendable {
  package var systems: [WindowsServer]
  /// The suites that they all offer by default with TLS 1.2 and that the endpoint accepts, in its order.
  package var common: [CipherSuite]
  /// What the systems can add; only when ``common`` is empty.
  package var additions: [SuiteAddition]

  /// Nil where it would be a guess:
  /// 1. The hello is not Schannel's, or its suites are not a whole default list.
  /// 2. Windows Server 2008 R2, where TLS 1.2 is off by default.
  /// 3. An endpoint without TLS 1.2 or with unknown suites, or one that accepts none of the hello's curves.
  package init?(_ hello: ClientHello, _ endpoint: Endpoint) {
    guard endpoint.minimumVersion == .tls12, let taken = endpoint.cipherSuites, let hint = hello.clientSystem,
      hint.stack == .schannel, hint.order == .defaultList, !hint.systems.contains(.v2008R2),
      hello.versionOfSuites < .tls12
    else { return nil }
    if let groups = endpoint.groups, !hello.supportedGroups.contains(where: groups.contains) { return nil }
    let lists = hint.systems.compactMap(SystemProfileRegistry.profile(of:)).flatMap { profile in
      profile.defaultLists.filter {
        $0.order(of: hello.plainSuites, version: hello.versionOfSuites) == .defaultList
      }
    }
    systems = hint.systems
    common = taken.filter { suite in lists.allSatisfy { $0.suites.contains(suite) } }
    additions =
      common.isEmpty
      ? SuiteAddition.all(likely: hint.systems) { profile in
        (taken.flatMap { profile.spellings(of: $0, groups: endpoint.groups) }, [])
      }.filter { !$0.likely.isEmpty } : []
    if common.isEmpty, additions.isEmpty { return nil }
  }
}
