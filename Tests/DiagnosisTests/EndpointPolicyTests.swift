import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

@Suite struct EndpointPolicyTests {
  private let policy = EndpointPolicy.builtIn

  @Test func builtInHosts() {
    let table = [
      sws: "sws", "sws1.update.microsoft.com": "sws1", "fe2.update.microsoft.com": "fe2",
      "catalog.update.microsoft.com": "catalog", "www.catalog.update.microsoft.com": "catalog",
      "download.windowsupdate.com": "content", "a.b.windowsupdate.com": "content",
      "windowsupdate.com": nil, "evilwindowsupdate.com": nil, "sws.update.microsoft.com.example.com": nil,
      "fe3.delivery.mp.microsoft.com": "content", "": nil, ".windowsupdate.com": nil,
    ]
    let index = EndpointIndex(policy)
    for (host, id) in table {
      #expect(policy.endpoint(forHost: host)?.id == id, "\(host)")
      #expect(index.endpoint(forHost: host).map { policy.endpoints[$0].id } == id, "\(host)")
    }
  }

  @Test func exactBeatsWildcardAndLongerBeatsShorter() {
    var policy = EndpointPolicy(endpoints: [], defaultMinimumVersion: .tls12)
    for (id, host) in [("all", "*.example.com"), ("sub", "*.sub.example.com"), ("one", "a.sub.example.com")] {
      var endpoint = EndpointPolicy.builtIn.endpoints[0]
      endpoint.id = id
      endpoint.hosts = [host]
      policy.endpoints.append(endpoint)
    }
    let index = EndpointIndex(policy)
    for (host, id) in ["b.example.com": "all", "b.sub.example.com": "sub", "a.sub.example.com": "one"] {
      #expect(policy.endpoint(forHost: host)?.id == id)
      #expect(index.endpoint(forHost: host).map { policy.endpoints[$0].id } == id)
    }
  }

  @Test func factsOfTheArticle() throws {
    let endpoint = try #require(policy.endpoint(forHost: sws))
    #expect(endpoint.minimumVersion == .tls12)
    #expect(endpoint.cipherSuites?.map(\.rawValue) == [0xc030, 0xc02f, 0xc028, 0xc027])
    #expect(endpoint.cipherSuitesAsOf == "2020-08")
    #expect(policy.endpoint(forHost: "fe2.update.microsoft.com")?.role == .retired)
    #expect(policy.endpoint(forHost: "sws1.update.microsoft.com")?.minimumVersion == .tls10)
    #expect(policy.defaultMinimumVersion == .tls12)
    #expect(Set(policy.endpoints.map(\.id)).count == policy.endpoints.count)
  }

  @Test func commonSuitesKeepTheClientsOrder() throws {
    let endpoint = try #require(policy.endpoint(forHost: sws))
    #expect(
      endpoint.commonCipherSuites(with: Hellos.hello("1.3"))?.map(\.rawValue) == [0xc028, 0xc027, 0xc030])
    #expect(endpoint.commonCipherSuites(with: Hellos.hello("1.2/rsa")) == [])
    let legacy = try #require(policy.endpoint(forHost: "sws1.update.microsoft.com"))
    #expect(legacy.commonCipherSuites(with: Hellos.hello("1.2")) == nil)
  }
}
