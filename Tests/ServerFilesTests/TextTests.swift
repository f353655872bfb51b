import Diagnosis
import Foundation
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct TextTests {
  /// Every pair of bytes against the tables of another library.
  @Test func shiftJISAgreesWithAnotherTable() {
    var known = 0
    for first in UInt8(0x80)...0xFF {
      // The other library makes something else of DEL.
      for second in UInt8(0x30)...0xFF where second != 0x7F {
        let pair = [first, second]
        guard let ours = ShiftJIS.decode(pair.span)?.text else { continue }
        guard let theirs = String(data: Data(pair), encoding: .shiftJIS) else { continue }
        known += 1
        #expect(Self.folded(ours) == Self.folded(theirs), "\(first) \(second)")
      }
    }
    #expect(known > 6000)
  }

  /// Where Windows and the standard chose different characters for the same sign.
  private static func folded(_ text: String) -> String {
    let pairs: [Character: Character] = [
      "～": "〜", "∥": "‖", "－": "−", "￠": "¢", "￡": "£", "￢": "¬", "＼": "\\", "￣": "‾", "￥": "¥",
    ]
    return String(text.map { pairs[$0] ?? $0 })
  }

  @Test func windowsCharactersOfShiftJIS() {
    let bytes: [UInt8] = [0x87, 0x40, 0x81, 0x60, 0xFB, 0xFC, 0xED, 0x40, 0xB1, 0x5C]
    func text(_ bytes: [UInt8]) -> String? { ShiftJIS.decode(bytes.span)?.text }
    #expect(text(bytes) == "①～髙纊ｱ\\")
    for wrong: [UInt8] in [[0x83], [0x83, 0x20], [0xFD], [0x85, 0x40]] { #expect(text(wrong) == nil) }
  }

  @Test func westernTextIsNotTakenForJapanese() {
    var decoding = LineDecoding()
    for text in [
      "été à l'hôtel", "Größe geändert", "garçon", "naïve façade", "Ausführung läuft", "“quoted” – text",
    ] {
      let bytes = BuiltText.bytes(text, .windows1252)
      let decoded = decoding.text(bytes.span)
      #expect(decoded == text)
    }
    #expect(decoding.encoding == .windows1252)
    #expect(!decoding.isMixed)
  }

  @Test func kanjiAreToldFromOtherTextAloneAndInAFile() {
    var decoding = LineDecoding()
    let kanji = BuiltText.bytes("暗号設定", .shiftJIS)
    let alone = decoding.text(kanji.span)
    #expect(alone == "暗号設定")
    decoding = LineDecoding()
    let kana = BuiltText.bytes("SSL 暗号の順位", .shiftJIS)
    _ = decoding.text(kana.span)
    let later = decoding.text(kanji.span)
    #expect(later == "暗号設定")
  }

  @Test func everyBlockSizeGivesTheSameLines() throws {
    let text = "one\r\ntwo\rthree\n\n\r\n漢字𠮷と\r\r\nlast"
    let expected = ["one", "two", "three", "", "", "漢字𠮷と", "", "last"]
    for encoding in BuiltEncoding.allCases where encoding != .windows1252 && encoding != .shiftJIS {
      let bytes = BuiltText.bytes(text, encoding, lineEnd: "\n")
      for blockSize in [1, 2, 3, 4, 5, 7, 11, 64, 4096] {
        #expect(try lines(bytes, blockSize, encoding) == expected, "\(encoding) \(blockSize)")
      }
    }
  }

  private func lines(_ bytes: [UInt8], _ blockSize: Int, _ encoding: BuiltEncoding) throws -> [String] {
    let folder = try EvidenceFolder()
    let file = try FileBytes(path: folder.write(bytes), openingSize: blockSize)
    // What the encoding is shows only in an opening of some size.
    let whole = try FileBytes(path: folder.write(bytes, "whole"))
    var lines = TextLines(TextSource(file, opening: OpeningEncoding.detect(whole.opening.span)))
    var texts: [String] = []
    while lines.advance() {
      texts.append(lines.text())
      #expect(lines.number == texts.count)
    }
    return texts
  }

  @Test func longLinesAreCutAndCounted() throws {
    for blockSize in [1000, 65_536, 262_144] {
      let long = String(repeating: "x", count: TextLines.lineLimit + 1)
      let exact = String(repeating: "y", count: TextLines.lineLimit)
      let text = "a\n" + long + "\n" + exact + "\n" + String(repeating: long, count: 5) + "\r\nend"
      let folder = try EvidenceFolder()
      var lines = TextLines(
        TextSource(try FileBytes(path: folder.write(Array(text.utf8)), openingSize: blockSize)))
      var counts: [Int] = []
      while lines.advance() { counts.append(lines.line.count) }
      #expect(counts == [1, TextLines.lineLimit, TextLines.lineLimit, TextLines.lineLimit, 3])
      #expect(lines.truncatedLines == 2)
      #expect(lines.firstTruncatedLine == 2)
      #expect(lines.endsOpen)
    }
  }

  @Test func aCutPartsNoCharacter() throws {
    for shift in 0..<4 {
      let text =
        String(repeating: "x", count: shift) + String(repeating: "𠮷漢", count: TextLines.lineLimit / 6)
      let folder = try EvidenceFolder()
      var lines = TextLines(TextSource(try FileBytes(path: folder.write(Array(text.utf8)))))
      let hasLine = lines.advance()
      #expect(hasLine)
      let read = lines.text()
      #expect(text.hasPrefix(read) && read.utf8.count > TextLines.lineLimit - 4)
      #expect(lines.decoding.encoding == .utf8 && !lines.decoding.isMixed)
    }
  }

  @Test func brokenUTF16IsSurvived() throws {
    var decoding = UTF16Decoding(isBigEndian: false)
    var text: [UInt8] = []
    // A lone second half, a lone first half before a letter, a whole pair, half a unit.
    let units: [UInt8] = [0x00, 0xDC, 0x42, 0xD8, 0x41, 0x00, 0x42, 0xD8, 0xB7, 0xDF, 0x61]
    decoding.decode(units.span, into: &text)
    #expect(String(decoding: text, as: UTF8.self) == "\u{FFFD}\u{FFFD}A𠮷")
    #expect(decoding.isInsideCharacter)
  }

  @Test func phrasesAreFoundInOnePass() {
    let search = PhraseSearch([["abc", "bcd"], ["cde"], ["x"], ["漢字"]])
    func groups(_ text: String) -> [Int] {
      let bytes = Array(text.utf8)
      let found = search.search(bytes.span)
      return (0..<4).filter(found.contains)
    }
    #expect(groups("zabcdez") == [0, 1])
    #expect(groups("ABCx") == [0, 2])
    #expect(groups("ab漢字ab") == [3])
    #expect(groups("ababab cdX") == [2])
    #expect(groups("") == [])
    let ends = search.search(Array("zzabcd cde".utf8).span).ends
    #expect(ends == [5, 10, 0, 0])
    func holdsAny(_ text: String) -> Bool { search.holdsAny(Array(text.utf8).span) }
    #expect(holdsAny("--bcd"))
    #expect(!holdsAny("--bc d"))
  }

  @Test func datesAreThoseOfTheCalendar() {
    func time(_ text: String) -> Int64? { CalendarTime(startOf: Array(text.utf8).span)?.nanoseconds }
    #expect(time("2014-01-16 18:53:54.231 UTC") == utc("2014-01-16T18:53:54.231Z"))
    #expect(time("2000-02-29 00:00:00") == utc("2000-02-29T00:00:00.000Z"))
    #expect(time("1970-01-01 00:00:00.000000001") == 1)
    #expect(time("2024-12-31T23:59:59,5") == utc("2024-12-31T23:59:59.500Z"))
    for wrong in ["2023-02-29 00:00:00", "2020-13-01 00:00:00", "2020-01-01 24:00:00", "2020-0x-01 00:00:00"]
    {
      #expect(time(wrong) == nil)
    }
    #expect(CalendarTime(startOf: Array("2014-01-16 18:53:5".utf8).span) == nil)
  }
}
