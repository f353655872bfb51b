import Mustache
import Testing

@testable import Reports

/// What the templates find by a list of names is what the values hold.
@Suite struct HTMLFieldTests {
  private static let text = HTMLText("a")

  private static let drawing: Drawing = {
    var drawing = Drawing(id: "i", kind: "k", name: "n", about: "a")
    drawing.lifelines = [Drawing.Path(data: "M0 0", style: "s", hint: text)]
    return drawing
  }()

  private static let events = HTMLViews.Events(
    eventsName: text, frameName: text, timeName: text, senderName: text, eventName: text, detailName: text,
    rows: [event])

  private static let event = HTMLViews.Event(
    frame: "1", time: text, sender: text, event: text, detail: text, eventTone: "good")

  private static let ladder = HTMLViews.Ladder(
    caption: text, zero: text, drawing: drawing, events: events, ladderNotes: [text])

  private static var values: [any MustacheParent] {
    [
      drawing, drawing.lifelines[0], Drawing.Box(x: 1, y: 2, width: 3, height: 4, style: "s"),
      Drawing.Line(x: 1, y: 2, style: "s", words: text, whole: text), events, event, ladder,
      HTMLViews.Flow(
        flowAnchor: "f", flowTitle: text, flowVerdict: text, flowTone: "bad", ends: text, reason: text,
        ladder: ladder),
      HTMLViews.Row(
        id: 1, rowAnchor: "r", start: text, startKey: "1", client: text, server: text, verdict: text,
        confidence: text, frames: text, firstFrame: "1", rowTone: "bad"),
    ]
  }

  @Test func everyFieldHasItsName() throws {
    for value in Self.values {
      for (name, field) in Mirror(reflecting: value).children {
        let name = try #require(name)
        let found = try #require(value.child(named: name), "\(name) of \(type(of: value))")
        #expect("\(found)" == "\(Self.unwrapped(field))", "\(name) of \(type(of: value))")
      }
      #expect(value.child(named: "nothing") == nil)
    }
  }

  private static func unwrapped(_ value: Any) -> Any {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional ? mirror.children.first?.value ?? value : value
  }
}
