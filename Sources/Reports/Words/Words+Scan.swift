import Diagnosis

/// Words of a summary: its sentences, its headings, and those of its columns. Codes are the same in every language.
enum ScanText {
  case title
  /// How many WSUS servers were seen, and how many of them fail.
  case servers(captures: Int, seen: Int, failing: Int)
  case totals(flows: Int, findings: Int)
  case period(from: Phrase, to: Phrase)
  case copies(Int)
  case evidence(Int)
  case noFinding
  case noFailure
  /// Of a capture without a finding: nothing decides its flows, or none leads to the update service.
  case undecided
  case noEndpointFlow
  /// What the paths of a table begin with.
  case below(String)
  case heading(Heading)
  case column(Column)
  case severity(String)
  /// An issue's number, or those that it may be.
  case issue(ScanIssue)
  case moreLines(Int, view: String)
  /// For screen readers.
  case timelineDescription(findings: Int, days: Int)
  case bar(day: Phrase, errors: Int, warnings: Int, infos: Int)
  case filter
  /// Behind the first finding of a capture.
  case moreFindings(Int)
  case sameContent(as: String)

  enum Heading: CaseIterable {
    case verdicts, issues, servers, sites, timeline, captures, failures, skipped, outcomes
  }

  enum Column: CaseIterable {
    case verdict, flows, toEndpoints, captures, issue, code, severity, findings, attempts, server, client,
      clients,
      first, last, date
    case site, failing, path, reason, files, result
  }
}

extension Words {
  func scan(_ words: ScanText) -> Phrase {
    switch words {
    case .title: text(en: "Scan of captures", ja: "キャプチャの一括解析")
    case .servers(let captures, let seen, let failing): servers(captures, seen: seen, failing: failing)
    case .totals(let flows, let findings):
      text(
        en: "\(count: flows, "TCP flow", "TCP flows"), \(count: findings, "finding", "findings").",
        ja: "TCP フロー \(count: flows) 件、検出事項 \(count: findings) 件。")
    case .period(let from, let to):
      text(
        en: "The captures are from \(from) to \(to) (UTC).",
        ja: "キャプチャの期間: \(from)から\(to)まで (UTC)。")
    case .copies(let count):
      text(
        en: """
          \(count: count, "more file is a copy", "more files are copies") of one of them and not counted.
          """,
        ja: "ほかに \(count: count) 個のファイルは、いずれかと同じ内容のため数えていません。")
    case .evidence(let count):
      text(
        en: count == 1
          ? "1 file of a WSUS server in the same folder as a capture was used as evidence."
          : "\(count: count) files of WSUS servers in the same folders as captures were used as evidence.",
        ja: "キャプチャと同じフォルダーにあった WSUS サーバーのファイル \(count: count) 個を証拠として使いました。")
    case .noFinding:
      text(
        en: "No connection to an update endpoint or another server failed.",
        ja: "更新エンドポイントやほかのサーバーへの接続に、失敗したものはありません。")
    case .noFailure: text(en: "no failure", ja: "失敗なし")
    case .undecided: text(en: "undecided", ja: "判定不能")
    case .noEndpointFlow: text(en: "no update endpoint", ja: "更新エンドポイントへの接続なし")
    case .below(let folder): text(en: "Files are below \(folder)", ja: "ファイルのフォルダー: \(folder)")
    case .heading(let heading): self.heading(heading)
    case .column(let column): self.column(column)
    case .severity(let code): severity(code)
    case .issue(let issue): numbers(of: issue)
    case .moreLines(let count, let view):
      text(
        en: "\(count: count) more; wsuscap query \(view) lists all",
        ja: "ほか \(count: count) 件: wsuscap query \(view) ですべて表示できます")
    case .timelineDescription(let findings, let days):
      text(
        en: """
          \(count: findings, "finding", "findings") over \(count: days, "day", "days"), by the day on which \
          they began, the earliest at the left; errors at the bottom, then warnings, then notices.
          """,
        ja: """
          \(count: days) 日間の検出事項 \(count: findings) 件を、始まった日ごとに示します。左ほど早い日です。\
          下からエラー、警告、情報の順に積み上げています。
          """)
    case .bar(let day, let errors, let warnings, let infos):
      text(
        en: "\(day): \(count: errors) errors, \(count: warnings) warnings, \(count: infos) notices",
        ja: "\(day): エラー \(count: errors) 件、警告 \(count: warnings) 件、情報 \(count: infos) 件")
    case .moreFindings(let count):
      text(
        en: "(+ \(count: count, "more finding", "more findings"))", ja: "(ほかに検出事項 \(count: count) 件)")
    case .sameContent(let path): text(en: "same content as \(path)", ja: "\(path) と同じ内容です")
    case .filter: text(en: "Filter the captures", ja: "キャプチャの絞り込み")
    }
  }

