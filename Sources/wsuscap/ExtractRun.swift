import Analysis
import Anonymization
import CaptureFiles
import Diagnosis
import Files
import Reports

struct ExtractRun {
  var trace: String
  var flows: Set<Int>
  var output: CaptureOutput
  var endsAtDecision: Bool
  var policy: PolicyChoice
  var anonymizes = false
  var budget = ResourceBudget.standard
  /// The language of the comments on the frames of the evidence; nil for none.
  var comments: Language?
  /// Makes the same pseudonyms in every run; nil for pseudonyms of this run only.
  var key: String?
  private var anonymizer: Anonymizer?

  init(
    trace: String, flows: Set<Int>, output: CaptureOutput, endsAtDecision: Bool, policy: PolicyChoice,
    comments: Language?, anonymizes: Bool, key: String?
  ) {
    self.trace = trace
    self.flows = flows
    self.output = output
    self.endsAtDecision = endsAtDecision
    self.policy = policy
    self.comments = comments
    self.anonymizes = anonymizes
    self.key = key
  }

  /// Writes the file and lists its content on standard error.
  mutating func write(as format: WritingFormat) throws(CommandFailure) {
    var extraction = try read()
    for note in extraction.notes where Self.ends.contains(note.code) { Messages.write(trace, note.message) }
    if endsAtDecision { extraction.wholeFlows = try changedFlows(of: extraction, format) }
    if anonymizes { anonymizer = try anonymizer(for: extraction) }
    let (outcome, bytes) = try output.write { write throws(CommandFailure) in
      try copy(extraction, format, to: write)
    }
    Messages.write(
      output.name, "\(outcome.frames) of \(extraction.frameCount) frames written, \(bytes) bytes")
    explain(extraction, outcome)
  }

  private static let ends = ["truncated_file", "damaged_file"]

  private func read() throws(CommandFailure) -> FlowExtraction {
    let extraction: FlowExtraction?
    do throws(CaptureFault) {
      extraction = try FlowExtraction.read(
        path: trace, flows: flows, endsAtDecision: endsAtDecision, policy: policy, budget: budget,
        shouldStop: { Interruption.isRequested })
    } catch {
      throw failure(error)
    }
    guard let extraction else { throw .interrupted }
    let count = extraction.flowCount
    if let id = flows.filter({ $0 >= count }).min() {
      let has = count == 0 ? "no flows" : count == 1 ? "1 flow, 0" : "\(count) flows, 0 to \(count - 1)"
      throw .usage("\(trace): there is no flow \(id), the capture has \(has); a report lists the flows")
    }
    if let id = flows.filter({ !extraction.result.hasFlow($0) }).min() {
      throw .usage("\(trace): flow \(id) is left out because the capture has too many; specify --max-flows")
    }
    return extraction
  }

  /// The flows whose verdict would change without what follows their decision.
  private func changedFlows(
    of extraction: FlowExtraction, _ format: WritingFormat
  ) throws(CommandFailure) -> Set<Int> {
    guard let outcome = try copy(extraction, format, to: { _ in true }) else { throw .interrupted }
    return Set(outcome.changes.map(\.flow))
  }

  private func anonymizer(for extraction: FlowExtraction) throws(CommandFailure) -> Anonymizer {
    var anonymizer = Anonymizer(policy: extraction.result.policy.policy, key: key)
    let isWhole: Bool
    do throws(CaptureFault) {
      isWhole = try extraction.forEachFrame(shouldStop: { Interruption.isRequested }) {
        anonymizer.collect($0, $1)
      }
    } catch {
      throw failure(error)
    }
    guard isWhole else { throw .interrupted }
    anonymizer.finishCollecting()
    return anonymizer
  }

  private func copy(
    _ extraction: FlowExtraction, _ format: WritingFormat, to write: ([UInt8]) -> Bool
  ) throws(CommandFailure) -> ExtractOutcome? {
    var anonymizer = anonymizer
    let rewrite: CaptureCopy.Rewriting? =
      anonymizer == nil ? nil : { record, bytes in anonymizer?.rewrite(&record, bytes) ?? [] }
    do throws(CaptureFault) {
      return try extraction.write(
        as: format, application: "\(Generator.name) \(Generator.version)",
        shouldStop: { Interruption.isRequested }, rewrite: rewrite, comments: frameComments(extraction),
        to: write)
    } catch {
      throw failure(error)
    }
  }

  /// Names are left out where they are replaced in the packets.
  private func frameComments(_ extraction: FlowExtraction) -> FrameComments {
    guard let comments else { return FrameComments() }
    var options = ReportOptions()
    options.language = comments
    options.flows = Array(flows)
    return EvidenceComments.of(ReportedCapture(extraction.result), options, showsNames: !anonymizes)
  }

  private func failure(_ fault: CaptureFault) -> CommandFailure {
    if Interruption.isRequested { return .interrupted }
    return CommandFailure(fault.kind == .doesNotFit ? output.name : trace, fault)
  }

  // MARK: What the reader of the new file should know

  private func explain(_ extraction: FlowExtraction, _ outcome: ExtractOutcome) {
    if let witness = extraction.witness {
      Messages.write(
        output.name, "also contains frame \(witness), which shows how long a SYN was unanswered")
    }
    for flow in extraction.wholeFlows.sorted() {
      Messages.write(output.name, "flow \(flow) is complete: without its data, the verdict would differ")
    }
    for change in outcome.changes {
      guard change.after != change.before else {
        Messages.write(
          output.name,
          "flow \(change.flow) is not shown as in \(trace): its confidence, labels or events differ",
          advice: "attach the capture itself")
        continue
      }
      let after = change.after.map { "has the verdict \($0.rawValue) there" } ?? "is not found there"
      Messages.write(
        output.name, "flow \(change.flow) \(after) and \(change.before.rawValue) in \(trace)",
        advice: "attach the capture itself")
    }
  }
}
