package import Diagnosis

/// A policy file: YAML, described in docs/endpoints.md.
package enum PolicyFile {
  /// How many bytes a policy file may have.
  package static let byteLimit = PolicyText.byteLimit

  /// Reads a file's bytes.
  ///
  /// - Parameter extended: what its entries are added to when it says `mode: extend`; nil takes them alone.
  /// - Throws: everything that is wrong with it, at least one fault.
  package static func read(
    _ bytes: [UInt8], extending extended: DatedEndpointPolicy?
  ) throws(PolicyFaults) -> DatedEndpointPolicy {
    var reader = PolicyReader(extending: extended)
    return try reader.policy(bytes)
  }
}
