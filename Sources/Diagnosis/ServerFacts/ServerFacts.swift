/// What one or several files of the server say, each fact with its file and line. Nothing is judged here.
package struct ServerFacts: Hashable, Sendable {
  package var files: [ServerFile] = []
  package var logPeriods: [LogPeriod] = []
  package var windowsVersions: [WindowsVersion] = []
  package var serviceStarts: [ServiceStart] = []
  package var synchronizations: [Synchronization] = []
  package var failures: [LoggedFailure] = []
  package var importFailures: [ImportFailures] = []
  package var driverImports: DriverImports?
  package var syncFailures: [SyncFailure] = []
  package var cipherOrders: [CipherOrder] = []
  /// The line of the key `SCHANNEL\Protocols`: protocols without a setting are at their default.
  package var exportedProtocols: Citation?
  package var protocolSettings: [ProtocolSetting] = []
  package var frameworkSettings: [FrameworkSetting] = []
  package var workerProcessSwitches: [WorkerProcessSwitch] = []
  package var updateSources: [UpdateSource] = []
  package var upstreamServers: [UpstreamServer] = []
  package var proxySettings: [ProxySetting] = []
  package var events: [LoggedEvent] = []
  package var hotfixes: [Hotfix] = []
  package var algorithms: [AlgorithmSetting] = []
  package var policyResults: [PolicyResult] = []
  package var timeZones: [ServerTimeZone] = []
  /// Facts over the limit.
  package var leftOut = 0

  package static let startLimit = 64
  package static let failureLimit = 64

  package init() {}

  package mutating func merge(_ other: ServerFacts) {
    files += other.files
    for start in other.serviceStarts { add(start) }
    for synchronization in other.synchronizations { add(synchronization) }
    for failure in other.failures { add(failure) }
    for failure in other.importFailures { add(failure) }
    for failure in other.syncFailures { add(failure) }
    if let imports = other.driverImports { add(imports) }
    exportedProtocols = exportedProtocols ?? other.exportedProtocols
    for event in other.events { add(event) }
    for hotfix in other.hotfixes { add(hotfix) }
    for list in FactList.joined {
      let more = list.append(other, to: &self)
      leftOut += more
    }
    leftOut += other.leftOut
  }
}

extension ServerFacts {
  package mutating func add(_ start: ServiceStart) {
    serviceStarts.append(start)
    guard serviceStarts.count > Self.startLimit else { return }
    serviceStarts.removeFirst()
    leftOut += 1
  }

  package mutating func add(_ synchronization: Synchronization) {
    if let index = synchronizations.firstIndex(where: { $0.outcome == synchronization.outcome }) {
      synchronizations[index].gather(synchronization)
    } else {
      synchronizations.append(synchronization)
    }
  }

  package mutating func add(_ failure: LoggedFailure) {
    if let index = failures.firstIndex(where: { $0.isLike(failure) }) {
      failures[index].gather(failure)
    } else if failures.count < Self.failureLimit {
      failures.append(failure)
    } else {
      leftOut += failure.count
    }
  }

  package mutating func add(_ failure: ImportFailures) {
    if let index = importFailures.firstIndex(where: { $0.isLike(failure) }) {
      importFailures[index].gather(failure)
    } else {
      importFailures.append(failure)
    }
  }

  package mutating func add(_ failure: SyncFailure) {
    if let index = syncFailures.firstIndex(where: { $0.text == failure.text }) {
      syncFailures[index].gather(failure)
    } else if syncFailures.count < Self.failureLimit {
      syncFailures.append(failure)
    } else {
      leftOut += failure.count
    }
  }

  package mutating func add(_ event: LoggedEvent) {
    if events.count < LoggedEvent.limit { events.append(event) } else { leftOut += 1 }
  }

  package mutating func add(_ hotfix: Hotfix) {
    if hotfixes.contains(where: { $0.id == hotfix.id }) { return }
    if hotfixes.count < Hotfix.limit { hotfixes.append(hotfix) } else { leftOut += 1 }
  }

  package mutating func add(_ imports: DriverImports) {
    if driverImports == nil { driverImports = imports } else { driverImports?.gather(imports) }
  }
}
