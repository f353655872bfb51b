import Diagnosis
import Foundation
import Testing

@testable import PolicyFiles

/// What docs/endpoints.md shows is a policy, and it names each key and each role.
@Suite struct DocumentedPolicyTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/endpoints.md")

  @Test func examplesAreRead() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let examples = page.components(separatedBy: "```yaml\n").dropFirst().map {
      String($0.prefix(upTo: $0.range(of: "```")?.lowerBound ?? $0.endIndex))
    }
    #expect(examples.count == 2)
    for example in examples {
      #expect(faults(example) == [])
      let read = try #require(policy(example, extending: .builtIn))
      #expect(!read.endpoints.isEmpty)
    }
  }

  @Test func everyKeyAndRoleIsDescribed() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    for key in PolicyKey.allCases { #expect(page.contains("`\(key.rawValue)`"), "\(key)") }
    for role in EndpointRole.allCases { #expect(page.contains("| `\(role.rawValue)` |"), "\(role)") }
  }
}
