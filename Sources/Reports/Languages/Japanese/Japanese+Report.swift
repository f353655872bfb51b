import Diagnosis

extension Japanese {
  func heading(_ heading: Heading) -> Phrase {
    switch heading {
    case .walkthrough(let flow): "フロー \(flow) の経過"
    case .flow(let id): "フロー \(id)"
    case .whatToDo: "解決策"
    case .toBeSurer: "確度を高めるために必要な情報"
    case .decision: "サーバーのファイルからわかること"
    case .notes: "注意"
    case .findings(let count): "検出事項 \(count: count) 件"
    case .flowsOfInterest(let listed, let all):
      "更新エンドポイントへのフローと失敗したフロー (\(count: all) 個中 \(count: listed) 個、--all-flows ですべて表示)"
    case .allFlows(let count): "すべてのフロー (\(count: count) 個)"
    case .chosenFlows(let count): "更新エンドポイントへのフロー (\(count: count) 個)"
    case .clientHello(let frame): "フレーム \(frame) の ClientHello"
    case .serverHello(let frame): "フレーム \(frame) の ServerHello"
    case .certificate(let frame): "フレーム \(frame) の証明書"
    case .onTheWire: "キャプチャでの見え方"
    case .why: "原因"
    case .offeredAndTaken: "クライアントの提示内容とエンドポイントが受け入れる内容"
    case .term(let term): self.term(term)
    }
  }

  func remark(_ remark: Remark) -> Phrase {
    switch remark {
    case .packets(let count): "\(count: count) パケット"
    case .tcpFlows(let count): "TCP フロー \(count: count) 個"
    case .period(let from, let to, let duration): "\(from) から \(to) UTC (\(duration))"
    case .policy(let file, let date): "エンドポイント ポリシー: \(file ?? "組み込み") (\(date)時点)。"
    case .emptyCapture: "キャプチャにパケットが含まれていません。"
    case .noTCP(nil):
      "キャプチャに TCP 接続が含まれていません。フィルターまたはインターフェイスの選択が原因である可能性があります。"
    case .noTCP(let cause?): "キャプチャに追跡できる TCP 接続が含まれていません: \(cause)。"
    case .noFlow(let id, 0): "フロー \(id) はありません。このキャプチャにはフローがありません。"
    case .noFlow(let id, let flows):
      "フロー \(id) はありません。このキャプチャのフローは 0 から \(flows - 1) までです。"
    case .noFailure(let flows): "\(count: flows) 個のフローに失敗はありません。"
    case .noTLS(let flows): "\(count: flows) 個のフローに、失敗も TLS 接続もありません。"
    case .noEndpointFlow:
      """
      更新エンドポイントへのフローがキャプチャされていません。キャプチャ中にインポートまたは同期が実行されていたかどうかを確認して\
      ください。
      """
    case .provesNothing(let incomplete, let unfinished): provesNothing(incomplete, unfinished)
    case .captureAgain:
      """
      もう一度キャプチャしてください。インポートまたは同期の前に開始し、パケット全体を保存し、失敗した後に停止します。
      """
    case .moreFindings(let count): "ほかに検出事項が \(count: count) 件あります。--format json ですべて出力できます。"
    case .unlistedFlows(let count):
      "ほかに \(count: count) 個のフローがあります。--all-flows または --format json ですべて出力できます。"
    case .otherFlows(let counts, let isAll): otherFlows(counts, isAll: isAll)
    case .succeeds(let flows): "\(count: flows) 個のフローが成功"
    case .moreServers(let count):
      "成功したフローがあるクライアントとエンドポイントの組み合わせが、ほかに \(count: count) 組あります。"
    case .sameAsFinding(let number): "検出事項 \(number) と同じです。"
    case .appliesTo(let systems): "(\(systems.map(\.rawValue).joined(separator: "、")))"
    case .later(let duration): "\(duration)後"
    case .beforeServerHello: "ServerHello より前"
    case .takenByEndpoint: "* エンドポイントが受け入れる暗号スイート"
    case .wholeLists:
      "--flow でフローの詳細をすべて表示します。判定の意味は wsuscap explain で確認できます。"
    case .offered(let count): "提示 (\(count: count) 個)"
    case .taken(let count, let date):
      date.map { "受け入れ (\(count: count) 個、\($0) 時点)" } ?? "受け入れ (\(count: count) 個)"
    case .more(let count): "ほか \(count: count) 個 (--flow ですべて表示)"
    case .yes: "はい"
    case .no: "いいえ"
    }
  }

  private func provesNothing(_ incomplete: Int, _ unfinished: Int) -> Phrase {
    var parts: [Phrase] = ["このキャプチャからは、更新エンドポイントについて何も判断できません。"]
    if incomplete > 0 {
      parts.append("\(count: incomplete) 個のフローで、判断に必要な部分が欠けています。")
    }
    if unfinished > 0 {
      parts.append("\(count: unfinished) 個のフローは、キャプチャの終了時にまだ続いていました。")
    }
    return paragraph(parts)
  }

  private func otherFlows(_ counts: [(verdict: Verdict, count: Int)], isAll: Bool) -> Phrase {
    let total = counts.reduce(0) { $0 + $1.count }
    let list = list(counts.map { "\(label($0.verdict)) \(count: $0.count) 個" })
    return isAll
      ? "フロー \(count: total) 個 (--all-flows ですべて表示): \(list)"
      : "その他のフロー \(count: total) 個: \(list)"
  }

  /// `2020 年 7 月 20 日`.
  func date(_ time: UTCTime) -> Phrase { "\(time.year) 年 \(time.month) 月 \(time.day) 日" }

  /// `2 分 38 秒`, `22 ミリ秒`, `3 時間 5 分`.
  func duration(nanoseconds: Int64) -> Phrase {
    let size = max(0, nanoseconds)
    let seconds = size / 1_000_000_000
    switch seconds {
    case 0 where size < 1_000_000: return "\(size / 1_000) マイクロ秒"
    case 0: return "\(size / 1_000_000) ミリ秒"
    case 1..<60:
      // Rounded, lest 3.9996 s read 3.9 s next to times that show 4.
      let tenths = (size + 50_000_000) / 100_000_000
      return "\(tenths / 10).\(tenths % 10) 秒"
    case 60..<3600: return "\(seconds / 60) 分 \(seconds % 60) 秒"
    case 3600..<86_400: return "\(seconds / 3600) 時間 \(seconds % 3600 / 60) 分"
    default: return "\(seconds / 86_400) 日 \(seconds % 86_400 / 3600) 時間"
    }
  }
}
