import CaptureBuilding
import Foundation
import GRDB
import Testing

/// The first signal ends a run that waits, and every command says so in the same way.
@Suite struct SignalTests {
  private static let capture = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  /// Commands that wait for ever: for a silent pipe, a FIFO without a writer or reader, a reader that has stopped, or SQLite.
  private static let waiting: [[String]] = [
    ["-"], ["FIFO"], ["CAPTURE", "FIFO"], ["--files-from", "-"], ["--files-from", "FIFO"],
    ["CAPTURE", "--endpoints", "FIFO"], ["CAPTURE", "--evidence", "FIFO"], ["CAPTURE", "--evidence", "-"],
    ["CAPTURE", "-o", "FIFO"], ["CAPTURE", "CAPTURE", "CAPTURE", "-f", "json"],
    ["compare", "FIFO", "CAPTURE"], ["compare", "CAPTURE", "FIFO"], ["compare", "FIFO"],
    ["compare", "CAPTURE", "CAPTURE", "-o", "FIFO"],
    ["extract", "FIFO", "--flow", "0", "-o", "DIR/x.pcap"],
    ["extract", "CAPTURE", "--flow", "0", "--flow", "1", "-o", "FIFO"],
    ["evidence", "-"], ["evidence", "FIFO"], ["endpoints", "--check", "FIFO"], ["endpoints", "--check", "-"],
    ["scan", "DIR", "-o", "DIR/out", "--endpoints", "FIFO"], ["scan", "DIR", "-o", "DIR/out", "--watch"],
    ["catalog", "import", "-", "--catalog", "DIR/c.sqlite"],
    ["catalog", "import", "FIFO", "--catalog", "DIR/c.sqlite"],
    [
      "query", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
      "--catalog", "DIR/given.sqlite",
    ],
    ["query", "SELECT 1 FROM files", "--catalog", "DIR/locked.sqlite"],
    ["scan", "CAPTURE", "-o", "DIR/out2", "--catalog", "DIR/locked.sqlite"],
    ["catalog", "import", "DIR/given.sqlite", "--catalog", "DIR/locked.sqlite"],
  ]

