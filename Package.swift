// swift-tools-version: 6.2
import PackageDescription

// A capture's bytes move one way: frame, segment, stream, record, evidence, verdict, report.
// Every target below is one module of that way and imports only modules listed above it;
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

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let orderedCollections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "wsuscap",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "wsuscap", targets: ["wsuscap"]),
    .library(name: "WSUSCapKit", targets: ["WSUSCapKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CLz4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"]), .brew(["lz4"])]),
    module("Bytes", []),
    module("Files", [system]),
    module("CaptureFiles", ["Bytes", "Files", "CPcap", "CZlib", "CZstd", "CLz4", heap]),
    module("Packets", ["Bytes"]),
    module("Streams", ["Bytes", "Packets"]),
    .target(
      name: "Protocols", dependencies: ["Bytes", x509, swiftASN1, crypto],
      resources: [.embedInCode("Resources/cipher_suites.csv")], swiftSettings: settings),
    module("Diagnosis", ["Bytes", "Protocols", "Packets", orderedCollections]),
    module("ServerFiles", ["Files", "Diagnosis"]),
    .target(
      name: "PolicyFiles", dependencies: ["Protocols", "Packets", "Diagnosis", yams],
      resources: [.embedInCode("Resources/endpoints.yaml")], swiftSettings: settings),
    module(
      "Analysis",
      ["Bytes", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis", orderedCollections]),
    .target(
      name: "Reports",
      dependencies: [
        "Files", "Protocols", "Packets", "Diagnosis", "PolicyFiles", "CaptureFiles", "Analysis", crypto,
        mustache,
      ],
      resources: [.embedInCode("Resources")], swiftSettings: settings),
    module(
      "Redaction",
      ["Protocols", "Packets", "Diagnosis", "CaptureFiles", "ServerFiles", "Analysis", crypto]),
    module(
      "Anonymization", ["Bytes", "CaptureFiles", "Packets", "Protocols", "Diagnosis", "Redaction"]),
    module(
      "Catalog", ["Files", "Diagnosis", "CaptureFiles", "Analysis", "Reports", crypto, grdb, sqlite]),
    module(
      "Scan",
      ["Files", "CaptureFiles", "Diagnosis", "ServerFiles", "Analysis", "Reports", "Redaction", "Catalog"]),
    // The library: what another program may use of all that is above.
    module(
      "WSUSCapKit",
      [
        "Files", "CaptureFiles", "Packets", "Protocols", "Diagnosis", "PolicyFiles", "ServerFiles",
        "Analysis",
        "Reports", "Redaction",
      ]),
    .executableTarget(
      name: "wsuscap",
      dependencies: [
        "Files", "CaptureFiles", "Diagnosis", "PolicyFiles", "ServerFiles", "Analysis", "Reports",
        "Redaction", "Anonymization", "Catalog", "Scan", argumentParser,
      ],
      swiftSettings: settings),
    .target(name: "CaptureBuilding", path: "Tests/CaptureBuilding", swiftSettings: settings),
    .target(name: "ServerFileBuilding", path: "Tests/ServerFileBuilding", swiftSettings: settings),
    .target(
      name: "ModuleWork",
      dependencies: [
        "Bytes", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis",
        "PolicyFiles", "ServerFiles", "Analysis", "Reports", "Redaction", "Anonymization", "Catalog", "Scan",
        "WSUSCapKit", "CaptureBuilding", "ServerFileBuilding",
      ],
      path: "Benchmarks/ModuleWork", swiftSettings: settings),
    .target(name: "SchemaChecking", path: "Tests/SchemaChecking", swiftSettings: settings),
    .target(
      name: "ReportChecking", dependencies: ["SchemaChecking"], path: "Tests/ReportChecking",
      swiftSettings: settings),
    tests("SchemaCheckingTests", ["SchemaChecking"]),
    tests("BytesTests", ["Bytes"]),
    tests("FilesTests", ["Files", system]),
    tests("CaptureFilesTests", ["Bytes", "CaptureFiles", "CZlib", "CZstd", "CLz4"]),
    tests("PacketsTests", ["Packets"]),
    tests("StreamsTests", ["Bytes", "Packets", "Streams"]),
    tests("ProtocolsTests", ["Bytes", "Protocols", "CaptureBuilding", crypto]),
    tests(
      "DiagnosisTests",
      ["Diagnosis", "PolicyFiles", "Protocols", "Packets", "CaptureBuilding"]),
    tests("PolicyFilesTests", ["Diagnosis", "PolicyFiles", "Protocols", "Packets", "Reports"]),
    tests(
      "ServerFilesTests",
      ["Packets", "Protocols", "Diagnosis", "ServerFiles", "ServerFileBuilding"]),
    tests(
      "AnalysisTests",
      [
        "CaptureFiles", "Packets", "Protocols", "Diagnosis", "PolicyFiles",
        "Analysis", "CaptureBuilding",
      ]),
    tests(
      "WholeReportTests",
      [
        "CaptureFiles", "Packets", "Protocols", "Diagnosis", "PolicyFiles", "ServerFiles",
        "Analysis", "Reports", "Redaction", "Catalog", "Scan", "CaptureBuilding", "SchemaChecking",
        "ReportChecking", "ServerFileBuilding",
      ]),
    tests("RedactionTests", ["Diagnosis", "PolicyFiles", "Packets", "Redaction", "CaptureBuilding"]),
    tests(
      "AnonymizationTests",
      [
        "Anonymization", "Analysis", "CaptureFiles", "Packets", "Protocols", "Diagnosis", "PolicyFiles",
        "Redaction", "CaptureBuilding",
      ]),
    tests(
      "ReportsTests",
      [
        "CaptureFiles", "Analysis", "Diagnosis", "PolicyFiles", "Packets", "Protocols", "Reports",
        "Redaction", "SchemaChecking", "ReportChecking", crypto, mustache,
      ]),
    tests(
      "EvidenceTests",
      [
        "Diagnosis", "PolicyFiles", "ServerFiles", "Analysis", "CaptureBuilding",
        "ServerFileBuilding",
      ]),
    tests(
      "CatalogTests",
      [
        "Files", "PolicyFiles", "Analysis", "Reports", "Catalog", "CaptureBuilding", grdb,
      ]),
    tests(
      "ScanTests",
      [
        "Files", "CaptureFiles", "Diagnosis", "PolicyFiles", "Analysis", "Reports", "Catalog", "Scan",
        "CaptureBuilding", "SchemaChecking", "ReportChecking", grdb,
      ]),
    tests(
      "CommandTests",
      ["wsuscap", "CaptureFiles", "Diagnosis", "Reports", "Catalog", "Scan", "CaptureBuilding", grdb]),
    tests("WSUSCapKitTests", ["WSUSCapKit", "Diagnosis", "Reports", "CaptureBuilding"]),
    tests("WalkthroughTests", ["CaptureBuilding"]),
    tests("ModuleWorkTests", ["ModuleWork"]),
  ],
  swiftLanguageModes: [.v6]
)
