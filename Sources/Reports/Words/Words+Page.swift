import Diagnosis

/// Words in a picture, in its heading, and for screen readers.
enum PictureText {
  case ladder(flow: Int)
  /// What a ladder shows: who talks, and how it went.
  case ladderDescription(client: Phrase, server: Phrase, verdict: Phrase, frames: Int)
  /// What the first of a ladder's times stands for.
  case timeZero(Phrase)
  /// How long nothing was sent.
  case silence(Phrase)
  case leftOut(Int)
  case timeline
  case timelineDescription(flows: Int, rows: Int)
  /// A mark of the timeline: the first flow that it stands for, and how many more.
  case mark(flow: Int, more: Int, verdict: Phrase, at: Phrase)
  case moreRows(Int)
  case timelineCounts([(outcome: FlowOutcome, count: Int)])
}

/// How a flow went, as far as a picture tells it.
enum FlowOutcome: Int, CaseIterable {
  case succeeds
  case fails
  case open
}

/// Words around the facts of a page: headings, buttons, captions.
enum PageText {
  case title
  case skip
  case answer, evidence, ladders
  case confidence(Phrase)
  case framesAsTable(flow: Int)
  case frame, time, sender, event, detail
  case filter, sortHint
  case copy, copied
  case shared
  case moreLadders(Int)
  case madeBy(name: String, version: String)
}

extension Words {
  /// The language's own tag (RFC 5646).
  var languageTag: String { language.name }

  /// How a flow went, in a word of a legend.
  func label(_ outcome: FlowOutcome) -> Phrase {
    switch outcome {
    case .succeeds: text(en: "succeeds", ja: "成功")
    case .fails: text(en: "fails", ja: "失敗")
    case .open: text(en: "undecided", ja: "未確定")
    }
  }

  func picture(_ words: PictureText) -> Phrase {
    switch words {
    case .ladder(let flow): text(en: "Sequence diagram of flow \(flow)", ja: "フロー \(flow) のシーケンス図")
    case .ladderDescription(let client, let server, let verdict, let frames):
      text(
        en: """
          Frames between \(client) and \(server), from top to bottom: \(count: frames, "frame", "frames"). Verdict: \
          \(verdict). A table with the same frames follows.
          """,
        ja: """
          \(client) と \(server) の通信です。判定: \(verdict)。上から順に \(count: frames) フレームを\
          示します。同じフレームの表が後に続きます。
          """)
    case .timeZero(let clock): text(en: "+0.000 is \(clock) UTC", ja: "+0.000 は \(clock) UTC です")
    case .silence(let duration): text(en: "no packets for \(duration)", ja: "\(duration) の無通信")
    case .leftOut(let count):
      text(en: "\(count: count, "event", "events") not shown", ja: "\(count: count) 件のイベントを省略")
    case .timeline:
      text(en: "Flows to update endpoints over time", ja: "更新エンドポイントへのフローの時系列")
    case .timelineDescription(let flows, let rows):
      text(
        en: """
          \(count: flows, "flow", "flows") between \(count: rows, "pair", "pairs") of client and endpoint, \
          the earliest at the left. A disc is a success, a cross a failure, a hollow square undecided.
          """,
        ja: """
          クライアントとエンドポイントの \(count: rows) 組の間の \(count: flows) フローです。左ほど早い\
          時刻です。円は成功、× 印は失敗、中抜きの四角は未確定を表します。
          """)
    case .mark(let flow, let more, let verdict, let clock):
      more == 0
        ? text(en: "Flow \(flow): \(verdict), \(clock)", ja: "フロー \(flow): \(verdict)、\(clock)")
        : text(
          en: "Flow \(flow) and \(count: more) more: \(verdict), \(clock)",
          ja: "フロー \(flow) ほか \(count: more) 件: \(verdict)、\(clock)")
    case .moreRows(let count):
      text(
        en: "\(count: count, "more pair", "more pairs") of client and endpoint not shown",
        ja: "クライアントとエンドポイントの \(count: count) 組を省略")
    case .timelineCounts(let counts): list(counts.map { outcomes($0.outcome, $0.count) })
    }
  }

  /// `3 succeed`.
  private func outcomes(_ outcome: FlowOutcome, _ count: Int) -> Phrase {
    switch outcome {
    case .succeeds: text(en: "\(count: count, "succeeds", "succeed")", ja: "成功 \(count: count) 件")
    case .fails: text(en: "\(count: count, "fails", "fail")", ja: "失敗 \(count: count) 件")
    case .open: text(en: "\(count: count) undecided", ja: "未確定 \(count: count) 件")
    }
  }

  func page(_ words: PageText) -> Phrase {
    switch words {
    case .title: text(en: "Capture report", ja: "キャプチャのレポート")
    case .skip: text(en: "Skip to the answer", ja: "結論へ移動")
    case .answer: text(en: "Answer", ja: "結論")
    case .evidence: text(en: "Evidence", ja: "通信の流れ")
    case .ladders: text(en: "Each flow", ja: "各フロー")
    case .confidence(let confidence): text(en: "Confidence: \(confidence)", ja: "確度: \(confidence)")
    case .framesAsTable(let flow):
      text(en: "Frames of flow \(flow) as a table", ja: "フロー \(flow) のフレームの表")
    case .frame: text(en: "Frame", ja: "フレーム")
    case .time: text(en: "Time (UTC)", ja: "時刻 (UTC)")
    case .sender: text(en: "From", ja: "送信元")
    case .event: text(en: "Event", ja: "イベント")
    case .detail: text(en: "Details", ja: "詳細")
    case .filter: text(en: "Filter the flows", ja: "フローの絞り込み")
    case .sortHint: text(en: "Select a column heading to sort.", ja: "列見出しを選択すると並べ替えできます。")
    case .copy: text(en: "Copy", ja: "コピー")
    case .copied: text(en: "Copied", ja: "コピーしました")
    case .shared: text(en: "in both", ja: "共通")
    case .moreLadders(let count):
      text(
        en: """
          \(count: count, "more flow is", "more flows are") not shown; --flow shows a flow in full detail.
          """,
        ja: "ほか \(count: count) フローの図は省略しました。--flow で詳細を表示できます。")
    case .madeBy(let name, let version):
      text(
        en: "Created by \(name) \(version). Times are UTC.",
        ja: "\(name) \(version) が作成しました。時刻は UTC です。")
    }
  }
}
