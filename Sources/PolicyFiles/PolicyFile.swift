package import Diagnosis

/// A policy file: YAML, described in docs/endpoints.md.
package enum PolicyFile {
  /// How many bytes a policy file may have.
  package static let byteLimit = PolicyText.byteLimit

  /// Reads a file's bytes.
  /// - Parameter extended: the policy that `mode: extend` adds to; nil for none.
  /// - Throws: everything that is wrong with it, at least one fault.
  package static func read(
    _ bytes: [UInt8], extending extended: DatedEndpointPolicy?
  ) throws(PolicyFaults) -> DatedEndpointPolicy {
    var reader = PolicyReader(extending: extended)
    return try reader.policy(bytes)
  }
}

extension DatedEndpointPolicy {
  /// The policy of `Resources/endpoints.yaml`, compiled into the program. A fault in it ends the program; the
  /// tests find it.
  package static let builtIn: DatedEndpointPolicy = {
    do throws(PolicyFaults) {
      return try PolicyFile.read(PackageResources.endpoints_yaml, extending: nil)
    } catch {
      preconditionFailure("endpoints.yaml: \(error.faults)")
    }
  }()
}

extension EndpointPolicy {
  /// The built-in policy of mid-August 2020: the article's own month, whose suites it lists. For what has no date of its
  /// own, such as the flow of a test.
  package static let builtIn = DatedEndpointPolicy.builtIn.policy(asOf: .ofArticle)
}

extension PolicyChoice {
  /// The built-in policy, that of a capture's day; of a capture without one as the article has it.
  package static let builtIn = PolicyChoice(.builtIn, source: .builtIn, today: .ofArticle)
}

extension CalendarDate {
  /// 15 August 2020.
  fileprivate static let ofArticle = CalendarDate(daysSince1970: 18_489)
}
