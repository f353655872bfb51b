import Glibc

/// What is fed, and what reads it. A new target is a file in `Targets` and a line in ``all``.
struct FuzzTarget: Sendable {
  let name: String
  let about: String
  let read: @Sendable ([UInt8]) -> Void

  static let all: [FuzzTarget] = [
    .captureFile, .wholeCapture, .packet, .reassembly, .tls, .certificate, .dns, .http, .wsus, .serverFile,
    .policyFile,
    .anonymization, .redaction,
  ]

  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// A target whose answer is wrong ends the program, which the fuzzer reports with the input.
func require(_ isRight: Bool, _ claim: @autoclosure () -> String) {
  if !isRight { fatalError("not so: \(claim())") }
}

/// Says what happens, for whoever looks at one input: `WSUSCAP_TRACE=1 Fuzzing TARGET FILE`.
func trace(_ line: @autoclosure () -> String) {
  guard isTracing else { return }
  let text = Array((line() + "\n").utf8)
  _ = write(STDERR_FILENO, text, text.count)
}

private let isTracing = getenv("WSUSCAP_TRACE") != nil
