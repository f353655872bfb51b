import Testing

@testable import wsuscap

@Suite struct TerminalTests {
  @Test(arguments: [
    (["LANG": "en_US.UTF-8"], true), (["LANG": "C.utf8", "TERM": "xterm"], true), ([:], false),
    (["LANG": "C"], false), (["LANG": "ja_JP.eucJP"], false),
    // The first that is set and not empty counts.
    (["LC_ALL": "C", "LC_CTYPE": "C.UTF-8", "LANG": "C.UTF-8"], false),
    (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    (["LC_CTYPE": "POSIX", "LANG": "C.UTF-8"], false),
    (["LANG": "en_US.UTF-8", "TERM": "dumb"], false),
  ])
  func boxDrawingIsForTerminalsOfUTF8(_ environment: [String: String], _ isShown: Bool) {
    #expect(Terminal.showsBoxDrawing { environment[$0] ?? "" } == isShown)
  }
}
