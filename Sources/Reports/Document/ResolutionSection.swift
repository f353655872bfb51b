import Diagnosis

/// What resolves a finding.
struct Resolution: Hashable {
  /// What the policy says, in its own words.
  var policy: String?
  var steps: [ResolutionStep]

  init(_ finding: Finding) {
    policy = policyResolution(for: finding)
    steps = resolution(for: finding)
  }
}

extension CaptureDocument {
  /// - Parameter number: of a finding with the same resolution.
  func resolutionPart(_ resolution: Resolution, sameAs number: Int?) -> [Block] {
    guard resolution.policy != nil || !resolution.steps.isEmpty else { return [] }
    let policy = resolution.policy.map { text in
      Steps.Step(text: Phrase(text.split(whereSeparator: \.isNewline).joined(separator: " ")))
    }
    let steps =
      number == nil ? (policy.map { [$0] } ?? []) + resolution.steps.map { words.fullStep($0) } : []
    return [
      .part(
        Part(
          heading: words.heading(.resolution),
          blocks: [.steps(Steps(steps: steps, sameAs: number.map { words.remark(.sameAsFinding($0)) }))]))
    ]
  }

  /// Files that would confirm a finding.
  func requestedEvidence(_ finding: Finding) -> Part {
    let items = Diagnosis.requestedEvidence(for: finding).map { Item(text: words.collect($0)) }
    return items.isEmpty ? Part() : Part(heading: words.heading(.requestedEvidence), blocks: [.list(items)])
  }
}

extension Words {
  /// A step with its commands; with where it is documented, when it is to be complete.
  func fullStep(_ step: ResolutionStep, hasReference: Bool = false) -> Steps.Step {
    let systems: Phrase = step.appliesTo.isEmpty ? "" : " \(remark(.appliesTo(step.appliesTo)))"
    return Steps.Step(
      text: "\(self.step(step))\(systems)", commands: step.commands,
      reference: hasReference ? reference(step) : nil)
  }
}
