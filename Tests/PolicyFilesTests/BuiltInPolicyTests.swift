import Diagnosis
import Foundation
import PolicyFiles
import Protocols
import Testing

@Suite struct BuiltInPolicyTests {
  private let policy = DatedEndpointPolicy.builtIn

  /// `sync 0x0301 - 0x0303, 4 suites`, or `none`.
  private func terms(_ id: String, _ date: String) -> String {
    guard let endpoint = policy.policy(asOf: day(date)).endpoints.first(where: { $0.id == id }) else {
      return "none"
    }
    let suites = endpoint.cipherSuites.map { ", \($0.count) suites" } ?? ""
    return
      "\(endpoint.role.rawValue) \(endpoint.minimumVersion.displayName) - \(endpoint.maximumVersion.displayName)\(suites)"
  }

  @Test func isTheFileOfTheProject() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/PolicyFiles/Resources/endpoints.yaml")
    let bytes = Array(try Data(contentsOf: path))
    #expect(faults(bytes) == [])
    // A build that did not notice a change of the file holds an older one.
    #expect(try PolicyFile.read(bytes, extending: nil) == policy)
  }

  @Test func factsWithTheirDates() {
    #expect(terms("sws", "2020-06-30") == "sync TLS 1.0 - TLS 1.2")
    #expect(terms("sws", "2020-07-01") == "sync TLS 1.2 - TLS 1.2, 4 suites")
    #expect(terms("sws", "2026-11-25") == "sync TLS 1.2 - TLS 1.2, 4 suites")
    #expect(terms("sws1", "2022-01-09") == "legacy_sync TLS 1.0 - TLS 1.2")
    #expect(terms("sws1", "2022-01-10") == "legacy_sync TLS 1.0 - TLS 1.2")
    #expect(terms("fe2", "2019-07-08") == "sync TLS 1.0 - TLS 1.2")
    #expect(terms("fe2", "2019-07-09") == "retired TLS 1.0 - TLS 1.2")
    #expect(terms("catalog", "2021-07-31") == "catalog TLS 1.0 - TLS 1.3")
    #expect(terms("catalog", "2021-08-01") == "catalog TLS 1.2 - TLS 1.3")
    #expect(terms("content", "2001-01-01") == "content TLS 1.2 - TLS 1.3")
  }

  /// What is said of an endpoint belongs to the time that it is said of.
  @Test func textsHaveTheirDates() throws {
    func sws1(_ date: String) throws -> Endpoint {
      try #require(policy.policy(asOf: day(date)).endpoint(forHost: "sws1.update.microsoft.com"))
    }
    #expect(try sws1("2020-08-15").message == nil)
    #expect(try sws1("2023-01-01").message?.contains("10 January 2022") == true)
    #expect(try sws1("2020-08-15").expectedIssuers == sws1("2023-01-01").expectedIssuers)
  }

  @Test func certificateListsBeatTheWildcardOfContent() {
    let policy = policy.policy(asOf: day("2026-01-01"))
    #expect(policy.endpoint(forHost: "ctldl.windowsupdate.com")?.role == .certificateLists)
    #expect(policy.endpoint(forHost: "download.windowsupdate.com")?.role == .content)
    #expect(!policy.endpoints.contains { $0.role == .downstreamServer })
  }
}
