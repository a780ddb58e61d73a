/// Programs by the endings of their names.
enum CodeFile {
  /// The language that a file is written in.
  static func language(of name: String) -> CodeLanguage? {
    switch FileName.ending(of: name) {
    case "py": .python
    case "php": .php
    case "java": .java
    case "kt", "kts": .kotlin
    case "cs": .csharp
    default: JavaScriptFile.isOne(name) ? .javaScript : nil
    }
  }

  /// The program of a file; `nil` when its tokens cannot be told apart.
  static func program(_ file: SourceFile) -> CodeProgram? {
    switch language(of: file.name) {
    case .javaScript: JavaScriptSource.program(file)
    case .python: PythonSource.program(file)
    case .php: TypedSource.program(file, .php)
    case .java: TypedSource.program(file, .java)
    case .kotlin: TypedSource.program(file, .kotlin)
    case .csharp: TypedSource.program(file, .csharp)
    default: nil
    }
  }
}
