import Testing

@testable import Reports

@Suite struct CommandTextTests {
  private static func lines(_ command: String, width: Int) -> [String] {
    var page = TextPage(width: width, usesColor: false)
    page.command(command, indent: 9)
    return page.buffer.text.split(separator: "\n").map(String.init)
  }

  @Test func whatFitsIsLeftAlone() {
    #expect(Self.lines("iisreset", width: 40) == ["         iisreset"])
  }

  @Test func brokenCommandsJoinToTheSame() {
    let command =
      #"reg add "HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v4.0.30319" /v SchUseStrongCrypto /d 1"#
    for width in 40...120 {
      let lines = Self.lines(command, width: width)
      #expect(lines.allSatisfy { $0.count <= width })
      // What cmd makes of it: a caret takes the line break away, white space parts words.
      var joined = ""
      for line in lines { joined += line.hasSuffix("^") ? String(line.dropLast()) : line }
      #expect(joined.split(separator: " ").joined(separator: " ") == command)
    }
  }

  @Test func eachShellHasItsMark() {
    let powerShell = #"$config.MUUrl = "https://sws.update.microsoft.com" # and more words"#
    #expect(Self.lines(powerShell, width: 50).first?.hasSuffix(" `") == true)
    let xml = #"<element attribute="value" another="a longer value than fits"/>"#
    #expect(Self.lines(xml, width: 50).allSatisfy { !$0.hasSuffix("^") && !$0.hasSuffix("`") })
  }
}
