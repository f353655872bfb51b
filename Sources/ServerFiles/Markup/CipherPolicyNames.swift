/// What Group Policy calls the cipher suite order and its states, in the languages of Windows.
///
/// Source: the administrative template `CipherSuiteOrder.adml` and the reports of gpresult in each language.
enum CipherPolicyNames {
  /// Whether a setting's name is that of the order: `SSL`, and the word for cipher.
  static func isOrder(_ name: String) -> Bool {
    let name = name.lowercased()
    guard name.contains("ssl") else { return false }
    return [
      "cipher", "暗号", "verschlüsselung", "chiffrement", "cifrado", "crittografi", "codificação", "cripto",
      "шифр", "密码",
      "加密", "암호",
    ].contains { name.contains($0) }
  }

  static func isDisabled(_ state: some StringProtocol) -> Bool {
    let state = state.lowercased()
    return [
      "disabled", "無効", "deaktiviert", "désactivé", "deshabilitad", "disattivat", "disabilitat",
      "desabilitad", "desativad",
      "отключен", "已禁用", "已停用", "사용 안 함",
    ].contains { state.hasPrefix($0) }
  }
}
