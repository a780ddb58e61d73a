import CCurl
import Fetching

/// A libcurl handle with its options under their Swift types.
struct CurlHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  init?() {
    guard let pointer = curl_easy_init() else { return nil }
    self.pointer = pointer
  }

  deinit {
    curl_easy_cleanup(pointer)
    for list in lists { curl_slist_free_all(list) }
  }

  /// Forgets all options; connections stay open.
  mutating func reset() {
    curl_easy_reset(pointer)
    for list in lists { curl_slist_free_all(list) }
    lists = []
  }

  func set(_ option: CURLoption, _ text: String?) {
    cspreg_curl_set_text(pointer, option, text)
  }

  func set(_ option: CURLoption, _ number: Int) {
    cspreg_curl_set_number(pointer, option, number)
  }

  func set(size option: CURLoption, _ size: Int) {
    cspreg_curl_set_size(pointer, option, curl_off_t(size))
  }

  /// Sets a list of texts, which libcurl reads while it runs.
  mutating func set(_ option: CURLoption, list texts: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for text in texts { list = curl_slist_append(list, text) ?? list }
    guard let list else { return }
    lists.append(list)
    cspreg_curl_set_list(pointer, option, list)
  }

  func set(_ option: CURLoption, context: UnsafeMutableRawPointer) {
    cspreg_curl_set_context(pointer, option, context)
  }

  func set(_ option: CURLoption, data: @escaping cspreg_curl_data) {
    cspreg_curl_set_data(pointer, option, data)
  }

  /// The address of who answered last.
  var address: String? {
    cspreg_curl_address(pointer).flatMap { $0.pointee == 0 ? nil : String(cString: $0) }
  }

  var code: Int { cspreg_curl_response_code(pointer) }
}
