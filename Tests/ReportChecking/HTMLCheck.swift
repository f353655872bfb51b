/// Reads a page strictly and tells every element, attribute and mark that no report writes itself.
package struct HTMLCheck {
  package private(set) var faults: [String] = []
  /// The text between the elements, references resolved.
  package private(set) var shown = ""
  private var rest: Substring.UnicodeScalarView
  private var open: [String] = []
  private var counts: [String: Int] = [:]

  private static let elements: Set<String> = [
    "a", "article", "blockquote", "body", "button", "caption", "code", "desc", "details", "div", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "head", "header", "html", "input", "label", "li", "main", "meta",
    "ol", "p", "path", "pre", "rect", "script", "section", "span", "strong", "style", "summary", "svg",
    "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul", "wbr",
  ]
  private static let attributes: Set<String> = [
    "aria-hidden", "aria-label", "aria-labelledby", "autocomplete", "charset", "class", "content", "d",
    "data-done", "data-key", "height", "hidden", "href", "http-equiv", "id", "lang", "name", "open", "role",
    "scope", "tabindex", "type", "viewBox", "width", "x", "y",
  ]
  /// Attributes that hold words for people; all others hold the report's own codes.
  private static let worded: Set<String> = ["aria-label", "data-done", "content"]
  private static let empty: Set<String> = ["meta", "input", "wbr"]

  package init(_ page: String) {
    rest = page[...].unicodeScalars
    faults = ControlCheck.faults(in: page)
    if page.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst("<!DOCTYPE html>".count) }
    while let next = rest.first { next == "<" ? readTag() : readText() }
    if !open.isEmpty { faults.append("open at the end: \(open)") }
    for name in ["script", "style"] where counts[name] != 1 {
      faults.append("\(counts[name] ?? 0) of \(name)")
    }
  }

  private mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
    let end = rest.firstIndex { !isWanted($0) } ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }

  private mutating func readText() {
    let text = take { $0 != "<" }
    if text.unicodeScalars.contains(">") { faults.append("a bare > in \(text.prefix(60))") }
    shown += resolved(text)
  }

  private mutating func resolved(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var plain = text
    for (reference, mark) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")] {
      plain = plain.replacing(reference, with: mark)
    }
    let ampersands = plain.unicodeScalars.count { $0 == "&" }
    if ampersands != plain.ranges(of: "&amp;").count { faults.append("a bare & in \(text.prefix(60))") }
    return plain.replacing("&amp;", with: "&")
  }

  private mutating func readTag() {
    rest.removeFirst()
    if rest.first == "/" {
      rest.removeFirst()
      let name = take { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
      if open.last == name {
        open.removeLast()
      } else {
        faults.append("</\(name)> closes \(open.last ?? "nothing")")
      }
      if rest.first == ">" { rest.removeFirst() } else { faults.append("more in </\(name)>") }
      return
    }
    let name = take { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) }
    guard Self.elements.contains(name) else {
      return faults.append("element \(name) \(String(rest.prefix(20)))")
    }
    counts[name, default: 0] += 1
    let isClosed = readAttributes(of: name)
    guard !isClosed, !Self.empty.contains(name) else { return }
    open.append(name)
    guard name == "script" || name == "style" else { return }
    // Raw text: it ends at its end tag, whatever is in it.
    let end = Substring(rest).firstRange(of: "</\(name)")?.lowerBound
    rest = end.map { rest[$0...] } ?? rest[rest.endIndex...]
  }

  /// Returns whether the element closes itself.
  private mutating func readAttributes(of element: String) -> Bool {
    while true {
      let space = take { $0 == " " || $0 == "\n" }
      if rest.first == ">" {
        rest.removeFirst()
        return false
      }
      if rest.starts(with: "/>".unicodeScalars) {
        rest.removeFirst(2)
        return true
      }
      let name = take { !" =>/\"'<\n".unicodeScalars.contains($0) }
      guard !space.isEmpty, Self.attributes.contains(name) else {
        faults.append("attribute \(name) in \(element)")
        rest = rest[rest.endIndex...]
        return true
      }
      if rest.first == "=" { readValue(of: name) }
    }
  }

  private mutating func readValue(of name: String) {
    rest.removeFirst()
    guard rest.first == "\"" else { return faults.append("\(name) has no quotation marks") }
    rest.removeFirst()
    let value = take { $0 != "\"" }
    if !rest.isEmpty { rest.removeFirst() }
    if value.unicodeScalars.contains(where: { $0 == "<" || $0 == ">" }) { faults.append("a mark in \(name)") }
    if name == "href", ArticlePage.isArticle(value) { return }
    if name == "href", !value.hasPrefix("#") { faults.append("a link to \(value)") }
    guard !Self.worded.contains(name) else { return }
    let isCode = value.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789 -_.#".unicodeScalars.contains($0))
    }
    if !isCode { faults.append("\(name) holds \(value.prefix(60))") }
  }
}
