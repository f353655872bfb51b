import Testing

@testable import Diagnosis

/// The facts of a server's files have a limit of each kind, whatever the number of files.
@Suite struct FactListTests {
  private static func facts(orders count: Int) -> ServerFacts {
    var facts = ServerFacts()
    let line = Citation(file: "a.reg", kind: .registryExport, line: 1, text: "")
    let order = CipherOrder(source: .localRegistry, suites: [], text: nil, citation: line)
    facts.cipherOrders = Array(repeating: order, count: count)
    return facts
  }

  /// A list without a limit would be missing here.
  @Test func everyListHasALimit() {
    let lists = Mirror(reflecting: ServerFacts()).children.filter {
      $0.label != "files" && Mirror(reflecting: $0.value).displayStyle == .collection
    }
    #expect(lists.count == FactList.joined.count + FactList.gathered.count)
  }

  @Test func factsOfManyFiles() {
    var counts = FactList.Counts()
    for (expected, leftOut) in [(500, 0), (500, 0), (24, 476), (0, 500)] {
      var facts = Self.facts(orders: 500)
      counts.shorten(&facts)
      #expect(facts.cipherOrders.count == expected && facts.leftOut == leftOut)
    }
    // Other kinds have limits of their own.
    var other = ServerFacts()
    other.updateSources = [
      UpdateSource(
        url: "", host: "", redirectorChangeNumber: nil,
        citation: Citation(file: "a.txt", kind: .updateSource, line: 1, text: ""))
    ]
    counts.shorten(&other)
    #expect(other.updateSources.count == 1 && other.leftOut == 0)
  }

  @Test func factsThatAreJoined() {
    var joined = Self.facts(orders: 1000)
    joined.merge(Self.facts(orders: 24))
    #expect(joined.cipherOrders.count == 1024 && joined.leftOut == 0)
    joined.merge(Self.facts(orders: 10))
    #expect(joined.cipherOrders.count == 1024 && joined.leftOut == 10)
  }
}
