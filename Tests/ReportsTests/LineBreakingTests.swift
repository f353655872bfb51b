import Testing

@testable import Reports

@Suite struct LineBreakingTests {
  private func pieces(_ text: String) -> [String] { LineBreaking.pieces(of: text[...]).map { String($0) } }

  @Test func wordsOfOtherScriptsStayWhole() {
    #expect(pieces("WsusService") == ["WsusService"])
    #expect(pieces("naïve-Ω") == ["naïve-Ω"])
    #expect(pieces("TLS接続") == ["TLS", "接", "続"])
    #expect(pieces("") == [""])
  }

  @Test func noLineBeginsWithWhatCloses() {
    #expect(pieces("です。次") == ["で", "す。", "次"])
    #expect(pieces("」。」)、") == ["」。」)、"])
    #expect(pieces("サーバー") == ["サー", "バー"])
    #expect(pieces("キャッシュ") == ["キャッ", "シュ"])
    #expect(pieces("時々") == ["時々"])
  }

  @Test func noLineEndsWithWhatOpens() {
    #expect(pieces("は「成功」と") == ["は", "「成", "功」", "と"])
    #expect(pieces("(問題)") == ["(問", "題)"])
    #expect(pieces("[順序]") == ["[順", "序]"])
  }

  /// A mark above a character stays with it.
  @Test func marksStayWithTheirCharacters() {
    #expect(pieces("か\u{3099}き") == ["か\u{3099}", "き"])
  }

  @Test func piecesAreTheText() {
    for text in ["フレーム(877)で「RST」を、送信。", "日本語とEnglishと한국어", "🦀と「「「", "a\u{301}日"] {
      #expect(pieces(text).joined() == text)
    }
  }

  @Test func linesFillThePage() {
    let text = "クライアントが何も送信せずに接続を閉じました。サーバー (sws) から「応答」がありません。"
    for width in 8...60 {
      let lines = TextFitting.wrapped(text, to: width)
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "\(width)")
      for line in lines {
        #expect(DisplayWidth.columns(of: line) <= width, "\(line)")
        #expect(!LineBreaking.beginsNoLine.contains(line.unicodeScalars[line.unicodeScalars.startIndex]))
        #expect(!LineBreaking.endsNoLine.contains(line.unicodeScalars.last ?? " "))
      }
      // Each line but the last is as full as the rules allow: at most a pair of brackets and their neighbours away.
      if width > 20 {
        for line in lines.dropLast() {
          #expect(DisplayWidth.columns(of: line) > width - 8, "\(width): \(line)")
        }
      }
    }
  }

  /// Columns of half-width and full-width kana, brackets and marks (Unicode Standard Annex 11).
  @Test func columnsOfJapanese() {
    #expect(DisplayWidth.columns(of: "暗号スイート") == 12)
    #expect(DisplayWidth.columns(of: "ｻｰﾊﾞｰ") == 5)
    #expect(DisplayWidth.columns(of: "「、」") == 6)
    #expect(DisplayWidth.columns(of: "ＴＬＳ 1.2") == 10)
    #expect(TextFitting.padded("成功", to: 6) == "成功  ")
    #expect(DisplayWidth.columns(of: TextFitting.padded("暗号スイートの順序", to: 9)) == 9)
  }

  /// What one piece cannot be is truncated within: nothing is wider than the page.
  @Test func aPieceThatIsTooWideIsCut() {
    let hostile = String(repeating: "「", count: 300)
    for line in TextFitting.wrapped(hostile + " " + String(repeating: "ー", count: 300), to: 40) {
      #expect(DisplayWidth.columns(of: line) <= 40)
    }
  }
}
