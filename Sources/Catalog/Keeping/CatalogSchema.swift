import GRDB

/// The tables of a catalog, version by version. A version that was released never changes: what is new is a migration
/// behind the others.
///
/// `stored_…` tables hold every analysis, also those under other policies. The views `captures`, `flows`, `findings` and
/// `notes` show what holds now: the analyses that the files were given last.
enum CatalogSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: captures)
      try db.execute(sql: findings)
      try db.execute(sql: files)
      try db.execute(sql: currentRows)
      for view in CatalogView.all { try db.execute(sql: "CREATE VIEW \(view.name) AS \(view.sql)") }
    }
    return migrator
  }

  /// Times are RFC 3339 in UTC, as in the JSON report; digests are hexadecimal.
  private static let captures = """
    CREATE TABLE stored_captures (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      conditions TEXT NOT NULL,
      tool_version TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      format TEXT NOT NULL,
      compression TEXT,
      packets INTEGER NOT NULL,
      tcp_packets INTEGER NOT NULL,
      first_packet TEXT,
      last_packet TEXT,
      policy_date TEXT NOT NULL,
      policy_source TEXT NOT NULL,
      flows INTEGER NOT NULL,
      findings INTEGER NOT NULL,
      report TEXT,
      analysed_at TEXT NOT NULL,
      UNIQUE (sha256, conditions)
    ) STRICT;
    CREATE TABLE stored_flows (
      capture INTEGER NOT NULL REFERENCES stored_captures ON DELETE CASCADE,
      flow INTEGER NOT NULL,
      verdict TEXT NOT NULL,
      confidence TEXT NOT NULL,
      reason TEXT NOT NULL,
      through_proxy INTEGER NOT NULL,
      client_ip TEXT NOT NULL,
      client_port INTEGER NOT NULL,
      server_ip TEXT NOT NULL,
      server_port INTEGER NOT NULL,
      server_name TEXT,
      name_source TEXT,
      endpoint TEXT,
      proxy_authority TEXT,
      proxy_status INTEGER,
      started TEXT NOT NULL,
      ended TEXT NOT NULL,
      client_packets INTEGER NOT NULL,
      server_packets INTEGER NOT NULL,
      client_bytes INTEGER NOT NULL,
      server_bytes INTEGER NOT NULL,
      tls_version TEXT,
      max_version TEXT,
      cipher_suite TEXT,
      PRIMARY KEY (capture, flow)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX successes ON stored_flows (client_ip, server_name, ended) WHERE verdict = 'success';
    CREATE TABLE stored_notes (
      capture INTEGER NOT NULL REFERENCES stored_captures ON DELETE CASCADE,
      flow INTEGER,
      code TEXT NOT NULL,
      message TEXT NOT NULL
    ) STRICT;
    CREATE INDEX notes_of_capture ON stored_notes (capture);
    """

  private static let findings = """
    CREATE TABLE stored_findings (
      id INTEGER PRIMARY KEY,
      capture INTEGER NOT NULL REFERENCES stored_captures ON DELETE CASCADE,
      number INTEGER NOT NULL,
      code TEXT NOT NULL,
      severity TEXT NOT NULL,
      title TEXT NOT NULL,
      client_ip TEXT NOT NULL,
      server_name TEXT,
      server_ips TEXT NOT NULL,
      server_ports TEXT NOT NULL,
      endpoint TEXT,
      route TEXT NOT NULL,
      confidence TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      first TEXT NOT NULL,
      last TEXT NOT NULL,
      issue INTEGER,
      issue_candidates TEXT NOT NULL,
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
