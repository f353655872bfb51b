package import Analysis
import CaptureFiles
import Diagnosis

extension CaptureDescription.Note {
  /// The sentence of standard error and of reports for programs.
  package var message: String { Words.english.note(self).text }
}

extension Words {
  /// What is odd about a capture.
  func note(_ note: CaptureDescription.Note) -> Phrase {
    switch note {
    case .truncatedPackets(let packets, let all):
      text(
        en: """
          \(packets) of \(all) packets were truncated by the snap length: capture whole packets (pktmon --pkt-size 0, \
          netsh without packettruncatebytes, dumpcap -s 0)
          """,
        ja: """
          \(count: all) パケットのうち \(count: packets) パケットが、キャプチャ時にスナップ長によって切り捨てられています \
          (パケット全体を保存するには: pktmon --pkt-size 0、packettruncatebytes なしの netsh、dumpcap -s 0)
          """)
    case .undecodedPackets(let packets):
      text(
        en: "\(packets) packets end inside a header or have a malformed one",
        ja: "\(count: packets) パケットは、ヘッダーの途中で終わっているか、ヘッダーが壊れています")
    case .unknownLinkTypes(let packets, let names):
      text(
        en: "\(packets) packets have an unsupported link type: \(list(names))",
        ja: "\(count: packets) パケットは、対応していないリンク タイプです: \(list(names))")
    case .tunnelledPackets(let packets, let tunnels):
      text(
        en: """
          \(packets) packets are inside unsupported tunnels (\(list(tunnels))): capture on the inner interface, or \
          decapsulate them
          """,
        ja: """
          \(count: packets) パケットは、対応していないトンネル (\(list(tunnels))) の中にあります。内側の\
          インターフェイスでキャプチャするか、カプセル化を解除してください
          """)
    case .duplicatePackets(let segments, let all):
      text(
        en: """
          \(segments) of \(all) TCP segments with payload are copies of packets that were captured before, and are not \
          counted again: capture on one interface only, with pktmon at the network cards only (--comp nics)
          """,
        ja: """
          データを含む TCP セグメント \(count: all) 個のうち \(count: segments) 個は、すでにキャプチャされたパケットの\
          重複であり、再度は数えません。1 つのインターフェイスでのみ (pktmon では --comp nics を指定して) キャプチャしてください
          """)
    case .reading(let note): self.note(note)
    case .messagesGivenUp(let messages):
      text(
        en: """
          \(count: messages, "unfinished message was", "unfinished messages were") given up, because the flows together \
          needed more memory than is allowed; a verdict that this affects says so
          """,
        ja: """
          フロー全体で必要なメモリが上限を超えたため、未完了のメッセージ \(count: messages) 個の続きを読み取りませんでした。\
          影響を受けた判定には、その旨が示されています
          """)
    case .readingsGivenUp(let flows):
      text(
        en: """
          \(count: flows, "flow was", "flows were") not read to the end, because too many were open at the same time; a \
          verdict that this affects says so
          """,
        ja: """
          同時に開いているフローが多すぎるため、\(count: flows) 個のフローを最後まで読み取りませんでした。影響を受けた判定には、\
          その旨が示されています
          """)
    case .flowsLeftOut(let verdicts):
      text(
        en: """
          \(count: verdicts.reduce(0, +), "flow is", "flows are") left out of this report, because there are more than \
          --max-flows allows or their evidence needs too much memory: \(list(counts(verdicts)))
          """,
        ja: """
          フローの数が --max-flows の上限を超えたか、証拠に必要なメモリが多すぎるため、\(count: verdicts.reduce(0, +)) 個のフローをこのレポートから省いています: \
          \(list(counts(verdicts)))
          """)
    case .flowsNotImported(let flows):
      text(
        en: """
          \(count: flows, "flow is", "flows are") missing here, because too many waited at the same time to be imported
          """,
        ja: """
          取り込みを待つフローが同時に多くなりすぎたため、\(count: flows) 個のフローがここに含まれていません
          """)
    case .segmentsGivenUp(let holes):
      text(
        en: """
          \(count: holes, "gap", "gaps") in streams counted as lost early, because the segments after such gaps needed \
          more memory than is allowed
          """,
        ja: """
          欠落の後に続くセグメントに必要なメモリが上限を超えたため、\(count: holes) か所の欠落を早い段階で失われたものと\
          見なしました
          """)
    case .redacted:
      text(
        en: "addresses, names, paths, processes and unknown words of quoted lines are pseudonyms (--redact)",
        ja: "アドレス、名前、パス、プロセスと、引用行の未知の単語は仮名に置き換えられています (--redact)")
    }
  }

