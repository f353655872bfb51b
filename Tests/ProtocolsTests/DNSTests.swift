import Bytes
import Testing

@testable import Protocols

@Suite struct DNSTests {
  private static func name(_ labels: String...) -> [UInt8] {
    labels.flatMap { Build.vector8(Build.text($0)) } + [0]
  }

  private static func record(_ name: [UInt8], _ type: Int, _ data: [UInt8], klass: Int = 1) -> [UInt8] {
    name + Build.number16(type) + Build.number16(klass) + [0, 0, 0, 60] + Build.vector16(data)
  }

  private static func message(flags: Int = 0x8180, answers: [[UInt8]]) -> [UInt8] {
    Build.list16([7, flags, 1, answers.count, 0, 0]) + name("SWS", "Example", "com") + [0, 1, 0, 1]
      + answers.flatMap { $0 }
  }

  /// CNAME to a name that ends in the question's, then both kinds of address.
  private static let answer = message(answers: [
    record([0xc0, 12], 5, Build.vector8(Build.text("cdn")) + [0xc0, 16]),
    record(Build.vector8(Build.text("cdn")) + [0xc0, 16], 1, [192, 0, 2, 1]),
    record([0xc0, 12], 28, [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [5]),
    record([0xc0, 12], 16, [1, 65]),
  ])

  private func read(_ bytes: [UInt8]) -> DNSMessage? { DNSMessage.read(bytes.span) }

  @Test func everyRecordIsRead() {
    let v4 = DNSAddress(high: .max, low: 0xc000_0201)
    let v6 = DNSAddress(high: 0x2001_0db8_0000_0000, low: 5)
    #expect(v4.isIPv4 && !v6.isIPv4)
    let answer = read(Self.answer)
    #expect(answer?.question == DNSMessage.Question(name: "sws.example.com", type: 1))
    #expect(
      answer?.records == [
        .init(name: "sws.example.com", content: .alias("cdn.example.com")),
        .init(name: "cdn.example.com", content: .address(v4)),
        .init(name: "sws.example.com", content: .address(v6)),
      ])
    #expect(answer?.addresses == [v4, v6])
    #expect(answer?.isAnswer == true && answer?.code == 0 && answer?.isTruncated == false)
    #expect(answer?.isComplete == true)
  }

  @Test func everyPrefixKeepsItsRecords() {
    let whole = read(Self.answer)?.records ?? []
    for count in 0..<Self.answer.count {
      let records = read(Array(Self.answer[..<count]))?.records ?? []
      #expect(records.count < whole.count || count >= Self.answer.count - 14, "\(count) bytes")
      #expect(whole.starts(with: records), "\(count) bytes")
      #expect(read(Array(Self.answer[..<count]))?.isComplete ?? false == false, "\(count) bytes")
    }
  }

  @Test func flagsAreRead() {
    let address = Self.record([0xc0, 12], 1, [192, 0, 2, 1])
    #expect(read(Self.message(flags: 0xa180, answers: [address])) == nil)
    #expect(read(Self.message(flags: 0x0100, answers: [address]))?.isAnswer == false)
    #expect(read(Self.message(flags: 0x8380, answers: []))?.isTruncated == true)
    for code in 0..<16 {
      #expect(read(Self.message(flags: 0x8180 | code, answers: []))?.code == UInt8(code))
    }
    #expect(read(Self.message(flags: 0x8580, answers: [address]))?.code == 0)
    let chaos = Self.record([0xc0, 12], 1, [192, 0, 2, 1], klass: 3)
    #expect(read(Self.message(answers: [chaos]))?.records == [])
  }

  @Test func lyingLengthsAndCountsEndTheReading() {
    let good = Self.record([0xc0, 12], 1, [192, 0, 2, 1])
    var lying = Self.record([0xc0, 12], 1, [192, 0, 2, 2])
    lying[11] = 0xff
    #expect(read(Self.message(answers: [good, lying]))?.records.count == 1)
    var many = Self.message(answers: [good])
    many[6] = 0xff
    #expect(read(many)?.records.count == 1)
    #expect(read(Self.message(answers: [Self.record([0xc0, 12], 1, [1, 2, 3])]))?.records == [])
    let flood = Self.message(answers: [[UInt8]](repeating: good, count: 300))
    #expect(read(flood)?.records.count == DNSMessage.maximumRecords)
  }

