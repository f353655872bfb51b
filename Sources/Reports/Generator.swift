/// Who made a report.
package enum Generator {
  package static let name = "wsuscap"
  /// Semantic version (semver.org, 2.0.0).
  package static let version = "0.1.0"
}
