import Diagnosis
import Protocols

extension Words {
  /// `Not certain: …; ….`; nil without doubts.
  func doubts(_ doubts: [Doubt], _ peer: Peer) -> Phrase? {
    guard let first = doubts.first else { return nil }
    let rest = doubts.dropFirst().reduce(message(first, peer)) { text, doubt in
      self.text(en: "\(text); \(message(doubt, peer))", ja: "\(text)。\(message(doubt, peer))")
    }
    return text(en: "Not certain: \(rest).", ja: "確実ではない理由: \(rest)。")
  }

  /// Why a verdict is not certain: what was seen, and what else explains it. A sentence without its full stop.
  func message(_ doubt: Doubt, _ peer: Peer) -> Phrase {
    switch doubt {
    case .endPrecedesHello(let end): endPrecedesHello(end)
    case .endFromElsewhere(let frame, let sign): endFromElsewhere(frame, sign, peer)
    case .lateEnd(let frame, let seconds):
      text(
        en: """
          the connection ended in frame \(frame), \(count: seconds) s after the ClientHello, so a timeout may have \
          ended it
          """,
        ja: """
          接続はフレーム \(frame) で終了しており、ClientHello から \(count: seconds) 秒後です。タイムアウトの\
          可能性もあります
          """)
    case .contradicted(let contradiction): contradicted(contradiction, peer)
    case .termsUnknown(let term): termsUnknown(term, peer)
    case .termsDated(let term): termsDated(term)
    case .nameUncertain(let weakness): nameUncertain(weakness)
    case .privateAddress:
      text(
        en: "the \(server(peer)) has a private address, so its name most likely leads to another computer",
        ja: """
          \(server(peer))のアドレスがプライベート アドレスであり、その名前は別のコンピューターを指している可能性が高いと\
          考えられます
          """)
    case .bytesMissing(let frame, .server):
      text(
        en: """
          data that the \(tcpServer(peer)) sent before frame \(frame) was not captured, and it may contain the answer
          """,
        ja: """
          フレーム \(frame) より前に\(tcpServer(peer))が送信したデータがキャプチャされておらず、応答が含まれていた可能性が\
          あります
          """)
    case .bytesMissing(let frame, .client):
      text(
        en: """
          data that the client sent up to the ClientHello in frame \(frame) was not captured, and it may have caused \
          the end
          """,
        ja: """
          フレーム \(frame) の ClientHello までにクライアントが送信したデータの一部がキャプチャされておらず、それが終了の\
          原因である可能性があります
          """)
    case .offerTruncated(let frame):
      text(
        en: "the ClientHello in frame \(frame) is truncated, so not all that it offers is known",
        ja: "フレーム \(frame) の ClientHello が途中で切れているため、提示内容がすべてはわかりません")
    case .bytesGivenUp(let role):
      text(
        en: """
          some of what the \(sender(role, peer)) sent was not kept, because the flows together needed more memory than \
          is allowed
          """,
        ja: """
          フロー全体で必要なメモリが上限を超えたため、\(sender(role, peer))が送信したデータの一部が保持されていません
          """)
    case .notInPolicy:
      text(
        en: "no entry of the endpoint policy is known to match this server, so what it accepts is assumed",
        ja: "エンドポイント ポリシーにこのサーバーとわかる項目がないため、受け入れる内容は推定です")
    }
  }

  private func endPrecedesHello(_ end: Doubt.EndOfHello) -> Phrase {
    if end.acknowledgesLess {
      return text(
        en: """
          frame \(end.frame) ended the connection without acknowledging the whole ClientHello in frame \(end.hello), so \
          it does not answer the ClientHello
          """,
        ja: """
          接続を終了させたフレーム \(end.frame) は、フレーム \(end.hello) の ClientHello 全体を確認応答していないため、\
          ClientHello への応答ではありません
          """)
    }
    guard end.roundTrip > 0 else {
      return text(
        en: """
          frame \(end.frame) ended the connection \(milliseconds(end.after)) after the ClientHello, sooner than an \
          endpoint on the internet can answer: a device near the client most likely sent it
          """,
        ja: """
          フレーム \(end.frame) は ClientHello の \(milliseconds(end.after)) 後に接続を終了させていますが、インターネット上の\
          エンドポイントがこれほど早く応答することはできません。クライアントの近くの機器が送信した可能性が高いと考えられます
          """)
    }
    return text(
      en: """
        frame \(end.frame) ended the connection \(milliseconds(end.after)) after the ClientHello, although the \
        shortest round trip of this connection is \(milliseconds(end.roundTrip)): a device near the client most \
        likely sent it
        """,
      ja: """
        フレーム \(end.frame) は ClientHello の \(milliseconds(end.after)) 後に接続を終了させていますが、この接続の最短の\
        往復時間は \(milliseconds(end.roundTrip)) です。クライアントの近くの機器が送信した可能性が高いと考えられます
        """)
  }

