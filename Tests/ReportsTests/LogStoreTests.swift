import Analysis
import Diagnosis
import Foundation
import SchemaChecking
import Testing

@testable import Reports

/// The files in `docs/siem` for log stores have each field that the lines have.
@Suite struct LogStoreTests {
  private static func file(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/siem")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private static let capture = {
    var capture = SampleCapture()
    capture.addVersionReject()
    capture.addSuccess()
    return capture
  }()

  // MARK: Elastic

  @Test func theIndexTemplateHasEveryFieldOfECS() throws {
    let template = try JSONValue(Self.file("elastic-index-template.json"))
    let mappings = try #require(template["template"]?["mappings"])
    #expect(template["index_patterns"]?.elements == [.string("wsuscap-*")])
    let capture: [(name: String, fields: [FieldDescription])] = [
      ("capture", CaptureDescription.fields.flatMap(\.descriptions)),
      ("policy", PolicyInForce.fields.flatMap(\.descriptions)),
      ("summary", CaptureSummary.fields.flatMap(\.descriptions)),
    ]
    Self.expect(ECS.flow.flatMap(\.descriptions), in: mappings, at: "")
    Self.expect(ECS.finding.flatMap(\.descriptions), in: mappings, at: "")
    let own = try #require(mappings["properties"]?["wsus"]?["properties"])
    for (name, fields) in capture { Self.expect(fields, in: try #require(own[name]), at: "wsus.\(name)") }
    // The document of a capture that could not be read.
    for path in ["error.code", "error.message"] {
      #expect(
        path.split(separator: ".").reduce(mappings) { ($0["properties"]?[String($1)]) ?? .null } != .null)
    }
  }

  private static func expect(_ fields: [FieldDescription], in mapping: JSONValue, at path: String) {
    for field in fields {
      let name = path.isEmpty ? field.name : "\(path).\(field.name)"
      guard let member = mapping["properties"]?[field.name] else {
        Issue.record("\(name): not in the template")
        continue
      }
      if field.members.isEmpty {
        #expect(mappingTypes(field.type).contains(member["type"]?.text ?? "object"), "\(name)")
      } else {
        expect(field.members, in: member, at: name)
      }
      if field.type == .code || field.type == .array(of: .code) {
        #expect(Set(member["properties"]?.members?.keys.map { $0 } ?? []) == ["id", "name"], "\(name)")
      }
    }
  }

  /// Types of Elasticsearch that hold a field.
  private static func mappingTypes(_ type: FieldType) -> Set<String> {
    switch type {
    case .string: ["keyword", "match_only_text", "ip"]
    case .number: ["long", "double"]
    case .boolean: ["boolean"]
    case .time: ["date"]
    case .code, .object: ["object"]
    case .array(let element), .nullable(let element): mappingTypes(element)
    }
  }

  // MARK: Microsoft Sentinel

  /// The members of lines, and the type of a column that holds them.
  private static let columns: [String: String] = {
    var columns = ["schema": "string"]
    for field in FlowRecord.lineFields.flatMap(\.descriptions) {
      columns[field.name] = columnType(field.type)
    }
    for name in ["generator", "file", "policy", "summary", "findings", "error"] { columns[name] = "dynamic" }
    return columns
  }()

  private static func columnType(_ type: FieldType) -> String {
    switch type {
    case .string: "string"
    case .number: "number"
    case .boolean: "boolean"
    case .time: "datetime"
    case .code, .object, .array: "dynamic"
    case .nullable(let type): columnType(type)
    }
  }

  private static func types(of columns: JSONValue?) -> [String: String] {
    let pairs = (columns?.elements ?? []).map { ($0["name"]?.text ?? "", $0["type"]?.text ?? "") }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func isNumber(_ type: String?) -> Bool { ["int", "long", "real"].contains(type) }

  @Test func theTableOfSentinelHasEveryMember() throws {
    let rule = try JSONValue(Self.file("sentinel-rule.json"))
    let stream = Self.types(of: rule["properties"]?["streamDeclarations"]?["Custom-Wsuscap_CL"]?["columns"])
    #expect(Set(stream.keys) == Set(Self.columns.keys))
    for (name, type) in Self.columns {
      #expect(stream[name] == type || type == "number" && Self.isNumber(stream[name]), "\(name)")
    }
    let table = try JSONValue(Self.file("sentinel-table.json"))
    var expected = stream
    expected["flow"] = expected.removeValue(forKey: "id")
    expected["TimeGenerated"] = "datetime"
    #expect(Self.types(of: table["properties"]?["schema"]?["columns"]) == expected)
    let flow = try #require(rule["properties"]?["dataFlows"]?.elements?.first)
    #expect(flow["transformKql"]?.text?.hasSuffix("| project-rename flow = id") == true)
    #expect(table["properties"]?["schema"]?["name"]?.text == "Wsuscap_CL")
  }

  @Test func linesHaveNoOtherMember() throws {
    var lines = Self.capture.report("ndjson").split(separator: "\n").map(String.init)
    lines.append(try Self.failureLine())
    #expect(lines.count > 2)
    for line in lines {
      let names = try #require(JSONValue(line).members).keys
      #expect(Set(names).isSubset(of: Self.columns.keys))
    }
  }

  private static func failureLine() throws -> String {
    var writer = try #require(ReportFormat.named("ndjson")).writer(ReportOptions())
    var output = ReportOutput()
    let failure = CaptureFailure(path: "a \"b\\.pcap", status: 65, message: "is empty", advice: nil)
    try writer.add(failure, to: &output)
    return output.buffer.text.trimmingCharacters(in: .newlines)
  }

  // MARK: Splunk

  /// Stanzas of a configuration file, each with its settings.
  private static func stanzas(_ text: String) throws -> [String: [String: String]] {
    var stanzas: [String: [String: String]] = [:]
    var current: String?
    for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if line.hasPrefix("#") || line.isEmpty { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        let name = String(line.dropFirst().dropLast())
        #expect(stanzas.updateValue([:], forKey: name) == nil, "[\(name)] is repeated")
        current = name
        continue
      }
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(parts.count == 2 && parts[0].wholeMatch(of: /[A-Z0-9_]+(?:-[a-z_]+)?/) != nil, "\(line)")
      let stanza = try #require(current)
      #expect(stanzas[stanza]?.updateValue(parts[1], forKey: parts[0]) == nil, "\(line)")
    }
    return stanzas
  }

  @Test func theSettingsOfSplunkNameFieldsOfLines() throws {
    let props = try Self.stanzas(Self.file("props.conf"))
    let transforms = try Self.stanzas(Self.file("transforms.conf"))
    #expect(Set(props.keys) == ["wsuscap", "wsuscap:capture", "wsuscap:failure"])
    let settings = try #require(props["wsuscap"])
    let used = settings.filter { $0.key.hasPrefix("TRANSFORMS-") || $0.key.hasPrefix("REPORT-") }.values
      .flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
    #expect(Set(used) == Set(transforms.keys))
    var fields = settings["TIMESTAMP_FIELDS"]?.split(separator: ",").map(String.init) ?? []
    for (name, value) in settings where name.hasPrefix("FIELDALIAS-") {
      fields += value.matches(of: /(\S+) AS \S+/).map { $0.1.filter { $0 != "\"" } }
    }
    fields += transforms.values.compactMap { $0["SOURCE_KEY"] }
    let known = Self.paths(FlowRecord.lineFields.flatMap(\.descriptions)).union(["file.first_packet"])
    #expect(fields.count == 15)
    #expect(Set(fields).subtracting(known) == [])
  }

  @Test func eachLineHasItsSourceType() throws {
    let transforms = try Self.stanzas(Self.file("transforms.conf"))
    let types = try transforms.filter { $0.value["DEST_KEY"] == "MetaData:Sourcetype" }.map { stanza in
      (try NSRegularExpression(pattern: stanza.value["REGEX"] ?? ""), stanza.value["FORMAT"] ?? "")
    }
    let lines = Self.capture.report("ndjson").split(separator: "\n").map(String.init)
    func sourceTypes(_ line: String) -> [String] {
      let whole = NSRange(line.startIndex..., in: line)
      return types.filter { $0.0.firstMatch(in: line, range: whole) != nil }.map(\.1)
    }
    for line in lines.dropLast() { #expect(sourceTypes(line) == []) }
    #expect(sourceTypes(try #require(lines.last)) == ["sourcetype::wsuscap:capture"])
    #expect(sourceTypes(try Self.failureLine()) == ["sourcetype::wsuscap:failure"])
  }

  private static func paths(_ fields: [FieldDescription], below path: String = "") -> Set<String> {
    var paths: Set<String> = []
    for field in fields {
      let name = path + field.name
      paths.insert(name)
      if field.type == .code { paths.formUnion(["\(name).id", "\(name).name"]) }
      paths.formUnion(Self.paths(field.members, below: name + "."))
    }
    return paths
  }

  // MARK: The page

  @Test func thePageNamesEachFile() throws {
    let page = try Self.file("../siem.md")
    for name in [
      "elastic-index-template.json", "props.conf", "transforms.conf", "sentinel-table.json",
      "sentinel-rule.json",
    ] {
      #expect(page.contains("](siem/\(name))"), "\(name)")
    }
  }
}
