// swift-tools-version: 6.1
import PackageDescription

// The rooms are compiled here as targets of this package (`Sources` is a link to the project's),
// because what they offer each other is `package` and not public. A manifest of its own keeps the
// benchmark library out of every ordinary build.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: settings)
}

let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "wsuscap-benchmarks",
  platforms: [.macOS("26.0")],
  dependencies: [
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CPcap", path: "Sources/CPcap", pkgConfig: "libpcap"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
    room("ByteReading", []),
    room("CaptureReading", ["ByteReading", "CPcap", "CZlib"]),
    room("PacketDecoding", ["ByteReading"]),
    room("StreamAssembly", ["ByteReading", "PacketDecoding"]),
    room("ProtocolParsing", ["ByteReading", x509, swiftASN1, crypto]),
    room("Diagnosis", ["ProtocolParsing", "PacketDecoding"]),
    room("HostEvidence", ["Diagnosis"]),
    .target(
      name: "PolicyReading", dependencies: ["ProtocolParsing", "PacketDecoding", "Diagnosis", yams],
      path: "Sources/PolicyReading", resources: [.embedInCode("Resources/endpoints.yaml")],
      swiftSettings: settings),
    room(
      "CaptureAnalysis",
      [
        "ByteReading", "CaptureReading", "PacketDecoding", "StreamAssembly", "ProtocolParsing", "Diagnosis",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "ProtocolParsing", "PacketDecoding", "Diagnosis", "CaptureReading", "CaptureAnalysis", crypto,
        mustache,
      ],
      path: "Sources/Reporting", resources: [.embedInCode("Resources")], swiftSettings: settings),
    room(
      "Catalog",
      ["Diagnosis", "HostEvidence", "CaptureReading", "CaptureAnalysis", "Reporting", crypto, grdb]),
    .target(name: "CaptureBuilding", path: "CaptureBuilding", swiftSettings: settings),
    .target(name: "HostFileBuilding", path: "HostFileBuilding", swiftSettings: settings),
    .target(
      name: "RoomWork",
      dependencies: [
        "ByteReading", "CaptureReading", "PacketDecoding", "StreamAssembly", "ProtocolParsing", "Diagnosis",
        "PolicyReading", "HostEvidence", "CaptureAnalysis", "Reporting", "Catalog", "CaptureBuilding",
        "HostFileBuilding",
      ],
      path: "RoomWork", swiftSettings: settings),
    .executableTarget(
      name: "RoomBenchmarks",
      dependencies: [.product(name: "Benchmark", package: "benchmark"), "RoomWork"],
      path: "Benchmarks/RoomBenchmarks",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
