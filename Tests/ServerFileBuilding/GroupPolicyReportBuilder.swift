/// Builds the page that `gpresult /scope computer /h GPReport.html` writes.
package struct GroupPolicyReportBuilder: Sendable {
  /// Where the list of suites stands.
  package enum Shape: String, CaseIterable, Sendable {
    /// In a table of the row below the setting.
    case rowBelow
    /// In a table inside the cell of the state.
    case nested
  }

  package var language: BuiltLanguage
  package var shape = Shape.rowBelow
  /// The setting's value; nil when it is not configured.
  package var suites: String?
  package var winningObject = "Contoso TLS baseline"
  /// Whether it is the result of all objects; else the report of one object.
  package var isResult = true

  package init(language: BuiltLanguage = .english, suites: String?) {
    self.language = language
    self.suites = suites
  }

  package var text: String {
    ([
      #"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">"#,
      #"<html dir="ltr" xmlns:v="urn:schemas-microsoft-com:vml" gpmc_reportInitialized="false">"#,
      "<head>",
      #"<meta http-equiv="Content-Type" content="text/html; charset=UTF-16"/>"#,
      "<title>\(words.title)</title>",
      #"<style type="text/css">.info3 > td { width: 33%; } body { font-size:68%; }</style>"#,
      #"<script type="text/javascript">"#, "<!--",
      #"function showExplainText(srcElement) { return srcElement.getAttribute("gpmc_settingName") < "<td>TLS_</td>"; }"#,
      "//-->", "</script>", "</head>", "<body>",
      #"<div class="\#(isResult ? "rsopheader" : "gpoheader")">\#(words.title)</div>"#,
      #"<div class="\#(isResult ? "rsopsettings" : "gposettings")">"#,
    ] + otherPolicy + (suites.map(cipherPolicy) ?? []) + ["</div>", "</body>", "</html>", ""]).joined(
      separator: "\n")
  }

  /// A policy whose explanation names suites, as that of the cipher suite order does.
  private var otherPolicy: [String] {
    [
      #"<div class="he4i"><table class="info3" cellpadding="0" cellspacing="0">"#, head,
      "<tr>" + name("Do not display the lock screen", explains: "&lt;td&gt;TLS_RSA_WITH_NULL_SHA&lt;/td&gt;")
        + "<td>\(words.enabled)</td><td>Default Domain Policy</td></tr>",
      "</table></div>",
    ]
  }

  private func cipherPolicy(_ suites: String) -> [String] {
    let list = "<td>\(words.suites)</td><td>\(suites)</td>"
    let row = name(words.setting, explains: "Default: TLS_RSA_WITH_AES_128_CBC_SHA256")
    let object = "<td>\(winningObject)</td>"
    let start = [#"<div class="he4i"><table class="info3" cellpadding="0" cellspacing="0">"#, head]
    switch shape {
    case .rowBelow:
      return start + [
        "<tr>" + row + "<td>\(words.enabled)</td>" + object + "</tr>",
        #"<tr><td colspan="4"><table class="subtable_frame" cellpadding="0" cellspacing="0">"#,
        "<tr>" + list + "</tr>", "</table></td></tr>", "</table></div>",
      ]
    case .nested:
      return start + [
        "<tr>" + row,
        "<td>\(words.enabled)<table><tr>\(list)</tr></table></td>", object, "</tr>", "</table></div>",
      ]
    }
  }

  private var head: String {
    #"<tr><th scope="col">\#(words.policy)</th><th scope="col">\#(words.state)</th>"#
      + #"<th scope="col">\#(words.winner)</th></tr>"#
  }

  private func name(_ name: String, explains: String) -> String {
    #"<td><span class="explainlink" tabindex="0" gpmc_settingName="\#(name)" gpmc_settingPath="\#(words.path)" "#
      + #"gpmc_settingDescription="\#(explains)" gpmc_supported="">\#(name)</span></td>"#
  }

  private struct Words {
    var title, policy, state, winner, enabled, setting, suites, path: String
  }

  private var words: Words {
    switch language {
    case .english:
      Words(
        title: "Group Policy Results", policy: "Policy", state: "Setting", winner: "Winning GPO",
        enabled: "Enabled", setting: "SSL Cipher Suite Order", suites: "SSL Cipher Suites",
        path: "Computer Configuration/Administrative Templates/Network/SSL Configuration Settings")
    case .japanese:
      Words(
        title: "グループ ポリシーの結果", policy: "ポリシー", state: "設定", winner: "優勢な GPO", enabled: "有効",
        setting: "SSL 暗号の順位", suites: "SSL 暗号",
        path: "コンピューターの構成/管理用テンプレート/ネットワーク/SSL 構成設定")
    }
  }
}
