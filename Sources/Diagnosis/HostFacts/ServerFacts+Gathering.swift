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
    if let index = importFailures.firstIndex(where: { $0.kind == failure.kind }) {
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

  package mutating func add(_ imports: DriverImports) {
    if driverImports == nil { driverImports = imports } else { driverImports?.gather(imports) }
  }
}
