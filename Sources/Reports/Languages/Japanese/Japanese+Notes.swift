import Analysis
import Diagnosis

extension Japanese {
  func note(_ note: FlowNote) -> Phrase {
    let place: Phrase = note.frame == 0 ? "" : " (フレーム \(note.frame))"
    let first: Phrase = note.count <= 1 ? place : " (\(count: note.count) 回、最初はフレーム \(note.frame))"
    switch note.code {
    case .resetAfterSuccess:
      return "ハンドシェイクの完了後に接続がリセットされました\(first)。TLS の問題ではありません。"
    case .finishedWithoutData:
      return """
        ハンドシェイクの完了後、データは送受信されませんでした\(place)。証明書を後から検証するクライアントは、このように接続を\
        終了します。
        """
    case .unexpectedIssuer:
      return "証明書の発行者は、エンドポイント ポリシーがこのエンドポイントに想定する発行者ではありません\(place)。"
    case .outOfWindowReset: return "ウィンドウ外の RST がありましたが、接続には影響していません\(first)。"
    case .warningAlert: return "警告レベルのアラートがありましたが、接続には影響していません\(first)。"
    case .helloRetried: return "サーバーは HelloRetryRequest で別の鍵共有を要求しました\(first)。"
    case .sslv2Hello: return "ClientHello は SSL 2.0 形式で送信されました\(first)。"
    case .cutHello:
      return "ClientHello は一部しかキャプチャされていません\(first)。一覧にない項目から結論を出すことはできません。"
    case .helloRetransmitted: return "ClientHello が再送されました\(first)。"
    case .synRetransmitted: return "SYN が再送されました\(first)。"
    case .proxyAuthenticated: return "プロキシは最初に資格情報を要求し、その後受け入れました\(place)。"
    case .missingStart: return "SYN がキャプチャされていません。フローはキャプチャの開始前に始まっています。"
    case .clientGuessed: return "どちらがクライアントであるかは、SYN 以外の情報から判断しました。"
    case .gap:
      return "\(count: note.count) バイトがキャプチャから欠落しています (最初の欠落はフレーム \(note.frame) の前)。"
    case .cut:
      return "\(count: note.count) バイトがスナップ長によって切り捨てられています (最初はフレーム \(note.frame))。"
    case .oneDirection: return "フローの片方向しかキャプチャされていません。"
    case .conflictingOverlap:
      return """
        同じ位置のデータに内容の異なるコピーがあります。先に届いた方を解析しましたが、受信側は他方を読み取った可能性があります。
        """
    case .olderVersionChosen:
      return "クライアントは TLS 1.3 を提示しましたが、サーバーはそれより古いバージョンを選択しました\(place)。"
    case .moreEvents: return "このフローには、ここに示した以外のイベントもあります。"
    }
  }

  /// Where a note quotes what a reader or libpcap says, their words stand behind what they come to.
  func note(_ note: CaptureDescription.Note) -> Phrase {
    if let facts = note.facts { return self.note(facts) }
    if note.code == Redaction.note.code {
      return "このレポートのアドレス、名前、パス、プロセスは仮名に置き換えられています (--redact)"
    }
    guard let summary = Self.captureNotes[note.code] else { return Phrase(note.message) }
    return "\(summary) (\(note.message))"
  }

  private func note(_ facts: CaptureDescription.Note.Facts) -> Phrase {
    switch facts {
    case .cut(let packets, let all):
      return "\(count: all) パケットのうち \(count: packets) パケットが、キャプチャ時にスナップ長によって切り捨てられています"
    case .undecoded(let packets):
      return "\(count: packets) パケットは、ヘッダーの途中で終わっているか、ヘッダーが壊れています"
    case .unknownLinks(let packets, let names):
      return "\(count: packets) パケットは、対応していないリンク タイプです: \(list(names.map { Phrase($0) }))"
    case .tunnelled(let packets, let tunnels):
      return """
        \(count: packets) パケットは、対応していないトンネル (\(list(tunnels.map { Phrase($0) }))) の中にあります。内側の\
        インターフェイスでキャプチャするか、カプセル化を解除してください
        """
    case .copies(let segments, let all):
      return """
        データを含む TCP セグメント \(count: all) 個のうち \(count: segments) 個が重複してキャプチャされています。1 つの\
        インターフェイスでのみキャプチャしてください
        """
    case .lost(let frames, let interface):
      let place: Phrase = interface.map { "インターフェイス \(name: $0) で" } ?? ""
      return """
        キャプチャ時に\(place) \(count: frames) フレームが失われました。欠落のように見える箇所は、失われた\
        フレームである可能性があります
        """
    }
  }

  /// What each note on a capture comes to, by its code.
  static let captureNotes: [String: String] = [
    "truncated_packets": "スナップ長によって切り捨てられたパケットがあります",
    "undecoded_packets": "ヘッダーを解読できないパケットがあります",
    "unknown_link_type": "対応していないリンク タイプのパケットがあります",
    "tunnelled_packets": "対応していないトンネル内のパケットがあります。内側のインターフェイスでキャプチャしてください",
    "duplicate_packets": "同じパケットが重複してキャプチャされています。1 つのインターフェイスでのみキャプチャしてください",
    "dropped_packets": "キャプチャ時に失われたパケットがあります",
    "filter_not_applied": "フィルターを適用できないパケットを除外しました",
    "truncated_file": "ファイルが途中で終わっています",
    "damaged_file": "ファイルが途中から破損しています",
  ]
}