  /// `5 unfinished`, of each verdict in the order of `Verdict.allCases` that some flows have.
  private func counts(_ verdicts: [Int]) -> [Phrase] {
    zip(Verdict.allCases, verdicts).filter { $0.1 > 0 }.map { "\(count: $0.1) \(label($0.0))" }
  }

  private func note(_ note: CaptureNote) -> Phrase {
    switch note {
    case .stopped(let error, let part, let frames):
      text(
        en: """
          \(readError(error, in: part)); the \(frames) \(frames == 1 ? "frame" : "frames") before it could be read
          """,
        ja: "\(readError(error, in: part))。それより前の \(count: frames) フレームは読み取りました")
    case .dropped(let frames, let interface): dropped(frames, interface: interface)
    case .noPacketEvents(let events):
      text(
        en: """
          the trace holds \(count: events, "event", "events") and no packet; netsh trace records packets with \
          capture=yes, pktmon with --capture
          """,
        ja: """
          トレースには \(count: events) 個のイベントがありますが、パケットは含まれていません。パケットを記録するオプションを\
          指定して、netsh trace または pktmon をもう一度実行してください
          """)
    case .eventsLost(let events):
      text(
        en:
          "Windows could not write \(count: events, "event", "events") of the trace, which may hold packets",
        ja: "Windows はトレースの \(count: events) 個のイベントを記録できませんでした。パケットが含まれていた可能性があります")
    case .droppedByWindows(let packets, let reasons):
      text(
        en: """
          Windows dropped \(count: packets, "packet", "packets") (\(list(reasons.map { "reason \($0)" as Phrase })))
          """,
        ja: "Windows が \(count: packets) 個のパケットを破棄しました (\(list(reasons.map { "理由 \($0)" as Phrase })))")
    case .unreadableEvents(let events):
      text(
        en: "\(count: events, "event", "events") with packets could not be read whole",
        ja: "パケットを含むイベントのうち \(count: events) 個は、全体を読み取れませんでした")
    case .otherEvents(let events):
      text(
        en:
          "\(count: events, "event", "events") of Windows in the capture \(events == 1 ? "contains" : "contain") no packet",
        ja: "キャプチャに含まれる Windows のイベントのうち \(count: events) 個には、パケットが含まれていません")
    case .unorderedPackets(let packets):
      text(
        en: """
          \(count: packets, "packet", "packets") of the trace \(packets == 1 ? "follows" : "follow") a later one; to \
          read them in order of time, give the trace as a file, neither piped nor compressed
          """,
        ja: """
          トレースの \(count: packets) 個のパケットが時刻順になっていません。時刻順に読み取るには、パイプや圧縮を使わずに\
          トレースをファイルとして指定してください
          """)
    case .filterNotApplied(let linkType, let reason):
      text(
        en: """
          the filter cannot be applied to frames of link type \(linkType), which were excluded (libpcap: \(reason))
          """,
        ja: """
          リンク タイプ \(linkType) のフレームにはフィルターを適用できないため、除外しました (libpcap: \(reason))
          """)
    }
  }

  private func dropped(_ frames: UInt64, interface: String?) -> Phrase {
    let place: Phrase =
      interface.map { text(en: " on interface \($0)", ja: "インターフェイス \(name: $0) で") } ?? ""
    return text(
      en: """
        the capturing machine dropped \(frames) \(frames == 1 ? "frame" : "frames")\(place): gaps may be caused by this
        """,
      ja: """
        キャプチャ時に\(place) \(count: frames) フレームが失われました。欠落のように見える箇所は、失われた\
        フレームである可能性があります
        """)
  }
}

// MARK: Why reading stopped

extension Words {
  func readError(_ error: ReadError, in part: CapturePart) -> Phrase {
    text(
      en: "\(reason(error.reason)) (byte \(error.offset) of the \(self.part(part)))",
      ja: "\(reason(error.reason)) (\(self.part(part))の \(error.offset) バイト目)")
  }

