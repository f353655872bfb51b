import Diagnosis

/// What resolves a finding.
struct Resolution: Hashable {
  /// What the policy says, in its own words.
  var policy: String?
  var steps: [PlannedStep]

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
    let own = policy.map { [$0] } ?? []
    let steps = number == nil ? own + words.fullSteps(resolution.steps, after: own.count) : []
    return [
      .part(
        Part(
          heading: words.heading(.resolution),
          blocks: [.steps(Steps(steps: steps, sameAs: number.map { words.remark(.sameAsFinding($0)) }))]))
    ]
  }

  /// The first step in brief; nil without steps.
  func firstStep(_ resolution: Resolution) -> Block? {
    let step = resolution.policy.map { Phrase($0) } ?? resolution.steps.first.map { words.step($0) }
    return step.map {
      .paragraph(Paragraph(text: words.remark(.doFirst(words.firstClause(of: $0))), isConclusion: true))
    }
  }

  /// Files that would confirm a finding.
  func requestedEvidence(_ finding: Finding) -> Part {
    let items = Diagnosis.requestedEvidence(for: finding).map { Item(text: words.collect($0)) }
    return items.isEmpty ? Part() : Part(heading: words.heading(.requestedEvidence), blocks: [.list(items)])
  }
}

extension Words {
  /// Steps with their commands, after so many others; with where they are documented, when they are to be complete.
  func fullSteps(_ steps: [PlannedStep], after count: Int = 0, hasReferences: Bool = false) -> [Steps.Step] {
    steps.map { planned in
      let systems = planned.step.appliesTo
      let sentences: [Phrase] = [
        alternative(planned, in: steps, after: count), step(planned), planned.reason.map(why) ?? "",
        systems.isEmpty ? "" : remark(Remark.appliesTo(systems)),
      ]
      return Steps.Step(
        text: paragraph(sentences), commands: planned.commands,
        reference: hasReferences ? reference(planned.step) : nil)
    }
  }

  /// Names the other of two alternatives by its number.
  private func alternative(_ planned: PlannedStep, in steps: [PlannedStep], after count: Int) -> Phrase {
    if let other = steps.firstIndex(where: { $0.step == planned.alternativeTo }) {
      return alternative(to: count + other + 1, isFirst: false)
    }
    let other = steps.firstIndex { $0.alternativeTo == planned.step }
    return other.map { alternative(to: count + $0 + 1, isFirst: true) } ?? ""
  }
}
