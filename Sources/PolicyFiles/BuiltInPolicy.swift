package import Diagnosis

extension DatedEndpointPolicy {
  /// The policy that `Resources/endpoints.yaml` holds, which is compiled into the program.
  ///
  /// Without it every verdict would be another, so a file with a fault, which the tests find, ends the program.
  package static let builtIn: DatedEndpointPolicy = {
    do throws(PolicyFaults) {
      return try PolicyFile.read(PackageResources.endpoints_yaml, extending: nil)
    } catch {
      preconditionFailure("endpoints.yaml: \(error.faults.map(\.text))")
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
