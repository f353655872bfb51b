/// What passes a WSUS server all day: its clients, its database, its domain controller, the network itself.
///
/// Conversations start at irregular but fixed moments and run side by side. A walkthrough plays its own frames
/// between two calls of ``fill(_:through:)``, so each stands at the frame number that it must have.
package struct OrdinaryTraffic {
  let site: Site
  private var running: [Running] = []
  var nextStart: Timestamp
  var started = 0
  var randomness: Randomness
  var database: TCPFlow?
  var share: TCPFlow?

  /// A conversation under way: its next step and when that comes.
  private struct Running {
    var script: TrafficScript
    var step = 0
    var due: Timestamp
  }

  /// The traffic of `site` from the capture's present moment on.
  package init(site: Site, capture: CaptureBuilder, seed: UInt64) {
    self.site = site
    nextStart = capture.now
    randomness = Randomness(seed: seed)
  }

  /// Plays frames until the capture contains `frame` of them.
  package mutating func fill(_ capture: inout CaptureBuilder, through frame: Int) {
    precondition(capture.frameCount <= frame, "frame \(frame) is over")
    while capture.frameCount < frame { playNext(&capture) }
  }

  /// Plays the frames that come before `moment`, and lets time pass to it.
  package mutating func fill(_ capture: inout CaptureBuilder, until moment: Timestamp) {
    while nextMoment < moment { playNext(&capture) }
    capture.wait(until: moment)
  }

  /// Plays the frames of the next so many milliseconds.
  package mutating func fill(_ capture: inout CaptureBuilder, milliseconds: Int) {
    fill(&capture, until: capture.now.advanced(microseconds: milliseconds * 1000))
  }

  private var nextMoment: Timestamp {
    running.map(\.due).min().map { min($0, nextStart) } ?? nextStart
  }

  private mutating func playNext(_ capture: inout CaptureBuilder) {
    while nextStart <= nextMoment { start(&capture) }
    guard let index = running.indices.min(by: { running[$0].due < running[$1].due }) else { return }
    let step = running[index].script.steps[running[index].step]
    capture.wait(until: running[index].due)
    let count = capture.frameCount
    step.write(&capture)
    precondition(capture.frameCount == count + 1, "a step is one frame")
    running[index].step += 1
    guard running[index].step < running[index].script.steps.count else {
      running.remove(at: index)
      return
    }
    let delay = running[index].script.steps[running[index].step].delay
    running[index].due = capture.now.advanced(microseconds: delay)
  }

  private mutating func start(_ capture: inout CaptureBuilder) {
    let script = nextScript(&capture)
    let delay = script.steps.first?.delay ?? 0
    running.append(Running(script: script, due: nextStart.advanced(microseconds: delay)))
    nextStart = nextStart.advanced(microseconds: randomness.number(90_000...740_000))
    started += 1
  }

  // The order repeats after 16 conversations; what each says differs.
  private mutating func nextScript(_ capture: inout CaptureBuilder) -> TrafficScript {
    switch started % 16 {
    case 0, 4, 9, 13: databaseBatch(&capture)
    case 1, 6, 11: clientScan(&capture)
    case 2: neighbours()
    case 3, 10: nameLookup()
    case 5: shareEcho(&capture)
    case 7: kerberos(&capture)
    case 8: site.system == .server2012R2 ? selfUpdate(&capture) : settings(&capture)
    case 12: directory(&capture)
    case 14: time()
    default: selfUpdate(&capture)
    }
  }
}
