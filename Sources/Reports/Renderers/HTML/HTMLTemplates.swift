import Crypto
import Mustache

/// The templates, style sheet and script of the page, compiled into the program.
///
/// Values are escaped, except the style sheet, the script, the page's own policy, and drawings and rows that
/// are HTML already.
struct HTMLTemplates: Sendable {
  private let library: MustacheLibrary

  static let style = String(decoding: PackageResources.report_css, as: UTF8.self)
  /// What the page on a scan adds to it.
  static let scanStyle = String(decoding: PackageResources.scan_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

  /// A template that does not parse ends the program; the tests find it.
  static let shared: HTMLTemplates = {
    do {
      return try HTMLTemplates()
    } catch {
      preconditionFailure("templates: \(error)")
    }
  }()

  private init() throws {
    let files = [
      "answer": PackageResources.answer_mustache,
      "callout": PackageResources.callout_mustache,
      "chart": PackageResources.chart_mustache,
      "comparison": PackageResources.comparison_mustache,
      "flow": PackageResources.flow_mustache,
      "head": PackageResources.head_mustache,
      "headline": PackageResources.headline_mustache,
      "ladder": PackageResources.ladder_mustache,
      "list": PackageResources.list_mustache,
      "steps": PackageResources.steps_mustache,
      "table": PackageResources.table_mustache,
      "tail": PackageResources.tail_mustache,
      "title": PackageResources.title_mustache,
    ]
    library = MustacheLibrary(
      templates: try files.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
  }

  /// Fills in a template. A field that is missing is looked up in the dictionaries around it.
  func render(_ fields: [String: Any], with name: String) -> String {
    guard let text = library.render(fields, withTemplate: name) else {
      preconditionFailure("there is no template \(name)")
    }
    return text
  }
}

/// What a page may do (Content Security Policy Level 3): show itself, with the one style sheet and the one script
/// that its policy names by their hashes. Nothing is loaded, nothing is sent.
struct ContentSecurityPolicy {
  let text: String

  init(style: String, script: String) {
    text = [
      "default-src 'none'", "style-src '\(Self.hash(of: style))'", "script-src '\(Self.hash(of: script))'",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  /// `sha256-` and the digest of an element's whole text in base 64 (section 2.3.1).
  static func hash(of text: String) -> String {
    var hash = ByteBuffer()
    hash.add(literal: "sha256-")
    hash.addBase64(Array(SHA256.hash(data: Array(text.utf8))))
    return hash.text
  }
}