  /// `1`, `1 or 3`, `possibly 5`, or a dash.
  private func numbers(of issue: ScanIssue) -> Phrase {
    let numbers = orList(issue.numbers.map(String.init))
    if numbers.isEmpty { return "-" }
    return issue.isPossible ? text(en: "possibly \(numbers)", ja: "\(numbers) の可能性") : numbers
  }

  private func servers(_ captures: Int, seen: Int, failing: Int) -> Phrase {
    let count = text(en: "\(count: captures, "capture", "captures")", ja: "キャプチャ \(count: captures) 件")
    if seen == 0 { return text(en: "\(count): no WSUS server seen", ja: "\(count): WSUS サーバーの通信はありません") }
    let servers = text(
      en: "\(count): \(count: seen, "WSUS server", "WSUS servers") seen",
      ja: "\(count): WSUS サーバー \(count: seen) 台の通信を検出")
    return failing == 0
      ? text(en: "\(servers), none failed to connect", ja: "\(servers)、接続の失敗なし")
      : text(
        en: "\(servers), \(count: failing) failed to connect", ja: "\(servers)、うち \(count: failing) 台が接続に失敗")
  }

  private func heading(_ heading: ScanText.Heading) -> Phrase {
    switch heading {
    case .verdicts: text(en: "Verdicts", ja: "判定")
    case .outcomes: text(en: "More failures", ja: "そのほかの失敗")
    case .issues: text(en: "Findings", ja: "検出事項")
    case .servers: text(en: "Failing servers", ja: "接続できなかった接続先")
    case .sites: text(en: "Sites", ja: "サイト")
    case .timeline: text(en: "Findings over time", ja: "検出事項の推移")
    case .captures: text(en: "Captures", ja: "キャプチャ")
    case .failures: text(en: "Not analysed", ja: "解析できなかったファイル")
    case .skipped: text(en: "Skipped files", ja: "スキップしたファイル")
    }
  }

  private func severity(_ code: String) -> Phrase {
    switch code {
    case "error": text(en: "error", ja: "エラー")
    case "warning": text(en: "warning", ja: "警告")
    case "info": text(en: "info", ja: "情報")
    default: Phrase(code)
    }
  }

  private func column(_ column: ScanText.Column) -> Phrase {
    switch column {
    case .verdict: text(en: "verdict", ja: "判定")
    case .flows: text(en: "flows", ja: "フロー")
    case .toEndpoints: text(en: "to endpoints", ja: "エンドポイント宛て")
    case .captures: text(en: "captures", ja: "キャプチャ")
    case .issue: text(en: "issue", ja: "問題")
    case .code: text(en: "finding", ja: "検出事項")
    case .severity: text(en: "severity", ja: "重大度")
    case .findings: text(en: "findings", ja: "件数")
    case .attempts: text(en: "attempts", ja: "試行")
    case .server: text(en: "server", ja: "サーバー")
    case .client: text(en: "client", ja: "クライアント")
    case .date: text(en: "date", ja: "日付")
    case .clients: text(en: "clients", ja: "クライアント数")
    case .first: text(en: "first", ja: "最初")
    case .last: text(en: "last", ja: "最後")
    case .result: text(en: "result", ja: "結果")
    case .site: text(en: "site", ja: "サイト")
    case .failing: text(en: "with findings", ja: "検出事項あり")
    case .path: text(en: "file", ja: "ファイル")
    case .reason: text(en: "reason", ja: "理由")
    case .files: text(en: "files", ja: "ファイル数")
    }
  }
}
