package import Diagnosis
import Packets

/// Joining what a server's own files say with what its connections show.
extension CaptureResult {
  /// Takes the facts of a server's files to the findings that the article has an issue for.
  ///
  /// The files are of one server. When several clients have such findings it is the one whose attempts meet the
  /// log's entries in time; when none does or several do, nothing is concluded and the findings say so.
  package mutating func join(_ facts: ServerFacts) {
    self.facts = facts
    let joined = joinable.compactMap {
      place -> (place: Int, client: IPAddress, assessment: IssueAssessment)? in
      let finding = findings[place]
      let attempts = finding.flows.prefix(Self.attemptLimit).map { flow($0).evidence.end }
      return IssueAssessment(finding, facts: facts, attempts: attempts).map { (place, finding.client, $0) }
    }
    let clients = Set(joined.map(\.client))
    let timed = Set(joined.filter { $0.assessment.clock != nil }.map(\.client))
    let owner = clients.count == 1 ? clients.first : timed.count == 1 ? timed.first : nil
    for (place, client, assessment) in joined {
      if client == owner {
        findings.assess(place, as: assessment)
      } else if owner == nil, var own = findings[place].issue, own.basis == .undecided {
        own.basis = .severalClients
        findings.assess(place, as: own)
      }
    }
  }

  /// Findings with an issue, the first ones: they stand in front, and a server has few.
  private var joinable: [Int] {
    findings.indices.prefix(Self.findingLimit).filter { findings[$0].hasIssue }
  }

  private static let findingLimit = 1000
  /// Attempts of a finding that are held against a log: more show nothing new.
  private static let attemptLimit = 64
}
