import Diagnosis
import Protocols
import Testing

import struct CaptureBuilding.ClientHello
import struct CaptureBuilding.ServerHello
import struct CaptureBuilding.TLSExtension

@testable import Analysis

/// A hello that is recognised must say what it says when it is read, whatever byte differs.
@Suite struct HelloCacheTests {
  private typealias Offer = CaptureBuilding.ClientHello
  private typealias Choice = CaptureBuilding.ServerHello

  private static let offer: [UInt8] = {
    var hello = Offer(
      cipherSuites: [0xc030, 0xc02f, 0x1302],
      extensions: [
        .serverName("sws.update.microsoft.com"), .supportedGroups([29, 23]), .keyShare(29, [1, 2, 3, 4]),
        TLSExtension(type: 35, body: [9, 9]),
      ])
    hello.sessionID = [5, 6, 7, 8]
    return hello.message
  }()

  /// Reads a message through a cache, as the observer does.
  private func read(
    _ message: [UInt8], _ cache: inout HelloCache, _ store: inout EvidenceStore
  ) -> Protocols.ClientHello {
    if let known = cache.reference(to: message.span, recordVersion: .tls12, store: &store) {
      return store.clientHello(known.index)
    }
    let hello = Protocols.ClientHello(reading: message.span, recordVersion: .tls12, isComplete: true)
    let sighting = store.add(hello)
    if hello.isComplete {
      let offer = store.sightings[Int(sighting)].hello
      cache.remember(message.span, hello.layout, recordVersion: .tls12, offer: offer)
    }
    return store.clientHello(sighting)
  }

  @Test func everyChangedByteReadsAsWithoutTheCache() {
    for place in Self.offer.indices {
      for change: UInt8 in [0x01, 0x80] {
        var (cache, store) = (HelloCache(), EvidenceStore())
        var changed = Self.offer
        changed[place] ^= change
        // The second time the original is known.
        for _ in 0..<2 { _ = read(Self.offer, &cache, &store) }
        let cached = read(changed, &cache, &store)
        var (fresh, other) = (HelloCache(), EvidenceStore())
        #expect(cached == read(changed, &fresh, &other), "byte \(place)")
      }
    }
  }

  @Test func aRecentHelloIsRecognisedWithAnotherRandomAndName() throws {
    var (cache, store) = (HelloCache(), EvidenceStore())
    for _ in 0..<2 { _ = read(Self.offer, &cache, &store) }
    var other = Self.offer
    for place in 6..<38 { other[place] = 0xee }
    let name = try #require(other.firstRange(of: Array("sws.update".utf8)))
    other.replaceSubrange(name, with: Array("abc.update".utf8))
    let known = try #require(cache.reference(to: other.span, recordVersion: .tls12, store: &store))
    #expect(store.clientHello(known.index).serverName == "abc.update.microsoft.com")
    #expect(other[known.sessionID].elementsEqual([5, 6, 7, 8]))
    #expect(cache.reference(to: other.span, recordVersion: .tls10, store: &store) == nil)
  }

  @Test func moreOffersThanAreKeptReadTheSame() {
    var (cache, store) = (HelloCache(), EvidenceStore())
    for round in 0..<3 {
      for suite in UInt16(1)...100 {
        let hello = read(Offer(cipherSuites: [0xc030, suite]).message, &cache, &store)
        #expect(hello.cipherSuites.map(\.rawValue) == [0xc030, suite], "round \(round)")
      }
    }
    #expect(store.clientHellos.count == 100)
  }

  @Test func resumptionNeedsBothSides() {
    func resumes(_ session: [UInt8], _ extensions: [TLSExtension] = [], offered: [UInt8] = [5, 6]) -> Bool {
      var choice = Choice(cipherSuite: 0xc030, extensions: extensions)
      choice.sessionID = session
      var hello = Protocols.ServerHello(
        reading: choice.message.span, recordVersion: .tls12, isComplete: true)
      hello.takeResumption(offered: SessionIDHash(offered))
      return hello.resumesSession
    }
    #expect(resumes([5, 6]))
    #expect(!resumes([5, 7]))
    #expect(!resumes([]))
    #expect(!resumes([], offered: []))
    #expect(!resumes([5, 6], [.selectedVersion(.tls13)]))
    #expect(resumes([5, 6], [.selectedVersion(.tls13), TLSExtension(type: 41, body: [0, 0])]))
  }

  @Test func aRepeatedServerHelloIsResumedOnlyWhenOffered() {
    var cache = HelloCache()
    var choice = Choice(cipherSuite: 0xc030)
    choice.sessionID = [1, 2, 3]
    let message = choice.message
    let layout = Protocols.ServerHello(
      reading: message.span, recordVersion: .tls12, isComplete: true
    ).layout
    let offered = SessionIDHash([1, 2, 3])
    cache.remember(message.span, layout, recordVersion: .tls12, resuming: SessionIDHash(), choice: 7)
    for _ in 0..<2 {
      #expect(cache.choice(of: message.span, recordVersion: .tls12, resuming: SessionIDHash()) == 7)
      #expect(cache.choice(of: message.span, recordVersion: .tls12, resuming: offered) == nil)
    }
    cache.remember(message.span, layout, recordVersion: .tls12, resuming: offered, choice: 8)
    for _ in 0..<2 {
      #expect(cache.choice(of: message.span, recordVersion: .tls12, resuming: offered) == 8)
      #expect(cache.choice(of: message.span, recordVersion: .tls12, resuming: SessionIDHash()) == 7)
    }
  }
}
