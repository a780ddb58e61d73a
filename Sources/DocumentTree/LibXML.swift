import CLibXML2

/// Starts libxml2 once.
enum LibXML {
  private static let ready: Void = xmlInitParser()

  static func start() { _ = ready }
}
