import Benchmark
import ModuleWork

// One benchmark a module, each on the same traffic and with what the module before it made of it as input: what is
// done is in ModuleWork, which the tests run too. Inputs are made before the measurement, and no benchmark
// keeps an output that grows.
//
// Every time is that of one flow, so the modules' shares can be compared: a run takes all flows of the
// traffic, and the scaling factor divides by their count. Quote the least or the median: other work on
// the machine only ever adds. Processor time is left out, because Linux counts it in steps of 10 ms here.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.wallClock, .throughput], timeUnits: .nanoseconds, warmupIterations: 5,
    maxDuration: .seconds(3), maxIterations: 1000,
    setup: { try MeasuredTraffic.traffic.write() }, teardown: { try MeasuredTraffic.traffic.remove() })
  for work in Work.all { measure(work) }
}

private func measure(_ work: Work) {
  var configuration = Benchmark.defaultConfiguration
  configuration.scalingFactor = work.unit == .flow ? MeasuredTraffic.scale : .one
  Benchmark(work.name, configuration: configuration) { _ in
    blackHole(try await work.run(MeasuredTraffic.traffic))
  }
}

private enum MeasuredTraffic {
  /// How many flows there are.
  static var scale: BenchmarkScalingFactor { .kilo }

  /// Made when it is first asked for: listing the benchmarks must not wait for it.
  static let traffic: Traffic = {
    do {
      return try Traffic(flowCount: scale.rawValue)
    } catch {
      fatalError("the traffic cannot be made: \(error)")
    }
  }()
}
