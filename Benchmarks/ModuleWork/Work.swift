/// What one module does with the traffic, to be measured by the benchmarks and run once by the tests.
///
/// The benchmarks have a manifest of their own, so nothing else would notice when a module changes under them.
package struct Work: Sendable {
  /// What one of the units is that a time is divided by.
  package enum Unit: Sendable {
    /// Of the traffic: the modules' shares of a flow can be compared.
    case flow
    /// The work is done once a run.
    case run
  }

  /// A number that sorts, the module's verb, what it is done to.
  package let name: String
  package let unit: Unit
  /// Does the work; returns how much there was of it, which is the same in every run.
  package let run: @Sendable (Traffic) async throws -> Int

  init(_ name: String, per unit: Unit = .flow, _ run: @escaping @Sendable (Traffic) async throws -> Int) {
    self.name = name
    self.unit = unit
    self.run = run
  }

  /// All of it, in the order of the modules.
  package static let all: [Work] =
    [read, decode, assemble, parse, parseCertificate, judge] + writers
    + [redact, anonymize, analyze, analyzeAsLibrary, readPolicy, readServerLog, scan]
}
