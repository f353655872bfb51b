/// A fact about which issue it is, with its proof.
package struct DecisionStep: Hashable, Sendable {
  package var claim: Claim
  package var supports: [ArticleIssue]
  package var opposes: [ArticleIssue]
  package var weight: Weight
  /// Empty when the capture proves it, see ``Claim``.
  package var citations: [Citation]

  package init(
    _ claim: Claim, for supports: [ArticleIssue] = [], against opposes: [ArticleIssue] = [],
    weight: Weight = .shown, citations: [Citation] = []
  ) {
    self.claim = claim
    self.supports = supports
    self.opposes = opposes
    self.weight = weight
    self.citations = citations
  }

  package var isDecisive: Bool { weight == .decisive }

  /// What a step counts between issues that look alike.
  package enum Weight: Hashable, Sendable {
    /// It is of another time, another kind of error or another system, or fits several issues.
    case shown
    /// Its issue is the likelier one.
    case likely
    /// Alone it decides.
    case decisive
  }

  package enum Claim: Hashable, Sendable {
    /// The same client and TLS stack finished TLS 1.2 with the endpoint in that flow.
    case clientSucceeds(flow: Int)
    /// The hello of that flow shows what no system before Windows Server 2016 sends.
    case helloOfNewerSystem(flow: Int)
    /// The server runs that system.
    case windowsRelease(WindowsServer)
    /// The files come from a system that cannot be the client: its hello looks like one of the others.
    case releaseDiffersFromHello(WindowsServer, [WindowsServer])
    /// The files come from these systems, so they are not of one server.
    case severalReleases([WindowsServer])
    /// The files come from these computers.
    case severalComputers([String])
    /// WSUS wrote at a start which protocols Schannel allows, so it can use TLS 1.2.
    case schannelLinesLogged
    /// The same, but another start may lie between that one and the attempts.
    case schannelLinesOfAnotherStart
    /// WSUS started, the console too, and wrote no such line.
    case startWithoutSchannelLines
    /// WSUS started and wrote no such line, but nothing shows that the console was started, or another start
    /// may lie between that one and the attempts.
    case startThatProvesNothing
    /// Synchronisations ended well.
    case synchronizationSucceeded(count: Int)
    /// They ended well with another endpoint.
    case synchronizationSucceededElsewhere(count: Int, host: String)
    /// WSUS is configured with another endpoint of Microsoft.
    case synchronizesElsewhere(host: String)
    /// They ended well before one that failed, or in a time that the log of the attempts does not include.
    case synchronizationSucceededEarlier(count: Int)
    /// Synchronisations failed at the time of the attempts.
    case synchronizationFailed(count: Int)
    /// These attempts, or others of their kind, failed in a program of the server. `matched` of the finding's
    /// attempts have a matching entry.
    case attemptsLogged(LoggedComponent, LoggedFailure.Kind, count: Int, matched: Int)
    /// Configuration Manager's imports from the catalogue failed, of so many different updates at least.
    case catalogImportsFailed(count: Int, updates: Int)
    /// They failed at other times than these attempts.
    case catalogImportsFailedAtOtherTimes(count: Int)
    /// They failed with another error than these attempts can cause.
    case catalogImportsFailedOtherwise(count: Int, LoggedFailure.Kind)
    /// Configuration Manager's log knows of no import that failed.
    case noCatalogImportFailed
    /// TLS 1.0 and 1.1 are disabled, and programs found no version in common.
    case noCommonAlgorithmAfterHardening
    /// Programs found no algorithm in common, whatever is disabled.
    case noCommonAlgorithm
    /// These protocols are disabled for clients.
    case protocolsDisabled([String])
    /// TLS 1.2 itself is disabled: no resolution of the article works before it is enabled.
    case modernProtocolDisabled
    /// The cipher suite order contains none that the endpoint accepts.
    case cipherOrderLacksSuites(CipherOrder.Source)
    /// The cipher suite order contains some that the endpoint accepts: it is not the cause, or not in effect
    /// yet.
    case cipherOrderHasSuites(CipherOrder.Source)
    /// The order of cipher suites is written so that Windows does not take it whole.
    case cipherOrderIsFaulty(CipherOrder.Source, [CipherOrder.Fault])
    /// The Group Policy report contains no cipher suite order.
    case noCipherPolicy
    /// Group Policy applies these objects to the server; their settings were not handed over.
    case policiesApplied([String])
    /// `w3wp.exe.config` sets the switch: worker processes started since use TLS 1.2.
    case switchIsSet
    /// `w3wp.exe.config` does not, or says the opposite.
    case switchIsNotSet
    /// `w3wp.exe.config` is not well-formed XML, so .NET ignores it.
    case switchFileIsBroken(XMLFault)
    /// The registry lets .NET use TLS 1.2 in all places that were exported.
    case strongCryptographyIsSet
    /// Scripts that import updates failed, at the time of the attempts or at an unknown one.
    case importsByScriptFailed(count: Int, updates: Int)
    /// A synchronisation, or an import, failed with the kind of error that the finding causes.
    case synchronizationFailedAlike(count: Int)
    case importsFailedAlike(count: Int)
    /// Schannel logged that a client had no protocol left to offer: event 36871 with the state 10013.
    case noProtocolLeft(count: Int)
    /// Schannel logged these events.
    case schannelEvents([Int])
    /// A Monthly Rollup with the change for TLS 1.2 is installed.
    case monthlyRollupInstalled(String)
    /// Of the updates that are known, only Security Only ones are installed.
    case onlySecurityOnlyUpdates([String])
    /// The registry disables these algorithms, which the endpoint needs.
    case algorithmsDisabled([String])
    /// WSUS has this proxy; `isUsed` tells whether the attempts went through one.
    case proxyConfigured(host: String, port: Int?, isEnabled: Bool, isUsed: Bool)
    /// WinHTTP has this proxy, which WSUS does not use.
    case proxyOfWinHTTP(host: String, port: Int?)
    /// WSUS synchronises with this other WSUS server.
    case synchronizesWithUpstream(host: String, port: Int?)
    /// So many of the values that let .NET use TLS 1.2 are missing or 0.
    case strongCryptographyIsNotSet(missing: Int)
  }
}
