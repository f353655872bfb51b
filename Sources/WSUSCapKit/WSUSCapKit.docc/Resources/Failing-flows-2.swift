import WSUSCapKit

for path in CommandLine.arguments.dropFirst() {
  do throws(CaptureError) {
    let analysis = try CaptureAnalysis(file: path)
    print("\(path): \(analysis.capture.packets) packets, \(analysis.flows.count) flows")
    for finding in analysis.findings { show(finding) }
  } catch {
    print("\(path): \(error)")
  }
}

func show(_ finding: Finding) {
  print("\n\(finding.title)")
  print("  \(finding.code), \(finding.confidence): \(finding.explanation)")
  for (number, step) in finding.resolution.enumerated() { print("  \(number + 1). \(step.text)") }
}
