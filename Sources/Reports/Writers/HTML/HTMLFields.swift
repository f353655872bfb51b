import Mustache

// The fields of what a page holds thousands of, by their names in the templates. For a type without this list the
// template engine asks the runtime for each field of each value, which took two thirds of the time of a page.

extension HTMLViews.Row: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "id": id
    case "rowAnchor": rowAnchor
    case "start": start
    case "startKey": startKey
    case "client": client
    case "server": server
    case "verdict": verdict
    case "confidence": confidence
    case "frames": frames
    case "firstFrame": firstFrame
    case "rowTone": rowTone
    default: nil
    }
  }
}

extension HTMLViews.Flow: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "flowAnchor": flowAnchor
    case "flowTitle": flowTitle
    case "flowVerdict": flowVerdict
    case "flowTone": flowTone
    case "ends": ends
    case "reason": reason
    case "ladder": ladder
    default: nil
    }
  }
}

extension HTMLViews.Ladder: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "caption": caption
    case "zero": zero
    case "drawing": drawing
    case "events": events
    case "ladderNotes": ladderNotes
    default: nil
    }
  }
}

extension HTMLViews.Events: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "eventsName": eventsName
    case "frameName": frameName
    case "timeName": timeName
    case "senderName": senderName
    case "eventName": eventName
    case "detailName": detailName
    case "rows": rows
    default: nil
    }
  }
}

extension HTMLViews.Event: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "frame": frame
    case "time": time
    case "sender": sender
    case "event": event
    case "detail": detail
    case "eventTone": eventTone
    default: nil
    }
  }
}

extension Drawing: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "id": id
    case "name": self.name
    case "about": about
    case "kind": kind
    case "wide": wide
    case "high": high
    case "lifelines": lifelines
    case "boxes": boxes
    case "paths": paths
    case "lines": lines
    default: nil
    }
  }
}

extension Drawing.Box: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "x": x
    case "y": y
    case "width": width
    case "height": height
    case "style": style
    default: nil
    }
  }
}

extension Drawing.Path: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "data": data
    case "style": style
    case "hint": hint
    default: nil
    }
  }
}

extension Drawing.Line: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "x": x
    case "y": y
    case "style": style
    case "words": words
    case "whole": whole
    default: nil
    }
  }
}

extension HTMLText: MustacheParent {
  /// None: what a section on a text asks for stands around it.
  func child(named name: String) -> Any? { nil }
}
