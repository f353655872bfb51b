extension Japanese {
  func scan(_ text: ScanText) -> Phrase {
    switch text {
    case .title: "キャプチャの一括解析"
    case .totals(let captures, let flows, let findings):
      "キャプチャ \(count: captures) 件、TCP フロー \(count: flows) 件、検出事項 \(count: findings) 件"
    case .period(let from, let to): "キャプチャの期間: \(from)から\(to)まで (UTC)。"
    case .copies(let count): "ほかに \(count: count) 個のファイルが同じ内容を持ち、まとめて 1 件と数えています。"
    case .evidence(let count): "同じフォルダーにあったサーバーのファイル \(count: count) 個を証拠として使いました。"
    case .noFinding: "失敗した接続はありません。"
    case .heading(let heading): self.heading(heading)
    case .column(let column): self.column(column)
    case .severity(let code): severity(code)
    case .issue(let numbers): numbers.isEmpty ? "-" : Phrase(numbers.joined(separator: " または "))
    case .moreLines(let count, let view):
      "ほか \(count: count) 件: wsuscap query \(view) ですべて表示できます"
    case .timelineDescription(let findings, let days):
      """
      \(count: days) 日間の検出事項 \(count: findings) 件を、始まった日ごとに示します。左ほど早い日です。\
      下からエラー、警告、情報の順に積み上げています。
      """
    case .bar(let day, let errors, let warnings, let infos):
      "\(day): エラー \(count: errors) 件、警告 \(count: warnings) 件、情報 \(count: infos) 件"
    case .filter: "キャプチャの絞り込み"
    case .noReport: "レポートなし"
    }
  }

  private func severity(_ code: String) -> Phrase {
    switch code {
    case "error": "エラー"
    case "warning": "警告"
    case "info": "情報"
    default: Phrase(code)
    }
  }

  private func heading(_ heading: ScanText.Heading) -> Phrase {
    switch heading {
    case .verdicts: "判定"
    case .issues: "検出事項"
    case .servers: "接続に失敗したサーバー"
    case .sites: "サイト"
    case .timeline: "検出事項の推移"
    case .captures: "キャプチャ"
    case .failures: "解析できなかったファイル"
    case .skipped: "キャプチャではないファイル"
    }
  }

  private func column(_ column: ScanText.Column) -> Phrase {
    switch column {
    case .verdict: "判定"
    case .flows: "フロー"
    case .toEndpoints: "エンドポイント宛て"
    case .captures: "キャプチャ"
    case .issue: "問題"
    case .code: "検出事項"
    case .severity: "重大度"
    case .findings: "件数"
    case .attempts: "試行"
    case .server: "サーバー"
    case .clients: "クライアント"
    case .first: "最初"
    case .last: "最後"
    case .site: "サイト"
    case .failing: "検出事項あり"
    case .path: "ファイル"
    case .reason: "理由"
    case .files: "ファイル数"
    }
  }
}
