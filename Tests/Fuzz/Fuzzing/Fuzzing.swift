import Glibc

/// `Fuzzing TARGET [ARGUMENTS OF LIBFUZZER]`; without a target it lists them.
///
/// Whatever the bytes are, a target ends with an answer or a fault: the fuzzer reports a crash, an access out of bounds, a
/// leak, an answer that is not what the target knows to be right, or an input that takes long.
@main struct Fuzzing {
  static func main() {
    guard CommandLine.arguments.count > 1, let target = FuzzTarget.named(CommandLine.arguments[1]) else {
      for target in FuzzTarget.all { print("\(target.name)  \(target.about)") }
      exit(CommandLine.arguments.count > 1 ? 64 : 0)
    }
    chosen = target
    // The fuzzer starts the program again for some of its work: the target's name has to stay the first argument.
    var count = CommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
    arguments?.pointee = CommandLine.unsafeArgv[0]
    exit(runFuzzer(&count, &arguments, readInput))
  }
}

/// The target of this run.
nonisolated(unsafe) private var chosen = FuzzTarget.all[0]

/// The entry of libFuzzer for programs with a `main` of their own.
@_extern(c, "LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ readInput: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// Under the name that libFuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
func readInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  chosen.read(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
