import Analysis
import Diagnosis

extension Words {
  func comparison(_ said: ComparisonText) -> Phrase {
    switch said {
    case .title(let mode): title(mode)
    case .heading(let heading): self.heading(heading)
    case .reset: text(en: "The reset (RST)", ja: "リセット (RST) ")
    case .alert: text(en: "The alert", ja: "アラート")
    case .segment(let label): text(en: "The \(label)", ja: " \(label) ")
    case .data(let sender): text(en: "Data of the \(sender)", ja: "\(sender)のデータ")
    case .end(let how, let frame, let capture):
      text(en: "\(how) in frame \(frame) of \(capture)", ja: "\(capture) のフレーム \(frame) の \(how)")
    case .count(let count): text(en: "\(count) entries", ja: "\(count) 項目")
    case .bytes(let count): text(en: "\(count: count, "byte", "bytes")", ja: "\(count: count) バイト")
    case .route(.direct): text(en: "direct", ja: "直接")
    case .route(.proxy): text(en: "through a proxy", ja: "プロキシ経由")
    }
  }

  private func title(_ mode: CaptureComparison.Mode) -> Phrase {
    switch mode {
    case .bothEnds:
      text(en: "The same connections in two captures", ja: "2 つのキャプチャにある同じ接続の比較")
    case .goodBad:
      text(en: "A connection that works and one that fails", ja: "成功した接続と失敗した接続の比較")
    case .beforeAfter: text(en: "Before and after a change", ja: "変更前と変更後の比較")
    }
  }

  private func heading(_ heading: ComparisonText.Heading) -> Phrase {
    switch heading {
    case .segments: text(en: "Segments in both captures", ja: "両方のキャプチャのセグメント")
    case .differences: text(en: "Differences, in the order in which they act", ja: "相違点 (影響する順)")
    case .hellos: text(en: "The two ClientHellos", ja: "2 つの ClientHello")
    case .what: text(en: "what", ja: "項目")
    case .frame: text(en: "frame", ja: "フレーム")
    case .resolved: text(en: "Resolved", ja: "解決済み")
    case .left: text(en: "Left", ja: "未解決")
    case .new: text(en: "New", ja: "新規")
    case .untried: text(en: "Not tried again", ja: "再試行なし")
    case .message: text(en: "segment", ja: "セグメント")
    }
  }
}

// MARK: Both ends

extension Words {
  func ends(_ said: EndsText) -> Phrase {
    switch said {
    case .nothingInCommon(let a, let b):
      text(
        en: """
          \(a) and \(b) have no connection in common: neither initial sequence numbers nor the random of a ClientHello \
          are the same. Take both captures at the same time, from before the first SYN on.
          """,
        ja: """
          \(a) と \(b) に共通の接続はありません。初期シーケンス番号も ClientHello の random も一致しません。両方のキャプチャを、\
          最初の SYN より前から同時に取得してください。
          """)
    case .noProxyPairs:
      text(
        en: "No two connections of the capture carry the same ClientHello.",
        ja: "同じ ClientHello を運ぶ 2 つの接続は、このキャプチャにありません。")
    case .injected(let end, let frame, let capture, let other, let sender, let confidence):
      injected(end, frame, capture, other, sender, confidence)
    case .otherHopLimit(let hopLimit, let usual, let sender):
      text(
        en: "Its TTL is \(hopLimit), that of the \(sender)'s other packets \(usual).",
        ja: "その TTL は \(hopLimit) で、\(sender)のほかのパケットは \(usual) です。")
    case .alsoLost(let content, let frame, let capture, let other):
      text(
        en: "\(content) in frame \(frame) of \(capture) did not reach the point of \(other).",
        ja: "\(capture) のフレーム \(frame) の\(content)は、\(other) の地点に届いていません。")
    case .lost(let content, let frame, let capture, let other, let confidence):
      lost(content, frame, capture, other, confidence)
    case .oneSided(let content, let frame, let capture, let other):
      text(
        en: """
          \(content) in frame \(frame) of \(capture) is not in \(other). The captures do not tell whether something \
          between them did that, or \(other) lacks it.
          """,
        ja: """
          \(capture) のフレーム \(frame) の\(content)は \(other) にありません。両者の間にある機器によるものか、\(other) に\
          記録されなかっただけかは、キャプチャからは判断できません。
          """)
    case .sameEnd(let content, let a, let nameA, let b, let nameB, let sender, let nearest):
      sameEnd(content, (a, nameA), (b, nameB), sender, nearest)
    case .sameWithoutEnd(let verdict):
      text(
        en: """
          Both captures show the same (\(verdict)): nothing was lost or added between them.
          """,
        ja: "両方のキャプチャの内容は同じです (\(verdict))。途中で失われたものも、加わったものもありません。")
    case .sameSuccess:
      text(
        en: "The connections that both captures show succeed.", ja: "両方のキャプチャにある接続は成功しています。")
    }
  }

