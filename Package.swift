// swift-tools-version: 6.2
import PackageDescription

// A capture's bytes move one way: frame, segment, stream, record, evidence, verdict, report.
// Every target below is one room of that way and imports only rooms that stand above it;
// `--explicit-target-dependency-import-check error` makes that binding.

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "wsuscap",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "wsuscap", targets: ["wsuscap"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    room("ByteReading", []),
    room("CaptureReading", ["ByteReading", "CPcap", "CZlib"]),
    room("PacketDecoding", ["ByteReading"]),
    room("StreamAssembly", ["ByteReading", "PacketDecoding"]),
    room("ProtocolParsing", ["ByteReading", x509, swiftASN1, crypto]),
    room("Diagnosis", ["ProtocolParsing", "PacketDecoding"]),
    room("HostEvidence", ["Diagnosis"]),
    .target(
      name: "PolicyReading", dependencies: ["ProtocolParsing", "PacketDecoding", "Diagnosis", yams],
      resources: [.embedInCode("Resources/endpoints.yaml")], swiftSettings: settings),
    room(
      "CaptureAnalysis",
      [
        "ByteReading", "CaptureReading", "PacketDecoding", "StreamAssembly", "ProtocolParsing",
        "Diagnosis",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "ProtocolParsing", "PacketDecoding", "Diagnosis", "CaptureReading", "CaptureAnalysis", crypto,
        mustache,
      ],
      resources: [.embedInCode("Resources")], swiftSettings: settings),
    room(
      "Catalog",
      ["Diagnosis", "HostEvidence", "CaptureReading", "CaptureAnalysis", "Reporting", crypto, grdb]),
    .executableTarget(
      name: "wsuscap",
      dependencies: [
        "CaptureReading", "Diagnosis", "PolicyReading", "HostEvidence", "CaptureAnalysis", "Reporting",
        "Catalog", argumentParser,
      ],
      swiftSettings: settings),
    .target(name: "CaptureBuilding", path: "Tests/CaptureBuilding", swiftSettings: settings),
    .target(name: "HostFileBuilding", path: "Tests/HostFileBuilding", swiftSettings: settings),
    .target(
      name: "RoomWork",
      dependencies: [
        "ByteReading", "CaptureReading", "PacketDecoding", "StreamAssembly", "ProtocolParsing", "Diagnosis",
        "PolicyReading", "HostEvidence", "CaptureAnalysis", "Reporting", "Catalog", "CaptureBuilding",
        "HostFileBuilding",
      ],
      path: "Benchmarks/RoomWork", swiftSettings: settings),
    .target(name: "SchemaChecking", path: "Tests/SchemaChecking", swiftSettings: settings),
    .target(
      name: "ReportChecking", dependencies: ["SchemaChecking"], path: "Tests/ReportChecking",
      swiftSettings: settings),
    tests("SchemaCheckingTests", ["SchemaChecking"]),
    tests("ByteReadingTests", ["ByteReading"]),
    tests("CaptureReadingTests", ["ByteReading", "CaptureReading"]),
    tests("PacketDecodingTests", ["PacketDecoding"]),
    tests("StreamAssemblyTests", ["ByteReading", "PacketDecoding", "StreamAssembly"]),
    tests("ProtocolParsingTests", ["ByteReading", "ProtocolParsing", "CaptureBuilding", crypto]),
    tests(
      "DiagnosisTests",
      ["Diagnosis", "PolicyReading", "ProtocolParsing", "PacketDecoding", "CaptureBuilding"]),
    tests("PolicyReadingTests", ["Diagnosis", "PolicyReading", "ProtocolParsing", "PacketDecoding"]),
    tests(
      "HostEvidenceTests",
      ["PacketDecoding", "ProtocolParsing", "Diagnosis", "HostEvidence", "HostFileBuilding"]),
    tests(
      "CaptureAnalysisTests",
      [
        "CaptureReading", "PacketDecoding", "ProtocolParsing", "Diagnosis", "PolicyReading",
        "CaptureAnalysis", "CaptureBuilding",
      ]),
    tests(
      "ReportTests",
      [
        "CaptureReading", "PacketDecoding", "ProtocolParsing", "Diagnosis", "PolicyReading", "HostEvidence",
        "CaptureAnalysis", "Reporting", "CaptureBuilding", "SchemaChecking",
        "ReportChecking",
      ]),
    tests(
      "ReportingTests",
      [
        "CaptureAnalysis", "Diagnosis", "PolicyReading", "PacketDecoding", "ProtocolParsing", "Reporting",
        "SchemaChecking", "ReportChecking", crypto, mustache,
      ]),
    tests(
      "EvidenceTests",
      [
        "Diagnosis", "PolicyReading", "HostEvidence", "CaptureAnalysis", "CaptureBuilding",
        "HostFileBuilding",
      ]),
    tests(
      "CatalogTests",
      [
        "Diagnosis", "PolicyReading", "CaptureAnalysis", "Reporting", "Catalog", "CaptureBuilding",
        "HostFileBuilding", grdb,
      ]),
    tests("CommandTests", ["wsuscap", "Reporting", "Catalog", "CaptureBuilding"]),
    tests("WalkthroughTests", ["CaptureBuilding"]),
    tests("RoomWorkTests", ["RoomWork"]),
  ],
  swiftLanguageModes: [.v6]
)
