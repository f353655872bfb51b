/// One field of a record for every machine format. JSON writes fields in list order; a table those with a
/// column.
struct Field<Record>: Sendable {
  /// How the documentation describes it: nothing for a field that JSON does not have.
  let descriptions: [FieldDescription]
  /// Its own column and those of its members; also of fields that no table shows.
  let columns: [Column<Record>]
  /// Writes the member of a JSON object; nothing where the value is missing.
  let write: @Sendable (Record, inout JSONWriter) -> Void

  private init(
    descriptions: [FieldDescription], columns: [Column<Record>],
    write: @escaping @Sendable (Record, inout JSONWriter) -> Void
  ) {
    (self.descriptions, self.columns, self.write) = (descriptions, columns, write)
  }

  /// A plain value.
  init<Value: FieldContent>(
    _ name: StaticString, csv: CSVColumn? = nil, stored: StoredColumn? = nil,
    _ value: @escaping @Sendable (Record) -> Value
  ) {
    let key = JSONKey(name)
    self.init(
      descriptions: [FieldDescription(name.description, Value.fieldType, isOptional: Value.isOptional)],
      columns: [
        Column(
          path: [name.description], type: Value.fieldType, isOptional: Value.isOptional, csv: csv,
          stored: stored, value: { value($0).fieldValue })
      ],
      write: { record, json in
        if let value = value(record).fieldValue { json.field(key, value) }
      })
  }

  /// The value of a column, under another name.
  init(_ name: StaticString, _ column: Column<Record>) {
    let key = JSONKey(name)
    self.init(
      descriptions: [FieldDescription(name.description, column.type, isOptional: column.isOptional)],
      columns: [],
      write: { record, json in
        if let value = column.value(record) { json.field(key, value) }
      })
  }

  /// A column that JSON has under another name, or in another form.
  /// - Parameter path: where JSON has its value.
  static func column<Value: FieldContent>(
    path: [String] = [], csv: CSVColumn? = nil, stored: StoredColumn? = nil,
    _ value: @escaping @Sendable (Record) -> Value
  ) -> Field {
    let column = Column<Record>(
      path: path, type: Value.fieldType, isOptional: Value.isOptional, csv: csv, stored: stored,
      value: { value($0).fieldValue })
    return Field(descriptions: [], columns: [column], write: { _, _ in })
  }

  /// An object of the record's own values; left out when none of them is there.
  static func object(_ name: StaticString, _ fields: [Field]) -> Field {
    let key = JSONKey(name)
    let members = fields.flatMap(\.descriptions)
    return Field(
      descriptions: [
        FieldDescription(
          name.description, .object, isOptional: members.allSatisfy(\.isOptional), members: members)
      ],
      columns: fields.flatMap(\.columns).map { $0.below(name.description) },
      write: { record, json in
        json.objectUnlessEmpty(key) { $0.writeMembers(of: record, fields) }
      })
  }

  /// Another record inside this one; left out when it is missing.
  static func record<Member>(
    _ name: StaticString, _ fields: [Field<Member>], _ member: @escaping @Sendable (Record) -> Member?
  ) -> Field {
    let key = JSONKey(name)
    return Field(
      descriptions: [
        FieldDescription(
          name.description, .object, isOptional: true, members: fields.flatMap(\.descriptions))
      ],
      columns: fields.flatMap(\.columns).map { $0.below(name.description, member) },
      write: { record, json in
        guard let member = member(record) else { return }
        json.key(key)
        json.write(member, fields)
      })
  }

  /// An array of other records; omitted when empty.
  /// - Parameter isOptional: whether it may be omitted.
  static func list<Element>(
    _ name: StaticString, _ fields: [Field<Element>], isOptional: Bool = false,
    _ elements: @escaping @Sendable (Record) -> [Element]?
  ) -> Field {
    let key = JSONKey(name)
    return Field(
      descriptions: [
        FieldDescription(
          name.description, .array(of: .object), isOptional: isOptional,
          members: fields.flatMap(\.descriptions))
      ],
      columns: [],
      write: { record, json in
        guard let elements = elements(record) else { return }
        json.key(key)
        json.array { json in
          for element in elements { json.write(element, fields) }
        }
      })
  }

