/// A small capture of one of the article's issues that holds nothing but the attempts: which issue it is has to be
/// decided by files of the server.
package struct AttemptCapture: Sendable {
  /// The article's number.
  package let issue: Int
  package let capture: CaptureBuilder
  /// When each attempt ended.
  package let ends: [Timestamp]

  package init(issue: Int) {
    var stage = Self.stage(of: issue)
    var ends: [Timestamp] = []
    stage.lookUpEndpoint()
    for milliseconds in Self.pauses(of: issue) {
      stage.capture.wait(milliseconds: milliseconds)
      Self.attempt(issue, on: &stage)
      ends.append(stage.capture.now)
    }
    self.issue = issue
    self.ends = ends
    capture = stage.capture
  }

  private static func attempt(_ issue: Int, on stage: inout Stage) {
    switch issue {
    case 1, 3: stage.attemptReset(.tls10)
    case 5: stage.attemptReset(.tls12)
    default: stage.attemptClosed()
    }
  }

  /// Servers whose hello does not tell issue 1 from 3.
  private static func stage(of issue: Int) -> Stage {
    switch issue {
    case 1:
      Stage(site: Site(10, 0, 0, system: .server2012R2), start: Timestamp(2020, 8, 3, 9, 12, 4), seed: 1)
    case 2:
      Stage(site: Site(10, 0, 0, system: .server2016), start: Timestamp(2020, 8, 4, 13, 40, 31), seed: 2)
    case 3: Stage(site: Site(10, 0, 0, system: .server2012R2), start: Timestamp(2020, 8, 5, 2, 0, 0), seed: 3)
    case 4: Stage(site: Site(10, 0, 0, system: .server2019), start: Timestamp(2020, 8, 11, 2, 3, 15), seed: 4)
    default:
      Stage(
        site: Site(10, 0, 0, system: .server2016, cipherSuites: Walkthrough.hardenedCipherSuites),
        start: Timestamp(2020, 8, 18, 22, 30, 4), seed: 5)
    }
  }

  private static func pauses(of issue: Int) -> [Int] {
    switch issue {
    case 1: [10, 2100, 4300, 7200, 10_100]
    case 2: [10, 2400, 3100]
    case 3: [10, 1200, 2300, 3500, 4100, 6200]
    case 4: [10, 310, 240, 380, 520, 450, 310, 240]
    default: [10, 1100, 3200, 5400]
    }
  }
}
