import Mustache

/// The templates, the style sheet and the script of the page, which are compiled into the program.
///
/// What goes into a template is escaped, but for the style sheet, the script and the page's own policy.
struct HTMLTemplates: Sendable {
  private let library: MustacheLibrary

  static let style = String(decoding: PackageResources.report_css, as: UTF8.self)
  /// What the page on a scan adds to it.
  static let scanStyle = String(decoding: PackageResources.scan_css, as: UTF8.self)
  static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

  /// A template that does not parse, which the tests find, ends the program: there is no page without it.
  static let shared: HTMLTemplates = {
    do {
      return try HTMLTemplates()
    } catch {
      preconditionFailure("templates: \(error)")
    }
  }()

  private init() throws {
    let files = [
      "capture": PackageResources.capture_mustache,
      "drawing": PackageResources.drawing_mustache,
      "each": PackageResources.each_mustache,
      "figures": PackageResources.figures_mustache,
      "finding": PackageResources.finding_mustache,
      "flow": PackageResources.flow_mustache,
      "head": PackageResources.head_mustache,
      "ladder": PackageResources.ladder_mustache,
      "list": PackageResources.list_mustache,
      "remark": PackageResources.remark_mustache,
      "row": PackageResources.row_mustache,
      "scan": PackageResources.scan_mustache,
      "suites": PackageResources.suites_mustache,
      "table": PackageResources.table_mustache,
      "tail": PackageResources.tail_mustache,
      "timeline": PackageResources.timeline_mustache,
    ]
    library = MustacheLibrary(
      templates: try files.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
  }

  /// Fills in a template. The fields of the value, and of what it holds, are the names in the template.
  func render(_ value: Any, with name: String) -> String {
    guard let text = library.render(value, withTemplate: name) else {
      preconditionFailure("there is no template \(name)")
    }
    return text
  }
}
