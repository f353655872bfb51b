import Diagnosis
import Packets

/// Words on what became of the connections of one client to one server, over all captures of a scan.
enum OutcomeText {
  /// In how many captures the cause is certain.
  case certain(Int, of: Int)
  case moreCauses(Int)
  case alsoSucceeded(Int, last: Phrase)
  case succeeds(Int, last: Phrase)
  case moreSuccesses(Int)
  case sites([String], more: Int)
  /// Leads to the first capture that shows the failure.
  case firstCapture
  /// The name of a link to the article.
  case article
}

extension Words {
  func outcome(_ words: OutcomeText) -> Phrase {
    switch words {
    case .certain(let count, let all) where count == all: text(en: "certain", ja: "確実")
    case .certain(0, _): text(en: "not certain", ja: "確実ではない")
    case .certain(let count, let all):
      text(
        en: "certain in \(count: count) of \(count: all) captures",
        ja: "キャプチャ \(count: all) 件中 \(count: count) 件で確実")
    case .moreCauses(let count):
      text(
        en: "\(count: count, "more cause", "more causes"); wsuscap query failing_servers lists all",
        ja: "ほかの原因 \(count: count) 件: wsuscap query failing_servers ですべて表示できます")
    case .alsoSucceeded(let count, let last):
      text(
        en: "\(count: count, "other connection", "other connections") succeeded, last on \(last).",
        ja: "ほかに \(count: count) 回の接続が成功しています (最後は \(last))。")
    case .succeeds(let count, let last):
      text(
        en: "\(count: count, "connection", "connections") succeeded, last on \(last)",
        ja: "\(count: count) 回の接続に成功 (最後は \(last))")
    case .moreSuccesses(let count):
      text(
        en: "\(count: count, "more pair", "more pairs") of client and endpoint without a failure.",
        ja: "失敗のないクライアントとエンドポイントの組み合わせが、ほかに \(count: count) 組あります。")
    case .sites(let names, let more):
      text(
        en: """
          Seen in \(count: names.count + more) folders (\(list(names))\(more > 0 ? ", …" : "")): a private address may \
          be of another server in each.
          """,
        ja: """
          \(count: names.count + more) 個のフォルダー (\(list(names))\(more > 0 ? "、…" : "")) で検出されています。\
          プライベート アドレスのため、それぞれ別のサーバーの可能性があります。
          """)
    case .article: text(en: "Read the article.", ja: "記事を参照")
    case .firstCapture: text(en: "First seen in", ja: "最初に検出されたキャプチャ:")
    }
  }

  func title(_ outcome: ClientOutcome) -> Phrase {
    let client: Phrase =
      outcome.synchronizes
      ? text(en: "WSUS server \(outcome.client)", ja: "WSUS サーバー \(outcome.client)") : Phrase(outcome.client)
    let cause: Phrase = outcome.commonCode.map { ": \(title(ofFinding: $0))" } ?? ""
    return outcome.fails
      ? text(
        en: "\(client) cannot connect to \(name: outcome.server)\(cause)",
        ja: "\(client) は \(name: outcome.server) に接続できません\(cause)")
      : text(
        en: "\(client) and \(name: outcome.server)\(cause)",
        ja: "\(client) と \(name: outcome.server)\(cause)")
  }

  /// `46 attempts in 12 captures, since 28 Jul 2020, last 5 Aug 2020.`
  func attempts(_ outcome: ClientOutcome) -> Phrase {
    let (first, last) = (date(ofTime: outcome.first ?? ""), date(ofTime: outcome.last ?? ""))
    let period =
      first == last
      ? text(en: "on \(first)", ja: first)
      : text(en: "since \(first), last on \(last)", ja: "\(first)から、最後は \(last)")
    return text(
      en: """
        \(count: outcome.attempts, "attempt", "attempts") in \(count: outcome.captures, "capture", "captures"), \
        \(period).
        """,
      ja: "キャプチャ \(count: outcome.captures) 件で \(count: outcome.attempts) 回試行 (\(period))。")
  }

  /// What fails, which issue of the article it is, and how many captures show it.
  /// - Parameters:
  ///   - isNamed: whether it says what fails; else a title says so.
  ///   - isOnlyOne: whether there are no other causes; then it does not count captures again.
  func cause(_ cause: ClientOutcome.Cause, isNamed: Bool, isOnlyOne: Bool) -> Phrase {
    let facts = [isNamed ? title(ofFinding: cause.code) : "", issue(cause.issue)].filter { !$0.isEmpty }
    if facts.isEmpty { return "" }
    let captures = text(
      en: "In \(count: cause.captures, "capture", "captures"): ", ja: "キャプチャ \(count: cause.captures) 件: ")
    let sentence = ended(isOnlyOne ? Self.capitalized(list(facts)) : "\(captures)\(list(facts))")
    return paragraph([sentence, filesToDecide(cause.issue)])
  }

  private func issue(_ issue: ScanIssue) -> Phrase {
    let numbers = orList(issue.numbers.map { String($0) })
    guard let first = issue.numbers.first.flatMap(ArticleIssue.init(rawValue:)) else { return "" }
    if issue.numbers.count > 1 {
      return text(en: "issue \(numbers) of the article", ja: "記事の問題 \(numbers)")
    }
    return issue.isPossible
      ? text(
        en: "possibly issue \(numbers) of the article (\(issueTitle(first)))",
        ja: "記事の問題 \(numbers) (\(issueTitle(first))) の可能性")
      : text(
        en: "issue \(numbers) of the article (\(issueTitle(first)))",
        ja: "記事の問題 \(numbers) (\(issueTitle(first)))")
  }

  private func filesToDecide(_ issue: ScanIssue) -> Phrase {
    guard issue.numbers.count > 1 else { return "" }
    return text(
      en: "Files of the WSUS server, in the folder of the capture, decide which.",
      ja: "キャプチャと同じフォルダーに WSUS サーバーのファイルを置くと、どちらであるかを判断できます。")
  }

  /// What a code means, as the end of a title.
  private func title(ofFinding code: String) -> Phrase {
    Topic(code).map { explanation(of: $0).title } ?? Phrase(code)
  }

  private static func capitalized(_ sentence: Phrase) -> Phrase {
    let text = sentence.text
    return Phrase(text.prefix(1).uppercased() + text.dropFirst())
  }

  /// The finding or verdict of a code, in a few words for a table.
  func name(ofFinding code: String) -> Phrase {
    switch Topic(code) {
    case .verdict(let verdict): label(verdict)
    case .endpointRetired: text(en: "retired endpoint", ja: "使用停止のエンドポイント")
    case .endpointDeprecated: text(en: "deprecated endpoint", ja: "使用停止予定のエンドポイント")
    case .tlsInspection: text(en: "TLS inspection", ja: "TLS 検査")
    case .nameNotResolved: text(en: "name not resolved", ja: "名前解決の失敗")
    case .noResponse: text(en: "no response", ja: "応答なし")
    case .pathMTU: text(en: "path MTU", ja: "経路の MTU")
    case .wsusHTTPError: text(en: "HTTP error of WSUS", ja: "WSUS の HTTP エラー")
    case .wsusSOAPFault: text(en: "SOAP fault of WSUS", ja: "WSUS の SOAP フォールト")
    case .issue, nil: Phrase(code)
    }
  }

  /// The date of an RFC 3339 time, as people write it.
  func date(ofTime time: String) -> Phrase {
    CalendarDate(String(time.prefix(10))).map { date(UTCTime(seconds: Int64($0.daysSince1970) * 86_400)) }
      ?? Phrase(time)
  }
}
