@testable import WSUSCapKit

/// The JSON report, as far as the library has the same values.
struct Report: Decodable {
  struct Capture: Decodable {
    let capture: Description
    let findings: [Finding]
    let flows: [Flow]
  }
  struct Description: Decodable {
    let path: String
    let format: String
    let packets: Int
    let notes: [Note]
  }
  struct Note: Decodable {
    let code: String
    let message: String
  }
  struct Flow: Decodable {
    let id: Int
    let verdict: String
    let confidence: String
    let reason: String
    let doubts: [Doubt]?
    let client: Address
    let server: Address
    let endpoint: String?
    let endedBy: EndedBy?
    let tls: TLS?
    let evidence: [Event]
    let notes: [Note]
  }
  struct Doubt: Decodable {
    let code: String
    let message: String
    let frames: [UInt32]
  }
  struct Address: Decodable {
    let ip: String
    let port: UInt16
    let name: String?
  }
  struct EndedBy: Decodable {
    let side: String
    let how: String
    let frame: UInt32
  }
  struct TLS: Decodable { let version: String? }
  struct Event: Decodable {
    let frame: UInt32
    let from: String
    let event: String
    let detail: String?
  }
  struct Finding: Decodable {
    let code: String
    let severity: String
    let confidence: String
    let title: String
    let explanation: String
    let flows: [Int]
    let endpoint: String?
    let article: String?
    let issue: Issue?
    let resolution: [Step]
  }
  struct Issue: Decodable {
    let best: Int?
    let candidates: [Int]
    let reason: String
  }
  struct Step: Decodable {
    let id: String
    let step: String
    let commands: [String]?
  }
}

extension Note {
  init(_ note: Report.Note) {
    self.init(code: note.code, message: note.message)
  }
}

extension Doubt {
  init(_ doubt: Report.Doubt) {
    self.init(code: doubt.code, message: doubt.message, frames: doubt.frames)
  }
}
