import CaptureBuilding
import Testing

/// TCP's own order counts, not the file's: two taps, a queue per direction.
@Suite struct CaptureOrderTests {
  /// The order of the file decides where acknowledgements do not: silence, and what nobody answered.
  private static let cases = VerdictCaptureTests.cases.filter { line, verdict in
    !verdict.hasPrefix("unfinished") && !verdict.hasPrefix("handshake_timeout") && !line.contains("again")
      && !line.contains(">text") && !line.contains("flight <text")
  }

  private func check(
    _ name: String, _ shape: BuiltConversation.Shape, _ change: (inout BuiltConversation) -> Void
  ) {
    for (line, verdict) in Self.cases {
      var talk = BuiltConversation(line, shape)
      change(&talk)
      let found = talk.verdict
      #expect(found == verdict, "\(line), \(name), proxied \(shape.isProxied)")
    }
  }

  @Test func oneDirectionFirst() {
    for shape in BuiltConversation.manyShapes {
      for side in [Side.client, .server] {
        check("\(side) first", shape) { talk in
          let first = talk.frames(of: side).map { $0 - 1 }
          talk.change { capture, _ in
            let rest = capture.frames.indices.filter { $0 > 0 && !first.contains($0) }
            capture.keepOnly([0] + first + rest)
          }
        }
      }
    }
  }

  @Test func oneDirectionLate() {
    for shape in BuiltConversation.manyShapes {
      for side in [Side.client, .server] {
        for frames in [1, 2, 3, 5, 8] {
          check("\(side) \(frames) late", shape) { talk in
            let late = Set(talk.frames(of: side).map { $0 - 1 })
            talk.change { capture, _ in
              let places = capture.frames.indices.map { ($0 + (late.contains($0) ? frames : 0), $0) }
              capture.keepOnly(places.sorted { $0 < $1 }.map(\.1))
            }
          }
        }
      }
    }
  }
}
