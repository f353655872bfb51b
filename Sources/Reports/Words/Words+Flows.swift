import Diagnosis
import Protocols

extension Words {
  /// Version and cipher suite; the suite is nil where it was not captured.
  func negotiated(_ version: ProtocolVersion, _ cipherSuite: CipherSuite?) -> Phrase {
    cipherSuite.map { list(["\(version)", Phrase($0.displayName)]) } ?? "\(version)"
  }

  func basis(_ basis: FlowEvidence.ClientBasis) -> Phrase {
    switch basis {
    case .syn: text(en: "it sent the SYN", ja: "SYN を送信した側")
    case .hello:
      text(
        en: "it sent the ClientHello; the SYN was not captured",
        ja: "ClientHello を送信した側、SYN は未キャプチャ")
    case .connect:
      text(
        en: "it sent the CONNECT; the SYN was not captured",
        ja: "CONNECT を送信した側、SYN は未キャプチャ")
    case .request:
      text(
        en: "it sent the HTTP request; the SYN was not captured",
        ja: "HTTP 要求を送信した側、SYN は未キャプチャ")
    case .higherPort:
      text(
        en: "it has the higher port; no other sign was captured",
        ja: "ポート番号が大きい側、ほかに手掛かりなし")
    }
  }

  func nameSource(_ source: NameSource) -> Phrase {
    switch source {
    case .connect: text(en: "the CONNECT request", ja: "CONNECT 要求による")
    case .sni: text(en: "server_name in the ClientHello", ja: "ClientHello の server_name による")
    case .dns: text(en: "a DNS answer in the capture", ja: "キャプチャ内の DNS 応答による")
    case .policy: text(en: "the endpoint policy", ja: "エンドポイント ポリシーによる")
    case .certificate: text(en: "the certificate", ja: "証明書による")
    }
  }

