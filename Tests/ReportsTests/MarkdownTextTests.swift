import ReportChecking
import Testing

@testable import Reports

@Suite struct MarkdownTextTests {
  private func text(_ text: String) -> String { MarkdownText(Phrase(text)).description }

  @Test func sentencesStayAsTheyAre() {
    let sentences = [
      "The ClientHello in frame 874 offers at most TLS 1.0, the server accepts TLS 1.2 or later.",
      "5 attempts, 09:14:03 to 09:14:26.", "1,286 packets (37.5 s), 64-bit; \"SSL Cipher Suite Order\": 10%?",
      "client's SYN/ACK!", "2020-08-18 - 2021-01-01", "失敗: TLS バージョンが拒否されました (フレーム 874)。", "",
      ".NET Framework",
    ]
    for sentence in sentences { #expect(text(sentence) == sentence) }
  }

  @Test func namesGoIntoCode() {
    #expect(
      text("cannot connect to sws.update.microsoft.com: no")
        == "cannot connect to `sws.update.microsoft.com`: no")
    #expect(text("(10.0.0.5:443)") == "(`10.0.0.5:443`)")
    #expect(text("the <runtime> element") == "the `<runtime>` element")
    #expect(text("\"TLS_RSA_WITH_NULL_MD5\", x") == "\"`TLS_RSA_WITH_NULL_MD5`\", x")
    // Words of one name share a span.
    #expect(text("CN=*.example.com CN=b c") == "`CN=*.example.com CN=b` c")
    #expect(text("名前 sws.example.com に") == "名前 `sws.example.com` に")
  }

  @Test(arguments: [
    "@everyone", "@contoso/team", "#12", "GH-12", "ABC-12", "contoso/wsus#3", "0123abc", "1234567",
    "deadbeef",
    "https://example.com", "www.example.com", "a@example.com", "*a*", "_a_", "~a~", "^a^", "==a==", "$a$",
    ":tada:",
    "[a](b)", "![a](b)", "<b>", "&amp;", "a\\b", "{{a}}", "+1", "=1+1", "-x", "---", "===", "```", "~~~", "|",
    "#", ">",
  ])
  func whatSomeMarkdownActsOnIsCode(_ word: String) {
    let check = MarkdownCheck("see \(text("\(word)")) there\n\n\(text(word))\n")
    #expect(check.faults == [])
    #expect(text(word).contains("`"))
  }

  @Test func codeEndsWhereItShould() {
    func code(_ text: String) -> String { MarkdownText(code: Phrase(text)).description }
    #expect(code("a``b`") == #"`a\u{60}\u{60}b\u{60}`"#)
    #expect(code("a|b") == #"`a\u{7c}b`"#)
    #expect(code(#"a\"#) == #"`a\ `"#)
    #expect(code("a\nb\u{202e}") == #"`a\u{a}b\u{202e}`"#)
    #expect(code("") == "")
  }

  @Test func numbersStartNoList() {
    #expect(text("12. a") == #"12\. a"#)
    #expect(text("12) a") == #"12\) a"#)
    #expect(text("a 12. b") == "a 12. b")
    #expect(text("- a") == "`-` a")
    #expect(text("2020") == "2020")
  }

  /// Any text becomes one harmless line.
  @Test func noiseIsHarmless() {
    let alphabet = Array("ab1 `|\\*_~#@[]()<>!&\n\r\t{}=+-.:/\"'$%é漢\u{301}\u{202e}".unicodeScalars)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      var noise = ""
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        noise.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
      }
      let plain = MarkdownText(Phrase(noise)).description
      let code = MarkdownText(code: Phrase(noise)).description
      var page = MarkdownPage()
      page.paragraph(MarkdownText(Phrase("a " + noise)))
      page.tableHead([MarkdownText("a"), MarkdownText("b")])
      page.row([MarkdownText(Phrase(noise)), MarkdownText(code: Phrase(noise))])
      page.fence([noise, "```", noise])
      let check = MarkdownCheck(page.buffer.text)
      #expect(check.faults == [], "\(noise.debugDescription): \(plain) \(code)")
    }
  }

  /// The check itself finds what it is for.
  @Test(arguments: [
    "a <b>", "[a](b)", "`a", "a | b", "| a |\n| --- |\n| a | b |", "a@b", "# a #b", "http://a", "```\na",
    "<summary><b></summary>",
    "````\n`````\n````", "<details>", "    code", "a\u{202e}", "*a*", "a_b_", "- - a_", "\\a", "```html\n```",
  ])
  func theCheckFinds(_ report: String) {
    #expect(!MarkdownCheck(report).faults.isEmpty)
  }
}
