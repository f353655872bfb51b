import Diagnosis

extension ServerFileFormat {
  /// Events of Schannel and WSUS; see ``EventSection``.
  static let eventLog = ServerFileFormat(
    kind: .eventLog, recognises: { CommandSections.kind(of: $0) == .eventLog }, read: CommandSections.read)
}
