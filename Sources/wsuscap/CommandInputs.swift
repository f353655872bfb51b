import Files

/// The one place that keeps a command from writing over what it reads. `Files.OutputFile` refuses every file that was read;
/// here a command says so before it begins.
enum CommandInputs {
  /// Notes the files that arguments name; what is found in folders is noted when it is read.
  static func note(_ arguments: [String?]) {
    for argument in arguments.compactMap(\.self) { ReadFiles.all.add(argument: argument) }
  }

  /// - Parameter output: nil, or `-`, for standard output.
  /// - Throws: when the output is one of the inputs, under whatever name.
  static func check(_ output: String?, option: String = "--output") throws(CommandFailure) {
    if let output, output != "-" {
      if ReadFiles.all.contains(PathName(output)) { throw .usage(message(output, option: option)) }
    } else if ReadFiles.all.containsStandardOutput {
      throw .usage(message("standard output", option: option))
    }
  }

  static func message(_ output: String, option: String) -> String {
    "\(output): is both an input and the output; specify another \(option)"
  }
}
