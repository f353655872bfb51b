/// What is wrong with an archive that might contain a capture.
package enum ArchiveFault: Hashable, Sendable {
  /// Its directory is at its end.
  case isPipe
  case damagedDirectory
  case tooManyFiles(limit: Int)
  case noCapture(names: [String])
  case severalCaptures(names: [String])
  case unreadable(name: String, Obstacle)

  var kind: CaptureFault.Kind {
    switch self {
    case .isPipe, .tooManyFiles, .severalCaptures: .unsupported
    case .damagedDirectory, .noCapture, .unreadable: .notACapture
    }
  }

  /// Why a file of an archive cannot be read.
  package enum Obstacle: Hashable, Sendable {
    case isEncrypted
    /// PKWARE's number of the compression method.
    case method(UInt16)
    /// An archive in an archive.
    case isArchive
  }
}
