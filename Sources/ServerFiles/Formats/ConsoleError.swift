import Diagnosis

extension ServerFileFormat {
  /// The details of a failed synchronisation; see ``SynchronizationSection``.
  static let consoleError = ServerFileFormat(
    kind: .consoleError, recognises: { CommandSections.kind(of: $0) == .consoleError },
    read: CommandSections.read)
}
