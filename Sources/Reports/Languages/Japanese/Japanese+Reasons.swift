import Diagnosis
import Protocols

extension Japanese {
  func reason(_ reason: Reason) -> Phrase {
    switch reason {
    case .handshakeFinished(let frame, let resumed):
      return resumed
        ? "セッションが再開され、フレーム \(frame) で短縮ハンドシェイクが完了しました。"
        : "フレーム \(frame) でハンドシェイクが完了しました。"
    case .versionTooLow(let hello, 0, _, let end):
      return "フレーム \(hello) の ClientHello が提示するバージョンをサーバーは受け入れません。\(ending(end))。"
    case .versionTooLow(let hello, let offered, 0, let end):
      return """
        フレーム \(hello) の ClientHello が提示する最高バージョンは \(ProtocolVersion(rawValue: offered)) です。\
        \(ending(end))。
        """
    case .versionTooLow(let hello, let offered, let minimum, let end):
      return """
        フレーム \(hello) の ClientHello が提示する最高バージョンは \(ProtocolVersion(rawValue: offered)) ですが、\
        サーバーは \(ProtocolVersion(rawValue: minimum)) 以降のみを受け入れます。\(ending(end))。
        """
    case .noSuiteInCommon(let hello, let end):
      return """
        フレーム \(hello) の ClientHello には、サーバーが受け入れる暗号スイートが 1 つも含まれていません。\(ending(end))。
        """
    case .noGroupInCommon(let hello, let end):
      return """
        フレーム \(hello) の ClientHello には、サーバーと共通の暗号スイートはありますが、それに使用できる楕円曲線が\
        含まれていません。\(ending(end))。
        """
    case .alertSaysNoSuite(let hello, let end):
      return "フレーム \(hello) の ClientHello について、サーバーと合意できる項目がありませんでした。\(ending(end))。"
    case .clientLeftSilently(let established, let end, let tunnel):
      return """
        フレーム \(established) で\(tunnel ? "トンネル" : "接続")が確立しましたが、TLS のデータを 1 バイトも送信しないまま、\
        \(ending(end))。
        """
    case .clientRefusedCertificate(let certificate, let end):
      return certificate == 0
        ? "クライアントがサーバー証明書を理由に接続を終了しました。\(ending(end))。"
        : "フレーム \(certificate) でサーバーが証明書を送信した後、\(ending(end))。"
    case .serverSentAlert(let end):
      return "ハンドシェイクが完了する前に、\(ending(end))。"
    case .serverEndedHello(let hello, let end, let acceptable):
      return acceptable
        ? "フレーム \(hello) の ClientHello はサーバーが受け入れるはずの内容ですが、\(ending(end))。"
        : "フレーム \(hello) の ClientHello の後、\(ending(end))。"
    case .helloAnsweredOtherwise(let hello, let answer, let end):
      return """
        フレーム \(hello) の ClientHello に対し、サーバーはフレーム \(answer) で TLS ではないデータを返しました。その後、\
        \(ending(end))。
        """
    case .serverLeftFirst(let established, let end, let tunnel):
      return """
        フレーム \(established) で\(tunnel ? "トンネル" : "接続")が確立しましたが、クライアントが何も送信しないうちに、\
        \(ending(end))。
        """
    case .helloUnanswered(let hello, let retransmissions, let end):
      let left: Phrase = end.map { "その後、\(ending($0))。" } ?? ""
      return "フレーム \(hello) の ClientHello \(unanswered(retransmissions))\(left)"
    case .connectUnanswered(let request, let retransmissions, let end):
      return "フレーム \(request) の CONNECT \(unanswered(retransmissions))その後、\(ending(end))。"
    case .helloCut(let hello, let end):
      return """
        フレーム \(hello) の ClientHello は暗号スイートの一覧の途中で切れており、\(ending(end))。キャプチャされた範囲からは、\
        共通の暗号スイートがあるかどうかを判断できません。
        """
    case .endedInHandshake(0, let end):
      return "サーバーが ClientHello に応答した後、ハンドシェイクが完了する前に、\(ending(end))。"
    case .endedInHandshake(let serverHello, let end):
      return "フレーム \(serverHello) の ServerHello の後、ハンドシェイクが完了する前に、\(ending(end))。"
    case .synRefused(let syn, let answer, let isICMP):
      return isICMP
        ? "フレーム \(syn) の SYN に対し、フレーム \(answer) で ICMP 到達不能メッセージが返されました。"
        : "フレーム \(syn) の SYN に対し、フレーム \(answer) で RST が返されました。"
    case .synUnanswered(let syn, let attempts):
      return attempts <= 1
        ? "フレーム \(syn) の SYN に応答がありませんでした。"
        : "フレーム \(syn) の SYN は \(count: attempts) 回送信されましたが、応答がありませんでした。"
    case .synAnsweredLate(let syn, let attempts, let answer, let end):
      return """
        フレーム \(syn) の SYN は \(count: attempts) 回送信され、フレーム \(answer) で応答がありましたが、クライアントは既に\
        接続を断念していました。\(ending(end))。
        """
    case .proxyAnswered(let request, let response, let status):
      return "フレーム \(request) の CONNECT に対し、プロキシはフレーム \(response) で状態コード \(status) を返しました。"
    case .otherProtocol(let frame):
      return frame == 0
        ? "クライアントは TLS 以外のプロトコルで通信しました。"
        : "フレーム \(frame) にあるクライアントの最初のデータは TLS ではありません。"
    case .noTLSBehindHello(let hello, let data):
      return """
        フレーム \(hello) は ClientHello のように見えますが、フレーム \(data) で続けて送信されたクライアントのデータは TLS では\
        ありません。
        """
    case .nothingSent:
      return "データは何も送信されませんでした。このポートとサーバーを TLS と結び付ける情報はありません。"
    case .missingStart(let frame):
      return """
        このフローはキャプチャの開始前に始まっています。最初のフレームは \(frame) で、判断に必要な部分が含まれていません。
        """
    case .missingBytes(let frame, let isCut):
      return isCut
        ? "フレーム \(frame) で、判断に必要なデータがスナップ長によって切り捨てられています。"
        : "フレーム \(frame) の位置で、判断に必要なデータがキャプチャされていません。"
    case .oneDirectionOnly(let present):
      return "\(role(present))が送信したデータしかキャプチャされていません。"
    case .captureEnded(let lastFrame):
      return "結果が出る前にキャプチャが終了しました。このフローの最後のフレームは \(lastFrame) です。"
    }
  }

  /// `は 2 回再送されましたが、応答がありませんでした。`
  private func unanswered(_ retransmissions: UInt32) -> Phrase {
    retransmissions == 0
      ? "に応答がありませんでした。" : "は \(count: retransmissions) 回再送されましたが、応答がありませんでした。"
  }

  /// `フレーム 877 でサーバーが RST を送信して接続をリセットしました`, without a full stop.
  private func ending(_ end: EndSign) -> Phrase {
    switch end.kind {
    case .fin: "フレーム \(end.frame) で\(role(end.by))が FIN を送信して接続を閉じました"
    case .rst: "フレーム \(end.frame) で\(role(end.by))が RST を送信して接続をリセットしました"
    case .alert(let code):
      "フレーム \(end.frame) で\(role(end.by))がアラート \(Self.alert(code)) を送信しました"
    case .encryptedAlert:
      "フレーム \(end.frame) で\(role(end.by))が、サイズから見て暗号化されたアラートと考えられるレコードを送信しました"
    }
  }

  /// `handshake_failure (40)`.
  static func alert(_ code: UInt8) -> Phrase {
    "\(AlertDescription(rawValue: code).displayName) (\(code))"
  }
}
