import CaptureFiles

extension ErrorMessage {
  init(_ fault: ArchiveFault) {
    self =
      switch fault {
      case .isPipe:
        ErrorMessage(
          "a zip archive cannot be read from a pipe, because its list of files is at its end",
          advice: "pipe the capture itself: unzip -p FILE.zip | wsuscap -")
      case .damagedDirectory:
        ErrorMessage(
          "not a capture: the list of files in the zip archive is missing or damaged",
          advice: "copy the file again")
      case .tooManyFiles(let limit):
        ErrorMessage("the zip archive contains more than \(limit) files", advice: Self.unpack)
      case .noCapture(let names):
        ErrorMessage(
          "not a capture: the zip archive contains \(names.isEmpty ? "no file" : "only \(Self.list(names))")",
          advice: Self.giveCapture)
      case .severalCaptures(let names):
        ErrorMessage(
          "the zip archive contains \(names.count) captures: \(Self.list(names))",
          advice: "extract it, and specify one of them or scan the folder: wsuscap scan FOLDER")
      case .unreadable(let name, let obstacle): ErrorMessage(name, obstacle)
      }
  }

  private init(_ name: String, _ obstacle: ArchiveFault.Obstacle) {
    let file = "\(SafeText.shown(name)) in the zip archive"
    self =
      switch obstacle {
      case .isEncrypted:
        ErrorMessage("\(file) is encrypted", advice: "extract it with its password and specify the capture")
      case .method(let method):
        ErrorMessage(
          "\(file) has compression method \(method), but only Deflate (8) is supported", advice: Self.unpack)
      case .isArchive:
        ErrorMessage("\(file) is an archive itself and is not read", advice: Self.unpack)
      }
  }

  /// The first names; those of an archive may contain anything.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(namedFiles).map { SafeText.shown($0) }.joined(separator: ", ")
    return names.count > namedFiles ? "\(shown) and \(names.count - namedFiles) more" : shown
  }

  private static let namedFiles = 8
}
