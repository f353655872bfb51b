import Diagnosis

extension ServerFileFormat {
  /// What PowerShell and commands print on the server, alone or in a transcript; see ``CommandSections``.
  static let commandOutput = ServerFileFormat(
    kind: .commandOutput, recognises: { CommandSections.kind(of: $0) == .commandOutput },
    read: CommandSections.read)
}
