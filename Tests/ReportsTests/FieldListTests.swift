import Analysis
import Diagnosis
import Foundation
import SchemaChecking
import Testing

@testable import Reports

/// The list of fields, the tables of the documentation and the schema say the same.
@Suite struct FieldListTests {
  private static func document(_ name: String) throws -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/\(name)")
    return try String(contentsOf: path, encoding: .utf8)
  }

  // MARK: The schema

  /// Where the schema describes the fields of a list.
  private static let schemas: [(path: [String], fields: [FieldDescription])] = [
    (["capture"], CaptureDescription.fields.flatMap(\.descriptions)),
    (["policy"], PolicyInForce.fields.flatMap(\.descriptions)),
    (["summary"], CaptureSummary.fields.flatMap(\.descriptions)),
    (["flow"], FlowRecord.fields.flatMap(\.descriptions)),
    (["finding"], FindingRecord.fields.flatMap(\.descriptions)),
  ]

  @Test func theSchemaNamesEveryField() throws {
    let schema = try JSONValue(Self.document("report.schema.json"))
    let definitions = try #require(schema["$defs"])
    for (path, fields) in Self.schemas {
      let index = try #require(path.reduce(definitions) { index, name in index?[name] })
      try Self.compare(fields, with: index, of: definitions, at: path.joined(separator: "."))
    }
  }

  /// The members that an object of the schema names, references followed.
  private static func compare(
    _ fields: [FieldDescription], with schema: JSONValue, of definitions: JSONValue, at path: String
  ) throws {
    let properties = Self.properties(of: schema, definitions)
    #expect(Set(properties.keys) == Set(fields.map(\.name)), "\(path)")
    let required = Set(schema["required"]?.elements?.compactMap(\.text) ?? [])
    // An object of nothing but optional fields is there when one of them is.
    let isAnyRequired = !fields.allSatisfy(\.isOptional)
    for field in fields {
      let name = "\(path).\(field.name)"
      #expect(!isAnyRequired || !required.contains(field.name) || !field.isOptional, "\(name)")
      guard let member = properties[field.name].map({ resolved($0, definitions) }) else { continue }
      #expect(Self.types(of: member) == Self.types(of: field.type), "\(name)")
      guard !field.members.isEmpty else { continue }
      let inner = member["items"].map { resolved($0, definitions) } ?? member
      try compare(field.members, with: inner, of: definitions, at: name)
    }
  }

  private static func resolved(_ schema: JSONValue, _ definitions: JSONValue) -> JSONValue {
    guard let name = schema["$ref"]?.text?.split(separator: "/").last,
      let found = definitions[String(name)]
    else { return schema }
    return resolved(found, definitions)
  }

  /// Those of the object and of each kind that it may be.
  private static func properties(of schema: JSONValue, _ definitions: JSONValue) -> [String: JSONValue] {
    var properties = schema["properties"]?.members ?? [:]
    let kinds =
      ["oneOf", "anyOf", "allOf"].flatMap { schema[$0]?.elements ?? [] }
      + ["then", "else"].compactMap { schema[$0] }
    for kind in kinds {
      properties.merge(Self.properties(of: resolved(kind, definitions), definitions)) { own, _ in own }
    }
    return properties
  }

  private static func types(of schema: JSONValue) -> Set<String>? {
    if let name = schema["type"]?.text { return [name == "integer" ? "number" : name] }
    if let names = schema["type"]?.elements { return Set(names.compactMap(\.text)) }
    if schema["const"]?.boolean != nil { return ["boolean"] }
    if schema["const"]?.text != nil { return ["string"] }
    return nil
  }

  private static func types(of type: FieldType) -> Set<String> {
    switch type {
    case .string, .time: ["string"]
    case .number: ["number"]
    case .boolean: ["boolean"]
    case .code, .object: ["object"]
    case .array: ["array"]
    case .nullable(let type): types(of: type).union(["null"])
    }
  }

  // MARK: The tables of the documentation

  private struct Table {
    /// The beginning of the line above the table.
    let heading: String
    let fields: [FieldDescription]
    /// What is described elsewhere: the members of fields with a table of their own.
    var elsewhere: [String] = []
  }

  private static let tables: [Table] = [
    Table(
      heading: "### `capture`", fields: CaptureDescription.fields.flatMap(\.descriptions),
      elsewhere: ["notes[]."]),
    Table(heading: "### `policy`", fields: PolicyInForce.fields.flatMap(\.descriptions)),
    Table(heading: "### `summary`", fields: CaptureSummary.fields.flatMap(\.descriptions)),
    Table(
      heading: "## A flow", fields: FlowRecord.fields.flatMap(\.descriptions),
      elsewhere: ["tls.", "evidence[].", "notes[]."]),
    Table(
      heading: "### TLS", fields: member("tls", of: FlowRecord.fields.flatMap(\.descriptions)),
      elsewhere: [
        "client_hello.", "client_hellos[].", "server_hello.", "server_hellos[].", "certificates[].",
        "alerts[].",
      ]),
    Table(
      heading: "ClientHello:", fields: ClientHelloRecord.fields.flatMap(\.descriptions),
      elsewhere: ["client_system."]),
    Table(
      heading: "#### The client's system",
      fields: member("client_system", of: ClientHelloRecord.fields.flatMap(\.descriptions))),
    Table(heading: "ServerHello:", fields: ServerHelloRecord.fields.flatMap(\.descriptions)),
    Table(heading: "Certificate:", fields: CertificateRecord.fields.flatMap(\.descriptions)),
    Table(heading: "Alert:", fields: AlertRecord.fields.flatMap(\.descriptions)),
    Table(heading: "### Events", fields: EventRecord.fields.flatMap(\.descriptions)),
    Table(
      heading: "## A finding", fields: FindingRecord.fields.flatMap(\.descriptions),
      elsewhere: ["what_if.", "issue.clock.", "issue.steps[].evidence[]."]),
  ]

  private static func member(_ name: String, of fields: [FieldDescription]) -> [FieldDescription] {
    fields.first { $0.name == name }?.members ?? []
  }

  @Test func theTablesNameEveryField() throws {
    let lines = try Self.document("report.md").split(separator: "\n", omittingEmptySubsequences: false)
    for table in Self.tables {
      let rows = try Self.rows(behind: table.heading, lines.map(String.init))
      let named = Set(rows.flatMap(Self.names))
      let known = Self.paths(table.fields)
      #expect(named.subtracting(known.map(\.path)) == [], "\(table.heading): no such field")
      let missing = known.filter { path in
        path.isLeaf && !named.contains(path.path) && !table.elsewhere.contains { path.path.hasPrefix($0) }
      }
      #expect(missing.map(\.path) == [], "\(table.heading): not in the table")
    }
  }

  @Test func theTablesOfWhatIfNameEveryField() throws {
    let text = try Self.document("report.md")
    let start = try #require(text.range(of: "### What if"))
    let end = try #require(text.range(of: "## The schema"))
    let part = text[start.upperBound..<end.lowerBound].split(separator: "\n").map(String.init)
    let named = Set(part.filter { $0.hasPrefix("| `") }.flatMap(Self.names))
    #expect(named == Set(Self.paths(WhatIfRecord.fields.flatMap(\.descriptions)).map(\.path)))
  }

  private static func rows(behind heading: String, _ lines: [String]) throws -> [String] {
    let start = try #require(lines.firstIndex { $0.hasPrefix(heading) })
    let table = lines[start...].drop { !$0.hasPrefix("| field") }
    return table.prefix { $0.hasPrefix("|") }.dropFirst(2).map { $0 }
  }

  /// The fields that a row names in its first cell: "`a.b`, `.c`" are `a.b` and `a.c`.
  private static func names(_ row: String) -> [String] {
    let cell = row.split(separator: "|").first ?? ""
    var last = ""
    return cell.split(separator: "`").map(String.init).filter { $0.contains(where: \.isLetter) }.map { name in
      if name.hasPrefix(".") {
        last = last.split(separator: ".").dropLast().joined(separator: ".") + name
      } else {
        last = name
      }
      return last
    }
  }

  private struct Path {
    let path: String
    let isLeaf: Bool
  }

  private static func paths(_ fields: [FieldDescription], in outer: [String] = []) -> [Path] {
    fields.flatMap { field in
      let name = field.type == .array(of: .object) ? field.name + "[]" : field.name
      let own = Path(
        path: (outer + [field.name]).joined(separator: "."), isLeaf: field.members.isEmpty)
      return [own] + paths(field.members, in: outer + [name])
    }
  }

  // MARK: Columns

  @Test func columnsOfTheTableAreNumbered() throws {
    let columns = CSVReport.columns.compactMap(\.csv)
    #expect(columns.map(\.position) == Array(1...columns.count))
    #expect(Set(columns.map(\.name)).count == columns.count)
    let text = try Self.document("lines.md")
    let part = text[try #require(text.range(of: "## CSV")).upperBound...].split(separator: "\n")
    let named = part.filter { $0.hasPrefix("| `") }.flatMap { Self.names(String($0)) }
    #expect(Set(named) == Set(columns.map(\.name)))
    #expect(named.count == columns.count)
  }

  /// The first version of a catalog never changes, not even the order of its columns.
  @Test func columnsOfTheFirstCatalogStay() {
    func names(_ table: StoredTable) -> String {
      table.columns.filter { $0.version == 1 }.map(\.name).joined(separator: " ")
    }
    #expect(
      names(.flows) == """
        flow verdict confidence reason through_proxy client_ip client_port server_ip server_port server_name \
        name_source endpoint proxy_authority proxy_status started ended client_packets server_packets client_bytes \
        server_bytes tls_version max_version cipher_suite
        """)
    #expect(
      names(.findings) == """
        code severity title client_ip server_name server_ips server_ports endpoint route confidence attempts first \
        last issue issue_candidates
        """)
    #expect(
      names(.captures) == "bytes format compression packets tcp_packets first_packet last_packet")
    #expect(names(.policies) == "policy_date policy_source")
    #expect(names(.notes) == "code message")
  }

  /// A column that was added later can be missing in rows that are there.
  @Test func laterColumnsMayBeEmpty() {
    for table in [StoredTable.flows, .findings, .captures, .policies, .notes] {
      #expect(table.columns.allSatisfy { $0.version == 1 || !$0.isRequired })
    }
  }
}
