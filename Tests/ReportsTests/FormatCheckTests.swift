import ReportChecking
import Testing

@testable import Reports

/// The checks of reports find what they are for.
@Suite struct FormatCheckTests {
  private static var page: String {
    var capture = SampleCapture()
    capture.addVersionReject()
    return capture.report("html")
  }

  @Test(arguments: [
    "<script>x</script>", "<b>x</b>", "<img src=x>", "<a href=\"http://x\">x</a>", "<p onclick=\"x\">x</p>",
    "<p style=\"x\">x</p>", "<p class=x>x</p>", "<p>x", "</p>", "x & y", "x > y", "&lt", "\u{202e}", "\u{1b}",
    "<p class=\"(x)\">x</p>", "<p title=\"x\">x</p>", "<!--x-->", "<p id=\"<\">x</p>",
  ])
  func htmlWithMoreIsFound(_ more: String) {
    let page = Self.page
    #expect(HTMLCheck(page).faults == [])
    let changed = page.replacing("<main id=\"main\">", with: "<main id=\"main\">\(more)")
    #expect(!HTMLCheck(changed).faults.isEmpty, "\(more)")
  }

  @Test func cellsAreParted() {
    let check = CSVCheck("\u{feff}a,b\r\n\"x,\"\"y\"\"\",-1.5\r\n,\"'=1\"\r\n")
    #expect(check.faults == [])
    #expect(check.rows == [["a", "b"], ["x,\"y\"", "-1.5"], ["", "'=1"]])
  }

  @Test(arguments: [
    "a,b\n=1,x\n", "a,b\n\"=1\",x\n", "a,b\n+x,y\n", "a,b\n-x,y\n", "a,b\n@x,y\n", "a,b\n\"\tx\",y\n",
    "a,b\nx\n",
    "a,b\nx,y,z\n", "a,b\nx,\"y\n", "a,b\nx,\"y\"z\n", "a,b\nx,y\"z\n", "a,b\nx,y", "a,b\nx,\u{1b}\n",
    "a,b\nx,\u{202e}\n", "a,b\n-1-1,x\n",
  ])
  func tablesThatActAreFound(_ table: String) {
    #expect(!CSVCheck(table).faults.isEmpty)
  }

  @Test(arguments: [
    ("text", "a\u{9b}b"), ("text", "a\rb"), ("json", "{}"), ("json", "{\"a\":1,}"), ("ndjson", "{}\n"),
    ("ndjson", #"{"capture":"x","error":{"status":65}}"#), ("unknown", "x"),
  ])
  func othersAreFound(_ format: String, _ report: String) {
    #expect(!FormatCheck(report, format: format).faults.isEmpty)
  }
}
