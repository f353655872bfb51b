import ModuleWork
import Testing

/// What the benchmarks measure works: each module is given a small traffic once.
@Suite struct ModuleWorkTests {
  private static let flowCount = 6

  /// How much there is to do follows from the traffic: half of the flows offer a hello, get one back and a list of
  /// certificates; the other half offer a hello.
  @Test func everyModuleDoesItsWork() async throws {
    let traffic = try Traffic(flowCount: Self.flowCount)
    try traffic.write()
    defer { try? traffic.remove() }
    var done: [String: Int] = [:]
    for work in Work.all { done[work.name] = try await work.run(traffic) }
    func count(_ beginning: String) -> Int? { done.first { $0.key.hasPrefix(beginning) }?.value }
    #expect(count("1 read") == traffic.bytes.count)
    #expect(count("2 decode") == traffic.frames.count)
    #expect(count("3 assemble") == traffic.streams.reduce(0) { $0 + $1.bytes.count })
    #expect(count("4 parse: the records") == Self.flowCount * 2)
    #expect(count("4 parse: a server's certificate") == Self.flowCount)
    #expect(count("5 judge") == 1)
    #expect(count("6 redact") == Self.flowCount)
    #expect(count("7 analyze") == Self.flowCount)
    #expect(done.values.allSatisfy { $0 > 0 })
  }

  /// A benchmark repeats its work.
  @Test func workIsTheSameInEveryRun() async throws {
    let traffic = try Traffic(flowCount: Self.flowCount)
    try traffic.write()
    defer { try? traffic.remove() }
    for work in Work.all {
      let (first, second) = (try await work.run(traffic), try await work.run(traffic))
      #expect(first == second, "\(work.name)")
    }
  }

  @Test func namesAreDifferentAndInOrder() {
    let names = Work.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.map { $0.prefix(1) } == names.map { $0.prefix(1) }.sorted())
  }
}
