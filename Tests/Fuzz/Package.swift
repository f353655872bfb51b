// swift-tools-version: 6.1
import PackageDescription

// Fuzz targets for libFuzzer with AddressSanitizer. The modules are compiled here as targets of this package
// (`Sources` is a link to the project's), because what they offer each other is `package`, and so that every line of
// them is instrumented.

let instrumented: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library", "-O"]),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: instrumented)
}

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")

let package = Package(
  name: "wsuscap-fuzzing",
  platforms: [.macOS("26.0")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CPcap", path: "Sources/CPcap", pkgConfig: "libpcap"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd"),
    .systemLibrary(name: "CLz4", path: "Sources/CLz4", pkgConfig: "liblz4"),
    module("Bytes", []),
    module("Files", [system]),
    module("CaptureFiles", ["Bytes", "Files", "CPcap", "CZlib", "CZstd", "CLz4", heap]),
    module("Packets", ["Bytes"]),
    module("Streams", ["Bytes", "Packets"]),
    .executableTarget(
      name: "CaptureFuzzing",
      dependencies: ["Bytes", "CaptureFiles", "Packets", "Streams"], path: "CaptureFuzzing",
      swiftSettings: instrumented + [.enableExperimentalFeature("Extern")],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
