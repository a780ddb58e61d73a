/// Which proxy the environment names for a URL.
public enum ProxyChoice {
  /// The proxy's URL, as the environment spells it; `nil` for none.
  ///
  /// Reads `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` as curl does: `HTTP_PROXY` in
  /// capitals is not looked at, because servers set it from a request's header `Proxy:`.
  ///
  /// - Parameters:
  ///   - url: What is to be fetched.
  ///   - environment: The value of a variable.
  /// - Returns: The proxy.
  public static func proxy(
    for url: TargetURL, environment: (String) -> String?
  ) -> String? {
    func value(_ names: [String]) -> String? {
      names.lazy.compactMap(environment).first { !$0.isEmpty }
    }
    if let exceptions = value(["no_proxy", "NO_PROXY"]), isExcepted(url.host, exceptions) {
      return nil
    }
    let capitals = "\(url.scheme.uppercased())_PROXY"
    let own = ["\(url.scheme)_proxy"] + (url.scheme == "http" ? [] : [capitals])
    return value(own + ["all_proxy", "ALL_PROXY"])
  }

  private static func isExcepted(_ host: String, _ list: String) -> Bool {
    list.lowercased().split { $0 == "," || $0 == " " }.contains { entry in
      if entry == "*" { return true }
      let name = entry.drop { $0 == "." || $0 == "*" }
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
  }
}
