import Benchmark
import CaptureAnalysis
import CaptureReading
import Diagnosis
import PacketDecoding
import ProtocolParsing
import Reporting
import StreamAssembly

// One benchmark a room, each on the same traffic: what a room costs a capture of 2,000 handshakes.
// Every figure is for the whole of it, so that the rooms' shares can be compared.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .throughput], timeUnits: .milliseconds, warmupIterations: 2,
    maxDuration: .seconds(5), maxIterations: 200)
  let traffic = Traffic(handshakes: 2_000)

  Benchmark("read: lend every frame") { benchmark in
    var bytes = 0
    benchmark.startMeasurement()
    var reader = try CaptureReader(path: traffic.path)
    try reader.forEachFrame { _, frame in
      bytes &+= frame.count
      return true
    }
    benchmark.stopMeasurement()
    blackHole(bytes)
  }

  Benchmark("decode: headers of every frame") { _ in
    var decoder = PacketDecoder()
    for frame in traffic.frames {
      blackHole(
        decoder.decode(
          frame.span, linkType: LinkType(rawValue: 1), originalLength: frame.count, time: 0))
    }
  }

  Benchmark("assemble: every segment in order") { _ in
    var table = ConnectionTable()
    var events = 0
    for (frame, segment, stamp) in traffic.segments {
      table.receive(segment, bytes: frame.span, stamp: stamp) { _, _ in
        events &+= 1
        return .goOn
      }
    }
    blackHole(events)
  }

  Benchmark("parse: every TLS byte") { _ in
    var messages = 0
    for stream in traffic.streams {
      var reader = TLSStreamReader()
      reader.read(stream.span, origin: traffic.stamp, stamp: traffic.stamp) { event, text in
        messages &+= 1
        if case .handshake(.clientHello, let version, let isComplete) = event.kind {
          blackHole(ClientHello(reading: text, recordVersion: version, isComplete: isComplete))
        }
      }
    }
    blackHole(messages)
  }

  Benchmark("judge: every flow") { _ in
    let judge = Judge(policy: .builtIn)
    for flow in traffic.flows {
      blackHole(judge.judge(flow.evidence, store: traffic.result.store, dnsName: nil, captureEnd: .max))
    }
  }

  for format in ["text", "json"] {
    Benchmark("write: \(format)") { _ in
      var options = ReportOptions()
      options.listsAllFlows = true
      guard var writer = ReportFormat.named(format)?.writer(options) else { return }
      var output = ReportOutput()
      try writer.begin(&output)
      try writer.add(ReportedCapture(traffic.result), to: &output)
      try writer.end(&output)
      blackHole(output.buffer.count)
    }
  }

  Benchmark("analyze: the whole way") { _ in
    blackHole(try CaptureAnalyzer.analyze(path: traffic.path, options: AnalysisOptions()))
  }
}