  @Test(.timeLimit(.minutes(10)), arguments: [SIGINT, SIGTERM])
  func theFirstSignalEndsIt(_ signal: Int32) throws {
    try AnnotateCommandTests.withFolder { folder in
      try Self.fill(folder)
      let lock = try Self.lock(folder.appending(path: "locked.sqlite"))
      defer {
        try? lock.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try? lock.close()
      }
      for (number, arguments) in Self.waiting.enumerated() {
        let end = try Self.end(arguments, by: signal, folder, number)
        // On a busy machine; who swallows the signal waits for ever.
        #expect(end.seconds < 30, "\(arguments): \(end.seconds) s")
        if signal == SIGINT {
          #expect(
            end.process.terminationReason == .exit && end.process.terminationStatus == 130, "\(arguments)")
        } else {
          // The parent sees the signal itself, which shells show as 128 and its number.
          #expect(
            end.process.terminationReason == .uncaughtSignal && end.process.terminationStatus == signal,
            "\(arguments): \(end.process.terminationStatus) \(end.messages)")
        }
        #expect(!end.messages.contains("nterrupted system call"), "\(arguments): \(end.messages)")
      }
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
      #expect(!names.contains { $0.hasSuffix(".part") })
    }
  }

  private static func fill(_ folder: URL) throws {
    let lines = folder.appending(path: "lines.ndjson")
    try Data(try ExitStatusTests.run([capture, "-f", "ndjson"]).output.utf8).write(to: lines)
    for name in ["given", "locked"] {
      let catalog = folder.appending(path: name + ".sqlite").path()
      try #require(
        try ExitStatusTests.run(["catalog", "import", lines.path(), "--catalog", catalog]).status == 0)
    }
    try FileManager.default.removeItem(at: lines)
  }

  /// Locks a catalog for other programs, as a backup may: the lock of SQLite's rollback mode, on its own bytes.
  private static func lock(_ catalog: URL) throws -> DatabaseQueue {
    var configuration = Configuration()
    // It stays open.
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: catalog.path(), configuration: configuration)
    for sql in ["PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"] {
      try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
    return queue
  }

  private struct End {
    var process: Process
    var seconds: Double
    var messages: String
  }

  private static func end(_ arguments: [String], by signal: Int32, _ folder: URL, _ number: Int) throws -> End
  {
    let fifo = folder.appending(path: "fifo\(number)").path()
    unsafe mkfifo(fifo, 0o600)
    let process = ExitStatusTests.process(
      arguments.map {
        $0.replacing("DIR", with: folder.path()).replacing("FIFO", with: fifo)
          .replacing("CAPTURE", with: capture)
      })
    // Nobody writes to the one, nobody reads from the other.
    let (silent, full, messages) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (silent, full, messages)
    try process.run()
    Thread.sleep(forTimeInterval: 0.7)
    #expect(process.isRunning, "\(arguments) does not wait")
    let start = ContinuousClock.now
    kill(process.processIdentifier, signal)
    while process.isRunning, ContinuousClock.now - start < .seconds(30) {
      Thread.sleep(forTimeInterval: 0.01)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    try? full.fileHandleForReading.close()
    let text = messages.fileHandleForReading.readDataToEndOfFile()
    return End(process: process, seconds: seconds, messages: String(decoding: text, as: UTF8.self))
  }

  /// A run that has nothing to wait for is not disturbed: what is being read goes on after a pause.
  @Test func aSlowWriterIsNotASignal() throws {
    let process = ExitStatusTests.process(["-", "-f", "ndjson", "-o", "/dev/null"])
    let input = Pipe()
    process.standardInput = input
    try process.run()
    let bytes = try Data(contentsOf: URL(filePath: Self.capture))
    try input.fileHandleForWriting.write(contentsOf: bytes.prefix(20_000))
    Thread.sleep(forTimeInterval: 0.5)
    try input.fileHandleForWriting.write(contentsOf: bytes.dropFirst(20_000))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// What nohup ignores stays ignored.
  @Test func hangUpUnderNohup() throws {
    let process = ExitStatusTests.process([])
    let program = try #require(process.executableURL)
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["nohup", program.path(), "-", "-o", "/dev/null"]
    let input = Pipe()
    (process.standardInput, process.standardOutput) = (input, FileHandle.nullDevice)
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: 0.5)
    kill(process.processIdentifier, SIGHUP)
    Thread.sleep(forTimeInterval: 0.2)
    #expect(process.isRunning)
    try input.fileHandleForWriting.write(contentsOf: try Data(contentsOf: URL(filePath: Self.capture)))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
  }

  /// `kill -9` leaves no file that the next run into that folder does not clear.
  @Test func killedRunsAreClearedUp() throws {
    try AnnotateCommandTests.withFolder { folder in
      func drafts() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).count { $0.hasSuffix(".part") }
      }
      let report = folder.appending(path: "report.txt").path()
      let living = ExitStatusTests.process(["-", "-o", folder.appending(path: "living.txt").path()])
      let killed = ExitStatusTests.process(["-", "-o", report])
      let (input, other) = (Pipe(), Pipe())
      (living.standardInput, killed.standardInput) = (input, other)
      for process in [living, killed] { try process.run() }
      while try drafts() < 2 { Thread.sleep(forTimeInterval: 0.02) }
      kill(killed.processIdentifier, SIGKILL)
      killed.waitUntilExit()
      #expect(try drafts() == 2)
      #expect(try ExitStatusTests.run([Self.capture, "-o", report]).status == 0)
      #expect(try drafts() == 1)
      try input.fileHandleForWriting.write(contentsOf: try Data(contentsOf: URL(filePath: Self.capture)))
      try input.fileHandleForWriting.close()
      living.waitUntilExit()
      #expect(living.terminationStatus == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      #expect(names == ["living.txt", "report.txt"])
    }
  }

  /// Every folder that a command writes into.
  @Test func leftDraftsOfEveryCommand() throws {
    let none = "wsuscap-1-a.part"
    for (files, command) in [
      (["DIR"], ["CAPTURE", "-o", "DIR/r.txt"]),
      (["DIR"], ["CAPTURE", "--annotate", "DIR/a.pcapng", "-o", "/dev/null"]),
      (["DIR"], ["compare", "CAPTURE", "CAPTURE", "-o", "DIR/r.txt"]),
      (["DIR"], ["extract", "CAPTURE", "--flow", "0", "-o", "DIR/x.pcap"]),
      (["DIR", "DIR/reports", "DIR/ann"], ["scan", "CAPTURE", "-o", "DIR", "--annotate", "DIR/ann"]),
      (["DIR"], ["wireshark", "--profile", "DIR"]),
      (["DIR"], ["CAPTURE", "--write-fix", "DIR", "-o", "/dev/null"]),
    ] {
      try AnnotateCommandTests.withFolder { folder in
        let folders = files.map { $0.replacing("DIR", with: folder.path()) }
        for path in folders {
          try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
          try Data("half".utf8).write(to: URL(filePath: "\(path)/r.\(none)"))
        }
        let run = try ExitStatusTests.run(
          command.map { $0.replacing("DIR", with: folder.path()).replacing("CAPTURE", with: Self.capture) })
        #expect(run.status == 0, "\(command): \(run.messages)")
        for path in folders {
          #expect(!FileManager.default.fileExists(atPath: "\(path)/r.\(none)"), "\(command)")
        }
      }
    }
  }
}
