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

  private func next(_ schedule: inout ScanSchedule) throws -> ScanWork {
    let work = schedule.next()
    return try #require(work)
  }

  /// The largest goes first, and what does not fit waits.
  @Test func theScheduleKeepsWithinMemory() throws {
    var schedule = ScanSchedule(memory: 160 * Self.megabyte)
    schedule.plan([
      try work("s", megabytes: 1), try work("l", megabytes: 400), try work("m", megabytes: 300),
    ])
    let first = try next(&schedule)
    #expect(first.file.shown == "l")
    // 100 + 32 are taken; 75 + 32 do not fit, nor does the small one.
    let tooLarge = schedule.next()
    #expect(tooLarge == nil && schedule.running == 1)
    schedule.finish(first, hasFailed: false)
    let second = try next(&schedule)
    let third = try next(&schedule)
    #expect([second.file.shown, third.file.shown] == ["m", "s"])
    schedule.finish(second, hasFailed: false)
    schedule.finish(third, hasFailed: true)
    let none = schedule.next()
    #expect(none == nil && schedule.running == 0)
    #expect(schedule.progress.doneFiles == 3 && schedule.progress.failed == 1)
  }

  @Test func theOrderDoesNotDependOnTheInput() throws {
    let captures = [try work("a", megabytes: 1), try work("b", megabytes: 1), try work("c", megabytes: 1)]
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
      var schedule = ScanSchedule(memory: 1 << 30)
      schedule.plan(order.map { captures[$0] })
      let names = [try next(&schedule), try next(&schedule), try next(&schedule)].map(\.file.shown)
      #expect(names == ["c", "b", "a"])
    }
  }

  /// A capture whose content is being analysed waits for the result.
  @Test func equalContentWaits() throws {
    var schedule = ScanSchedule(memory: 1 << 30)
    schedule.plan([try work("a", megabytes: 2), try work("b", megabytes: 1)])
    var first = try next(&schedule)
    var second = try next(&schedule)
    let key = AnalysisKey(sha256: "0", conditions: first.conditions)
    (first.key, second.key) = (key, key)
    let claims = [schedule.claim(key, first), schedule.claim(key, second)]
    #expect(claims == [true, false])
    let none = schedule.next()
    #expect(none == nil && schedule.running == 1 && schedule.progress.current == ["a"])
    schedule.finish(first, hasFailed: false)
    let again = try next(&schedule)
    let mayRun = schedule.claim(key, again)
    #expect(mayRun && again.file.shown == "b")
  }
}
