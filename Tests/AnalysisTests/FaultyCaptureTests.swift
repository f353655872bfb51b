import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// What a capture does to a conversation: frames twice, in another order, missing, cut, from the middle on.
@Suite struct FaultyCaptureTests {
  private typealias Fault = (inout CaptureBuilder, TCPFlow) -> Void

  private static let shapes: [BuiltConversation.Shape] = [.init(), .init(isProxied: true)]

  /// A verdict without its confidence.
  private static func code(_ verdict: String) -> String { String(verdict.prefix { $0 != "/" }) }

  /// Whether a verdict on a part of a conversation claims no more than one on the whole: the same, or nothing.
  /// An alert in the clear stays a proof without what it objects to, as possible.
  private func claims(_ found: String, noMoreThan whole: String) -> Bool {
    let allowed = [
      Self.code(whole), "incomplete_capture", "unfinished", "not_tls", "server_alert/possible",
      "handshake_aborted/possible",
    ]
    return allowed.contains(found) || allowed.contains(Self.code(found))
  }

  /// A conversation that is TLS but for what it says behind the hello: without that nobody can tell.
  private static let imitation = "open >hello:1.0 <ack >text +5000 >fin"

  private static let cases = VerdictCaptureTests.cases.filter { $0.line != imitation }

  @Test func everyFrameTwice() {
    for shape in Self.shapes {
      for (line, verdict) in VerdictCaptureTests.cases {
        let talk = BuiltConversation(line, shape)
        var twice = talk.capture
        twice.keepOnly(talk.capture.frames.indices.flatMap { [$0, $0] })
        #expect(BuiltConversation.verdict(of: twice) == verdict, "\(line)")
      }
    }
    var syn = BuiltConversation(">syn").capture
    syn.duplicate(2)
    #expect(BuiltConversation.verdict(of: syn) == "unfinished/certain")
  }

  @Test func everyOneFrameMissing() {
    for shape in Self.shapes {
      for (line, verdict) in Self.cases {
        let talk = BuiltConversation(line, shape)
        for missing in 1..<talk.capture.frameCount {
          var capture = talk.capture
          capture.keepOnly(talk.capture.frames.indices.filter { $0 != missing })
          let found = BuiltConversation.verdict(of: capture)
          #expect(
            claims(found, noMoreThan: verdict),
            "\(line) proxied \(shape.isProxied) without frame \(missing + 1): \(found)")
        }
      }
    }
  }

  @Test func everyStartMissing() {
    for shape in Self.shapes {
      for (line, verdict) in Self.cases {
        let talk = BuiltConversation(line, shape)
        for start in 2..<talk.capture.frameCount {
          var capture = talk.capture
          capture.keepOnly(Array(talk.capture.frames.indices.dropFirst(start)))
          let found = BuiltConversation.verdict(of: capture)
          #expect(
            claims(found, noMoreThan: verdict),
            "\(line) proxied \(shape.isProxied) from frame \(start + 1) on: \(found)")
        }
      }
    }
  }

  @Test func oneDirectionOnly() {
    for shape in Self.shapes {
      for (line, verdict) in Self.cases {
        for side in [Side.client, .server] {
          let talk = BuiltConversation(line, shape)
          var capture = talk.capture
          capture.keepOnly(talk.frames(of: side).map { $0 - 1 })
          guard capture.frameCount > 0 else { continue }
          let found = BuiltConversation.verdict(of: capture)
          #expect(
            claims(found, noMoreThan: verdict),
            "\(line) proxied \(shape.isProxied) only \(side): \(found)")
        }
      }
    }
  }

  @Test func everySnapLength() {
    for shape in Self.shapes {
      for (line, verdict) in Self.cases {
        for length in [54, 60, 64, 96, 128, 160, 200, 256] {
          var talk = BuiltConversation(line, shape)
          talk.change { capture, _ in
            for number in 1..<capture.frameCount { capture.cut(number + 1, to: length) }
          }
          let found = talk.verdict
          #expect(
            claims(found, noMoreThan: verdict),
            "\(line) proxied \(shape.isProxied) cut to \(length): \(found)")
        }
      }
    }
  }

  @Test func neighboursExchanged() {
    for shape in Self.shapes {
      for (line, verdict) in VerdictCaptureTests.cases {
        let whole = BuiltConversation(line, shape)
        for side in [Side.client, .server] {
          let frames = whole.frames(of: side)
          for (first, second) in zip(frames, frames.dropFirst()) where second == first + 1 {
            var talk = whole
            talk.change { capture, _ in capture.exchange(first, second) }
            let found = talk.verdict
            #expect(claims(found, noMoreThan: verdict), "\(line): \(first) behind \(second): \(found)")
          }
        }
      }
    }
  }
}

extension BuiltConversation {
  /// Numbers of the frames that a side sent.
  func frames(of side: Side) -> [Int] {
    (1...capture.frameCount).filter { capture.sender(of: $0, in: flow) == side }
  }
}
