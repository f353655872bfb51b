import Catalog
import Foundation
import PolicyFiles
import Scan

extension Work {
  /// The traffic as one capture, with a page of its own. Returns the number of captures that were analysed.
  static let scan = Work("9 scan into a catalog: from file to rows") { traffic in
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: ScanOptions.reportFolder), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let catalog = try Catalog(path: folder.appending(path: "catalog.sqlite").path())
    defer { catalog.close() }
    let options = ScanOptions(
      roots: [traffic.path], policy: .builtIn, policyDigest: "", output: folder.path())
    return try await FolderScan(options, catalog: catalog).run().analysed
  }
}
