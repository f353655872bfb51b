/// Builds events of Schannel and WSUS in the forms that Windows writes.
package enum EventBuilder {
  package enum Form: CaseIterable, Sendable {
    case xml, copied, list, csv, wevtutil
  }

  package static func text(
    _ form: Form, _ language: BuiltLanguage = .english, id: Int = 36871, source: String = "Schannel",
    state: Int = 10013,
    message: String? = nil
  ) -> String {
    let isEnglish = language == .english
    let message =
      message
      ?? (isEnglish
        ? "A fatal error occurred while creating a TLS client credential. The internal error state is \(state)."
        : "TLS クライアント資格情報の作成中に致命的なエラーが発生しました。内部エラーの状態は \(state) です。")
    let data =
      source == "Schannel"
      ? "<Data Name='Type'>client</Data><Data Name='ErrorState'>\(state)</Data>" : "<Data>\(message)</Data>"
    switch form {
    case .xml:
      return "<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
        + "<Provider Name='\(source)'/><EventID>\(id)</EventID><TimeCreated SystemTime='2020-08-04T13:40:31.127329200Z'/>"
        + "<Computer>wsus.contoso.com</Computer></System><EventData>\(data)</EventData></Event></Events>\n"
    case .copied:
      let labels =
        isEnglish
        ? ["Log Name", "Source", "Date", "Event ID", "Task Category", "Level", "Computer", "Description"]
        : ["ログの名前", "ソース", "日付", "イベント ID", "タスクのカテゴリ", "レベル", "コンピューター", "説明"]
      let values = [
        "System", source, "8/4/2020 1:40:31 PM", "\(id)", "None", "Error", "wsus.contoso.com", "",
      ]
      return zip(labels, values).map { "\($0): \($1)\n" }.joined() + message + "\n"
    case .list:
      return CommandOutputBuilder.list([
        ("TimeCreated", "8/4/2020 1:40:31 PM"), ("ProviderName", source), ("Id", "\(id)"),
        ("Message", message),
      ])
    case .csv:
      return
        "Level,Date and Time,Source,Event ID,Task Category\nError,8/4/2020 1:40:31 PM,\(source),\(id),None,\"\(message)\"\n"
    case .wevtutil:
      return
        "Event[0]:\n  Log Name: System\n  Source: \(source)\n  Date: 2020-08-04T13:40:31.127\n  Event ID: \(id)\n"
        + "  Level: Error\n  Computer: wsus.contoso.com\n  Description: \n\(message)\n\n"
    }
  }
}

/// Builds the logs of Configuration Manager's other components.
package enum SiteServerLogBuilder {
  package enum Component: String, Sendable {
    case configuration = "SMS_WSUS_CONFIGURATION_MANAGER"
    case control = "SMS_WSUS_CONTROL_MANAGER"
  }

  package static func text(
    _ component: Component, _ language: BuiltLanguage = .english, failure: BuiltFailure = .noCommonAlgorithm
  ) -> String {
    let frame =
      "]LOG]!><time=\"02:00:00.000+000\" date=\"08-05-2020\" component=\"\(component.rawValue)\" context=\"\" type=\"3\" "
      + "thread=\"3404\" file=\"x.cpp:1044\">\n"
    return "<![LOG[Checking runtime v4.0.30319...\(frame)<![LOG[\(failure.details(language))~~   at "
      + "Microsoft.UpdateServices.Administration.AdminProxy.CreateUpdateServer(Object[] args)\(frame)"
      + "<![LOG[Remote configuration failed on WSUS Server.\(frame)"
  }
}
