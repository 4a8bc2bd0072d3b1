// Re-exported so that `exp(2.0)`, `log1p(x)` or `pow(x, 3)` need only `import LinearAlgebra`, and
// stand beside the overloads for Vector and Matrix under the same names.

#if canImport(Darwin)
  @_exported import Darwin
#elseif canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Android)
  @_exported import Android
#endif
