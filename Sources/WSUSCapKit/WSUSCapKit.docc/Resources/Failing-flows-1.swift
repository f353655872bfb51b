import WSUSCapKit

for path in CommandLine.arguments.dropFirst() {
  do throws(CaptureError) {
    let analysis = try CaptureAnalysis(file: path)
    print("\(path): \(analysis.capture.packets) packets, \(analysis.flows.count) flows")
  } catch {
    print("\(path): \(error)")
  }
}
