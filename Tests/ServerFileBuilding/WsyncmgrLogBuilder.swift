/// Builds a Wsyncmgr.log, entry by entry.
package struct WsyncmgrLogBuilder: Sendable {
  /// How an entry is framed.
  package enum Form: String, CaseIterable, Sendable {
    /// `<![LOG[message]LOG]!><time="…" date="…" component="…" …>`.
    case trace
    /// `message  $$<component><date time><thread=…>`.
    case plain
    /// `message<TAB>component<TAB>date<TAB>thread`, as CMTrace copies it.
    case columns
  }

  package let language: BuiltLanguage
  package let form: Form
  /// Minutes behind the time as the log writes them, such as `+300` or `-060`; empty for none.
  package let zone: String
  package private(set) var lines: [String] = []

  package init(language: BuiltLanguage = .english, form: Form = .plain, zone: String = "+300") {
    self.language = language
    self.form = form
    self.zone = zone
  }

  package var text: String { lines.map { $0 + "\n" }.joined() }
  package var nextLine: Int { lines.count + 1 }

  /// - Parameter time: local.
  package mutating func add(_ time: BuiltTime, _ message: String) {
    let name = "SMS_WSUS_SYNC_MANAGER"
    let entry =
      switch form {
      case .trace:
        "<![LOG[\(message)]LOG]!><time=\"\(time.clock)\(zone)\" date=\"\(time.american)\" component=\"\(name)\" "
          + "context=\"\" type=\"1\" thread=\"3404\" file=\"wsyncmgr.cpp:2102\">"
      case .plain: "\(message)  $$<\(name)><\(time.american) \(time.clock)\(zone)><thread=3404 (0xD4C)>"
      case .columns: "\(message)\t\(name)\t\(time.spoken)\t3404 (0x0D4C)"
      }
    lines += entry.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  package mutating func addOrdinary(_ time: BuiltTime) {
    add(time, "Wakeup for scheduled regular sync")
    add(time, "Synchronizing WSUS server wsus.contoso.com ...")
    add(time, "sync: WSUS synchronizing updates, processed 122 out of 130 items (93%), ETA in 00:00:03")
  }

  package mutating func addDriverImport(_ time: BuiltTime) {
    add(time, "Calling ImportUpdateFromCatalogSite for driver update GUIDs")
  }

  package mutating func addImportFailure(_ time: BuiltTime, update: String, _ failure: BuiltFailure) {
    let error = failure.details(language).split(separator: " ---> ")[0].dropFirst(
      "System.Net.WebException: ".count)
    add(time, "Generic exception : ImportUpdateFromCatalogSite failed. Arg = \(update). Error =\(error)")
  }

  package mutating func addSyncFailure(_ time: BuiltTime, _ text: String) {
    add(time, "Sync failed: \(text). Source: CWSyncMgr::DoSync")
    add(time, "Sync failed. Will retry in 60 minutes")
  }
}
