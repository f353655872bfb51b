import Files
import GRDB
import GRDBSQLite

extension Configuration {
  /// Ends what SQLite works at, or waits for, when a signal has asked the program to end.
  mutating func endsOnInterruption(busyTimeout: Double) {
    busyMode = .callback { tries in
      tries * pauseMilliseconds < Int(busyTimeout * 1000)
        && Interruption.pause(milliseconds: pauseMilliseconds)
    }
    prepareDatabase { db in
      unsafe sqlite3_progress_handler(
        db.sqliteConnection, instructionsPerQuestion, { _ in Interruption.isRequested ? 1 : 0 }, nil)
    }
  }
}

private let pauseMilliseconds = 20
/// Instructions of SQLite's machine between two questions: some hundred microseconds.
private let instructionsPerQuestion: Int32 = 10_000
