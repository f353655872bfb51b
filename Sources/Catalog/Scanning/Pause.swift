import Foundation

/// Waiting.
package enum Pause {
  package static func milliseconds(_ count: Int) {
    Thread.sleep(forTimeInterval: Double(count) / 1000)
  }
}
