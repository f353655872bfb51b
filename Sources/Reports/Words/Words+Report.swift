import Diagnosis

/// Headings of the report's parts, and of the columns of its tables.
enum Heading {
  case walkthrough(flow: Int)
  case flow(id: Int)
  case resolution
  case requestedEvidence
  case decision
  case notes
  case flowsOfInterest(listed: Int, of: Int)
  case allFlows(Int)
  case chosenFlows(Int)
  case clientHello(frame: UInt32)
  case serverHello(frame: UInt32)
  case certificate(frame: UInt32)
  case nameQuestions(name: String, queries: Int)
  case onTheWire, why
  case offeredAndAccepted
  case term(Term)
}

/// Sentences of the report that are about no single flow or finding.
enum Remark {
  case packets(Int)
  case tcpFlows(Int)
  case period(from: Phrase, to: Phrase, duration: Phrase)
  /// The policy is not the one that a user expects who gave no option; nil stands for the built-in one.
  case policy(file: String?, asOf: Phrase)
  case emptyCapture
  /// Nothing to judge; `cause` is what a note says of the packets that could not be followed.
  case noTCP(cause: String?)
  /// What a capture without TCP holds.
  case holds(datagrams: Int, dns: Int, others: Int)
  case noFlow(id: Int, flows: Int)
  case noFailure(flows: Int)
  /// Nothing failed, and nothing was TLS.
  case noTLS(flows: Int)
  case noEndpointFlow
  /// Clients and downstream servers that ask a WSUS server over plain HTTP.
  case wsusTraffic(flows: Int)
  /// No flow to an update endpoint is known, in a capture with truncated packets.
  case hiddenNames(truncated: Int, of: Int)
  case provesNothing(incomplete: Int, unfinished: Int)
  case captureAgain
  case moreFindings(Int)
  /// Flows of interest that the table leaves out because it is long enough.
  case unlistedFlows(Int)
  /// Flows that the table leaves out, because they do not concern an endpoint and did not fail; `isAll` when
  /// that leaves no table.
  case otherFlows([(verdict: Verdict, count: Int)], isAll: Bool)
  case succeeds(flows: Int)
  case moreServers(Int)
  case sameAsFinding(Int)
  /// A clause without its full stop.
  case doFirst(Phrase)
  case appliesTo([WindowsServer])
  case later(Phrase)
  case beforeServerHello
  case acceptedByEndpoint
  /// Headings of two lists, and of the rest of a long one.
  case offered(Int)
  case accepted(Int, asOf: String?)
  case more(Int)
  case yes, no
}

extension Words {
  func heading(_ heading: Heading) -> Phrase {
    switch heading {
    case .walkthrough(let flow): text(en: "Walkthrough of flow \(flow)", ja: "フロー \(flow) の経過")
    case .flow(let id): text(en: "Flow \(id)", ja: "フロー \(id)")
    case .resolution: text(en: "Resolution", ja: "解決策")
    case .requestedEvidence: text(en: "To confirm", ja: "確認に必要な情報")
    case .decision: text(en: "What the files of the WSUS server say", ja: "WSUS サーバーのファイルからわかること")
    case .notes: text(en: "Notes", ja: "注意")
    case .flowsOfInterest(let listed, let all):
      text(
        en: """
          Flows to update endpoints and failed flows (\(count: listed) of \(count: all); --all-flows lists all)
          """,
        ja: """
          更新エンドポイントへのフローと失敗したフロー (\(count: all) 個中 \(count: listed) 個、--all-flows \
          ですべて表示)
          """)
    case .allFlows(let count):
      text(en: "All flows (\(count: count))", ja: "すべてのフロー (\(count: count) 個)")
    case .chosenFlows(let count):
      text(
        en: "Flows to update endpoints (\(count: count))",
        ja: "更新エンドポイントへのフロー (\(count: count) 個)")
    case .clientHello(let frame):
      text(en: "ClientHello in frame \(frame)", ja: "フレーム \(frame) の ClientHello")
    case .serverHello(let frame):
      text(en: "ServerHello in frame \(frame)", ja: "フレーム \(frame) の ServerHello")
    case .certificate(let frame):
      text(en: "Certificate in frame \(frame)", ja: "フレーム \(frame) の証明書")
    case .nameQuestions(let name, let queries):
      text(
        en: "\(count: queries, "DNS query", "DNS queries") for \(name: name)",
        ja: "\(name: name) の DNS 問い合わせ (\(queries) 回)")
    case .onTheWire: text(en: "On the wire", ja: "キャプチャでの見え方")
    case .why: text(en: "Why", ja: "原因")
    case .offeredAndAccepted:
      text(
        en: "What the client offers and what the endpoint accepts",
        ja: "クライアントの提示内容とエンドポイントが受け入れる内容")
    case .term(let term): self.term(term)
    }
  }

