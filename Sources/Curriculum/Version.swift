/// The version of the kit, as reports state it.
public let kitVersion = "0.1.0"
