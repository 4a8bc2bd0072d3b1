/// What commands and characters stand for.
enum FormulaSymbols {
  /// How a symbol behaves among others, as TeX sees it.
  enum Kind: Equatable {
    case ordinary, function, largeOperator, integral, binary, relation, open, close, punctuation
    case space, start
  }

  /// Letters, which are italic.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "varphi": "φ", "psi": "ψ", "ell": "ℓ", "partial": "∂",
    "imath": "ı",
  ]

  /// Signs that stand upright.
  static let upright: [String: String] = [
    "Delta": "Δ", "nabla": "∇", "infty": "∞", "top": "⊤", "dots": "…", "cdots": "⋯", "ast": "∗",
    "%": "%",
  ]

  static let operators: [String: (sign: String, kind: Kind)] = [
    "cdot": ("⋅", .binary), "times": ("×", .binary), "pm": ("±", .binary),
    "odot": ("⊙", .binary), "bmod": ("mod", .binary),
    "le": ("≤", .relation), "ge": ("≥", .relation), "ne": ("≠", .relation),
    "neq": ("≠", .relation), "approx": ("≈", .relation), "in": ("∈", .relation),
    "notin": ("∉", .relation), "to": ("→", .relation), "mapsto": ("↦", .relation),
    "leftarrow": ("←", .relation), "longrightarrow": ("⟶", .relation),
    "Longrightarrow": ("⟹", .relation), "iff": ("⟺", .relation), "mid": ("|", .relation),
    "sum": ("∑", .largeOperator), "int": ("∫", .integral),
  ]

  /// Brackets, as they stand alone and behind `\left`, `\right`, `\big` …
  static let fences: [String: (sign: String, kind: Kind)] = [
    "(": ("(", .open), ")": (")", .close), "[": ("[", .open), "]": ("]", .close),
    "{": ("{", .open), "}": ("}", .close), "lVert": ("‖", .open), "rVert": ("‖", .close),
    "lvert": ("|", .open), "rvert": ("|", .close), "langle": ("⟨", .open),
    "rangle": ("⟩", .close), "lceil": ("⌈", .open), "rceil": ("⌉", .close),
    "lfloor": ("⌊", .open), "rfloor": ("⌋", .close), "|": ("|", .ordinary),
  ]

  /// Names of functions. Those with limits have what is below them under their name where a formula
  /// stands by itself.
  static let functions: Set<String> = [
    "log", "ln", "exp", "sin", "cos", "tanh", "sinh", "cosh", "max", "min", "arg",
  ]
  static let functionsWithLimits: Set<String> = ["max", "min"]

  static let accents = ["hat": "^", "bar": "¯", "tilde": "~"]

  /// Widths in em.
  static let spaces: [String: String] = [
    ",": "0.167em", ":": "0.222em", ";": "0.278em", "!": "-0.167em", " ": "0.25em",
    "quad": "1em", "qquad": "2em",
  ]

  /// Heights of brackets.
  static let sizes: [String: String] = [
    "big": "1.2em", "Big": "1.8em", "bigl": "1.2em", "bigr": "1.2em", "Bigl": "1.8em",
    "Bigr": "1.8em",
  ]

  static let characters: [Character: (sign: String, kind: Kind)] = [
    "+": ("+", .binary), "-": ("−", .binary), "*": ("∗", .binary), "×": ("×", .binary),
    "·": ("⋅", .binary), "/": ("/", .ordinary), "=": ("=", .relation), "<": ("<", .relation),
    ">": (">", .relation), ":": (":", .relation), ",": (",", .punctuation),
    ";": (";", .punctuation), ".": (".", .ordinary), "!": ("!", .close),
  ]

  /// A letter in another alphabet, by the command that asks for it; nil where there is none.
  static func letter(_ letter: Character, of alphabet: String) -> String? {
    let exceptions: [String: [Character: String]] = [
      "mathbb": ["R": "ℝ", "N": "ℕ", "Z": "ℤ", "P": "ℙ", "Q": "ℚ", "C": "ℂ"],
      "mathcal": [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
      ],
    ]
    if let known = exceptions[alphabet]?[letter] { return known }
    guard let value = letter.asciiValue.map(UInt32.init) else { return nil }
    let bases: [String: (upper: UInt32, lower: UInt32?, digit: UInt32?)] = [
      "mathbb": (0x1D538, nil, 0x1D7D8), "mathcal": (0x1D49C, nil, nil),
      "mathbf": (0x1D400, 0x1D41A, 0x1D7CE),
    ]
    let scalar: UInt32?
    switch letter {
    case "A"..."Z": scalar = bases[alphabet].map { $0.upper + value - 65 }
    case "a"..."z": scalar = bases[alphabet]?.lower.map { $0 + value - 97 }
    case "0"..."9": scalar = bases[alphabet]?.digit.map { $0 + value - 48 }
    default: scalar = nil
    }
    return scalar.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
