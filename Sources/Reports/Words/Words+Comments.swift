import Diagnosis
import Protocols

// Comments on frames, which Wireshark shows: they name no frame and no flow, whose numbers differ in an extract.

extension Words {
  /// `wsuscap: RST (endpoint): 22 ms later; verdict: version_reject (certain)`.
  func comment(_ facts: [Phrase]) -> Phrase {
    let rest = facts.dropFirst().reduce(facts.first ?? "") { $0.appending("; ", $1) }
    return "\(Generator.name): \(rest)"
  }

  /// `ClientHello (client): offers TLS 1.0 at most, 14 cipher suites`.
  func comment(on event: Walkthrough.Event) -> Phrase {
    let what: Phrase = "\(event.label) (\(event.sender))"
    return event.detail.isEmpty ? what : "\(what): \(event.detail)"
  }

  /// The verdict with its code, by which a display filter finds it; its doubts.
  func comment(on judgement: Judgement, _ peer: Peer) -> [Phrase] {
    let confidence = label(judgement.confidence)
    let code = Phrase(judgement.verdict.rawValue)
    let verdict = text(en: "verdict: \(code) (\(confidence))", ja: "判定: \(code) (\(confidence))")
    return [verdict]
      + judgement.doubts.map { doubt in
        text(en: "not certain: \(comment(on: doubt, peer))", ja: "確実ではない理由: \(comment(on: doubt, peer))")
      }
  }

  /// What a finding without a flow rests on.
  func comment(on proof: FindingProof, of finding: Finding) -> [Phrase] {
    let code = Phrase(finding.code.rawValue)
    return [proof.text, text(en: "finding: \(code)", ja: "検出: \(code)")]
  }

  /// The rest of a walkthrough's line, with what a ClientHello offers as a sentence would say it.
  func commentDetail(of event: FlowEvent, in store: EvidenceStore, showsNames: Bool) -> Phrase {
    guard let reference = event.helloReference else {
      return detail(of: event, in: store, showsNames: showsNames)
    }
    let sighting = store.sightings[Int(reference)]
    let hello = store.clientHellos[Int(sighting.hello)]
    guard let version = hello.provenHighestVersion else {
      return detail(of: event, in: store, showsNames: showsNames)
    }
    let offer = text(en: "offers \(version) at most", ja: "提示は \(version) まで")
    return clientHello(
      list([offer] + offeredSuites(hello)), serverName: showsNames ? store.name(sighting.serverName) : nil)
  }

  /// Why a verdict is not certain.
  private func comment(on doubt: Doubt, _ peer: Peer) -> Phrase {
    switch doubt {
    case .endPrecedesHello(let end):
      end.acknowledgesLess
        ? text(en: "this does not acknowledge the whole ClientHello", ja: "ClientHello 全体を確認応答していません")
        : text(en: "this came too soon to answer the ClientHello", ja: "ClientHello への応答としては早すぎます")
    case .endFromElsewhere(_, .distanceOfSynAck):
      text(en: "a device on the path may have sent this", ja: "経路上の機器が送信した可能性があります")
    case .endFromElsewhere(_, .distance(let limit, let usual)):
      text(
        en: "a device on the path most likely sent this (TTL \(limit), otherwise \(usual))",
        ja: "経路上の機器が送信した可能性が高いと考えられます (TTL \(limit)、通常は \(usual))")
    case .endFromElsewhere:
      text(
        en: "a device on the path most likely sent this", ja: "経路上の機器が送信した可能性が高いと考えられます")
    case .lateEnd(_, let seconds):
      text(
        en: "this came \(count: seconds) s after the ClientHello, so a timeout may be the cause",
        ja: "ClientHello から \(count: seconds) 秒後であり、タイムアウトの可能性もあります")
    case .contradicted:
      text(
        en: "another connection of the capture speaks against this cause",
        ja: "キャプチャ内の別の接続が、この原因と矛盾しています")
    case .bytesMissing(_, .server):
      text(
        en: "data of the \(tcpServer(peer)) that may contain the answer was not captured",
        ja: "応答を含む可能性がある\(tcpServer(peer))のデータがキャプチャされていません")
    case .bytesMissing(_, .client):
      text(
        en: "data of the client that may have caused the end was not captured",
        ja: "終了の原因である可能性があるクライアントのデータがキャプチャされていません")
    case .offerTruncated:
      text(
        en: "the ClientHello is truncated, so not all that it offers is known",
        ja: "ClientHello が途中で切れているため、提示内容がすべてはわかりません")
    case .termsUnknown, .termsDated, .nameUncertain, .privateAddress, .bytesGivenUp, .notInPolicy:
      message(doubt, peer)
    }
  }
}

extension Phrase {
  fileprivate func appending(_ separator: Phrase, _ other: Phrase) -> Phrase {
    var whole = self
    whole.append(separator)
    whole.append(other)
    return whole
  }
}