  private func injected(
    _ end: Phrase, _ frame: UInt32, _ capture: Phrase, _ other: Phrase, _ sender: Phrase,
    _ confidence: Confidence
  ) -> Phrase {
    switch confidence {
    case .certain:
      text(
        en: """
          \(end) in frame \(frame) of \(capture) is not in \(other): a device between them sent it, not the \
          \(sender).
          """,
        ja: """
          \(capture) のフレーム \(frame) の\(end)は \(other) にありません。\(sender)ではなく、両者の間にある機器が送信した\
          ものです。
          """)
    case .probable:
      text(
        en: """
          \(end) in frame \(frame) of \(capture) is not in \(other): most likely a device between them sent it, not the \
          \(sender).
          """,
        ja: """
          \(capture) のフレーム \(frame) の\(end)は \(other) にありません。\(sender)ではなく、両者の間にある機器が送信した\
          可能性が高いと考えられます。
          """)
    case .possible:
      text(
        en: """
          \(end) in frame \(frame) of \(capture) is not in \(other): a device between them may have sent it, or \
          \(other) lacks it.
          """,
        ja: """
          \(capture) のフレーム \(frame) の\(end)は \(other) にありません。両者の間にある機器が送信したか、\(other) に\
          記録されなかった可能性があります。
          """)
    }
  }

  private func lost(
    _ content: Phrase, _ frame: UInt32, _ capture: Phrase, _ other: Phrase, _ confidence: Confidence
  ) -> Phrase {
    switch confidence {
    case .certain:
      text(
        en: "\(content) in frame \(frame) of \(capture) is not in \(other): it was lost between them.",
        ja: "\(capture) のフレーム \(frame) の\(content)は \(other) にありません。両者の間で失われています。")
    case .probable:
      text(
        en: """
          \(content) in frame \(frame) of \(capture) is not in \(other): most likely it was lost between them.
          """,
        ja: """
          \(capture) のフレーム \(frame) の\(content)は \(other) にありません。両者の間で失われた可能性が高いと考えられます。
          """)
    case .possible:
      text(
        en: """
          \(content) in frame \(frame) of \(capture) is not in \(other): it may have been lost between them, or \
          \(other) lacks it.
          """,
        ja: """
          \(capture) のフレーム \(frame) の\(content)は \(other) にありません。両者の間で失われたか、\(other) に記録\
          されなかった可能性があります。
          """)
    }
  }

  private func sameEnd(
    _ content: Phrase, _ a: (frame: UInt32, name: Phrase), _ b: (frame: UInt32, name: Phrase),
    _ sender: Phrase, _ nearest: Phrase?
  ) -> Phrase {
    let same = text(
      en: "\(content) is in both captures (frame \(a.frame) of \(a.name), frame \(b.frame) of \(b.name)):",
      ja: "\(content)は両方のキャプチャにあります (\(a.name) のフレーム \(a.frame)、\(b.name) のフレーム \(b.frame))。")
    guard let nearest else {
      let neither = text(
        en: "nothing between them sent it.", ja: "両者の間にある機器が送信したものではありません。")
      return paragraph([same, neither])
    }
    let origin = text(
      en: "the \(sender) sent it, or a device on the \(sender)'s side of \(nearest).",
      ja: "\(sender)、または \(nearest) の地点より\(sender)側にある機器が送信したものです。")
    return paragraph([same, origin])
  }

