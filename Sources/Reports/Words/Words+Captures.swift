import Analysis

extension Words {
  /// What is odd about a capture.
  func note(_ note: CaptureDescription.Note) -> Phrase {
    text(en: Phrase(note.message), ja: japaneseNote(note))
  }

  /// Where a note quotes what a reader or libpcap says, their words follow the summary.
  private func japaneseNote(_ note: CaptureDescription.Note) -> Phrase {
    if let facts = note.facts { return self.note(facts) }
    if note.code == CaptureDescription.Note.redacted.code {
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
