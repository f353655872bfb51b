import GRDB
import Reports

/// What is looked at before a catalog is used, so that every command refuses one in the same words.
enum CatalogCheck {
  /// Pages of a catalog whose content is checked too, which takes some milliseconds a megabyte; SQLite finds what is
  /// damaged in a larger one when it reads that.
  private static let pageLimit = 16_384

  /// - Throws: `CatalogError` for another database, a newer version, damage, or a table that is missing. A database without
  ///   tables is one to be made, unless it is only read.
  /// - Parameter isWritten: whether the catalog is to be written: then it may have to be made, or brought up to date.
  static func run(_ db: Database, isWritten: Bool) throws {
    let tables = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    let number = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if tables.isEmpty, isWritten { return }
    guard number == Catalog.applicationID else { throw CatalogError(.otherDatabase) }
    let migrator = CatalogSchema.migrator
    if try migrator.hasBeenSuperseded(db) { throw CatalogError(.newerVersion) }
    // Another program may be making it just now.
    if try isWritten && migrator.appliedIdentifiers(db).isEmpty
      && tables.allSatisfy({ $0 == migrations })
    {
      return
    }
    try require([migrations] + CatalogSchema.allTables, in: tables)
    try checkContent(db)
    if try migrator.hasCompletedMigrations(db) {
      try require(CatalogSchema.currentViews + CatalogView.all.map(\.name), in: tables)
    } else if !isWritten {
      throw CatalogError(.olderVersion)
    }
  }

  /// GRDB's table of the versions of the schema.
  private static let migrations = "grdb_migrations"

  private static func require(_ names: [String], in tables: [String]) throws(CatalogError) {
    if let missing = names.first(where: { !tables.contains($0) }) {
      throw CatalogError(.lacksTable(missing))
    }
  }

  private static func checkContent(_ db: Database) throws {
    let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    guard pages <= pageLimit else { return }
    let answer = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
    if answer != "ok" { throw CatalogError(.malformed) }
  }
}