  func bothEnds(_ said: BothEndsText) -> Phrase {
    switch said {
    case .matched(let pairs, let a, let b):
      text(
        en: "\(count: pairs, "connection is", "connections are") in both (of \(count: a) and \(count: b))",
        ja: "共通の接続 \(count: pairs) 件 (\(count: a) 件と \(count: b) 件のうち)")
    case .alike(let count):
      text(
        en: "The same holds for \(count: count, "other connection", "other connections").",
        ja: "ほかの接続 \(count: count) 件も同様です。")
    case .clock(let capture, let ahead):
      text(en: "the clock of \(capture) is \(ahead) ahead", ja: "\(capture) の時計は \(ahead) 進んでいます")
    case .sameClock: text(en: "their clocks agree", ja: "時計は一致しています")
    case .lostOnWay: text(en: "lost on the way", ja: "途中で消失")
    case .sentBetween: text(en: "sent between the captures", ja: "途中で送信")
    case .onlyIn(let capture): text(en: "only in \(capture)", ja: "\(capture) のみ")
    case .hopLimits(let sender, let a, let b):
      text(
        en: "TTL of the \(sender)'s packets: \(a) and \(b)", ja: "\(sender)のパケットの TTL: \(a) と \(b)")
    }
  }

  func proxyEnd(_ said: ProxyEndText) -> Phrase {
    switch said {
    case .closedByProxy(let near, let far?):
      text(
        en: """
          The proxy closed the client's connection (\(near ?? "")), and its own to the server as well (\(far)). The \
          server had not ended it.
          """,
        ja: """
          プロキシがクライアントとの接続 (\(near ?? "")) とサーバーへの接続 (\(far)) の両方を終了しました。サーバーは終了して\
          いません。
          """)
    case .closedByProxy(let near, nil):
      text(
        en: "The proxy closed the client's connection (\(near ?? "")). The server had not ended its own.",
        ja: "プロキシがクライアントとの接続 (\(near ?? "")) を終了しました。サーバーは接続を終了していません。")
    case .refusedByProxy(let frame, let capture, let other):
      text(
        en: """
          The proxy refused what the client asked for (frame \(frame) of \(capture)), and \(other) shows no connection \
          that it tried for that.
          """,
        ja: """
          プロキシがクライアントの要求を拒否しました (\(capture) のフレーム \(frame))。\(other) には、そのためにプロキシが\
          試みた接続はありません。
          """)
    case .passedOnByProxy(let far?, let near):
      text(
        en: "The server ended the proxy's connection (\(far)), and the proxy passed that on (\(near ?? "")).",
        ja: "サーバーがプロキシとの接続を終了し (\(far))、プロキシがそれをクライアントに伝えました (\(near ?? ""))。")
    case .passedOnByProxy(nil, let near), .endedByClient(let near):
      text(
        en: "The client ended its connection (\(near ?? "")).",
        ja: "クライアントが接続を終了しました (\(near ?? ""))。")
    }
  }

  /// A sentence without its full stop.
  func doubt(_ said: ComparisonDoubtText) -> Phrase {
    switch said {
    case .lossy(let capture):
      text(
        en: "\(capture) lacks packets of this connection that passed there",
        ja: "\(capture) には、その地点を通過したこの接続のパケットの一部がありません")
    case .lossyElsewhere(let capture):
      text(
        en: "\(capture) lacks packets of other connections", ja: "\(capture) には、ほかの接続のパケットの一部がありません")
    case .oneDirection(let capture, let sender):
      text(
        en: "\(capture) shows no packet of the \(sender) on this connection",
        ja: "\(capture) には、この接続で\(sender)が送信したパケットがありません")
    case .startsAfter(let capture):
      text(en: "\(capture) has no packet as early as that", ja: "\(capture) には、その時刻以前のパケットがありません")
    case .endsBefore(let capture):
      text(en: "\(capture) has no packet as late as that", ja: "\(capture) には、その時刻以降のパケットがありません")
    case .absenceOnly(let capture):
      text(en: "only its absence from \(capture) shows that", ja: "根拠は \(capture) にないことだけです")
    case .closedBefore:
      text(
        en:
          "the client no longer had the connection when it sent that, and neither capture shows what ended it",
        ja: "クライアントは送信時にすでに接続を失っていましたが、その原因はどちらのキャプチャにもありません")
    case .unknownOrder:
      text(
        en: "it is not known which capture was taken nearer the client",
        ja: "どちらのキャプチャがクライアントに近いかがわかりません")
    case .otherRoute:
      text(
        en: "the connection may have taken another way", ja: "接続が別の経路を通った可能性があります")
    }
  }
}

// MARK: Good and bad, before and after

