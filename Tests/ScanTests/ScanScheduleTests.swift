import Catalog
import Files
import Testing

@testable import Scan

@Suite struct ScanScheduleTests {
  private static let megabyte = 1 << 20

  private func work(_ name: String, megabytes: Int) throws -> ScanWork {
    let folder = try ScanFolder()
    try folder.add([], as: name)
    let path = PathName(folder.traces + "/" + name)
    try folder.shell("truncate -s \(megabytes)M \(name)")
    return ScanWork(
      FoundFile(name: path, shown: name, folder: ".", status: try FileStatus(of: path)),
      conditions: Conditions(policy: ""), facts: nil)
  }

  /// The largest goes first, and what does not fit waits.
  @Test func theScheduleKeepsWithinMemory() throws {
    var schedule = ScanSchedule(memory: 160 * Self.megabyte)
    schedule.plan([
      try work("s", megabytes: 1), try work("l", megabytes: 400), try work("m", megabytes: 300),
    ])
    let first = try #require(schedule.next())
    #expect(first.file.shown == "l")
    // 100 + 32 are taken; 75 + 32 do not fit, nor does the small one.
    #expect(schedule.next() == nil && schedule.running == 1)
    schedule.finish(first, hasFailed: false)
    let (second, third) = (try #require(schedule.next()), try #require(schedule.next()))
    #expect([second.file.shown, third.file.shown] == ["m", "s"])
    schedule.finish(second, hasFailed: false)
    schedule.finish(third, hasFailed: true)
    #expect(schedule.next() == nil && schedule.running == 0)
    #expect(schedule.progress.doneFiles == 3 && schedule.progress.failed == 1)
  }

  /// A capture whose content is being analysed waits for the result.
  @Test func equalContentWaits() throws {
    var schedule = ScanSchedule(memory: 1 << 30)
    schedule.plan([try work("a", megabytes: 2), try work("b", megabytes: 1)])
    var (first, second) = (try #require(schedule.next()), try #require(schedule.next()))
    let key = AnalysisKey(sha256: "0", conditions: first.conditions)
    (first.key, second.key) = (key, key)
    #expect(schedule.claim(key, first))
    #expect(!schedule.claim(key, second))
    #expect(schedule.running == 1 && schedule.progress.current == ["a"] && schedule.next() == nil)
    schedule.finish(first, hasFailed: false)
    let again = try #require(schedule.next())
    #expect(again.file.shown == "b" && schedule.claim(key, again))
  }
}
