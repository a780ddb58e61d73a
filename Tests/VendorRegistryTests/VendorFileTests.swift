import Testing
import VendorRegistry
import VendorRequirements

@Suite struct VendorFileTests {
  @Test func readsWhatItWrites() throws {
    let bytes = VendorFile.bytes(Samples.vendor)
    #expect(try VendorFile.read(bytes, file: "x") == Samples.vendor)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "id": "acme",
          "name": "Acmé",
          "homepage": "https://acme.example",
          "domains": ["acme.example"],
          "documents": [
            {"url": "https://docs.acme.example/csp", "role": "part", "select": "main"}
          ]
        }

        """)
  }

  @Test(arguments: [
    ("\"acme\"", "\"a b\"", "[a-z0-9-]+"), ("Acmé", "", "a text"),
    ("[\"acme.example\"]", "[]", "at least one"),
    ("[\"acme.example\"]", "[\"Acme.example\"]", "lower case"),
    ("[\"acme.example\"]", "[\"a.example\", \"a.example\"]", "each once"),
    ("\"part\"", "\"whole\"", "\"part\", \"mirror\""), ("\"select\"", "\"css\"", "unknown key"),
    ("\"homepage\"", "\"home\"", "unknown key"),
  ]) func refuses(_ old: String, _ new: String, _ message: String) throws {
    let text = String(decoding: VendorFile.bytes(Samples.vendor), as: UTF8.self)
    let error = #expect(throws: RegistryError.self) {
      try VendorFile.read(Array(text.replacingFirst(old, new).utf8), file: "x")
    }
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }
}
