import Foundation

/// The captures that the project ships, one folder each.
package enum ShippedCaptures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Captures")

  /// Paths of all `trace.*` files below `Captures`, as `walkthroughs/success/trace.pcap`, in order.
  package static let names: [String] = {
    let files = FileManager.default.enumerator(atPath: folder.path())?.allObjects as? [String] ?? []
    return files.filter { $0.contains("/trace.") }.sorted()
  }()

  /// Where the capture with one of ``names`` lies.
  package static func path(_ name: String) -> String { folder.appending(path: name).path() }
}
