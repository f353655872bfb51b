import Bytes
import Diagnosis
import Protocols
import Streams

// What is given up when a budget is spent: the messages and readings of the oldest connections, down to half of the
// budget, so that what stays is looked at seldom.

extension FlowObserver {
  /// Call it after bytes were read.
  @inline(__always)
  mutating func keepWithinBudget(_ stamp: FrameStamp) {
    if readings.keptBytes > budget.messageBytes { giveUpMessages(stamp) }
  }

  @inline(never)
  private mutating func giveUpMessages(_ stamp: FrameStamp) {
    for index in readings.oldestFirst {
      for side in [Side.one, .other] {
        if readings.keptBytes <= budget.messageBytes / 2 { return }
        giveUpMessage(index, side, stamp)
      }
    }
  }

  private mutating func giveUpMessage(_ index: Int32, _ side: Side, _ stamp: FrameStamp) {
    let slot = FlowReadings.slot(index, side)
    let connection = readings.flows[Int(index)].connection
    guard readings.sides[slot].keptBytes > 0, states[connection].reading == index else { return }
    states[connection].notes.insert(side == .one ? .oneGivenUp : .otherGivenUp)
    givenUp.messages += 1
    if case .some = readings.sides[slot].head {
      readings.removeHead(at: slot)
      readings.sides[slot].mode = .other
    } else {
      let part = StreamChunk(
        connection: connection, reading: index, side: side, origin: stamp, stamp: stamp, acknowledged: .max)
      withTLSReader(of: part) { reader, observer in
        reader.giveUpMessage { message, text in observer.handle(message, text, part) }
      }
      if isReading(part) { readings.noteKept(readings.readers[slot].keptBytes, at: slot) }
    }
  }

  /// Call it before a reading is added.
  @inline(never)
  mutating func giveUpReadings(_ stamp: FrameStamp) {
    for index in readings.oldestFirst.prefix(budget.readings / 2) {
      let connection = readings.flows[Int(index)].connection
      states[connection].notes.insert(.oneGivenUp)
      states[connection].notes.insert(.otherGivenUp)
      givenUp.readings += 1
      endReading(connection, stamp: stamp)
    }
  }
}
