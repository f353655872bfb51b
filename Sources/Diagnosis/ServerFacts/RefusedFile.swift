/// A file that is not evidence, or cannot be read.
package struct RefusedFile: Hashable, Sendable {
  package var path: String
  /// False when it was found in a folder.
  package var isNamed: Bool
  package var reason: Reason

  package enum Reason: Hashable, Sendable {
    case notFound
    /// The system's words.
    case unreadable(String)
    /// A device, a socket, or in a folder a pipe: nothing that ends.
    case noRegularFile
    /// In a folder, a symbolic link that leads out of it.
    case linkOutside
    case empty
    /// A capture: `analyze` reads it.
    case capture
    /// Packed data, whose content is not looked at: `zip`, `cab`.
    case archive(String)
    /// A Windows event log, `.evtx`.
    case eventLog
    /// A Windows event trace, `.etl`.
    case eventTrace
    /// Bytes that are not text.
    case binary
    /// A configuration file of a web site or of another program.
    case otherConfiguration
    /// A report of this program, which quotes the files that it is about.
    case ownReport
    /// Text that no reader recognises.
    case unknownText
    /// The same file was read before under another name.
    case alreadyRead(as: String)
    /// A folder without a file of a known kind.
    case noEvidenceInside
    /// A folder deeper than folders are searched.
    case tooDeep(limit: Int)
    /// Files beyond the number that is looked at below one folder.
    case tooMany(limit: Int)
  }

  package init(path: String, isNamed: Bool, reason: Reason) {
    self.path = path
    self.isNamed = isNamed
    self.reason = reason
  }
}

extension RefusedFile.Reason {
  package var code: String {
    switch self {
    case .notFound: "not_found"
    case .unreadable: "unreadable"
    case .noRegularFile: "no_regular_file"
    case .linkOutside: "link_outside"
    case .empty: "empty"
    case .capture: "capture"
    case .archive: "archive"
    case .eventLog: "event_log"
    case .eventTrace: "event_trace"
    case .binary: "binary"
    case .otherConfiguration: "other_configuration"
    case .ownReport: "own_report"
    case .unknownText: "unknown_text"
    case .alreadyRead: "already_read"
    case .noEvidenceInside: "no_evidence_inside"
    case .tooDeep: "too_deep"
    case .tooMany: "too_many"
    }
  }
}

package struct ServerFileReading: Hashable, Sendable {
  package var understood: [ServerFacts]
  package var refused: [RefusedFile]

  package init(understood: [ServerFacts] = [], refused: [RefusedFile] = []) {
    self.understood = understood
    self.refused = refused
  }

  package var facts: ServerFacts {
    understood.reduce(into: ServerFacts()) { $0.merge($1) }
  }
}
