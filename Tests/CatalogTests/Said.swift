import GRDB
import Synchronization

@testable import Catalog

/// What a scan said of files.
final class Said: Sendable {
  private let faults = Mutex<[ScanFault]>([])

  func add(_ fault: ScanFault) { faults.withLock { $0.append(fault) } }

  var messages: [String] {
    faults.withLock { $0.map { "\($0.path): \($0.message); \($0.advice ?? "")" }.sorted() }
  }
}

extension Database {
  func count(of table: String) throws -> Int {
    try Int.fetchOne(self, sql: "SELECT count(*) FROM \(table)") ?? 0
  }

  func integrity() throws -> String { try String.fetchOne(self, sql: "PRAGMA integrity_check") ?? "" }
}
