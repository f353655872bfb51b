import Diagnosis
import Protocols

// A WSUS server's own traffic over plain HTTP.

extension Words {
  /// In a table, instead of the verdict's label.
  func label(_ purpose: WSUSPurpose) -> Phrase {
    switch purpose {
    case .synchronization: text(en: "WSUS: downstream", ja: "WSUS ダウンストリーム")
    case .client: text(en: "WSUS: client", ja: "WSUS クライアント")
    case .administration: text(en: "WSUS: administration", ja: "WSUS 管理")
    case .content: text(en: "WSUS: download", ja: "WSUS ダウンロード")
    }
  }

  /// The verdict in a table; of a WSUS server's own traffic, who asks.
  func label(_ judgement: Judgement) -> Phrase {
    if case .wsusTraffic(_, _, let purpose, _) = judgement.reason { return label(purpose) }
    return label(judgement.verdict)
  }

  // MARK: Events

  func wsusRequest(_ service: WSUSService, _ operation: WSUSOperation, file: String?) -> Phrase {
    if let file { return "\(name: file)" }
    return list([Phrase(service.name)] + (operation.name.map { [Phrase($0)] } ?? []))
  }

  func wsusResponse(_ answer: WSUSAnswer, exception: String?) -> Phrase {
    let status = text(en: "status \(answer.status)", ja: "状態コード \(answer.status)")
    let fault = answer.fault.map { [soapFault($0)] } ?? []
    return list([status] + fault + (exception.map { ["\(name: $0)"] } ?? []))
  }

  /// `SOAP fault InvalidCookie`.
  private func soapFault(_ fault: WSUSFault) -> Phrase {
    guard let code = fault.code else { return text(en: "SOAP fault", ja: "SOAP フォールト") }
    return text(en: "SOAP fault \(code)", ja: "SOAP フォールト \(code)")
  }

  // MARK: The verdict

  func wsusTraffic(
    _ request: UInt32, _ service: WSUSService, _ purpose: WSUSPurpose, _ failure: UInt32
  ) -> Phrase {
    let asks = asks(purpose, in: request, Phrase(service.name))
    if failure == 0 { return text(en: "\(asks).", ja: "\(asks)。") }
    return text(
      en: "\(asks); the server answered with an error in frame \(failure).",
      ja: "\(asks)。サーバーはフレーム \(failure) でエラーを返しました。")
  }

  /// Without its full stop.
  private func asks(_ purpose: WSUSPurpose, in frame: UInt32, _ service: Phrase) -> Phrase {
    switch purpose {
    case .synchronization:
      text(
        en: "A downstream server asks this WSUS server over plain HTTP, first in frame \(frame) (\(service))",
        ja: """
          ダウンストリーム サーバーが、フレーム \(frame) から、この WSUS サーバーに暗号化されていない HTTP で要求を\
          送信しています (\(service))
          """)
    case .client:
      text(
        en: "A client asks this WSUS server over plain HTTP, first in frame \(frame) (\(service))",
        ja: """
          クライアントが、フレーム \(frame) から、この WSUS サーバーに暗号化されていない HTTP で要求を送信して\
          います (\(service))
          """)
    case .administration:
      text(
        en:
          "A console or a script administers this WSUS server over plain HTTP, first in frame \(frame) (\(service))",
        ja: """
          管理コンソールまたはスクリプトが、フレーム \(frame) から、この WSUS サーバーを暗号化されていない HTTP で\
          管理しています (\(service))
          """)
    case .content:
      text(
        en:
          "The client downloads files from this WSUS server over plain HTTP, first in frame \(frame) (\(service))",
        ja: """
          クライアントが、フレーム \(frame) から、この WSUS サーバーのファイルを暗号化されていない HTTP でダウンロード\
          しています (\(service))
          """)
    }
  }
}

// MARK: Findings

extension Words {
  func wsusTitle(_ finding: Finding) -> Phrase {
    guard let error = finding.wsusError else { return text(en: "an error of WSUS", ja: "WSUS のエラー") }
    let exchange = error.exchange
    let what = errorName(exchange.answer)
    let request = wsusRequest(exchange.service, exchange.operation, file: nil)
    let server = server(of: finding)
    return finding.laterSucceeded
      ? text(
        en: "\(asker(finding)) got \(what) from the WSUS server \(server) at first (\(request))",
        ja: "\(asker(finding)) は当初、WSUS サーバー\(server)から\(what)を受け取りました (\(request))")
      : text(
        en: "\(asker(finding)) gets \(what) from the WSUS server \(server) (\(request))",
        ja: "\(asker(finding)) は、WSUS サーバー\(server)から\(what)を受け取っています (\(request))")
  }

