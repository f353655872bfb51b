import Analysis
import CaptureFiles
import Catalog
import Files
package import Redaction
import Reports
import Synchronization

/// What a scan calls files in its catalog and pages: their own names, or pseudonyms. All captures of a scan share them, so
/// that a host has the same pseudonym in each.
package final class ScanNames: Sendable {
  private let redaction: Mutex<Redaction?>
  let isRedacted: Bool
  /// Identifies the key of the pseudonyms in ``Conditions``; empty without pseudonyms.
  let condition: String
  /// Identifies it in the catalog; 0 without pseudonyms.
  package let catalogMark: Int32

  /// - Parameter redaction: makes the pseudonyms; nil for the names themselves.
  package init(_ redaction: Redaction? = nil) {
    self.redaction = Mutex(redaction)
    isRedacted = redaction != nil
    condition = redaction?.keyDigest ?? ""
    // Seven digits have 28 bits; the first one tells it from no pseudonyms.
    catalogMark = redaction.flatMap { Int32("1" + $0.keyDigest.prefix(7), radix: 16) } ?? 0
  }

  /// What tells a file from others in the catalog.
  func key(_ name: PathName) -> PathName {
    redaction.withLock { $0.map { PathName($0.key(ofPath: name.shown)) } } ?? name
  }

  func digest(_ sha256: String) -> String { redaction.withLock { $0?.digest(sha256) } ?? sha256 }

  func folder(_ folder: String) -> String { redaction.withLock { $0?.folder(folder) } ?? folder }

  /// The path for people: with pseudonyms, the one below the scanned folder.
  func path(_ file: FoundFile) -> String {
    path(
      name: file.name, shown: file.shown, folder: file.folder, archive: file.member == nil ? nil : file.opened
    )
  }

  func path(name: PathName, shown: String, folder: String, archive: PathName? = nil) -> String {
    redaction.withLock { redaction -> String? in
      if redaction == nil { return nil }
      let outer = archive ?? name
      var parts = folder == "." ? [] : [redaction?.folder(folder)]
      parts.append(redaction?.file(outer.last, at: outer.shown))
      if archive != nil { parts.append(redaction?.file(name.last, at: name.shown)) }
      return parts.compactMap { $0 }.joined(separator: "/")
    } ?? shown
  }

  func result(_ result: CaptureResult, path: String) -> CaptureResult {
    redaction.withLock { $0?.redacted(result, path: path) } ?? result
  }

  func message(_ fault: CaptureFault) -> ErrorMessage {
    ErrorMessage(redaction.withLock { $0?.redacted(fault) } ?? fault)
  }
}

extension PathName {
  /// Behind the last slash.
  fileprivate var last: String {
    PathName(bytes: Array(bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...])).shown
  }
}

// MARK: Rows of the catalog

extension ScanNames {
  func entry(
    _ file: FoundFile, _ state: FileEntry.State, sha256: String? = nil, message: ErrorMessage? = nil,
    reason: FileEntry.Reason? = nil, format: String? = nil
  ) -> FileEntry {
    var entry = FileEntry(
      name: key(file.name), path: path(file), folder: folder(file.folder), state: state, file: file.status,
      sha256: sha256, message: message?.wrong, advice: message?.advice)
    (entry.reason, entry.format) = (reason, format)
    add(file.member, file.opened, to: &entry)
    return entry
  }

  func entry(_ failed: FailedFile) -> FileEntry {
    let path = path(
      name: failed.name, shown: failed.name.shown, folder: failed.folder, archive: failed.archive?.name)
    var entry = FileEntry(
      name: key(failed.name), path: path, folder: folder(failed.folder), state: .failed, file: failed.status,
      message: failed.error.message.wrong, advice: failed.error.message.advice)
    (entry.reason, entry.format) = (failed.reason, failed.format)
    if let archive = failed.archive { add(archive.member, archive.name, to: &entry) }
    return entry
  }

  func entry(_ link: LeftLink, _ message: ErrorMessage) -> FileEntry {
    var entry = FileEntry(
      name: key(link.name), path: path(name: link.name, shown: link.shown, folder: link.folder),
      folder: folder(link.folder), state: .skipped, message: message.wrong, advice: message.advice)
    entry.reason = .link
    return entry
  }

  private func add(_ member: ArchiveMember?, _ archive: PathName, to entry: inout FileEntry) {
    guard let member else { return }
    entry.archive = key(archive)
    entry.member = member.index
  }
}

extension FileEntry.Reason {
  init(_ kind: ScanError.Kind) {
    self =
      switch kind {
      case .capture(.notACapture): .notACapture
      case .capture(.unsupported): .unsupported
      case .capture(.damagedFromStart): .damaged
      case .timeLimit: .timeLimit
      case .capture(.notFound), .capture(.unreadable), .capture(.badFilter), .capture(.unrepeatable),
        .capture(.doesNotFit), .catalog, .report, .isInput:
        .unreadable
      }
  }
}
