import Diagnosis

/// The texts about files of the server, in one language. Part of ``Phrases``, and kept apart only because it is
/// long.
protocol EvidencePhrases: Sendable {
  func refusal(_ reason: RefusedFile.Reason) -> RefusalText
  /// The two parts as one line.
  func sentence(_ refusal: RefusalText) -> Phrase
  func note(_ note: ServerFileNote) -> Phrase
  func fault(_ fault: CipherOrder.Fault) -> Phrase
  /// What is wrong with an XML text, without the place.
  func fault(_ reason: XMLFault.Reason) -> Phrase

  func heading(_ heading: EvidenceHeading) -> Phrase
  func remark(_ remark: EvidenceRemark) -> Phrase
  /// Who wrote a line.
  func label(_ component: LoggedComponent) -> Phrase
  /// What went wrong, as a clause.
  func label(_ kind: LoggedFailure.Kind) -> Phrase
  func label(_ state: SchannelLine.State) -> Phrase
  /// What shows that it was a start.
  func label(_ sign: ServiceStart.Sign) -> Phrase
  func label(_ outcome: Synchronization.Outcome) -> Phrase
  /// Where an order of suites comes from.
  func label(_ source: CipherOrder.Source) -> Phrase
}

/// Why a file is no evidence, and what to do, as the last two parts of a message: neither has a full stop.
struct RefusalText {
  var wrong: Phrase
  var advice: Phrase?
}

/// Heads of the parts about one file.
enum EvidenceHeading: CaseIterable {
  case windows, serviceStarts, synchronizations, failures, driverImports, importFailures, syncFailures
  case cipherOrder, protocols, framework, workerProcessSwitch, updateSource
  case notes, notRead
}

/// Lines about one file that are put together from facts.
enum EvidenceRemark {
  /// `12,345 lines`.
  case lines(Int)
  /// `line 12`, at the head of a fact.
  case line(Int)
  case byteOrderMark
  /// How often and when; without times when nothing tells them.
  case entries(Int, period: Phrase?)
  case period(from: Phrase, to: Phrase)
  /// The time of one line.
  case at(Phrase)
  case noSchannelLines
  case host(String)
  case httpStatus(Int)
  /// Identifiers of updates, the first few.
  case updates([String], of: Int)
  case suites(Int)
  /// A value of the registry, or that it is not there.
  case value(name: String, UInt32?)
  case allProtocolsAtDefault
  case switchIs(Bool)
  case switchIsNotSet
  case xmlFault(line: Int, column: Int)
  case redirectorChangeNumber(Int)
  case bits(Int)
  case nothingFound
  /// Nothing was understood at all.
  case noEvidence
}
