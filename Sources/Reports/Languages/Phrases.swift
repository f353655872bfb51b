import Analysis
import Diagnosis
import Protocols

/// Every text for people, in one language.
///
/// A language is one conforming type: the compiler names each text that it lacks, and each case of an
/// enumeration that its switches forget. Texts are sentences or parts of a line; how wide they run and where
/// they stand is the writer's affair. Protocol names (ClientHello, SYN, RST) and codes stay as they are.
protocol Phrases: EvidencePhrases, HTMLPhrases, ScanPhrases {
  // MARK: Putting together

  /// Facts side by side: `TLS 1.2, 10 cipher suites`.
  func list(_ parts: [Phrase]) -> Phrase
  /// Sentences one after the other; empty ones leave no trace.
  func paragraph(_ sentences: [Phrase]) -> Phrase

  // MARK: Flows

  /// The verdict in a table, two or three words.
  func label(_ verdict: Verdict) -> Phrase
  func label(_ confidence: Confidence) -> Phrase
  /// Why a flow has its verdict: one sentence that names frames.
  func reason(_ reason: Reason) -> Phrase
  func role(_ role: Role) -> Phrase
  /// Who sent a frame: on a flow through a proxy the other end is the proxy.
  func sender(_ role: Role, isThroughProxy: Bool) -> Phrase
  /// What happened, as it stands in a walkthrough.
  func label(_ kind: FlowEvent.Kind) -> Phrase
  /// The rest of a walkthrough's line; empty when the label says it all.
  func detail(of event: FlowEvent, in store: EvidenceStore) -> Phrase
  /// What a ClientHello offers, without its name.
  func offer(_ hello: ClientHello) -> Phrase
  func clientHello(_ offer: Phrase, serverName: String?) -> Phrase
  /// Version and cipher suite; the suite is nil where it was not captured.
  func negotiated(_ version: ProtocolVersion, _ cipherSuite: CipherSuite?) -> Phrase
  func basis(_ basis: FlowEvidence.ClientBasis) -> Phrase
  func nameSource(_ source: NameSource) -> Phrase
  func note(_ note: FlowNote) -> Phrase
  /// What is odd about a capture; the message that comes with it is in English.
  func note(_ note: CaptureDescription.Note) -> Phrase

  // MARK: Findings

  func tag(_ tag: Tag) -> Phrase
  func title(_ finding: Finding) -> Phrase
  func explanation(_ finding: Finding) -> Phrase
  /// How often and when: `6 attempts, 09:14:31 to 09:15:01`.
  func attempts(_ count: Int, first: Phrase, last: Phrase) -> Phrase
  /// A certificate of a chain that is to be shown whole: whose it is and who issued it.
  func certificate(_ certificate: CertificateSummary, number: Int, of count: Int) -> Phrase
  func issueTitle(_ issue: ArticleIssue) -> Phrase
  /// Which issue it is, or may be, and why.
  func issue(_ assessment: IssueAssessment) -> Phrase
  /// What decided, as a sentence.
  func basis(_ basis: IssueAssessment.Basis) -> Phrase
  /// Which system a hello looks like, in a few words.
  func clientSystem(_ system: ClientSystem) -> Phrase
  /// The same as a sentence, never as a fact.
  func looks(_ system: ClientSystem) -> Phrase
  /// What that rests on.
  func basis(_ system: ClientSystem) -> Phrase
  /// The few words, and what they rest on.
  func description(of system: ClientSystem) -> Phrase
  /// What is missing between a hello and an endpoint.
  func whatIf(_ comparison: CipherComparison) -> Phrase
  /// What a hello of TLS 1.2 would share with the endpoint.
  func whatIf(_ outlook: VersionOutlook) -> Phrase
  /// Where to add the name that follows, up to a colon.
  func addition(_ addition: SuiteAddition) -> Phrase

  /// What a step of the decision claims, as a sentence.
  func claim(_ claim: DecisionStep.Claim) -> Phrase
  /// Which issues it speaks for and against; empty when it only explains.
  func stands(_ step: DecisionStep) -> Phrase
  /// How log and capture meet in time.
  func clock(_ match: ClockMatch) -> Phrase

  func step(_ step: ResolutionStep) -> Phrase
  /// Where a step is written: the title of a page, and of its section.
  func reference(_ step: ResolutionStep) -> Phrase
  /// What to collect, and what it tells.
  func collect(_ file: RequestedEvidence) -> Phrase

  // MARK: The report around them

  func heading(_ heading: Heading) -> Phrase
  func remark(_ remark: Remark) -> Phrase
  func date(_ time: UTCTime) -> Phrase
  func duration(nanoseconds: Int64) -> Phrase

  // MARK: Explanations

  func explanation(of topic: Topic) -> Explanation
}

/// The word at the head of a finding.
enum Tag: CaseIterable {
  case fails
  case warns
  case informs
  case succeeds
  case undecided
  case clean
}

/// Heads of the report's parts, and of the columns of its tables.
enum Heading {
  case walkthrough(flow: Int)
  case flow(id: Int)
  case whatToDo
  case toBeSurer
  case decision
  case notes
  case findings(count: Int)
  case flowsOfInterest(listed: Int, of: Int)
  case allFlows(Int)
  case chosenFlows(Int)
  case clientHello(frame: UInt32)
  case serverHello(frame: UInt32)
  case certificate(frame: UInt32)
  case onTheWire, why
  case offeredAndTaken
  case term(Term)
}

/// The words before a colon, and at the head of a column.
enum Term: CaseIterable {
  case flow, client, server, verdict, frames, confidence
  case reason, name, endpoint, proxy, process, time, duration, roundTrip, packets, bytes, retransmissions
  case communityID, recordVersion, clientVersion, supportedVersions, cipherSuites, groups
  case signatureAlgorithms, serverName, alpn, extensions, resumption, sslv2Format, ja3, ja4, clientSystem
  case version, cipherSuite, group, resumed, ja3s
  case subject, issuer, serial, validity, alternativeNames, key, signature, sha256, fault
}

/// Sentences of the report that are about no single flow or finding.
enum Remark {
  case packets(Int)
  case tcpFlows(Int)
  case period(from: Phrase, to: Phrase, duration: Phrase)
  /// The policy is not the one that a user expects who gave no option; nil stands for the built-in one.
  case policy(file: String?, asOf: Phrase)
  case emptyCapture
  /// Nothing to judge; `cause` is what a note says of the packets that could not be followed.
  case noTCP(cause: String?)
  case noFlow(id: Int, flows: Int)
  case noFailure(flows: Int)
  /// Nothing failed, and nothing was TLS.
  case noTLS(flows: Int)
  case noEndpointFlow
  case provesNothing(incomplete: Int, unfinished: Int)
  case captureAgain
  case moreFindings(Int)
  /// Flows of interest that the table leaves out because it is long enough.
  case unlistedFlows(Int)
  /// Flows that the table leaves out, because they do not concern an endpoint and did not fail; `isAll` when
  /// that leaves no table.
  case otherFlows([(verdict: Verdict, count: Int)], isAll: Bool)
  case succeeds(flows: Int)
  case moreServers(Int)
  case sameAsFinding(Int)
  case appliesTo([WindowsServer])
  case later(Phrase)
  case beforeServerHello
  case takenByEndpoint
  case wholeLists
  /// Heads of two lists, and what stands for the rest of a long one.
  case offered(Int)
  case taken(Int, asOf: String?)
  case more(Int)
  case yes, no
}

typealias Words = any Phrases
