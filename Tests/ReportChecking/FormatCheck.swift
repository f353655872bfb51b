package import SchemaChecking

/// What is wrong with a report in one of the formats, told without the code that writes it.
package struct FormatCheck {
  package var faults: [String]
  /// What its reader gets to see, as far as it is text.
  package var shown: String
  /// The values that a program reads; empty for a report for people.
  package var values: [JSONValue] = []

  /// - Parameter format: the name of the format; for one without a check here that is the fault.
  package init(_ report: String, format: String) {
    switch format {
    case "text": self.init(faults: ControlCheck.faults(in: report), shown: report)
    case "markdown":
      let check = MarkdownCheck(report)
      self.init(faults: check.faults, shown: check.shown)
    case "html":
      let check = HTMLCheck(report)
      self.init(faults: check.faults, shown: check.shown)
    case "csv":
      let check = CSVCheck(report)
      self.init(faults: check.faults, shown: check.rows.joined().joined(separator: "\n"))
    case "json": self.init(values: [report], of: report) { _ in nil }
    case "ndjson":
      self.init(values: report.split(separator: "\n").map(String.init), of: report) { value in
        value["error"] != nil ? "error_line" : value["summary"] != nil ? "capture_line" : "flow_line"
      }
    default: self.init(faults: ["there is no check of \(format)"], shown: "")
    }
  }

  private init(faults: [String], shown: String) {
    (self.faults, self.shown) = (faults, shown)
  }

  /// Lines of JSON that no schema of ours describes: what is wrong with them as text and as JSON.
  package init(linesOfJSON report: String) {
    self.init(faults: ControlCheck.faults(in: report), shown: "")
    for line in report.split(separator: "\n") {
      do {
        values.append(try JSONValue(String(line)))
      } catch {
        faults.append("\(error)")
      }
    }
    shown = values.flatMap(Self.texts).joined(separator: "\n")
  }

  /// Values of JSON that the published schema describes.
  private init(values: [String], of report: String, definition: (JSONValue) -> String?) {
    self.init(faults: ControlCheck.faults(in: report), shown: "")
    do {
      let schema = try Self.schema.get()
      for text in values {
        let value = try JSONValue(text)
        self.values.append(value)
        faults += schema.faults(in: value, as: definition(value)).map(\.description)
      }
    } catch {
      faults.append("\(error)")
    }
    shown = self.values.flatMap(Self.texts).joined(separator: "\n")
  }

  /// Read once: a test has thousands of reports.
  private static let schema = Result { try JSONSchema.published("report.schema.json") }

  /// Every text in a value.
  private static func texts(of value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let elements): elements.flatMap(texts)
    case .object(let members): members.values.flatMap(texts)
    default: []
    }
  }
}
