import Benchmark
import ByteReading
import CaptureAnalysis
import CaptureReading
import Diagnosis
import Glibc
import PacketDecoding
import PolicyReading
import ProtocolParsing
import Reporting
import StreamAssembly

// One benchmark a room, each on the same traffic and with what the room before it made of it as input.
// Inputs are made before the measurement, and no benchmark keeps an output that grows.
//
// Every time is that of one flow, so the rooms' shares can be compared: a run takes all flows of the
// traffic, and the scaling factor divides by their count. Quote the least or the median: other work on
// the machine only ever adds. Processor time is left out, because Linux counts it in steps of 10 ms here.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.wallClock, .throughput], timeUnits: .nanoseconds, warmupIterations: 5,
    scalingFactor: Traffic.scale, maxDuration: .seconds(3), maxIterations: 1000,
    setup: { try Traffic.shared.write() }, teardown: { try Traffic.shared.remove() })
  benchmarkFrames()
  benchmarkStreams()
  benchmarkFlows()
  benchmarkReports()
  benchmarkAnalysis()
}

private func benchmarkFrames() {
  Benchmark("1 read: lend every frame") { _ in
    var bytes = 0
    var reader = try CaptureReader(path: Traffic.shared.path)
    try reader.forEachFrame { _, frame in
      bytes &+= frame.count
      return true
    }
    blackHole(bytes)
  }

  Benchmark("2 decode: the headers of every frame") { _ in
    let traffic = Traffic.shared
    var decoder = PacketDecoder()
    for frame in traffic.frames {
      blackHole(
        decoder.decode(
          traffic.bytes.span.extracting(frame.range), linkType: .ethernet,
          originalLength: frame.range.count, time: frame.stamp.time))
    }
  }
}

private func benchmarkStreams() {
  Benchmark("3 assemble: every segment") { _ in
    let traffic = Traffic.shared
    var table = ConnectionTable()
    var count = 0
    for item in traffic.segments {
      let frame = traffic.bytes.span.extracting(item.frame.range)
      table.receive(item.segment, bytes: frame, stamp: item.frame.stamp) { _, bytes in
        count &+= bytes.count
        return .goOn
      }
    }
    table.finish { _, _ in .goOn }
    blackHole(count)
  }

  Benchmark("4 parse: the records and hellos of every stream") { _ in
    for stream in Traffic.shared.streams { parse(stream) }
  }

  // A capture's analysis reads each certificate once, so this is no share of the flow's cost.
  Benchmark("4 parse: a server's certificate") { benchmark in
    let certificate = Traffic.shared.certificate
    for _ in benchmark.scaledIterations { blackHole(CertificateSummary(der: certificate.span)) }
  }
}

/// Reads one side, in the pieces in which it came.
private func parse(_ stream: SideBytes) {
  var reader = TLSStreamReader()
  for (piece, stamp) in stream.pieces {
    reader.read(stream.bytes.span.extracting(piece), origin: stamp, stamp: stamp) { message, text in
      guard case .handshake(let type, let version, let isComplete) = message.kind else { return }
      switch type {
      case .clientHello:
        blackHole(ClientHello(reading: text, recordVersion: version, isComplete: isComplete))
      case .serverHello:
        blackHole(ServerHello(reading: text, recordVersion: version, isComplete: isComplete))
      case .certificate:
        blackHole(CertificateList(reading: text, isTLS13: false, isComplete: isComplete))
      default: break
      }
    }
  }
  reader.finish { message, _ in blackHole(message) }
}

private func benchmarkFlows() {
  Benchmark("5 judge: every flow, and gather the findings") { _ in
    let traffic = Traffic.shared
    let judge = Judge(policy: .builtIn)
    var gatherer = FindingGatherer(policy: .builtIn)
    for evidence in traffic.evidence {
      let brief = judge.brief(
        evidence, store: traffic.result.store, dnsName: nil, captureEnd: traffic.captureEnd)
      gatherer.add(brief, of: evidence, store: traffic.result.store)
    }
    blackHole(gatherer.finish().count)
  }
}

private func benchmarkReports() {
  for format in ReportFormat.book {
    Benchmark("6 write: every flow as \(format.name)") { _ in
      let descriptor = open("/dev/null", O_WRONLY)
      defer { close(descriptor) }
      var options = ReportOptions()
      options.listsAllFlows = true
      var writer = format.writer(options)
      var output = ReportOutput(descriptor: descriptor)
      try writer.begin(&output)
      try writer.add(ReportedCapture(Traffic.shared.result), to: &output)
      try writer.end(&output)
      try output.flush()
      blackHole(output.writtenBytes)
    }
  }
}

private func benchmarkAnalysis() {
  Benchmark("7 analyze: from file to findings") { _ in
    let options = AnalysisOptions(policy: .builtIn)
    blackHole(try CaptureAnalyzer.analyze(path: Traffic.shared.path, options: options))
  }
}
