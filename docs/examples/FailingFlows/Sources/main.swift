import WSUSCapKit

for path in CommandLine.arguments.dropFirst() {
  do throws(CaptureError) {
    let analysis = try CaptureAnalysis(file: path)
    print("\(path): \(analysis.capture.packets) packets, \(analysis.flows.count) flows")
    for finding in analysis.findings {
      show(finding)
      if let flow = finding.decisiveFlow.flatMap({ analysis.flows[id: $0] }) { show(flow) }
    }
  } catch {
    print("\(path): \(error)")
  }
}

func show(_ finding: Finding) {
  print("\n\(finding.title)")
  print("  \(finding.code), \(finding.confidence): \(finding.explanation)")
  for (number, step) in finding.resolution.enumerated() { print("  \(number + 1). \(step.text)") }
}

func show(_ flow: Flow) {
  print("  Flow \(flow.id), \(flow.client) to \(flow.server): \(flow.verdict.rawValue)")
  for event in flow.evidence { print("    \(event.frame)  \(event.sender)  \(event.event)  \(event.detail)") }
  for doubt in flow.doubts { print("    Doubt: \(doubt.message)") }
}