extension Words {
  func goodAndBad(_ said: GoodAndBadText) -> Phrase {
    switch said {
    case .nothingToCompare(let a, let b):
      text(
        en: """
          \(a) and \(b) have nothing to compare: neither has a failed connection to a server for which the other has a \
          successful one.
          """,
        ja: """
          \(a) と \(b) には比較できるものがありません。一方で失敗し、他方で成功しているサーバーへの接続がありません。
          """)
    case .noDifferenceExplains(let verdict):
      text(
        en: "No difference between the two connections explains why the one fails (\(verdict)).",
        ja: "2 つの接続の相違点からは、一方が失敗する理由 (\(verdict)) を説明できません。")
    case .differenceExplains(let kind, let good, let bad): explanation(kind, good: good, bad: bad)
    case .kind(let kind): label(kind)
    case .explains: text(en: "explains the failure", ja: "失敗の原因")
    }
  }

  private func explanation(_ kind: FlowDifference.Kind, good: Phrase, bad: Phrase) -> Phrase {
    switch kind {
    case .endpoint:
      text(
        en:
          "The failing client connects to \(bad), which does not accept what it offers; \(good) accepts that.",
        ja: "失敗したクライアントの接続先 \(bad) は提示された内容を受け入れませんが、\(good) は受け入れます。")
    case .version:
      text(
        en: "The failing client offers \(bad) at most, the working one \(good).",
        ja: "失敗したクライアントが提示する最も高いバージョンは \(bad)、成功したクライアントは \(good) です。")
    case .cipherSuites:
      text(
        en: "The failing client offers no cipher suite that the server accepts, the working one does.",
        ja: "失敗したクライアントは、サーバーが受け入れる暗号スイートを提示していません。成功したクライアントは提示しています。")
    case .groups:
      text(
        en: "The failing client offers no group that the server accepts, the working one does.",
        ja: "失敗したクライアントは、サーバーが受け入れるグループを提示していません。成功したクライアントは提示しています。")
    case .signatureAlgorithms:
      text(
        en: "The failing client accepts no signature that the server can make, the working one does.",
        ja: "失敗したクライアントは、サーバーが使用できる署名アルゴリズムを提示していません。成功したクライアントは提示しています。")
    case .certificate:
      text(
        en:
          "The failing client gets another certificate (\(bad)) than the working one (\(good)), and rejects it.",
        ja: "失敗したクライアントは、成功したクライアント (\(good)) とは別の証明書 (\(bad)) を受け取り、拒否しています。")
    case .address, .route, .extensions, .clientSystem, .answer, .timing:
      text(
        en: "The connections differ in this first: \(label(kind)) \(good) works, \(bad) fails.",
        ja: "最初の相違点: \(label(kind)) が \(good) の接続は成功し、\(bad) の接続は失敗しています。")
    }
  }

  private func label(_ kind: FlowDifference.Kind) -> Phrase {
    switch kind {
    case .endpoint: text(en: "server", ja: "サーバー")
    case .address: text(en: "address", ja: "アドレス")
    case .route: text(en: "route", ja: "経路")
    case .version: text(en: "highest version", ja: "最も高いバージョン")
    case .cipherSuites: text(en: "cipher suites", ja: "暗号スイート")
    case .groups: text(en: "groups", ja: "グループ")
    case .signatureAlgorithms: text(en: "signature algorithms", ja: "署名アルゴリズム")
    case .extensions: text(en: "extensions", ja: "拡張")
    case .clientSystem: text(en: "client system", ja: "クライアントの OS")
    case .answer: text(en: "answer", ja: "応答")
    case .certificate: text(en: "certificate", ja: "証明書")
    case .timing: text(en: "round trip", ja: "往復時間")
    }
  }

  func changes(_ said: ChangesText) -> Phrase {
    switch said {
    case .resolved(let count):
      text(
        en: "\(count: count, "finding is", "findings are") resolved.", ja: "解決済みの検出事項は \(count: count) 件です。")
    case .left(let count):
      count == 0
        ? "" : text(en: "\(count: count, "is", "are") left.", ja: "未解決の検出事項は \(count: count) 件です。")
    case .new(let count):
      count == 0
        ? "" : text(en: "\(count: count, "is", "are") new.", ja: "新しい検出事項は \(count: count) 件です。")
    case .untried(let count):
      count == 0
        ? ""
        : text(
          en: """
            \(count: count, "was", "were") not tried again in the later capture: import or synchronise while it is \
            taken.
            """,
          ja: """
            変更後のキャプチャで再試行されていない検出事項は \(count: count) 件です。キャプチャ中にインポートまたは同期を\
            実行してください。
            """)
    case .nothing(let a, let b):
      text(en: "Neither \(a) nor \(b) has a finding.", ja: "\(a) にも \(b) にも検出事項はありません。")
    }
  }
}
