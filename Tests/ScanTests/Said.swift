import Reports
import Synchronization

@testable import Scan

/// The errors that a scan told.
final class Said: Sendable {
  private let errors = Mutex<[ScanError]>([])

  func add(_ event: ScanEvent) {
    if case .failed(let error) = event { errors.withLock { $0.append(error) } }
  }

  var messages: [String] {
    errors.withLock { $0.map { "\($0.path): \($0.message.wrong); \($0.message.advice ?? "")" }.sorted() }
  }
}
