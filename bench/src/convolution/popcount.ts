/**
 * The peers in C: popcount(AND) of bit-planes with AVX2, the population count by a byte shuffle (Mula, Kurz and Lemire, Computer Journal 61, 2018).
 *
 * A tile of 4 kernels x 2 windows uses each loaded vector several times; byte counts are summed over at most 31 vectors. Operands are packed
 * beforehand, one plane after the other, and windows are rows of bits already: packing is not timed, as table building is not on our side.
 */
export const popcountInC = `
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static inline __m256i ones(__m256i v, __m256i counts, __m256i low) {
  return _mm256_add_epi8(_mm256_shuffle_epi8(counts, _mm256_and_si256(v, low)), _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi16(v, 4), low)));
}
static inline int sum(__m256i v) {
  __m128i s = _mm_add_epi64(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  return _mm_cvtsi128_si32(s) + _mm_extract_epi32(s, 2);
}
static void multiply(const __m256i *w, int kernels, const __m256i *x, int windows, int n, int *acc, int shift) {
  const __m256i counts = _mm256_setr_epi8(0,1,1,2,1,2,2,3,1,2,2,3,2,3,3,4,0,1,1,2,1,2,2,3,1,2,2,3,2,3,3,4), low = _mm256_set1_epi8(15), z = _mm256_setzero_si256();
  for (int p = 0; p < windows; p += 2)
    for (int k = 0; k < kernels; k += 4) {
      const __m256i *a = w + (long)k * n, *b = x + (long)p * n;
      __m256i t[4][2];
      for (int i = 0; i < 4; i++) t[i][0] = t[i][1] = z;
      for (int from = 0; from < n; from += 31) {
        int to = from + 31 < n ? from + 31 : n;
        __m256i s00 = z, s01 = z, s10 = z, s11 = z, s20 = z, s21 = z, s30 = z, s31 = z;
        for (int i = from; i < to; i++) {
          __m256i y0 = b[i], y1 = b[i + n], v;
#define COUNT(s, y) s = _mm256_add_epi8(s, ones(_mm256_and_si256(v, y), counts, low));
          v = a[i]; COUNT(s00, y0) COUNT(s01, y1)
          v = a[i + n]; COUNT(s10, y0) COUNT(s11, y1)
          v = a[i + 2 * n]; COUNT(s20, y0) COUNT(s21, y1)
          v = a[i + 3 * n]; COUNT(s30, y0) COUNT(s31, y1)
        }
#define WIDEN(i, j, s) t[i][j] = _mm256_add_epi64(t[i][j], _mm256_sad_epu8(s, z));
        WIDEN(0, 0, s00) WIDEN(0, 1, s01) WIDEN(1, 0, s10) WIDEN(1, 1, s11) WIDEN(2, 0, s20) WIDEN(2, 1, s21) WIDEN(3, 0, s30) WIDEN(3, 1, s31)
      }
      for (int i = 0; i < 4; i++)
        for (int j = 0; j < 2; j++) acc[(long)(k + i) * windows + p + j] += sum(t[i][j]) << shift;
    }
}
static void *bits(size_t vectors) {
  uint8_t *made = aligned_alloc(64, (vectors * 32 + 63) & ~63ul);
  for (size_t i = 0; i < vectors * 32; i++) made[i] = rand() >> 7;
  return made;
}
/* Arguments: passes, weight planes, input planes, then kernels, windows and taps of each layer (kernels a multiple of 4). Prints the seconds of one pass. */
int main(int c, char **v) {
  int passes = atoi(v[1]), wp = atoi(v[2]), ip = atoi(v[3]), layers = (c - 4) / 3;
  const __m256i *w[16], *x[16]; int *acc[16], k[16], p[16], n[16];
  for (int l = 0; l < layers; l++) {
    k[l] = atoi(v[4 + 3 * l]); p[l] = (atoi(v[5 + 3 * l]) + 1) & ~1; n[l] = (atoi(v[6 + 3 * l]) + 255) / 256;
    w[l] = bits((size_t)wp * k[l] * n[l]); x[l] = bits((size_t)ip * p[l] * n[l]); acc[l] = calloc((size_t)k[l] * p[l], 4);
  }
  struct timespec s, e;
  for (int r = -1; r < passes; r++) {
    if (r == 0) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &s);
    for (int l = 0; l < layers; l++)
      for (int i = 0; i < ip; i++)
        for (int j = 0; j < wp; j++) multiply(w[l] + (size_t)j * k[l] * n[l], k[l], x[l] + (size_t)i * p[l] * n[l], p[l], n[l], acc[l], i + j);
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &e);
  unsigned check = 0;
  for (int l = 0; l < layers; l++) for (int i = 0; i < k[l] * p[l]; i++) check += acc[l][i];
  printf("%.9f %u", (e.tv_sec - s.tv_sec + 1e-9 * (e.tv_nsec - s.tv_nsec)) / passes, check);
}
`;
