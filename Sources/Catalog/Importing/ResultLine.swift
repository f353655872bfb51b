import Reports

/// One line of `--format ndjson`, as far as a catalog keeps it: a flow, a capture, or a fault. Which member fills which
/// column is what the fields of the reports say.
struct ResultLine {
  /// The capture's path in the lines.
  let capture: String
  private let json: LineJSON

  /// Bytes of a path, of which a system allows 4,096.
  private static let pathLimit = 4096

  init(_ json: LineJSON) throws(NotAResult) {
    guard case .text(let capture)? = json["capture"], capture.utf8.count <= Self.pathLimit else {
      throw NotAResult()
    }
    (self.capture, self.json) = (capture, json)
  }

  struct NotAResult: Error {}

  struct Fault {
    let message: String
    let advice: String?
  }

  var fault: Fault? {
    let error = json["error"] ?? json["fault"]
    guard let message = error?["message"]?.text else { return nil }
    return Fault(message: message, advice: error?["advice"]?.text)
  }

  func flow() throws(NotAResult) -> StoredFlow? {
    guard case .integer(let id)? = json["id"], json["verdict"] != nil else { return nil }
    return StoredFlow(
      id: Int(id), row: try json.row(.flows), notes: try json["notes"]?.rows(.notes) ?? [])
  }

  func captureRow() throws(NotAResult) -> StoredCapture? {
    guard let file = json["file"], let policy = json["policy"] else { return nil }
    return StoredCapture(
      row: try file.row(.captures) + policy.row(.policies), notes: try file["notes"]?.rows(.notes) ?? [])
  }

  func findings() throws(NotAResult) -> [StoredFinding] {
    var findings: [StoredFinding] = []
    for finding in json["findings"]?.elements ?? [] {
      let flows = finding["flows"]?.elements?.compactMap(\.integer) ?? []
      findings.append(StoredFinding(row: try finding.row(.findings), flows: flows))
    }
    return findings
  }

  /// How many flows the capture has, here or not.
  var flowCount: Int? { json["summary"]?["flows"]?.integer }
  var bytes: Int? { json["file"]?["bytes"]?.integer }
  var sha256: String? { json["file"]?["sha256"]?.text }
  var toolVersion: String? { json["generator"]?["version"]?.text }
}

extension LineJSON {
  fileprivate func rows(_ table: StoredTable) throws(ResultLine.NotAResult) -> [[TableCell]] {
    var rows: [[TableCell]] = []
    for element in elements ?? [] { rows.append(try element.row(table)) }
    return rows
  }

  fileprivate func row(_ table: StoredTable) throws(ResultLine.NotAResult) -> [TableCell] {
    var row: [TableCell] = []
    for column in table.columns { row.append(try cell(column)) }
    return row
  }

  private func cell(_ column: StoredTable.Column) throws(ResultLine.NotAResult) -> TableCell {
    let value = column.path.reduce(Optional(self)) { value, name in value?[name] }
    let cell = value.flatMap { $0.cell(element: column.element) } ?? column.valueOfNothing
    switch cell {
    case .integer where column.isInteger: return cell
    case .text where !column.isInteger: return cell
    case .null where !column.isRequired: return cell
    case .integer, .text, .real, .null: throw ResultLine.NotAResult()
    }
  }

  private func cell(element: String?) -> TableCell? {
    switch self {
    case .text(let text): .text(text)
    case .integer(let number): .integer(number)
    case .flag(let flag): .integer(flag ? 1 : 0)
    // A code point: the catalog has its name.
    case .object: self["name"]?.cell(element: nil)
    case .array(let elements):
      if let element {
        .integer(elements.contains { $0.text == element } ? 1 : 0)
      } else {
        .text(
          elements.compactMap { $0.text ?? $0.integer.map(String.init) ?? $0["code"]?.text }.joined(
            separator: " "))
      }
    case .other: nil
    }
  }
}

extension StoredTable.Column {
  /// What a column has where JSON has nothing: a list that is left out is an empty one.
  fileprivate var valueOfNothing: TableCell { isRequired && isList ? .text("") : .null }
}
