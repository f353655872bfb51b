import Diagnosis

/// Words by which a log entry tells what failed.
///
/// Names of exception types and error numbers are English on every Windows; messages are in the language of the
/// server, and one entry mixes both. Messages of Japanese Windows stand beside the English ones. A group is one
/// meaning.
enum FailureSign: Int, CaseIterable {
  /// A call of a web service by this server.
  case webException
  /// An answer that is a SOAP fault.
  case soapException
  /// Failures of other calls: the database, and clients that call this server.
  case otherCall
  case noCommonAlgorithm
  case untrustedCertificate
  case nameResolution
  case proxy
  case httpError
  case connectionRefused
  case timeout
  case closedByRemoteHost
  case secureChannel
  case connectionClosed

  /// The kind that the sign means; nil for those that only tell what was called.
  var kind: LoggedFailure.Kind? {
    switch self {
    case .webException, .soapException, .otherCall: nil
    case .noCommonAlgorithm: .noCommonAlgorithm
    case .untrustedCertificate: .untrustedCertificate
    case .nameResolution: .nameResolution
    case .proxy: .proxy
    case .httpError: .httpError
    case .connectionRefused: .connectionRefused
    case .timeout: .timeout
    case .closedByRemoteHost: .closedByRemoteHost
    case .secureChannel: .secureChannel
    case .connectionClosed: .connectionClosed
    }
  }

  var phrases: [String] {
    switch self {
    case .webException: ["WebException", "System.Security.Authentication.AuthenticationException"]
    case .soapException: ["SoapException:", "ThrowException: Actor"]
    case .otherCall: ["SqlException", "HttpException", "DBLAYER"]
    case .noCommonAlgorithm:
      [
        "0x80090331", "-2146893007", "do not possess a common algorithm", "共通のアルゴリズムを処理していない",
      ]
    case .untrustedCertificate:
      [
        "800B0109", "0x80090325", "trust relationship for the SSL/TLS", "TrustFailure",
        "remote certificate is invalid", "信頼関係を確立できませんでした", "リモート証明書は無効です",
      ]
    case .nameResolution:
      [
        "remote name could not be resolved", "No such host is known", "NameResolutionFailure",
        "リモート名を解決できませんでした", "そのようなホストは不明です",
      ]
    default: morePhrases
    }
  }

  private var morePhrases: [String] {
    switch self {
    case .proxy:
      [
        "(407)", "HTTP status 407", "Proxy Authentication Required", "Proxy Error",
        "proxy name could not be resolved", "ProxyNameResolutionFailure", "プロキシ認証", "プロキシ名を解決",
      ]
    case .httpError:
      [
        "server returned an error: (", "failed with HTTP status", "サーバーがエラーを返しました",
        "HTTP ステータス", "HTTP 状態",
      ]
    case .connectionRefused: ["actively refused it", "(10061)", "拒否されたため、接続できませんでした"]
    case .timeout:
      [
        "operation has timed out", "operation timed out", "did not properly respond after a period of time",
        "操作がタイムアウト", "操作はタイムアウト", "一定の時間を過ぎても正しく応答しなかった",
      ]
    case .closedByRemoteHost:
      [
        "forcibly closed by the remote host", "closed the transport stream", "(10054)", "0x80072746",
        "0 bytes from the transport stream", "リモート ホストに強制的に切断されました",
        "リモート ホストによって強制的に", "トランスポート ストリームを終了した",
      ]
    case .secureChannel:
      [
        "Could not create SSL/TLS secure channel", "SecureChannelFailure",
        "セキュリティで保護されているチャネルを作成できませんでした",
      ]
    case .connectionClosed:
      [
        "connection was closed", "connection that was expected to be kept alive was closed",
        "基になる接続が閉じられました", "接続が切断されました", "接続が閉じられました",
      ]
    default: []
    }
  }

  static let search = PhraseSearch(allCases.map(\.phrases))
}

/// What a log entry tells of a failure.
struct FailureReading {
  let kind: LoggedFailure.Kind
  let host: String?
  let httpStatus: Int?
  /// The offset in the entry behind the words that tell the kind.
  let signEnd: Int

  /// Reads an entry in UTF-8; nil when it is about no failed call of a web service.
  init?(entry: Span<UInt8>) {
    let found = FailureSign.search.search(entry)
    func holds(_ sign: FailureSign) -> Bool { found.holds(sign.rawValue) }
    let isWebCall = holds(.webException)
    guard isWebCall || holds(.soapException) || (holds(.connectionClosed) && !holds(.otherCall)) else {
      return nil
    }
    let sign = FailureSign.allCases.first { $0.kind != nil && holds($0) }
    if holds(.soapException), !isWebCall {
      self.init(.soapFault, .soapException, found, entry)
    } else if let sign, let kind = sign.kind {
      self.init(kind, sign, found, entry)
    } else {
      self.init(.other, .webException, found, entry)
    }
  }

  /// Reads the text of an error that is known to be one.
  init(error: Span<UInt8>) {
    let found = FailureSign.search.search(error)
    let sign = FailureSign.allCases.first { $0.kind != nil && found.holds($0.rawValue) }
    if let sign, let kind = sign.kind {
      self.init(kind, sign, found, error)
    } else {
      let isFault = found.holds(FailureSign.soapException.rawValue)
      self.init(isFault ? .soapFault : .other, .soapException, found, error)
    }
  }

  private init(
    _ kind: LoggedFailure.Kind, _ sign: FailureSign, _ found: PhraseSearch.Found, _ entry: Span<UInt8>
  ) {
    self.kind = kind
    signEnd = found.ends[sign.rawValue]
    host =
      kind == .nameResolution
      ? LoggedHost.quoted(entry, from: signEnd) ?? LoggedHost.called(entry) : LoggedHost.called(entry)
    httpStatus = kind == .httpError || kind == .proxy ? LoggedHost.status(entry, near: signEnd) : nil
  }
}