  @Test func pointersCannotLoop() {
    let size = Self.message(answers: []).count
    let target = [0xc0, UInt8(size)]
    let forward = [0xc0, UInt8(size + 40)]
    for name in [target, [1, 97] + target, forward, [0xc0], [0x40, 1], [0x80, 1]] {
      #expect(read(Self.message(answers: [Self.record(name, 1, [1, 2, 3, 4])]))?.records ?? [] == [])
    }
  }

  @Test func namesAreShownSafely() {
    let odd = Build.vector8([0x41, 0x2e, 0x5c, 0x00, 0xff, 0x20, 0x5f]) + [0]
    let answer = read(Self.message(answers: [Self.record(odd, 1, [1, 2, 3, 4])]))
    #expect(answer?.records.first?.name == #"a\046\092\000\255\032_"#)
    let root = read(Self.message(answers: [Self.record([0], 1, [1, 2, 3, 4])]))
    #expect(root?.records.first?.name == "")
    let label = Build.vector8([UInt8](repeating: 0x61, count: 63))
    let longest = label + label + label + Build.vector8([UInt8](repeating: 0x61, count: 61)) + [0]
    #expect(longest.count == DNSName.maximumLength)
    #expect(read(Self.message(answers: [Self.record(longest, 1, [1, 2, 3, 4])]))?.records.count == 1)
    let longer = label + label + label + Build.vector8([UInt8](repeating: 0x61, count: 62)) + [0]
    #expect(read(Self.message(answers: [Self.record(longer, 1, [1, 2, 3, 4])]))?.records.isEmpty ?? true)
  }

  /// The longest name, of bytes that are escaped or not: 253 of them in labels of 63, 63, 63 and 61.
  @Test(arguments: [("a", "a"), ("\u{1}", "\\001")])
  func longestNames(_ byte: String, _ shown: String) throws {
    let lengths = [63, 63, 63, 61]
    let character = try #require(byte.utf8.first)
    var name: [UInt8] = lengths.flatMap { Build.vector8([UInt8](repeating: character, count: $0)) } + [0]
    #expect(name.count == 255)
    let message = try #require(read(Self.message(answers: [Self.record(name, 1, [192, 0, 2, 1])])))
    let expected = lengths.map { String(repeating: shown, count: $0) }.joined(separator: ".")
    #expect(message.records.map(\.name) == [expected])
    // One more byte is too long.
    name[192] = 62
    name.insert(character, at: 193)
    #expect(read(Self.message(answers: [Self.record(name, 1, [192, 0, 2, 1])]))?.records == [])
  }

  private func stream(_ chunks: [[UInt8]], gapAfter: (chunk: Int, count: Int)? = nil) -> [[UInt8]] {
    var reader = DNSStreamReader()
    var messages: [[UInt8]] = []
    for (index, chunk) in chunks.enumerated() {
      reader.read(chunk.span) { message in messages.append((0..<message.count).map { message[$0] }) }
      if let gapAfter, gapAfter.chunk == index { reader.gap(gapAfter.count) }
    }
    return messages
  }

  @Test func everyCutOfAStreamGivesTheSameMessages() {
    let messages: [[UInt8]] = [Self.answer, [], [1, 2, 3]]
    let bytes = messages.flatMap(Build.vector16)
    #expect(stream([bytes]) == messages)
    #expect(stream(bytes.map { [$0] }) == messages)
    for cut in 1..<bytes.count {
      #expect(stream([Array(bytes[..<cut]), Array(bytes[cut...])]) == messages, "cut at \(cut)")
      #expect(stream([Array(bytes[..<cut])]).count < messages.count)
    }
  }

  @Test func aGapInsideAMessageLosesThatMessage() {
    let first = Build.vector16([1, 2, 3, 4, 5, 6])
    let second = Build.vector16([7])
    #expect(stream([Array(first[..<4]), Array(first[6...]) + second], gapAfter: (0, 2)) == [[7]])
    #expect(stream([Array(first[..<4]), second], gapAfter: (0, 4)) == [[7]])
    #expect(stream([Array(first[..<4]), second], gapAfter: (0, 5)).isEmpty)
    #expect(stream([first, second], gapAfter: (0, 1)) == [[1, 2, 3, 4, 5, 6]])
  }
}