  func remark(_ remark: Remark) -> Phrase {
    switch remark {
    case .packets(let count):
      text(en: "\(count: count, "packet", "packets")", ja: "\(count: count) パケット")
    case .tcpFlows(let count):
      text(en: "\(count: count, "TCP flow", "TCP flows")", ja: "TCP フロー \(count: count) 個")
    case .period(let from, let to, let duration):
      text(en: "\(from) to \(to) UTC (\(duration))", ja: "\(from) から \(to) UTC (\(duration))")
    case .policy(let file, let date):
      text(
        en: "Endpoint policy: \(file ?? "built-in"), as of \(date).",
        ja: "エンドポイント ポリシー: \(file ?? "組み込み") (\(date)時点)。")
    case .emptyCapture:
      text(en: "The capture contains no packets.", ja: "キャプチャにパケットが含まれていません。")
    case .noTCP(nil):
      text(
        en: """
          The capture contains no TCP connection. One possible cause is a filter or the wrong interface.
          """,
        ja: """
          キャプチャに TCP 接続が含まれていません。フィルターまたはインターフェイスの選択が原因である\
          可能性があります。
          """)
    case .holds(let datagrams, let dns, let others):
      text(
        en: """
          It holds \(count: datagrams, "UDP datagram", "UDP datagrams") (\(dns) of DNS) and \
          \(count: others, "other packet", "other packets").
          """,
        ja: "含まれているのは、UDP データグラム \(datagrams) 個 (うち DNS は \(dns) 個) とその他のパケット \(others) 個です。")
    case .noTCP(let cause?):
      text(
        en: "The capture contains no TCP connection that can be analysed: \(cause).",
        ja: "キャプチャに解析できる TCP 接続が含まれていません: \(cause)。")
    case .noFlow(let id, 0):
      text(
        en: "There is no flow \(id): the capture contains no flows.",
        ja: "フロー \(id) はありません。このキャプチャにはフローがありません。")
    case .noFlow(let id, let flows):
      text(
        en: "There is no flow \(id): the capture contains the flows 0 to \(flows - 1).",
        ja: "フロー \(id) はありません。このキャプチャのフローは 0 から \(flows - 1) までです。")
    case .noFailure(let flows):
      text(
        en: "No failure in \(count: flows, "flow", "flows").",
        ja: "\(count: flows) 個のフローに失敗はありません。")
    case .noTLS(let flows):
      text(
        en: "No failure and no TLS in \(count: flows, "flow", "flows").",
        ja: "\(count: flows) 個のフローに、失敗も TLS 接続もありません。")
    case .wsusTraffic(let flows):
      text(
        en:
          "In \(count: flows, "flow", "flows"), clients or downstream servers ask a WSUS server over plain HTTP.",
        ja: """
          \(count: flows) 個のフローで、クライアントまたはダウンストリーム サーバーが WSUS サーバーに暗号化されていない \
          HTTP で要求を送信しています。
          """)
    case .noEndpointFlow:
      text(
        en: """
          No flow to an update endpoint was captured. Check that an import or synchronisation was running during the \
          capture.
          """,
        ja: """
          更新エンドポイントへのフローがキャプチャされていません。キャプチャ中にインポートまたは同期が\
          実行されていたかどうかを確認してください。
          """)
    case .hiddenNames(let truncated, let all):
      text(
        en: """
          Whether a flow goes to an update endpoint is not known: \(truncated) of \(all) packets were truncated, and the \
          names of servers (in DNS, CONNECT or the ClientHello) may be in the missing bytes.
          """,
        ja: """
          更新エンドポイントへのフローがあるかどうかはわかりません。\(all) パケットのうち \(truncated) パケットが\
          切り捨てられており、サーバー名 (DNS、CONNECT、ClientHello) がその中に含まれていた可能性があります。
          """)
    case .provesNothing(let incomplete, let unfinished): provesNothing(incomplete, unfinished)
    case .captureAgain:
      text(
        en: """
          Capture again: start before the import or synchronisation, capture whole packets, and stop after the \
          failure.
          """,
        ja: """
          もう一度キャプチャしてください。インポートまたは同期の前に開始し、パケット全体を保存し、\
          失敗した後に停止します。
          """)
    case .moreFindings(let count):
      text(
        en: "\(count: count, "more finding", "more findings"); --format json lists all.",
        ja: "ほかに検出事項が \(count: count) 件あります。--format json ですべて出力できます。")
    case .unlistedFlows(let count):
      text(
        en: """
          \(count: count, "more flow", "more flows"); --all-flows and --format json list every flow.
          """,
        ja: """
          ほかに \(count: count) 個のフローがあります。--all-flows または --format json \
          ですべて出力できます。
          """)
    case .otherFlows(let counts, let isAll): otherFlows(counts, isAll: isAll)
    case .succeeds(let flows):
      text(
        en: flows == 1
          ? "1 flow succeeds"
          : "\(count: flows) flows succeed",
        ja: "\(count: flows) 個のフローが成功")
    case .moreServers(let count):
      text(
        en: """
          \(count: count, "more pair", "more pairs") of client and endpoint with successful flows.
          """,
        ja: """
          成功したフローがあるクライアントとエンドポイントの組み合わせが、ほかに \(count: count) 組あります。
          """)
    case .sameAsFinding(let number):
      text(en: "The same as for finding \(number).", ja: "検出事項 \(number) と同じです。")
    case .doFirst(let step): text(en: "Do this first: \(step).", ja: "最初に行うこと: \(step)。")
    case .appliesTo(let systems):
      text(
        en: "Applies to \(andList(systems.map(\.rawValue))).",
        ja: "対象: \(list(systems.map(\.rawValue)))。")
    case .later(let duration): text(en: "\(duration) later", ja: "\(duration)後")
    case .beforeServerHello: text(en: "before any ServerHello", ja: "ServerHello より前")
    case .acceptedByEndpoint:
      text(en: "* accepted by the endpoint", ja: "* エンドポイントが受け入れる暗号スイート")
    case .offered(let count): text(en: "offered (\(count: count))", ja: "提示 (\(count: count) 個)")
    case .accepted(let count, let date):
      text(
        en: date.map { "accepted (\(count: count), as of \($0))" } ?? "accepted (\(count: count))",
        ja: date.map { "受け入れ (\(count: count) 個、\($0) 時点)" } ?? "受け入れ (\(count: count) 個)")
    case .more(let count):
      text(
        en: "and \(count: count) more (--flow shows all)",
        ja: "ほか \(count: count) 個 (--flow ですべて表示)")
    case .yes: text(en: "yes", ja: "はい")
    case .no: text(en: "no", ja: "いいえ")
    }
  }

