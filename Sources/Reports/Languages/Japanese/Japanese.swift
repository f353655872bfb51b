import Diagnosis
import Protocols

/// Japanese, in the terms of Microsoft's Japanese documentation: sentences end politely, labels are nouns, and a
/// space stands between half-width and full-width characters.
struct Japanese: Phrases {
  func list(_ parts: [Phrase]) -> Phrase { Phrase(parts.map(\.text).joined(separator: "、")) }

  func paragraph(_ sentences: [Phrase]) -> Phrase { sentences.reduce("") { $0 + $1 } }

  func label(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success: "成功"
    case .versionReject: "バージョン拒否"
    case .noCommonCipher: "共通の暗号なし"
    case .clientFin: "クライアント FIN"
    case .clientReset: "クライアント RST"
    case .certificateRejected: "証明書拒否"
    case .serverAlert: "サーバー アラート"
    case .serverReset: "サーバー RST"
    case .serverClose: "サーバー切断"
    case .handshakeTimeout: "ハンドシェイク無応答"
    case .handshakeAborted: "ハンドシェイク中断"
    case .connectionRefused: "接続拒否"
    case .connectTimeout: "接続タイムアウト"
    case .proxyDenied: "プロキシ拒否"
    case .notTLS: "TLS 以外"
    case .incompleteCapture: "不完全なキャプチャ"
    case .unfinished: "未完了"
    }
  }

  func label(_ confidence: Confidence) -> Phrase {
    switch confidence {
    case .certain: "確実"
    case .probable: "ほぼ確実"
    case .possible: "可能性あり"
    }
  }

  func sender(_ role: Role, isThroughProxy: Bool) -> Phrase {
    role == .server && isThroughProxy ? "プロキシ" : self.role(role)
  }

  func role(_ role: Role) -> Phrase {
    switch role {
    case .client: "クライアント"
    case .server: "サーバー"
    }
  }

  func negotiated(_ version: ProtocolVersion, _ cipherSuite: CipherSuite?) -> Phrase {
    cipherSuite.map { "\(version)、\($0.displayName)" } ?? "\(version)"
  }

  func basis(_ basis: FlowEvidence.ClientBasis) -> Phrase {
    switch basis {
    case .syn: "SYN を送信した側"
    case .hello: "ClientHello を送信した側、SYN は未キャプチャ"
    case .connect: "CONNECT を送信した側、SYN は未キャプチャ"
    case .higherPort: "ポート番号が大きい側、ほかに手掛かりなし"
    }
  }

  func nameSource(_ source: NameSource) -> Phrase {
    switch source {
    case .connect: "CONNECT 要求による"
    case .sni: "ClientHello の server_name による"
    case .dns: "キャプチャ内の DNS 応答による"
    case .policy: "エンドポイント ポリシーによる"
    case .certificate: "証明書による"
    }
  }
}
