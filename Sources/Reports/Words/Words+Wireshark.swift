extension Words {
  /// The name of a filter or colour in Wireshark.
  func label(_ name: FilterName) -> Phrase {
    switch name {
    case .evidence: text(en: "Evidence", ja: "証拠")
    case .verdicts: text(en: "Verdicts", ja: "判定")
    case .failures: text(en: "Failures", ja: "失敗")
    case .undecided: text(en: "Undecided", ja: "判定不能")
    case .successes: text(en: "Successes", ja: "成功")
    case .ends: text(en: "Alerts and resets", ja: "アラートとリセット")
    case .hellos: "ClientHello, ServerHello"
    }
  }
}
