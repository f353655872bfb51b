/// The words before a colon, and at the head of a column.
enum Term: CaseIterable {
  case flow, client, server, verdict, frames, confidence
  case reason, name, endpoint, proxy, process, time, duration, roundTrip, packets, bytes, retransmissions
  case communityID, recordVersion, clientVersion, supportedVersions, cipherSuites, groups
  case signatureAlgorithms, serverName, alpn, extensions, resumption, sslv2Format, ja3, ja4, clientSystem
  case version, cipherSuite, group, resumed, ja3s
  case subject, issuer, serial, validity, alternativeNames, key, signature, sha256, error
}

extension Words {
  func term(_ term: Term) -> Phrase {
    switch term {
    case .flow: text(en: "flow", ja: "フロー")
    case .client: text(en: "client", ja: "クライアント")
    case .server: text(en: "server", ja: "サーバー")
    case .verdict: text(en: "verdict", ja: "判定")
    case .frames: text(en: "frames", ja: "フレーム")
    case .confidence: text(en: "confidence", ja: "確度")
    case .reason: text(en: "reason", ja: "理由")
    case .name: text(en: "name", ja: "名前")
    case .endpoint: text(en: "endpoint", ja: "エンドポイント")
    case .proxy: text(en: "proxy", ja: "プロキシ")
    case .process: text(en: "process", ja: "プロセス")
    case .time: text(en: "time", ja: "開始時刻")
    case .duration: text(en: "duration", ja: "所要時間")
    case .roundTrip: text(en: "round trip", ja: "往復時間")
    case .packets: text(en: "packets", ja: "パケット")
    case .bytes: text(en: "bytes", ja: "バイト")
    case .retransmissions: text(en: "retransmissions", ja: "再送")
    case .communityID: text(en: "community id", ja: "Community ID")
    case .recordVersion: text(en: "record version", ja: "レコード バージョン")
    case .clientVersion: text(en: "client version", ja: "Hello バージョン")
    case .supportedVersions: text(en: "supported versions", ja: "対応バージョン")
    case .cipherSuites: text(en: "cipher suites", ja: "暗号スイート")
    case .groups: text(en: "groups", ja: "グループ")
    case .signatureAlgorithms: text(en: "signature algorithms", ja: "署名アルゴリズム")
    case .serverName: text(en: "server name", ja: "サーバー名")
    case .alpn: "ALPN"
    case .extensions: text(en: "extensions", ja: "拡張")
    case .resumption: text(en: "offers resumption", ja: "再開の提示")
    case .sslv2Format: text(en: "SSL 2.0 format", ja: "SSL 2.0 形式")
    case .ja3: "JA3"
    case .ja4: "JA4"
    case .clientSystem: text(en: "client system", ja: "送信元システム")
    case .version: text(en: "version", ja: "バージョン")
    case .cipherSuite: text(en: "cipher suite", ja: "暗号スイート")
    case .group: text(en: "group", ja: "グループ")
    case .resumed: text(en: "resumed", ja: "セッション再開")
    case .ja3s: "JA3S"
    case .subject: text(en: "subject", ja: "サブジェクト")
    case .issuer: text(en: "issuer", ja: "発行者")
    case .serial: text(en: "serial", ja: "シリアル番号")
    case .validity: text(en: "valid", ja: "有効期間")
    case .alternativeNames: text(en: "alternative names", ja: "サブジェクト代替名")
    case .key: text(en: "key", ja: "公開キー")
    case .signature: text(en: "signature", ja: "署名")
    case .sha256: "SHA-256"
    case .error: text(en: "error", ja: "エラー")
    }
  }
}
