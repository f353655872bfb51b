import Reports

/// One thread of a scan: takes captures until there are none.
struct ScanWorker: Sendable {
  let options: ScanOptions
  let catalog: Catalog
  let schedule: ScanSchedule
  let desk: ScanDesk
  let complain: @Sendable (ScanFault) -> Void

  func run() {
    while !isStopped() {
      switch schedule.next() {
      case .work(let work): end(work, look(at: work))
      case .wait: Pause.milliseconds(5)
      case .end: return
      }
    }
  }

  func isStopped() -> Bool { options.shouldStop() || desk.fault != nil }

  /// What became of a capture.
  enum Ending {
    case analysed
    /// The same content was analysed before.
    case known
    /// It is of another shard.
    case elsewhere
    /// Another thread analyses the same content: it comes again when that one is done.
    case deferred
    /// The user ended the scan.
    case stopped
    case failed(ScanFailure)
    /// Nothing more can be kept.
    case fault(ScanFault)
  }

  private func end(_ work: ScanWork, _ ending: Ending) {
    switch ending {
    case .analysed: desk.note { $0.analysed += 1 }
    case .known: desk.note { $0.known += 1 }
    case .elsewhere: desk.note { $0.elsewhere += 1 }
    case .deferred: return
    case .stopped: break
    case .failed(let failure): return fail(work, failure)
    case .fault(let fault): desk.end(fault)
    }
    schedule.finish(work, hasFailed: false)
  }

  private func fail(_ work: ScanWork, _ failure: ScanFailure) {
    complain(ScanFault(failure))
    desk.note {
      $0.failed += 1
      $0.exitStatus = max($0.exitStatus, failure.exitStatus)
    }
    do throws(CatalogFault) {
      try catalog.keep([FileEntry(failure)])
    } catch {
      desk.end(ScanFault(error, path: catalog.path))
    }
    schedule.finish(work, hasFailed: true)
  }
}