  private func endFromElsewhere(_ frame: UInt32, _ sign: Doubt.OriginSign, _ peer: Peer) -> Phrase {
    switch sign {
    case .distance(let limit, let usual):
      text(
        en: """
          frame \(frame), which ended the connection, has a TTL of \(limit), but other packets of the \
          \(tcpServer(peer)) have \(usual): a device on the path most likely sent it
          """,
        ja: """
          接続を終了させたフレーム \(frame) の TTL は \(limit) ですが、\(tcpServer(peer))の他のパケットの TTL は \(usual) です。\
          経路上の機器が送信した可能性が高いと考えられます
          """)
    case .distanceOfSynAck(let limit, let usual):
      text(
        en: """
          frame \(frame), which ended the connection, has a TTL of \(limit), but the SYN/ACK has \(usual): a device \
          on the path may have sent one of them
          """,
        ja: """
          接続を終了させたフレーム \(frame) の TTL は \(limit) ですが、SYN/ACK の TTL は \(usual) です。いずれかを経路上の\
          機器が送信した可能性があります
          """)
    case .serverWentOn:
      text(
        en: """
          the \(tcpServer(peer)) continued to send after the RST in frame \(frame): a device on the path most likely \
          sent the RST
          """,
        ja: """
          フレーム \(frame) の RST の後も\(tcpServer(peer))は送信を続けています。経路上の機器が RST を送信した可能性が\
          高いと考えられます
          """)
    case .bothEnds(let other):
      text(
        en: """
          both ends were reset, in frames \(frame) and \(other): a device on the path most likely sent both RSTs
          """,
        ja: """
          フレーム \(frame) と \(other) で両側がリセットされています。経路上の機器が両方を送信した可能性が高いと\
          考えられます
          """)
    case .guesses(let number):
      text(
        en: """
          \(count: number) more RSTs with other sequence numbers came with the one in frame \(frame): a device on the \
          path most likely guessed the numbers
          """,
        ja: """
          フレーム \(frame) の RST のほかに、シーケンス番号の異なる RST が \(count: number) 個あります。経路上の機器が\
          番号を推測して送信した可能性が高いと考えられます
          """)
    }
  }

  private func contradicted(_ contradiction: Doubt.Contradiction, _ peer: Peer) -> Phrase {
    switch contradiction {
    case .poorerOfferSucceeded(let flow):
      text(
        en: "an offer that is no better succeeded with the same \(server(peer)) in flow \(flow)",
        ja: "フロー \(flow) では、これより優れていない提示内容で、同じ\(server(peer))との接続に成功しています")
    case .goodOfferRefused(let flow):
      text(
        en: "in flow \(flow), an offer that the \(server(peer)) should accept ended in the same way",
        ja: "フロー \(flow) では、\(server(peer))が受け入れるはずの提示内容でも、接続が同じように終了しています")
    case .choiceOutsideList(let flow):
      text(
        en: """
          in flow \(flow) the \(server(peer)) chose a cipher suite that the policy does not list: the list is not \
          complete
          """,
        ja: """
          フロー \(flow) では、\(server(peer))がポリシーの一覧にない暗号スイートを選択しています。一覧は完全では\
          ありません
          """)
    }
  }

  private func termsDated(_ term: Doubt.Term) -> Phrase {
    switch term {
    case .minimumVersion:
      text(
        en: "the policy's lowest version may not be that of the day of the capture",
        ja: "ポリシーの最低バージョンは、キャプチャの日付の時点のものではない可能性があります")
    case .cipherSuites:
      text(
        en: "the policy's list of cipher suites may not be that of the day of the capture",
        ja: "ポリシーの暗号スイートの一覧は、キャプチャの日付の時点のものではない可能性があります")
    case .groups:
      text(
        en: "the policy's list of curves may not be that of the day of the capture",
        ja: "ポリシーの曲線の一覧は、キャプチャの日付の時点のものではない可能性があります")
    case .signatureAlgorithms:
      text(
        en: "the policy's list of signature algorithms may not be that of the day of the capture",
        ja: "ポリシーの署名アルゴリズムの一覧は、キャプチャの日付の時点のものではない可能性があります")
    }
  }

  private func termsUnknown(_ term: Doubt.Term, _ peer: Peer) -> Phrase {
    switch term {
    case .minimumVersion:
      text(
        en: "no source states the lowest version that the \(server(peer)) accepts",
        ja: "\(server(peer))が受け入れる最低バージョンを示す情報源がありません")
    case .cipherSuites:
      text(
        en: "no source states the cipher suites that the \(server(peer)) accepts",
        ja: "\(server(peer))が受け入れる暗号スイートを示す情報源がありません")
    case .groups:
      text(
        en: "the policy names curves that the \(server(peer)) accepts, and it may accept others",
        ja: "ポリシーには\(server(peer))が受け入れる曲線の一部が示されており、他の曲線も受け入れる可能性があります")
    case .signatureAlgorithms:
      text(
        en: "no source states the signature algorithms that the \(server(peer)) accepts",
        ja: "\(server(peer))が受け入れる署名アルゴリズムを示す情報源がありません")
    }
  }

  private func nameUncertain(_ weakness: NameWeakness) -> Phrase {
    switch weakness {
    case .severalNames:
      text(
        en:
          "the client looked up several names that have this address, and may have connected to another of them",
        ja: """
          クライアントは、このアドレスに対応する複数の名前を DNS に問い合わせています。接続先は別の名前のサーバーの\
          可能性があります
          """)
    case .otherClient:
      text(
        en: "the name comes from the DNS query of another client",
        ja: "名前は別のクライアントの DNS クエリから得たものです")
    case .learntLater:
      text(
        en: "the DNS answer with the name came after the connection had begun",
        ja: "名前を含む DNS の応答は、接続の開始後に届いています")
    case .differsFromAuthority:
      text(
        en: "the SNI differs from the host of the CONNECT request",
        ja: "SNI が CONNECT 要求のホストと異なります")
    case .impossibleCharacters:
      text(
        en: "the SNI contains characters that no host name has",
        ja: "SNI に、ホスト名では使用できない文字が含まれています")
    }
  }

  /// Nanoseconds as `0.2 ms`.
  private func milliseconds(_ nanoseconds: Int64) -> Phrase {
    let tenths = nanoseconds / 100_000 + (nanoseconds % 100_000 < 50_000 ? 0 : 1)
    return tenths % 10 == 0
      ? "\(count: Int(tenths / 10)) ms" : "\(count: Int(tenths / 10)).\(Int(tenths % 10)) ms"
  }
}
