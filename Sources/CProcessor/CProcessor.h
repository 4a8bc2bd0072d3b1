// What the processor that the kit is compiled for can do. Only the C compiler knows; Swift reads
// these numbers as constants, so that every choice that depends on them is made at compile time.

#ifndef CPROCESSOR_H
#define CPROCESSOR_H

/// The numbers of type Double in a vector register.
#if defined(__AVX512F__)
#define CPROCESSOR_LANES 8
#elif defined(__AVX__)
#define CPROCESSOR_LANES 4
#else
#define CPROCESSOR_LANES 2
#endif

/// The number of vector registers.
#if defined(__AVX512F__) || defined(__aarch64__)
#define CPROCESSOR_REGISTERS 32
#else
#define CPROCESSOR_REGISTERS 16
#endif

/// Whether one instruction multiplies and adds, rounding once. Where there is none, a fused
/// multiply-add is a call to the C library, some eighty times slower than the two instructions.
#if defined(__FMA__) || defined(__aarch64__)
#define CPROCESSOR_FUSES 1
#else
#define CPROCESSOR_FUSES 0
#endif

/// The square roots of eight numbers, which Swift would take one by one.
static inline void cprocessor_sqrt(const double *x, double *z) {
  typedef double eight __attribute__((ext_vector_type(8), aligned(8)));
  *(eight *)z = __builtin_elementwise_sqrt(*(const eight *)x);
}

/// Whether eight numbers all are in a range; NaN never is.
static inline int cprocessor_all_within(const double *x, double low, double high) {
  typedef double eight __attribute__((ext_vector_type(8), aligned(8)));
  eight numbers = *(const eight *)x;
  return __builtin_reduce_and((numbers >= (eight)low) & (numbers <= (eight)high)) != 0;
}

/// Turns four rows of four numbers: what was a column is a row.
static inline void cprocessor_transpose(const double *from, long from_row, double *to, long to_row) {
  typedef double four __attribute__((ext_vector_type(4), aligned(8)));
  const four x = *(const four *)from, y = *(const four *)(from + from_row);
  const four z = *(const four *)(from + 2 * from_row), w = *(const four *)(from + 3 * from_row);
  const four even = __builtin_shufflevector(x, y, 0, 4, 2, 6);
  const four odd = __builtin_shufflevector(x, y, 1, 5, 3, 7);
  const four later_even = __builtin_shufflevector(z, w, 0, 4, 2, 6);
  const four later_odd = __builtin_shufflevector(z, w, 1, 5, 3, 7);
  *(four *)to = __builtin_shufflevector(even, later_even, 0, 1, 4, 5);
  *(four *)(to + to_row) = __builtin_shufflevector(odd, later_odd, 0, 1, 4, 5);
  *(four *)(to + 2 * to_row) = __builtin_shufflevector(even, later_even, 2, 3, 6, 7);
  *(four *)(to + 3 * to_row) = __builtin_shufflevector(odd, later_odd, 2, 3, 6, 7);
}

/// Multiplies and adds in twelve registers, which don't wait for each other or for memory: 12
/// CPROCESSOR_LANES times each round. No program does more in the same time.
static inline double cprocessor_multiply_and_add(long rounds, double factor) {
  typedef double vector __attribute__((ext_vector_type(CPROCESSOR_LANES)));
  vector sums[12], x = (vector)factor;
#pragma clang loop unroll(full)
  for (int i = 0; i < 12; i++) sums[i] = (vector)(double)i;
  for (long round = 0; round < rounds; round++)
#pragma clang loop unroll(full)
    for (int i = 0; i < 12; i++)
#if CPROCESSOR_FUSES
      sums[i] = __builtin_elementwise_fma(sums[i], x, x);
#else
      sums[i] = sums[i] * x + x;
#endif
  vector total = (vector)0.0;
  for (int i = 0; i < 12; i++) total += sums[i];
  return total[0];
}

/// Asks for a cache line that will soon be written.
static inline void cprocessor_prefetch(void *address) { __builtin_prefetch(address, 1); }

/// Asks for a cache line that will be read, but not at once: into the second-level cache.
static inline void cprocessor_prefetch_for_later(const void *address) {
  __builtin_prefetch(address, 0, 2);
}

/// Lets the processor rest a moment in a loop that waits for another thread.
static inline void cprocessor_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  // Apple's cores pass over "yield".
  __asm__ volatile("isb" ::: "memory");
#endif
}

#endif
