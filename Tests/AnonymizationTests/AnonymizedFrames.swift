import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import Packets
import PolicyFiles

@testable import Anonymization

/// A built capture, and the frames that take the place of its own.
struct AnonymizedFrames {
  var before: [[UInt8]] = []
  var after: [[UInt8]] = []
  private var records: [FrameRecord] = []

  /// - Parameter linkType: of all frames; nil for that of the capture's interface.
  init(_ capture: CaptureBuilder, linkType: UInt32? = nil, key: String? = "key") throws {
    let interface = capture.interfaces[0]
    var anonymizer = Anonymizer(policy: EndpointPolicy.builtIn, key: key)
    for (index, frame) in capture.frames.enumerated() {
      let bytes = frame.kept(snapLength: interface.snapLength)
      before.append(bytes)
      records.append(
        FrameRecord(
          FrameHeader(
            number: UInt32(index + 1), time: Int64(frame.time.nanoseconds), capturedLength: bytes.count,
            originalLength: frame.length, linkType: linkType ?? UInt32(interface.link.linkType), processID: 7)
        ))
    }
    for (record, bytes) in zip(records, before) { anonymizer.collect(record.header, bytes.span) }
    anonymizer.finishCollecting()
    for (index, bytes) in before.enumerated() {
      var record = records[index]
      record.remarks.comments = [Array("PID=7".utf8)]
      after.append(anonymizer.rewrite(&record, bytes.span))
      isClean = isClean && record.remarks.comments.isEmpty && record.header.processID == -1
    }
  }

  /// No frame has a comment or a process.
  private(set) var isClean = true

  func contains(_ bytes: [UInt8]) -> Bool { after.contains { $0.contains(bytes) } }

  func contains(_ text: String) -> Bool { contains(Array(text.utf8)) }
}

extension [UInt8] {
  func contains(_ bytes: [UInt8]) -> Bool { Data(self).range(of: Data(bytes)) != nil }

  func offsets(of bytes: [UInt8]) -> [Int] {
    let (all, part) = (Data(self), Data(bytes))
    var offsets: [Int] = []
    while let range = all.range(of: part, in: (offsets.last.map { $0 + 1 } ?? 0)..<all.count) {
      offsets.append(range.lowerBound)
    }
    return offsets
  }
}
