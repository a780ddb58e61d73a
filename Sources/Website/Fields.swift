import Mustache
import Reporting

/// What a template is filled with; a missing value is an empty text, a false condition, no list.
///
/// Mustache finds out anew at each name what a value can be asked; those here are of types that answer at once.
struct Fields: ExpressibleByDictionaryLiteral, MustacheParent {
  // A few names: looking at each is faster than hashing one.
  private var names: [String]
  private var values: [Any]

  init(dictionaryLiteral elements: (String, any FieldValue)...) {
    names = elements.map(\.0)
    values = elements.map(\.1.field)
  }

  /// Sets a value that the fields do not have yet.
  mutating func set(_ name: String, _ value: any FieldValue) {
    names.append(name)
    values.append(value.field)
  }

  func child(named name: String) -> Any? {
    names.firstIndex(of: name).map { values[$0] }
  }
}

/// What can stand in a template's place.
protocol FieldValue {
  /// The value as Mustache is given it.
  var field: Any { get }
}

extension String: FieldValue {
  var field: Any { FieldText(renderText: self) }
}

extension Substring: FieldValue {
  var field: Any { FieldText(renderText: String(self)) }
}

extension Int: FieldValue {
  var field: Any { FieldText(renderText: String(self)) }
}

extension Bool: FieldValue {
  var field: Any { self }
}

extension Fields: FieldValue {
  var field: Any { self }
}

extension Array: FieldValue where Element: FieldValue {
  var field: Any { map(\.field) }
}

/// A text, which has nothing inside that a template could ask for.
private struct FieldText: MustacheCustomRenderable, MustacheParent {
  let renderText: String
  var isNull: Bool { false }

  func child(named name: String) -> Any? { nil }
}
