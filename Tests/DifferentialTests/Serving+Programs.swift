import Foundation

extension Serving {
  /// The programs that are asked over loopback.
  static let programs = [nginx, apache, htaccess, caddy, haproxy]

  static let nginx = Serving(id: "nginx", program: "nginx") { file, name, folder, port in
    let more = "/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so"
    let modules = FileManager.default.fileExists(atPath: more) ? "load_module \(more);\n" : ""
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(folder.path($0));" }.joined(separator: "\n")
    try folder.write(file, to: name)
    try folder.write(
      """
      \(modules)daemon off;
      master_process off;
      pid \(folder.path("pid"));
      events {}
      http {
        access_log off;
        root \(folder.path("www"));
        \(temporary)
        include \(folder.path(name));
      }
      """, to: "main.conf")
    return Setup(arguments: [
      "-p", folder.path(""), "-c", folder.path("main.conf"), "-e", folder.path("error.log"),
    ])
  }

  static let apache = Serving(id: "apache", program: "apache2") { file, name, folder, port in
    try folder.write(file, to: name)
    return try apacheSetup("IncludeOptional \(folder.path(name))", folder, port)
  }

  static let htaccess = Serving(id: "htaccess", program: "apache2") { file, name, folder, port in
    try folder.write(file, to: "www/.htaccess")
    return try apacheSetup("", folder, port)
  }

  private static func apacheSetup(
    _ rest: String, _ folder: Folder, _ port: Int
  ) throws -> Setup {
    let modules = [
      "mpm_event", "authz_core", "headers", "env", "setenvif", "dir", "alias", "mime", "macro",
      "rewrite",
    ].map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }
    try folder.write(
      """
      \(modules.joined(separator: "\n"))
      ServerRoot \(folder.path(""))
      DefaultRuntimeDir \(folder.path(""))
      PidFile \(folder.path("pid"))
      ErrorLog \(folder.path("error.log"))
      ServerName localhost
      User www-data
      Group www-data
      Listen 127.0.0.1:\(port)
      TypesConfig /dev/null
      DocumentRoot \(folder.path("www"))
      Define WWW \(folder.path("www"))
      <Directory \(folder.path("www"))>
        AllowOverride All
      </Directory>
      \(rest)
      """, to: "main.conf")
    return Setup(arguments: ["-X", "-f", folder.path("main.conf")])
  }

  static let caddy = Serving(id: "caddy", program: "caddy") { file, name, folder, _ in
    try folder.write(file, to: "Caddyfile")
    return Setup(
      arguments: ["run", "--adapter", "caddyfile", "--config", folder.path("Caddyfile")],
      environment: ["XDG_DATA_HOME": folder.path("data"), "XDG_CONFIG_HOME": folder.path("config")])
  }

  static let haproxy = Serving(id: "haproxy", program: "haproxy") { file, name, folder, _ in
    try folder.write(file, to: name)
    return Setup(arguments: ["-db", "-f", folder.path(name)])
  }
}