  private func asker(_ finding: Finding) -> Phrase {
    guard let exchange = finding.wsusError?.exchange,
      WSUSPurpose(exchange.service, exchange.operation) == .synchronization
    else { return "\(finding.client)" }
    return text(
      en: "Downstream server \(finding.client)", ja: "ダウンストリーム サーバー \(finding.client)")
  }

  private func errorName(_ answer: WSUSAnswer) -> Phrase {
    guard let fault = answer.fault else {
      return text(en: "HTTP status \(answer.status)", ja: " HTTP 状態コード \(answer.status) ")
    }
    guard let code = fault.code else { return text(en: "a SOAP fault", ja: " SOAP フォールト") }
    return text(en: "the SOAP fault \(code)", ja: " SOAP フォールト \(code) ")
  }

  /// Of a failure at a server that no policy names.
  var portOfWSUS: Phrase {
    text(
      en: "WSUS uses this port, so the server is probably a WSUS server.",
      ja: "このポートは WSUS が使用するため、接続先は WSUS サーバーである可能性があります。")
  }

  func wsusExplanation(_ finding: Finding) -> Phrase {
    guard let error = finding.wsusError else { return "" }
    let exchange = error.exchange
    let what = errorName(exchange.answer)
    let frames = text(
      en: """
        The request in frame \(exchange.requestFrame) was answered with \(what) in frame \(exchange.responseFrame).
        """,
      ja: """
        フレーム \(exchange.requestFrame) の要求に対し、フレーム \(exchange.responseFrame) で\(what)が返されました。
        """)
    let more = text(
      en: "The client got this answer \(count: error.count) times.",
      ja: "クライアントはこの応答を \(count: error.count) 回受け取りました。")
    let later = text(
      en: "The client repeated the request later and got an answer without an error.",
      ja: "クライアントはその後同じ要求を再び送信し、エラーのない応答を受け取りました。")
    return paragraph([
      frames, error.count > 1 ? more : "", meaning(of: exchange), finding.laterSucceeded ? later : "",
    ])
  }

  private func meaning(of exchange: WSUSExchange) -> Phrase {
    if let fault = exchange.answer.fault { return meaning(of: fault) }
    switch exchange.answer.status {
    case 401, 407:
      return text(
        en: """
          Windows authentication begins with this status, so alone it is in order. Here nothing better followed: IIS did \
          not accept the credentials, or requires some where clients of WSUS send none.
          """,
        ja: """
          Windows 認証はこの状態コードから始まるため、それだけでは正常です。しかし、ここではその後も成功していません。\
          資格情報が IIS に受け入れられなかったか、WSUS のクライアントが資格情報を送信しない場所で要求されています。
          """)
    case 403:
      return text(
        en: """
          IIS refuses the request. One possible cause: the folder requires SSL and the client uses HTTP, or its \
          permissions or IP restrictions exclude the client.
          """,
        ja: """
          IIS が要求を拒否しています。考えられる原因は、フォルダーで SSL が必須なのにクライアントが HTTP を使用して\
          いること、またはアクセス許可や IP アドレスの制限でクライアントが除外されていることです。
          """)
    case 404, 405, 410: return meaningOfMissing(exchange.service)
    case 503:
      return text(
        en: """
          IIS accepted the connection, but the application pool of WSUS (WsusPool) did not serve it. Most likely, it was \
          stopped, often after it reached its private memory limit, or its queue was full.
          """,
        ja: """
          IIS は接続を受け付けましたが、WSUS のアプリケーション プール (WsusPool) が応答していません。プールが停止して\
          いる (プライベート メモリの制限に達した後によく発生します) か、キューがいっぱいである可能性が最も高いと\
          考えられます。
          """)
    case 500...599:
      return text(
        en: "The server failed while it processed the request. Its own logs name the reason.",
        ja: "サーバーが要求の処理に失敗しました。理由はサーバー自身のログに記録されています。")
    default:
      return text(
        en: "The server does not accept the request.", ja: "サーバーが要求を受け入れていません。")
    }
  }

  private func meaningOfMissing(_ service: WSUSService) -> Phrase {
    service == .content
      ? text(
        en: """
          The server offers this file but does not have it. Most likely, its download was not completed, or the content \
          folder was moved.
          """,
        ja: """
          サーバーが提供しているはずのファイルが、サーバー上にありません。ダウンロードが完了していないか、コンテンツ \
          フォルダーが移動された可能性が最も高いと考えられます。
          """)
      : text(
        en: """
          IIS knows no such address. Most likely, the web services of WSUS are not installed completely, or the website \
          on this port is not the one of WSUS.
          """,
        ja: """
          IIS にこのアドレスが存在しません。WSUS の Web サービスが完全にインストールされていないか、このポートの Web \
          サイトが WSUS のものではない可能性が最も高いと考えられます。
          """)
  }

