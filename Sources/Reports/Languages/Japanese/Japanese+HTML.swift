import Diagnosis

extension Japanese {
  var languageTag: String { "ja" }

  func label(_ outcome: FlowOutcome) -> Phrase {
    switch outcome {
    case .succeeds: "成功"
    case .fails: "失敗"
    case .open: "未確定"
    }
  }

  func picture(_ text: PictureText) -> Phrase {
    switch text {
    case .ladder(let flow): "フロー \(flow) のラダー図"
    case .ladderDescription(let client, let server, let verdict, let frames):
      """
      \(client) と \(server) の通信です。判定: \(verdict)。上から順に \(count: frames) フレームを示します。\
      同じフレームの表が後に続きます。
      """
    case .timeZero(let clock): "+0.000 は \(clock) UTC です"
    case .silence(let duration): "\(duration) の無通信"
    case .leftOut(let count): "\(count: count) 段を省略"
    case .timeline: "更新エンドポイントへのフローの時系列"
    case .timelineDescription(let flows, let rows):
      """
      クライアントとエンドポイントの \(count: rows) 組の間の \(count: flows) フローです。左ほど早い時刻です。\
      円は成功、× 印は失敗、中抜きの四角は未確定を表します。
      """
    case .mark(let flow, let more, let verdict, let clock):
      more == 0
        ? "フロー \(flow): \(verdict)、\(clock)"
        : "フロー \(flow) ほか \(count: more) 件: \(verdict)、\(clock)"
    case .moreRows(let count): "クライアントとエンドポイントの \(count: count) 組を省略"
    case .timelineCounts(let counts):
      Phrase(
        counts.map { ("\(label($0.outcome)) \(count: $0.count) 件" as Phrase).text }.joined(separator: "、"))
    }
  }

  func page(_ text: PageText) -> Phrase {
    switch text {
    case .title: "キャプチャのレポート"
    case .skip: "結論へ移動"
    case .answer: "結論"
    case .pictures: "図"
    case .flows: "フロー"
    case .ladders: "各フロー"
    case .howSure(let confidence): "確度: \(confidence)"
    case .framesAsTable(let flow): "フロー \(flow) のフレームの表"
    case .time: "時刻 (UTC)"
    case .sender: "送信元"
    case .event: "内容"
    case .detail: "詳細"
    case .filter: "フローの絞り込み"
    case .sortHint: "列見出しで並べ替えできます。"
    case .copy: "コピー"
    case .copied: "コピーしました"
    case .suitesCaption: "暗号スイートと楕円曲線"
    case .offeredColumn: "クライアントの提示"
    case .takenColumn: "エンドポイントの対応"
    case .shared: "共通"
    case .article(let text): text
    case .moreLadders(let count): "ほか \(count: count) フローは図を省略しました。--flow で詳細を表示できます。"
    case .madeBy(let name, let version): "\(name) \(version) が作成しました。時刻は UTC です。"
    }
  }
}
