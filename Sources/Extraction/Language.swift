import DocumentTree

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What sentences say besides names and hosts: asking, refusing, conditions.
///
/// Word lists, not grammar: a sentence that none of them fits is left alone.
enum Language {
  /// Whether a text holds one of the phrases, byte for byte.
  static func containsAny(_ text: String, _ phrases: [String]) -> Bool {
    text.withCString { bytes in
      phrases.contains { phrase in phrase.withCString { strstr(bytes, $0) != nil } }
    }
  }

  /// Whether a text holds one of many phrases, byte for byte.
  static func containsAny(_ text: String, _ phrases: Phrases) -> Bool { phrases.stand(in: text) }

  /// The words of a text in lower case, each between blanks, so that phrases can be looked up.
  static func padded(_ text: String) -> String {
    if let result = text.utf8.withContiguousStorageIfAvailable(paddedASCII), let result {
      return result
    }
    var result: [UInt8] = [32]
    result.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 97...122, 48...57, 45: result.append(UInt8(truncatingIfNeeded: scalar.value))
      case 65...90: result.append(UInt8(truncatingIfNeeded: scalar.value) | 32)
      case 39, 0x2019: continue
      case 0..<128: if result.last != 32 { result.append(32) }
      default:
        if scalar.properties.isAlphabetic {
          result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        } else if result.last != 32 {
          result.append(32)
        }
      }
    }
    if result.last != 32 { result.append(32) }
    return String(decoding: result, as: UTF8.self)
  }

  /// The same of a text in ASCII; `nil` of another.
  private static func paddedASCII(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    var isASCII = true
    let result = String(unsafeUninitializedCapacity: text.count + 2) { buffer in
      buffer[0] = 32
      var count = 1
      for byte in text {
        switch byte {
        case 97...122, 48...57, 45:
          buffer[count] = byte
          count += 1
        case 65...90:
          buffer[count] = byte | 32
          count += 1
        case 39: continue
        case 128...:
          isASCII = false
          return 0
        default:
          if buffer[count - 1] != 32 {
            buffer[count] = 32
            count += 1
          }
        }
      }
      if buffer[count - 1] != 32 {
        buffer[count] = 32
        count += 1
      }
      return count
    }
    return isASCII ? result : nil
  }

  static func mentionsPolicy(_ text: String) -> Bool {
    containsAny(padded(text), policyNames)
  }

  private static let policyNames: Phrases =
    [
      " csp ", " csps ", "content security", "content-security", "security policy",
      "security policies", "inhaltssicherheitsrichtlinie", "sécurité du contenu",
      "seguridad de contenido", "seguridad del contenido", "segurança de conteúdo",
      "sicurezza dei contenuti", "безопасности контента", "コンテンツセキュリティ", "内容安全",
      "콘텐츠 보안",
    ]

  static func mentionsAllowing(_ text: String) -> Bool {
    containsAny(padded(text), allowing)
  }

  private static let allowing: Phrases =
    [
      "allowlist", "allow-list", "allow list", "whitelist", "white-list", "white list",
      "safelist", " allow ", " allowed ", " permit ", " permitted ", " unblock ", " trusted ",
      " erlauben ", " freigeben ", " autoriser ", " autorisez ", " permitir ", " toestaan ",
      " consentire ", " разрешить ", " разрешите ", " dozwolone ", " zezwól ",
    ]

  /// Whether a sentence asks for something.
  static func asks(_ padded: String) -> Bool {
    containsAny(padded, asking)
      || containsAny(padded, [" lack ", " lacks "]) && !padded.hasPrefix(" if ")
  }

  /// Whether a sentence says when its sources may be left out.
  static func excuses(_ padded: String) -> Bool {
    containsAny(
      padded,
      [
        " not needed if ", " not required if ", " not needed when ", " not required when ",
        " not necessary if ", " be left out if ", " be omitted if ", " be dropped if ",
        " unnecessary if ", " not needed for ",
      ])
  }

  /// Whether a sentence tells what others do.
  static func tellsOfOthers(_ padded: String) -> Bool {
    containsAny(
      padded,
      [" people ", " often ", " many sites ", " some sites ", " attacker ", " attackers "])
  }

  /// Whether a sentence tells of the policy that somebody's own site sends.
  static func tellsOfOwnPolicy(_ padded: String) -> Bool {
    containsAny(
      padded,
      [
        " our site ", " our website ", " our own ", " our marketing ", " our dashboard ", " ships ",
        " we send ", " we set ", " sends ", " governs ", " controls ", " restricts ", " means ",
        " so far ", " today ", " at present ", " currently ",
      ])
  }

  /// Whether a short remark says that something is out of use.
  static func isRetired(_ text: String) -> Bool {
    containsAny(
      padded(text),
      [
        " deprecated ", " retired ", " obsolete ", " discontinued ", " no longer used ",
        " no longer needed ", " removed ", " to be removed ", " veraltet ", " obsolète ",
      ])
  }

  /// Whether a sentence gives instances of a kind.
  static func givesInstances(_ padded: String) -> Bool {
    containsAny(
      padded, [" such as ", " for example ", " for instance ", " e g ", " like ", " imagine "])
  }

  /// Whether a sentence says that the reader has nothing to do.
  static func asksNothing(_ padded: String) -> Bool {
    containsAny(
      padded,
      [
        " not have to do anything ", " not need to do anything ", " nothing to do ",
        " nothing to configure ", " nothing has to be done ", " no action ", " not concern ",
        " does not affect ",
      ])
  }

  private static let asking: Phrases = [
    " add ", " adds ", " adding ", " added ", " put ", " include ", " includes ", " included ",
    " allow ", " allows ", " allowed ", " allowing ", " permit ", " permits ", " permitted ",
    " need ", " needs ", " needed ", " require ", " requires ", " required ", " must ",
    " should ", " have to ", " has to ", " have ", " gets ", " get ", " takes ", " take ",
    " belongs ", " belong ", " goes ", " go ", " list ", " lists ", " whitelist ", " allowlist ",
    " allow-list ", " set ", " append ", " extend ", " want ", " wants ", " wanted ", " enable ",
    " insert ", " specify ", " contain ", " contains ", " ensure ", " use ", " uses ", " place ",
    " necessary ", " mandatory ", " declare ", " see to it ", " holds ", " hold ", " invite ",
    " invites ", " lets ", " let ", " missing ", " permission ", " grants ",
    " welcome ", " welcomes ", " know ", " knows ", " carry ", " carries ", " extended ",
    " be listed ", " names ", " part of ", " hence ", " therefore ", " paste ", " type ",
    " attach ", " supply ",
    " provide ", " keep ", " keeps ", " covers ", " cover ", " enter ",
    " name ", " trust ", " accept ",
    " asks for ", " ask for ", " reach ", " contact ", " loaded from ", " served from ",
    " loads from ", " connects to ",
    " expects ", " calls for ",
    " grant ", " lives on ", " live on ", " join ", " update ", " is as follows ",
    // German, French, Spanish, Dutch, Portuguese, Italian
    " hinzu ", " hinzufügen ", " ergänzen ", " erlauben ", " zulassen ", " freigeben ",
    " benötigt ", " gehört ", " eintragen ", " muss ", " müssen ", " ajouter ", " ajoutez ",
    " autoriser ", " autorisez ", " doit ", " añadir ", " añada ", " agregue ", " agregar ",
    " permitir ", " debe ", " toevoegen ", " voeg ", " toestaan ", " moet ", " adicione ",
    " adicionar ", " deve ", " aggiungere ", " aggiungi ", " consentire ",
    // Danish, Swedish, Polish, Czech, Russian, Turkish, Chinese, Japanese, Korean
    " tilføj ", " tilføje ", " skal ", " lägg till ", " måste ", " tillåt ", " dodaj ", " dodać ",
    " należy ", " zezwól ", " přidejte ", " povolte ", " добавьте ", " добавить ", " разрешите ",
    " разрешить ", " необходимо ", " нужно ", " ekleyin ", " izin ", "添加", "允许", "加入", "追加",
    "許可", "추가", "허용",
  ]

  /// Whether a sentence tells what a product does with a host, which asks for it where the sentence
  /// names the directive, too.
  static func acts(_ padded: String) -> Bool {
    containsAny(
      padded,
      [
        " loaded ", " served ", " loads ", " connects ", " sends ", " sent to ", " comes from ",
        " come from ", " hosted on ", " talks to ", " fetches ", " fetched ", " downloads ",
        " posted to ", " delivered from ", " travel ", " opens ", " renders ",
      ])
  }

  /// Whether a sentence speaks of the sources of the one before.
  static func pointsBack(_ padded: String) -> Bool {
    !containsAny(padded, [" with them ", " by them ", " of them ", " with it ", " we then "])
      && containsAny(
        padded,
        [
          " it ", " them ", " these ", " those ", " the same ", " this host ", " this domain ",
          " this origin ", " this address ", " that host ", " that domain ", " both hosts ",
          " both domains ", " both of ", " the host ", " the domain ", " the hosts ",
          " the domains ", " whichever ", " the one ", " the ones ", " both ", " they ",
          " that goes ", " that belongs ", " that one ", " this goes ", " this belongs ",
        ])
  }

  /// Whether a sentence goes on about the directive of the one before.
  static func continues(_ padded: String) -> Bool {
    [" it ", " they ", " there ", " both ", " this one ", " this directive "]
      .contains { padded.hasPrefix($0) }
  }

  /// Whether a text says that what it names is all that has to be allowed.
  static func excludesOthers(_ text: String) -> Bool {
    containsAny(
      padded(text),
      [
        " only entries ", " only entry ", " only hosts ", " only host ", " only sources ",
        " only source ", " only domains ", " only domain ", " only thing ", " only things ",
        " only ones ", " of these only ", " nothing else ", " the rest depends ",
        " the rest is ", " everything else is ",
      ])
  }

  /// Whether a heading stands above links that are there to be read.
  static func isFurtherReading(_ heading: String) -> Bool {
    containsAny(
      padded(heading),
      [
        " see also ", " resources ", " further reading ", " references ", " related ", " links ",
        " learn more ", " more information ", " tools ", " siehe auch ", " voir aussi ",
      ])
  }

  /// Whether a text is about another kind of list of hosts than a policy's.
  static func mentionsNetwork(_ text: String) -> Bool {
    containsAny(
      padded(text), [" firewall ", " firewalls ", " proxy ", " smtp ", " dns ", " cname ", " spf "])
  }

  /// Whether a sentence says that something is not needed, must go or went wrong.
  static func refuses(_ padded: String) -> Bool {
    containsAny(padded, refusing) || tellsOfHabit(padded)
  }

  /// Whether a sentence tells how things were: "used to need", but not "is used to load".
  private static func tellsOfHabit(_ padded: String) -> Bool {
    guard padded.utf8.count > 8, containsAny(padded, [" used to "]) else { return false }
    return containsAny(
      padded,
      ["be", "need", "have", "live", "come", "require", "use", "ask", "sit", "load", "go", "work"]
        .map { " used to \($0) " })
      && !containsAny(padded, [" is used to ", " are used to ", " be used to ", " was used to "])
  }

  /// Whether a sentence asks by two negations: "do not forget", "does not work unless".
  static func insists(_ padded: String) -> Bool {
    if containsAny(
      padded,
      [
        " forget ", " unless ", " not forbid ", " not block ", " not be blocked ", " not stop ",
        " not be missing ", " not lack ",
      ])
    {
      return true
    }
    guard let without = padded.place(of: " without ") else { return false }
    return containsAny(
      String(padded[..<without.lowerBound]) + " ",
      [" not work ", " cannot work ", " cant work ", " wont work ", " not load ", " cannot load "])
  }

  private static let refusing: Phrases = [
    " no longer ", " not needed ", " not required ", " not necessary ", " unnecessary ",
    " do not need ", " dont need ", " does not need ", " doesnt need ", " need not ",
    " never ", " remove ", " removes ", " removed ", " removing ", " delete ", " deleted ",
    " drop ", " dropped ", " take it out ", " take them out ", " take out ", " leave out ",
    " left out ", " leave ", " omit ",
    " omitted ", " avoid ", " refused to ",
    " violates ", " blocked ", " blocks ", " do not ", " dont ", " does not ", " doesnt ",
    " must not ", " should not ", " shouldnt ", " cannot ", " cant ", " not allowed ",
    " no need ", " replaced ", " replaces ", " deprecated ", " obsolete ",
    " formerly ", " previously ", " not be ", " is not ", " are not ", " isnt ", " arent ",
    " tighten ", " out of the question ", " can go ", " get rid ", " rule out ", " forbid ",
    " forbids ", " forbidden ", " disallow ", " better not ", " nicht ", " kein ", " keine ",
    " mehr nötig ", " ne pas ", " plus nécessaire ", " no es necesario ", " fails ", " unsafe to ",
    " only named ", " was formerly ", " old host ", " discouraged ", " warns ", " warning about ",
    " stays as ", " stay as ", " unchanged ", " non è necessario ", " non serve ", " non occorre ",
    " niet nodig ", " niet meer ", " nie jest ", " nie trzeba ", " não é necessário ", " inutile ",
    " ikke ", " behövs inte ", " behöver inte ", " не нужно ", " не требуется ", " больше не ",
    " was needed ", " were needed ", " was required ", " were required ", " gone ", " retired ",
    " discontinued ", " earlier versions ", " older versions ",
    " in the past ", " until version ",
  ]

  /// Whether the last sentence of a lead-in, or a heading, says that what follows has to go or was
  /// needed once.
  static func withdraws(_ text: String) -> Bool {
    let padded = padded(text.sentences.last.map(String.init) ?? text)
    return (containsAny(padded, withdrawing) || tellsOfHabit(padded))
      && !containsAny(padded, [" instead ", " replaced by ", " replace with ", " replace them "])
  }

  private static let withdrawing: Phrases = [
    " no longer ", " remove ", " removed ", " delete ", " deleted ", " not needed ",
    " not required ", " not necessary ", " unnecessary ", " do not need ", " dont need ",
    " need not ", " retired ", " obsolete ", " deprecated ", " discontinued ", " decommissioned ",
    " formerly ", " previously ", " legacy domains ", " legacy hosts ", " old hosts ",
    " old domains ", " must not ", " do not add ", " do not allow ", " should not ",
    " can be dropped ", " nicht mehr ", " entfernen ", " ne sont plus ", " ya no ",
  ]

  /// Whether a lead-in offers the sample after it as an example of a whole policy.
  static func isExample(_ text: String) -> Bool {
    containsAny(
      padded(text),
      [
        " example ", " examples ", " sample ", " could be ", " could look ", " may look ",
        " might look ", " looks like ", " look like ", " for instance ", " complete policy ",
        " full policy ", " whole policy ", " complete header ", " full header ", " resulting ",
        " result ", " putting it together ", " all together ", " beispiel ", " exemple ",
        " ejemplo ",
      ])
  }

  /// Whether a lead-in says that what follows takes the place of what was before.
  static func offersAlternative(_ text: String) -> Bool {
    containsAny(
      padded(text),
      [
        " instead ", " alternatively ", " alternative ", " rather ", " one by one ",
        " more detailed ", " option ", " stricter ", " tighter ", " either ", " more granular ",
        " explicit list ", " explicitly ", " more restrictive ", " more specific ", " or use ",
        " is enough ", " are enough ", " suffices ", " is sufficient ", " are sufficient ",
      ])
  }

  /// Whether a lead-in says for which kind of policies the hosts are that follow.
  static func namesKindOfPolicy(_ text: String) -> Bool {
    containsAny(
      padded(text), [" policies that ", " policies which ", " if your csp ", " a csp that "])
  }

  /// Whether a lead-in says that what follows is what some software sends by itself.
  static func isAutomatic(_ text: String) -> Bool {
    let whole = padded(text)
    let addsNothing = containsAny(
      whole,
      [" nothing to add ", " nothing to do ", " no need to add ", " nothing has to be added "])
    guard addsNothing || !asks(whole),
      !containsAny(whole, [" extend ", " copy ", " paste ", " whether "])
    else {
      return false
    }
    return text.sentences.contains { sentence in
      let sentence = padded(String(sentence))
      return containsAny(
        sentence,
        [
          " sends ", " automatically ", " by itself ", " by default the ", " generates ",
          " emits ", " is what the mode ", " default policy is ", " sets the following ",
          " out of the box ",
        ])
        && (mentionsPolicy(sentence)
          || containsAny(
            sentence,
            [
              " header ", " headers ", " policy ", " policies ", " directive ", " directives ",
              " mode ", " following ", " this ", " itself ",
            ]))
    }
  }

  /// Whether a sentence offers a keyword or a nonce, of which one is enough.
  static func offersChoice(_ padded: String) -> Bool {
    containsAny(padded, [" or ", " either "])
      && containsAny(padded, [" nonce ", " nonces ", " hash "])
  }
}