  /// The field of a record that is part of another, as one of that.
  func of<Outer>(_ record: @escaping @Sendable (Outer) -> Record) -> Field<Outer> {
    Field<Outer>(
      descriptions: descriptions, columns: columns.map { $0.of(record) },
      write: { [write] outer, json in write(record(outer), &json) })
  }

  /// Fields that many records share, written once.
  /// - Parameter list: which of the lists of fields that the shared record was made with.
  static func shared<Shared>(
    _ fields: [Field<Shared>], list: Int = 0,
    of shared: @escaping @Sendable (Record) -> SharedRecord<Shared>
  ) -> Field {
    Field(
      descriptions: fields.flatMap(\.descriptions),
      columns: fields.flatMap(\.columns).map { $0.of { shared($0).record } },
      write: { record, json in json.fragment(shared(record).members[list]) })
  }

  /// A member that only JSON has, and writes in a way of its own.
  static func custom(
    _ name: StaticString, _ type: FieldType,
    _ write: @escaping @Sendable (Record, inout JSONWriter) -> Void
  ) -> Field {
    Field(descriptions: [FieldDescription(name.description, type)], columns: [], write: write)
  }
}

/// What a field is called, and what is in it.
struct FieldDescription: Hashable, Sendable {
  let name: String
  let type: FieldType
  /// Whether it may be left out.
  let isOptional: Bool
  /// Of an object, or of the objects of an array.
  let members: [FieldDescription]

  init(_ name: String, _ type: FieldType, isOptional: Bool = false, members: [FieldDescription] = []) {
    (self.name, self.type, self.isOptional, self.members) = (name, type, isOptional, members)
  }
}

/// A value of a record as a table has it.
struct Column<Record>: Sendable {
  /// The names of the JSON members that lead to it.
  private(set) var path: [String]
  let type: FieldType
  private(set) var isOptional: Bool
  let csv: CSVColumn?
  let stored: StoredColumn?
  let value: @Sendable (Record) -> FieldValue?

  /// The column as one of an object with that name.
  fileprivate func below(_ name: String) -> Column {
    var column = self
    column.path.insert(name, at: 0)
    return column
  }

  fileprivate func below<Outer>(
    _ name: String, _ record: @escaping @Sendable (Outer) -> Record?
  ) -> Column<Outer> {
    Column<Outer>(
      path: [name] + path, type: type, isOptional: true, csv: csv, stored: stored,
      value: { [value] in record($0).flatMap(value) })
  }

  fileprivate func of<Outer>(_ record: @escaping @Sendable (Outer) -> Record) -> Column<Outer> {
    Column<Outer>(
      path: path, type: type, isOptional: isOptional, csv: csv, stored: stored,
      value: { [value] in value(record($0)) })
  }
}

/// The column of the CSV table that a field fills.
struct CSVColumn: Sendable {
  /// From 1, without gaps: scripts count. A new column is the last.
  let position: Int
  let name: String

  static func at(_ position: Int, _ name: String) -> CSVColumn { CSVColumn(position: position, name: name) }
}

/// The column of the catalog's table that a field fills.
struct StoredColumn: Sendable, ExpressibleByStringLiteral {
  let name: String
  /// The version of the catalog's schema that brought it: a new column has a new one.
  let version: Int
  /// Where JSON has a list: the column tells whether this is in it.
  let element: String?

  init(_ name: String, version: Int = 1, isElement element: String? = nil) {
    (self.name, self.version, self.element) = (name, version, element)
  }

  init(stringLiteral name: String) {
    self.init(name)
  }
}

extension JSONWriter {
  /// Writes a record as an object.
  mutating func write<Record>(_ record: Record, _ fields: [Field<Record>]) {
    openObject()
    writeMembers(of: record, fields)
    closeObject()
  }

  /// By index: an iterator would retain and release all that a field consists of.
  mutating func writeMembers<Record>(of record: Record, _ fields: [Field<Record>]) {
    for index in fields.indices { fields[index].write(record, &self) }
  }

  /// The members of a record without the brackets, for ``fragment(_:)``.
  static func members<Record>(of record: Record, _ fields: [Field<Record>]) -> ByteBuffer {
    var json = JSONWriter()
    json.buffer.reserve(128)
    json.writeMembers(of: record, fields)
    return json.buffer
  }
}
