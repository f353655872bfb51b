import GRDB
import Reports

/// The tables of a catalog. A released version never changes: append a migration. Columns follow the report's
/// fields.
///
/// `stored_…` tables have every analysis. The views `captures`, `flows`, `findings` and `notes` show the last
/// one of each file.
enum CatalogSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: captures)
      try db.execute(sql: findings)
      try db.execute(sql: files)
      try db.execute(sql: currentRows)
    }
    migrator.registerMigration("files") { try $0.execute(sql: fileReasons) }
    for version in later {
      migrator.registerMigration("\(version)") { db in
        try db.addColumns(of: version)
        if version == later.last { try db.makeViews() }
      }
    }
    return migrator
  }

  /// Why a file has no result, and which archive it is in.
  private static let fileReasons = """
    ALTER TABLE files ADD COLUMN reason TEXT;
    ALTER TABLE files ADD COLUMN format TEXT;
    ALTER TABLE files ADD COLUMN archive BLOB;
    ALTER TABLE files ADD COLUMN member INTEGER;
    """

  /// Every table that results and files are in, since the first version.
  static let allTables = [
    "stored_captures", "stored_flows", "stored_notes", "stored_findings", "finding_flows", "files",
  ]
  /// Views of the current results.
  static let currentViews = ["captures", "flows", "findings", "notes"]

  /// The tables that fields fill.
  static let tables: [(name: String, fields: StoredTable)] = [
    ("stored_captures", .captures), ("stored_captures", .policies), ("stored_flows", .flows),
    ("stored_findings", .findings), ("stored_notes", .notes),
  ]

  /// The versions that brought columns, but the first.
  private static var later: [Int] {
    Set(tables.flatMap(\.fields.columns).map(\.version)).subtracting([1]).sorted()
  }

  /// The columns of the first version, to be put between others.
  private static func columns(_ tables: StoredTable...) -> String {
    tables.flatMap(\.columns).filter { $0.version == 1 }.map(\.definition).joined(separator: ",\n")
  }

  /// Times are RFC 3339 in UTC, as in the JSON report; digests are hexadecimal.
  private static let captures = """
    CREATE TABLE stored_captures (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      conditions TEXT NOT NULL,
      tool_version TEXT NOT NULL,
      \(columns(.captures, .policies)),
      flows INTEGER NOT NULL,
      findings INTEGER NOT NULL,
      report TEXT,
      analysed_at TEXT NOT NULL,
      UNIQUE (sha256, conditions)
    ) STRICT;
    CREATE TABLE stored_flows (
      capture INTEGER NOT NULL REFERENCES stored_captures ON DELETE CASCADE,
      \(columns(.flows)),
      PRIMARY KEY (capture, flow)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX successes ON stored_flows (client_ip, server_name, ended) WHERE verdict = 'success';
    CREATE TABLE stored_notes (
      capture INTEGER NOT NULL REFERENCES stored_captures ON DELETE CASCADE,
      flow INTEGER,
      \(columns(.notes))
    ) STRICT;
    CREATE INDEX notes_of_capture ON stored_notes (capture);
    """

  private static let findings = """
    CREATE TABLE stored_findings (
      id INTEGER PRIMARY KEY,
      capture INTEGER NOT NULL REFERENCES stored_captures ON DELETE CASCADE,
      number INTEGER NOT NULL,
      \(columns(.findings)),
      UNIQUE (capture, number)
    ) STRICT;
    CREATE TABLE finding_flows (
      finding INTEGER NOT NULL REFERENCES stored_findings ON DELETE CASCADE,
      flow INTEGER NOT NULL,
      PRIMARY KEY (finding, flow)
    ) STRICT, WITHOUT ROWID;
    """

  /// `name` has the very bytes of the absolute path, `path` is the same to read.
  private static let files = """
    CREATE TABLE files (
      name BLOB NOT NULL PRIMARY KEY,
      path TEXT NOT NULL,
      folder TEXT NOT NULL,
      site TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('analysed', 'evidence', 'skipped', 'failed')),
      capture INTEGER REFERENCES stored_captures ON DELETE SET NULL,
      bytes INTEGER,
      modified INTEGER,
      inode INTEGER,
      sha256 TEXT,
      message TEXT,
      advice TEXT,
      tool_version TEXT NOT NULL,
      seen_at TEXT NOT NULL,
      CHECK ((state = 'analysed') = (capture IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX files_of_capture ON files (capture);
    """

  private static let currentRows = """
    CREATE VIEW captures AS SELECT c.*, min(f.path) AS path, count(*) AS copies
      FROM stored_captures c JOIN files f ON f.capture = c.id GROUP BY c.id;
    CREATE VIEW flows AS SELECT * FROM stored_flows WHERE capture IN (SELECT capture FROM files);
    CREATE VIEW findings AS SELECT * FROM stored_findings WHERE capture IN (SELECT capture FROM files);
    CREATE VIEW notes AS SELECT * FROM stored_notes WHERE capture IN (SELECT capture FROM files);
    """
}

extension StoredTable.Column {
  fileprivate var definition: String {
    "\(name) \(isInteger ? "INTEGER" : "TEXT")\(isRequired ? " NOT NULL" : "")"
  }
}

extension Database {
  fileprivate func makeViews() throws {
    for view in CatalogView.all {
      try execute(sql: "DROP VIEW IF EXISTS \(view.name)")
      try execute(sql: "CREATE VIEW \(view.name) AS \(view.sql)")
    }
  }

  /// A column that comes later is empty in the rows that are there.
  fileprivate func addColumns(of version: Int) throws {
    for table in CatalogSchema.tables {
      for column in table.fields.columns where column.version == version {
        try execute(
          sql: "ALTER TABLE \(table.name) ADD COLUMN \(column.name) \(column.isInteger ? "INTEGER" : "TEXT")")
      }
    }
  }
}
