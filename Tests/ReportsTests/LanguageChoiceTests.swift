import Testing

@testable import Reports

@Suite struct LanguageChoiceTests {
  private func chosen(_ environment: [String: String]) -> String {
    Language.ofEnvironment { environment[$0] }.name
  }

  @Test func languagesHaveTheirNames() {
    #expect(Language.allCases.map(\.name) == ["en", "ja"])
    for language in Language.allCases { #expect(Language(rawValue: language.name) == language) }
    #expect(Language(rawValue: "JA") == nil && Language(rawValue: "") == nil)
  }

  @Test(arguments: ["ja", "ja_JP", "ja_JP.UTF-8", "ja_JP.utf8", "ja.UTF-8", "ja-JP", "JA_jp.Utf-8@cjknarrow"])
  func localesOfJapanese(_ locale: String) {
    #expect(chosen(["LANG": locale]) == "ja")
    #expect(chosen(["LC_MESSAGES": locale]) == "ja")
    #expect(chosen(["LC_ALL": locale]) == "ja")
  }

  @Test(arguments: [
    "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "jam_JM", "j", "_JP", ".UTF-8", "@", ".",
    "ja_JP.eucJP", "ja_JP.SJIS", "ja_JP.", "japanese",
  ])
  func everythingElseIsEnglish(_ locale: String) {
    #expect(chosen(["LANG": locale]) == "en")
  }

  @Test func theFirstThatIsSetTells() {
    #expect(chosen([:]) == "en")
    #expect(chosen(["LC_ALL": "C", "LC_MESSAGES": "ja", "LANG": "ja"]) == "en")
    #expect(chosen(["LC_ALL": "ja", "LC_MESSAGES": "C", "LANG": "C"]) == "ja")
    #expect(chosen(["LC_MESSAGES": "C", "LANG": "ja"]) == "en")
    #expect(chosen(["LC_MESSAGES": "ja", "LANG": "en"]) == "ja")
    // An empty one is as good as none.
    #expect(chosen(["LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja"]) == "ja")
    // Other categories are about something else.
    #expect(chosen(["LC_CTYPE": "ja_JP.UTF-8", "LANGUAGE": "ja"]) == "en")
  }
}