  private func provesNothing(_ incomplete: Int, _ unfinished: Int) -> Phrase {
    var parts: [Phrase] = []
    if incomplete > 0 {
      parts.append(
        text(
          en: "the deciding packets of \(count: incomplete, "flow", "flows") are missing",
          ja: "\(count: incomplete) 個のフローで、判断に必要なパケットが欠けています。"))
    }
    if unfinished > 0 {
      parts.append(
        text(
          en: "\(count: unfinished, "flow was", "flows were") still open when the capture ended",
          ja: "\(count: unfinished) 個のフローは、キャプチャの終了時にまだ続いていました。"))
    }
    return text(
      en: "This capture is not conclusive for an update endpoint: \(list(parts)).",
      ja: paragraph(["このキャプチャからは、更新エンドポイントについて何も判断できません。"] + parts))
  }

  private func otherFlows(_ counts: [(verdict: Verdict, count: Int)], isAll: Bool) -> Phrase {
    let total = counts.reduce(0) { $0 + $1.count }
    let list = list(
      counts.map { verdict, count in
        text(en: "\(count: count) \(label(verdict))", ja: "\(label(verdict)) \(count: count) 個")
      })
    return isAll
      ? text(
        en: "\(count: total, "flow", "flows") (--all-flows lists all): \(list)",
        ja: "フロー \(count: total) 個 (--all-flows ですべて表示): \(list)")
      : text(
        en: "\(count: total, "other flow", "other flows"): \(list)",
        ja: "その他のフロー \(count: total) 個: \(list)")
  }
}
