/// Builds what `gpresult /z` prints.
package enum GroupPolicyTextBuilder {
  package static func text(
    _ language: BuiltLanguage = .english, suites: String = ServerFolder.hardenedSuites.joined(separator: ","),
    object: String = "Contoso TLS baseline", isEnabled: Bool = true
  ) -> String {
    let isEnglish = language == .english
    let numbers = suites.utf16.flatMap { ["\($0 & 0xFF)", "\($0 >> 8)"] }.joined(separator: ", ")
    let state = isEnglish ? (isEnabled ? "Enabled" : "Disabled") : (isEnabled ? "有効" : "無効")
    return """

      Microsoft (R) Windows (R) Operating System Group Policy Result tool v2.0

      \(isEnglish ? "RSOP data for" : "RSOP データ") CONTOSO\\admin on WSUS : Logging Mode
      ----------------------------------------------------

      COMPUTER SETTINGS
      ------------------
          \(isEnglish ? "Applied Group Policy Objects" : "適用されたグループ ポリシー オブジェクト")
              \(object)
              Default Domain Policy

                  GPO: \(object)
                      \(isEnglish ? "Folder Id" : "フォルダー ID"): SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002\\Functions
                      \(isEnglish ? "Value" : "値"):       \(numbers)
                      \(isEnglish ? "State" : "状態"):       \(state)

      """
  }
}

/// Builds what `gpresult /x` writes.
package enum GroupPolicyXMLBuilder {
  package static func text(
    _ language: BuiltLanguage = .english,
    suites: String? = ServerFolder.hardenedSuites.joined(separator: ","),
    object: String? = "Contoso TLS baseline", isExtra: Bool = false
  ) -> String {
    let name = language == .english ? "SSL Cipher Suite Order" : "SSL 暗号の順位"
    let identifier = "{7E1B2F60-1F3D-4C55-9A41-0E5B8F9B1A2C}"
    let base = "xmlns=\"http://www.microsoft.com/GroupPolicy/Settings/Base\""
    let gpo =
      object.map {
        "<GPO><Name>\($0)</Name><Path><Identifier \(base)>\(identifier)</Identifier></Path></GPO>"
      } ?? ""
    let list =
      suites.map {
        "<q1:EditText><q1:Name>x</q1:Name><q1:State>Enabled</q1:State><q1:Value>\($0)</q1:Value></q1:EditText>"
      } ?? ""
    let policy = """
      <q1:Policy>
                  <GPO \(base)><Identifier>\(identifier)</Identifier></GPO>
                  <Precedence \(base)>1</Precedence>
                  <q1:Name>\(name)</q1:Name><q1:State>\(suites == nil ? "Disabled" : "Enabled")</q1:State>\(list)
                </q1:Policy>
      """
    let extra = """
      <q1:RegistrySetting>
                  <GPO \(base)><Identifier>\(identifier)</Identifier></GPO><Precedence \(base)>1</Precedence>
                  <q1:KeyPath>SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002</q1:KeyPath>
                  <q1:Value><q1:Name>Functions</q1:Name><q1:String>\(suites ?? "")</q1:String></q1:Value>
                </q1:RegistrySetting>
      """
    return """
      <?xml version="1.0" encoding="utf-16"?>
      <Rsop xmlns="http://www.microsoft.com/GroupPolicy/Rsop">
        <ComputerResults>
          \(gpo)
          <ExtensionData>
            <Extension xmlns:q1="http://www.microsoft.com/GroupPolicy/Settings/Registry">
              \(isExtra ? extra : policy)
            </Extension>
          </ExtensionData>
        </ComputerResults>
      </Rsop>

      """
  }
}