  func note(_ note: FlowNote) -> Phrase {
    switch note.code {
    case .resetAfterSuccess:
      text(
        en:
          "The connection was reset after the handshake completed\(first(note)); this is not a TLS problem.",
        ja: "ハンドシェイクの完了後に接続がリセットされました\(first(note))。TLS の問題ではありません。")
    case .finishedWithoutData:
      text(
        en: """
          The handshake completed, but no data followed\(place(note)). Clients that check the certificate after the \
          handshake close connections in this way.
          """,
        ja: """
          ハンドシェイクの完了後、データは送受信されませんでした\(place(note))。\
          証明書を後から検証するクライアントは、このように接続を終了します。
          """)
    case .unexpectedIssuer:
      text(
        en: """
          The endpoint policy does not expect the issuer of the certificate for this endpoint\(place(note)).
          """,
        ja: """
          証明書の発行者は、エンドポイント ポリシーがこのエンドポイントに想定する発行者ではありません\(place(note))。
          """)
    case .outOfWindowReset:
      text(
        en: "An RST outside the window had no effect\(first(note)).",
        ja: "ウィンドウ外の RST がありましたが、接続には影響していません\(first(note))。")
    case .warningAlert:
      text(
        en: "An alert of level warning had no effect\(first(note)).",
        ja: "警告レベルのアラートがありましたが、接続には影響していません\(first(note))。")
    case .helloRetried:
      text(
        en: "A HelloRetryRequest asked the client for another key share\(first(note)).",
        ja: "HelloRetryRequest で、クライアントに別の鍵共有が要求されました\(first(note))。")
    case .sslv2Hello:
      text(
        en: "The ClientHello has the SSL 2.0 format\(first(note)).",
        ja: "ClientHello は SSL 2.0 形式で送信されました\(first(note))。")
    case .incompleteHello:
      text(
        en: """
          The ClientHello was captured in part only\(first(note)); values that are missing from its lists prove nothing.
          """,
        ja: """
          ClientHello は一部しかキャプチャされていません\(first(note))。一覧にない項目から結論を出すことはできません。
          """)
    case .incompleteCertificate:
      text(
        en: """
          Not all of a Certificate message could be read\(first(note)); the certificates that are missing here prove \
          nothing.
          """,
        ja: """
          Certificate メッセージの一部しか読み取れませんでした\(first(note))。ここにない証明書から結論を出すことは\
          できません。
          """)
    case .helloRetransmitted:
      text(en: "The ClientHello was sent again\(first(note)).", ja: "ClientHello が再送されました\(first(note))。")
    case .synRetransmitted:
      text(en: "The SYN was sent again\(first(note)).", ja: "SYN が再送されました\(first(note))。")
    case .proxyAuthenticated:
      text(
        en: "The proxy first asked for credentials and then accepted them\(place(note)).",
        ja: "プロキシは最初に資格情報を要求し、その後受け入れました\(place(note))。")
    case .missingStart:
      text(
        en: "The SYN was not captured: the flow began before the capture.",
        ja: "SYN がキャプチャされていません。フローはキャプチャの開始前に始まっています。")
    case .clientGuessed:
      text(
        en: "No SYN was captured; other packets show which end is the client.",
        ja: "SYN がキャプチャされていないため、どちらがクライアントであるかはほかのパケットから判断しました。")
    case .gap:
      text(
        en: """
          \(count: note.count, "byte is", "bytes are") missing from the capture, first before frame \(note.frame).
          """,
        ja: "\(count: note.count) バイトがキャプチャから欠落しています (最初の欠落はフレーム \(note.frame) の前)。")
    case .truncated:
      text(
        en: """
          \(count: note.count, "byte was", "bytes were") truncated by the snap length, first in frame \(note.frame).
          """,
        ja: "\(count: note.count) バイトがスナップ長によって切り捨てられています (最初はフレーム \(note.frame))。")
    case .oneDirection:
      text(
        en: "Only one direction of the flow was captured.",
        ja: "フローの片方向しかキャプチャされていません。")
    case .conflictingOverlap:
      text(
        en:
          "Two copies of the same bytes differ; the first was analysed, but the receiver may have read the other.",
        ja: """
          同じ位置のデータに内容の異なるコピーがあります。先に届いた方を解析しましたが、受信側は他方を読み取った\
          可能性があります。
          """)
    case .olderVersionChosen:
      text(
        en: "The client offered TLS 1.3, but an older version was chosen\(place(note)).",
        ja: """
          クライアントは TLS 1.3 を提示しましたが、それより古いバージョンが選択されました\(place(note))。
          """)
    case .wsusPort:
      text(
        en: """
          The server's port is the one that WSUS uses for HTTPS: probably, a client or a downstream server asks a WSUS \
          server here.
          """,
        ja: """
          接続先のポートは、WSUS が HTTPS に使用するポートです。クライアントまたはダウンストリーム サーバーから WSUS \
          サーバーへの接続である可能性があります。
          """)
    case .moreEvents:
      text(
        en: "The flow has more events than the walkthrough shows.",
        ja: "このフローには、ここに示した以外のイベントもあります。")
    }
  }

  /// ` (frame 877)`; nothing for a note on the whole flow.
  private func place(_ note: FlowNote) -> Phrase {
    note.frame == 0 ? "" : text(en: " (frame \(note.frame))", ja: " (フレーム \(note.frame))")
  }

  /// ` (3, the first in frame 877)`; the place alone of what happened once.
  private func first(_ note: FlowNote) -> Phrase {
    guard note.count > 1 else { return place(note) }
    return text(
      en: " (\(count: note.count), the first in frame \(note.frame))",
      ja: " (\(count: note.count) 回、最初はフレーム \(note.frame))")
  }
}

extension Words {
  /// Why a certificate cannot be read.
  func fault(_ fault: CertificateSummary.Fault) -> Phrase {
    switch fault {
    case .tooLong(let limit): text(en: "more than \(limit) bytes", ja: "\(limit) バイトを超えています")
    case .malformed(let code):
      if let code {
        text(en: "not a sound certificate: \(code)", ja: "証明書として解読できません: \(code)")
      } else {
        text(en: "not a sound certificate", ja: "証明書として解読できません")
      }
    }
  }
}
