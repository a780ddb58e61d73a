import Diagnostics
import JSONText
import ProjectConfiguration
import Testing

@Suite struct ConfigurationReaderTests {
  static func read(_ text: String) throws(JSONError) -> Configuration {
    try ConfigurationReader.read(Array(text.utf8), file: "c")
  }

  @Test func readsEverythingThatTheContractNames() throws {
    let configuration = try Self.read(
      """
      {"$schema": "docs/json/configuration.schema.json",
       "registries": ["Registry", "../team"],
       "defaults": {"uses": {"lumen": 1}, "regions": ["eu"]},
       "policies": [
         {"name": "shop", "owner": "team-shop", "path": "shop.conf", "uses": "auto"},
         {"name": "site", "paths": ["sites/**/*.conf"], "uses": {"lumen": 2, "harbor": 1},
          "profiles": ["wildcard"], "regions": ["us", "eu"]},
         {"name": "live", "url": "https://shop.example/", "profiles": {"lumen": ["list"]}}],
       "watch": {"state": "w.sqlite", "every": "90m", "jitter": "500ms", "confirm": 3,
         "confirm_after": "0", "stale_after": "2d", "render": "/usr/bin/chromium"},
       "channels": [
         {"name": "ops", "type": "webhook", "url": "env:HOOK", "secret": "file:/run/key",
          "min": "break", "owners": ["team-shop"], "vendors": ["lumen"],
          "rules": ["domain-added"], "digest": "daily", "private": true},
         {"name": "out", "type": "stdout"},
         {"name": "feed", "type": "atom", "url": "file:feed.xml"},
         {"name": "chat", "type": "slack", "url": "https://hooks.chat.example/x"}]}
      """)
    #expect(configuration.registries == ["Registry", "../team"])
    #expect(configuration.policies.map(\.name) == ["shop", "site", "live"])
    #expect(
      configuration.policies.map(\.place) == [
        .path("shop.conf"), .globs(["sites/**/*.conf"]), .url("https://shop.example/"),
      ])
    let (shop, site, live) = (
      configuration.policies[0], configuration.policies[1], configuration.policies[2]
    )
    #expect(shop.owner == "team-shop")
    #expect(configuration.uses(of: shop) == .auto)
    #expect(configuration.uses(of: live) == .pinned(["lumen": 1]))
    #expect(configuration.uses(of: site).pin(of: "harbor") == 1)
    #expect(configuration.regions(of: shop) == ["eu"])
    #expect(configuration.regions(of: site) == ["us", "eu"])
    #expect(site.profiles(of: "lumen", known: ["wildcard", "list"]) == ["wildcard"])
    #expect(site.profiles(of: "harbor", known: ["default"]) == [])
    #expect(live.profiles(of: "lumen", known: []) == ["list"])
    #expect(
      configuration.watch
        == WatchSettings(
          state: "w.sqlite", every: .seconds(5400), jitter: .milliseconds(500), confirm: 3,
          confirmAfter: .zero, staleAfter: .seconds(172_800), render: "/usr/bin/chromium"))
    #expect(
      configuration.channels == [
        Channel(
          name: "ops", kind: .webhook, url: .environment("HOOK"), secret: .file("/run/key"),
          minimum: .break, owners: ["team-shop"], vendors: ["lumen"], rules: ["domain-added"],
          digest: .daily, isPrivate: true),
        Channel(name: "out", kind: .stdout),
        Channel(name: "feed", kind: .atom, url: .file("feed.xml")),
        Channel(name: "chat", kind: .slack, url: .literal("https://hooks.chat.example/x")),
      ])
  }

  @Test func anEmptyObjectMeansTheDefaults() throws {
    let configuration = try Self.read("{}")
    #expect(configuration == Configuration())
    #expect(configuration.defaults.uses == .auto)
    #expect(configuration.watch.every == .seconds(21_600))
    #expect(configuration.watch.confirmAfter == .seconds(30))
  }

  @Test(arguments: [
    (#"{"polices": []}"#, "c:1:2: unknown key \"polices\"; did you mean \"policies\"?"),
    (
      "{\n  \"watch\": {\"evry\": \"6h\"}}", "c:2:13: unknown key \"evry\"; did you mean \"every\"?"
    ),
    (#"{"policies": [{"name": "a", "path": "p", "use": "auto"}]}"#, "did you mean \"uses\"?"),
    (#"{"policies": [{"path": "p"}]}"#, "c:1:15: the key \"name\" is missing"),
    (#"{"policies": [{"name": "a"}]}"#, "exactly one of"),
    (#"{"policies": [{"name": "a", "path": "p", "url": "https://h/"}]}"#, "path and url"),
    (#"{"policies": [{"name": "a", "path": "p", "uses": "latest"}]}"#, "\"auto\""),
    (#"{"policies": [{"name": "a", "path": "p", "uses": {"lumen": 0}}]}"#, "from 1"),
    (#"{"policies": [{"name": "a", "path": "p", "uses": {"Lumen": 1}}]}"#, "no vendor id"),
    (#"{"policies": [{"name": "a", "path": "p", "uses": {"lumen": "1"}}]}"#, "a whole number"),
    (#"{"policies": [{"name": "a", "paths": []}]}"#, "at least one glob"),
    (#"{"policies": [{"name": "a", "paths": ["x/{a,b"]}]}"#, "c:1:39: the { has no }"),
    (#"{"policies": [{"name": "a", "url": "ftp://h/"}]}"#, "http or https"),
    (#"{"policies": [{"name": "a", "path": "p"}, {"name": "a", "path": "q"}]}"#, "c:1:43: "),
    (#"{"policies": [{"name": "a", "path": "p", "profiles": "x"}]}"#, "array of profile names"),
    (#"{"registries": ["a", "a"]}"#, "stands twice"),
    (#"{"registries": "a"}"#, "an array"),
    (#"{"watch": {"every": "0"}}"#, "more than 0"),
    (#"{"watch": {"every": "six hours"}}"#, "a time like"),
    (#"{"watch": {"confirm": 0}}"#, "1 or more"),
    (#"{"channels": [{"name": "a", "type": "pigeon"}]}"#, "\"webhook\""),
    (#"{"channels": [{"name": "a", "type": "slack", "secret": "abc"}]}"#, "must not stand in"),
    (#"{"channels": [{"name": "a", "type": "slack", "url": "abc"}]}"#, "env:NAME"),
    (#"{"registries": ["a"], "registries": []}"#, "c:1:23"),
    ("[]", "must be an object"),
  ]) func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: JSONError.self) { try Self.read(text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.exitCode == .usage)
  }

  @Test func whatIsWrittenIsRead() throws {
    let configuration = Configuration(
      registries: ["Registry"],
      policies: [
        InventoryEntry(name: "a", owner: "o", place: .path("p.conf"), uses: .auto),
        InventoryEntry(
          name: "b", place: .globs(["*.conf"]), uses: .pinned(["lumen": 2]),
          profiles: .byVendor(["lumen": ["list"]]), regions: ["eu"]),
        InventoryEntry(
          name: "c", place: .url("https://h.example/"), uses: .auto, profiles: .named(["x"])),
      ])
    let bytes = ConfigurationWriter.bytes(configuration)
    #expect(try ConfigurationReader.read(bytes, file: "c") == configuration)
  }
}