  private func meaning(of fault: WSUSFault) -> Phrase {
    switch fault {
    case .invalidCookie, .invalidAuthorizationCookie, .serverChanged, .configChanged, .registrationRequired,
      .registrationNotRequired, .cookieExpired, .fileLocationChanged:
      text(
        en: """
          This fault asks for a renewal of the cookie or of the registration, which is in order after a restart or a \
          change of the server. Here the client did not get on: it met the fault again, or never repeated the request.
          """,
        ja: """
          このフォールトは、Cookie または登録の更新を求めるもので、サーバーの再起動や変更の後であれば正常です。しかし、\
          ここではクライアントが先に進めていません。同じフォールトを再び受け取ったか、要求を再送していません。
          """)
    case .serverBusy:
      text(
        en: "The server has more requests than it can process and tells the client to come back later.",
        ja: "サーバーが処理できる以上の要求を受けており、クライアントに後で再試行するよう求めています。")
    case .incompatibleProtocolVersion:
      text(
        en: "The two servers use versions of the protocol that do not fit: update the older one.",
        ja: "2 つのサーバーのプロトコル バージョンに互換性がありません。古い方を更新してください。")
    case .fileDigestsMissing:
      text(
        en: """
          The downstream server asks for files that the upstream server does not know, most likely of updates that were \
          deleted there.
          """,
        ja: """
          ダウンストリーム サーバーが要求したファイルを、アップストリーム サーバーが認識していません。アップストリーム \
          サーバーで削除された更新プログラムのファイルである可能性が最も高いと考えられます。
          """)
    case .invalidParameters, .tooManyIds:
      text(
        en: "The server does not accept a value of the request; the client does not repeat it.",
        ja: "サーバーが要求の値を受け入れていません。クライアントはこの要求を再送しません。")
    case .internalServerError, .other:
      text(
        en: "The web service failed while it processed the request. The server's own logs name the reason.",
        ja: "Web サービスが要求の処理に失敗しました。理由はサーバー自身のログに記録されています。")
    }
  }

  // MARK: Topics

  var explanationOfWSUSHTTPError: Explanation {
    Explanation(
      title: text(en: "a WSUS server answers with an error of HTTP", ja: "WSUS サーバーが HTTP エラーを返す"),
      onTheWire: text(
        en: """
          A client or a downstream server asks a WSUS server over plain HTTP, mostly on port 8530, and the answer has a \
          status of 400 or more: 401, 403, 404, 500, 503. A 401 that is followed by an answer without an error is \
          Windows authentication, and no finding; nor is 416.
          """,
        ja: """
          クライアントまたはダウンストリーム サーバーが、WSUS サーバーに暗号化されていない HTTP (通常はポート 8530) で\
          要求を送信し、400 以上の状態コード (401、403、404、500、503) が返されます。401 の後にエラーのない応答が続く\
          場合は Windows 認証であり、検出の対象になりません。416 も同様です。
          """),
      why: text(
        en: """
          IIS or the web service on the WSUS server: a stopped application pool (503), a missing service or file (404), \
          permissions or authentication (401, 403), or a failure of the service itself (500).
          """,
        ja: """
          WSUS サーバーの IIS または Web サービスに原因があります。アプリケーション プールの停止 (503)、サービスまたは\
          ファイルの欠落 (404)、アクセス許可または認証 (401、403)、サービス自体の障害 (500) などです。
          """))
  }

  var explanationOfWSUSSOAPFault: Explanation {
    Explanation(
      title: text(en: "a WSUS server answers with a SOAP fault", ja: "WSUS サーバーが SOAP フォールトを返す"),
      onTheWire: text(
        en: """
          A client or a downstream server asks a web service of WSUS over plain HTTP, and the answer is a SOAP fault, \
          with an ErrorCode such as InternalServerError or InvalidCookie. Faults that ask for a renewal are a finding \
          only where the client meets them three times or does not get on within ten seconds.
          """,
        ja: """
          クライアントまたはダウンストリーム サーバーが、WSUS の Web サービスに暗号化されていない HTTP で要求を送信し、\
          InternalServerError や InvalidCookie などの ErrorCode を含む SOAP フォールトが返されます。更新を求める\
          フォールトは、クライアントが 3 回受け取った場合、または 10 秒以内に先に進めない場合にのみ検出されます。
          """),
      why: text(
        en: """
          The web service cannot process the request: its database does not answer, the server is too busy, or a cookie \
          or registration is no longer valid and is not renewed.
          """,
        ja: """
          Web サービスが要求を処理できません。データベースが応答しない、サーバーの負荷が高い、Cookie または登録が無効に\
          なったまま更新されない、などの原因があります。
          """))
  }
}
