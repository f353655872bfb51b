import Foundation
import Reports
import Testing

/// The program's version, and what CHANGELOG.md says of it.
@Suite struct VersionTests {
  private static let changelog: [Substring] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../CHANGELOG.md")
    let data = (try? Data(contentsOf: path)) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }()

  /// Headings of released versions, the newest first: `## [1.2.3] - 2026-12-01`.
  private static let releases: [(version: String, date: String)] = changelog.compactMap { line in
    guard let match = line.wholeMatch(of: /## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})/) else { return nil }
    return (String(match.1), String(match.2))
  }

  @Test func newestHeadingIsTheProgramsVersion() {
    #expect(Self.releases.first?.version == Generator.version)
  }

  @Test func everyHeadingHasADateAndALink() {
    let headings = Self.changelog.filter { $0.hasPrefix("## ") }
    #expect(headings.first == "## [Unreleased]")
    #expect(headings.count == Self.releases.count + 1, "a heading without a version or a date")
    for name in ["Unreleased"] + Self.releases.map(\.version) {
      #expect(Self.changelog.contains { $0.hasPrefix("[\(name)]: ") }, "[\(name)] has no link")
    }
  }

  @Test func newerVersionsStandFirst() {
    let versions = Self.releases.map { $0.version.split(separator: ".").compactMap { Int($0) } }
    for (newer, older) in zip(versions, versions.dropFirst()) {
      #expect(older.lexicographicallyPrecedes(newer))
    }
    #expect(Self.releases.map(\.date) == Self.releases.map(\.date).sorted(by: >))
  }
}
