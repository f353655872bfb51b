import Diagnosis

/// The sentences of reports in one language.
///
/// A text is written once, with its languages beside each other, through ``text(en:ja:)``: a new language is one more
/// case of ``Language`` and one more parameter, and the compiler names every text that lacks it. Names of protocols
/// (ClientHello, SYN, RST) and codes are the same in every language. How wide a text runs and where it appears is the
/// writer's business.
struct Words: Sendable {
  let language: Language

  /// Also the language of the sentences in JSON.
  static var english: Words { Words(language: .english) }

  /// The text in the chosen language; only that one is made.
  @inline(__always)
  func text(en english: @autoclosure () -> Phrase, ja japanese: @autoclosure () -> Phrase) -> Phrase {
    switch language {
    case .english: english()
    case .japanese: japanese()
    }
  }
}

// MARK: Lists

extension Words {
  /// Facts side by side: `TLS 1.2, 10 cipher suites`.
  func list(_ parts: [Phrase]) -> Phrase {
    joined(parts, by: text(en: ", ", ja: "、"))
  }

  /// Sentences one after the other, without the empty ones.
  func paragraph(_ sentences: [Phrase]) -> Phrase {
    joined(sentences.filter { !$0.isEmpty }, by: text(en: " ", ja: ""))
  }

  /// What a step says before its details: up to a colon or the end of its first sentence.
  func firstClause(of step: Phrase) -> Phrase {
    let ends = [UInt8(ascii: "."), UInt8(ascii: ":")]
    let fullStop = Array("。".utf8)
    var clause: [UInt8] = []
    for byte in step.text.utf8 {
      let isBehindEnd = byte == UInt8(ascii: " ") && clause.last.map(ends.contains) == true
      if isBehindEnd || byte == UInt8(ascii: "\n") || clause.suffix(fullStop.count) == fullStop[...] { break }
      clause.append(byte)
    }
    if clause.suffix(fullStop.count) == fullStop[...] { clause.removeLast(fullStop.count) }
    if clause.last.map(ends.contains) == true { clause.removeLast() }
    return Phrase(String(decoding: clause, as: UTF8.self))
  }

  /// A sentence with its full stop.
  func ended(_ sentence: Phrase) -> Phrase { text(en: "\(sentence).", ja: "\(sentence)。") }

  func list(_ names: [String]) -> Phrase { list(names.map { Phrase($0) }) }

  /// `a, b and c`.
  func andList(_ names: [String]) -> Phrase {
    guard let last = names.last, names.count > 1 else { return list(names) }
    return text(en: "\(list(names.dropLast())) and \(last)", ja: list(names))
  }

  /// `a, b or c`.
  func orList(_ names: [String]) -> Phrase {
    guard let last = names.last, names.count > 1 else { return list(names) }
    let rest = list(names.dropLast())
    return text(
      en: "\(rest) or \(last)", ja: names.count == 2 ? "\(rest) または \(last)" : "\(rest)、または \(last)")
  }

  private func joined(_ parts: [Phrase], by separator: Phrase) -> Phrase {
    guard var whole = parts.first else { return "" }
    for part in parts.dropFirst() {
      whole.append(separator)
      whole.append(part)
    }
    return whole
  }
}

// MARK: Dates and times

extension Words {
  /// `20 Jul 2020`.
  func date(_ time: UTCTime) -> Phrase {
    text(
      en: "\(time.day) \(Self.months[Int(max(1, min(12, time.month))) - 1]) \(time.year)",
      ja: "\(time.year) 年 \(time.month) 月 \(time.day) 日")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `2 min 38 s`, `22 ms`, `3 h 5 min`.
  func duration(nanoseconds: Int64) -> Phrase {
    let size = max(0, nanoseconds)
    let seconds = size / 1_000_000_000
    switch seconds {
    case 0 where size < 1_000_000: return text(en: "\(size / 1_000) µs", ja: "\(size / 1_000) マイクロ秒")
    case 0: return text(en: "\(size / 1_000_000) ms", ja: "\(size / 1_000_000) ミリ秒")
    case 1..<60:
      // Rounded, so that 3.9996 s does not read 3.9 s next to times that show 4.
      let tenths = (size + 50_000_000) / 100_000_000
      return text(en: "\(tenths / 10).\(tenths % 10) s", ja: "\(tenths / 10).\(tenths % 10) 秒")
    case 60..<3600:
      return text(
        en: "\(seconds / 60) min \(seconds % 60) s", ja: "\(seconds / 60) 分 \(seconds % 60) 秒")
    case 3600..<86_400:
      let minutes = seconds % 3600 / 60
      return text(
        en: "\(seconds / 3600) h \(minutes) min", ja: "\(seconds / 3600) 時間 \(minutes) 分")
    default:
      let hours = seconds % 86_400 / 3600
      return text(en: "\(seconds / 86_400) d \(hours) h", ja: "\(seconds / 86_400) 日 \(hours) 時間")
    }
  }
}