  private func part(_ part: CapturePart) -> Phrase {
    switch part {
    case .file: text(en: "file", ja: "ファイル")
    case .compressedFile: text(en: "compressed file", ja: "圧縮ファイル")
    case .uncompressedData: text(en: "uncompressed data", ja: "展開したデータ")
    }
  }

  private func reason(_ reason: ReadError.Reason) -> Phrase {
    switch reason {
    case .endsInside(let element):
      text(
        en: "the capture ends inside \(self.element(element))",
        ja: "キャプチャが\(self.element(element))の途中で終わっています")
    case .endsInsideCompressed(let name):
      text(en: "the \(name) data ends prematurely", ja: "\(name) データが途中で終わっています")
    case .tooLong(let element, let length):
      text(
        en: "\(self.element(element)) claims to be \(length) bytes long",
        ja: "\(self.element(element))の長さが \(length) バイトと記録されています")
    case .noByteOrder:
      text(en: "a section header has no byte order", ja: "セクション ヘッダーにバイト オーダーがありません")
    case .differentLengths(let element):
      text(
        en: "the two lengths of \(self.element(element)) differ",
        ja: "\(self.element(element))の 2 つの長さが一致しません")
    case .shorterThanLength(let element, let fault):
      text(
        en: "\(self.element(element)) is shorter than its length field, \(fault)",
        ja: "\(self.element(element))が長さフィールドの値より短くなっています (\(fault))")
    case .unsupportedVersion(let version):
      text(
        en: "a section has pcapng version \(version), but only version 1 is supported",
        ja: "セクションの pcapng バージョンは \(version) ですが、対応しているのはバージョン 1 のみです")
    case .tooManyInterfaces(let limit):
      text(
        en: "there are more than \(limit) interfaces",
        ja: "インターフェイスの数が \(limit) を超えています")
    case .unknownInterface(let interface, let element):
      text(
        en: "\(self.element(element)) refers to interface \(interface), which does not exist",
        ja: "\(self.element(element))が、存在しないインターフェイス \(interface) を参照しています")
    case .frameTableDiffers:
      text(
        en: "its frame table names other places than those of its frames",
        ja: "フレーム テーブルの内容がフレームの位置と一致しません")
    case .damagedTraceBuffer:
      text(en: "a compressed buffer of events is damaged", ja: "圧縮されたイベント バッファーが破損しています")
    case .damagedCompressed(let name): text(en: "the \(name) data is damaged", ja: "\(name) データが破損しています")
    case .windowTooLarge(let limit):
      text(
        en: "decompressing the data needs more than \(limit >> 20) MiB of memory",
        ja: "データの展開には \(limit >> 20) MiB を超えるメモリが必要です")
    case .needsDictionary(let name):
      text(
        en: "the \(name) data was compressed with a dictionary",
        ja: "\(name) データの圧縮には辞書が使用されています")
    case .system(let words):
      text(
        en: "the file could not be read further: \(words)",
        ja: "ファイルの続きを読み取れませんでした: \(words)")
    case .stopped: text(en: "reading was stopped", ja: "読み取りが中止されました")
    }
  }

  private func element(_ element: CaptureElement) -> Phrase {
    switch element {
    case .frame(let number): text(en: "frame \(number)", ja: "フレーム \(number) ")
    case .blockHeader: text(en: "a block header", ja: "ブロック ヘッダー")
    case .sectionHeader: text(en: "a section header", ja: "セクション ヘッダー")
    case .interfaceDescription:
      text(en: "an interface description", ja: "インターフェイス記述ブロック")
    case .traceBuffer: text(en: "a buffer of events", ja: "イベント バッファー")
    case .frameTable: text(en: "the frame table", ja: "フレーム テーブル")
    case .interfaceStatistics: text(en: "an interface's statistics", ja: "インターフェイス統計ブロック")
    case .block: text(en: "a block", ja: "ブロック")
    case .otherBlock(let type):
      text(
        en: "a block of type 0x\(String(type, radix: 16))",
        ja: "種類 0x\(String(type, radix: 16)) のブロック")
    }
  }
}
