/* What a channel's recorder has heard and nobody has sealed yet: in memory, never in a file.
 *
 * Compiled into the production pjsua2 by bootstrap/pjsua2.py, called by its WAV writer (pjproject_speed.patch) for files
 * named *.held.wav, and emptied by recorder/held_sound.py through ctypes. The conference's thread adds frames, the main
 * thread takes all that there are. Each frame is looked at for tones of keys while it is warm in the cache; where that
 * suspects something, recorder/inband_dtmf.py looks closer. The numbers are explained there, and so is the look.
 */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define RATE_HZ 8000
#define WINDOW 160 /* samples: a frame of 20 ms */
#define COARSE 8   /* frequencies: those of keys */
#define FINE 40    /* and those around them */
#define QUIETEST 10000.0f
#define SUSPICION 0.3f
#define NEARLY_PURE 0.65f
#define LINE 64 /* bytes: of the cache; a frame of 20 ms fills five */
#define FIRST_ROOM (1 << 14)
#define MOST_ROOM (1 << 22) /* bytes: four minutes in which nobody has sealed */

enum { MAY_HOLD_TONES = 1, LOST_SOME = 2 };

struct held {
    pthread_mutex_t lock;
    char *filling, *taken;
    size_t filled, filling_room, taken_size, taken_room;
    int flags; /* of what is being filled */
    int is_over;
    int owners; /* the port that adds, the recorder that takes */
};

static float coarse[WINDOW][2 * COARSE] __attribute__((aligned(32)));
static float fine[WINDOW][2 * FINE] __attribute__((aligned(32)));
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct held *last_made;

static void make_waves(void) {
    static const double key_hz[COARSE] = {697, 770, 852, 941, 1209, 1336, 1477, 1633};
    static const double around[5] = {-0.018, -0.009, 0, 0.009, 0.018};
    int at, i;
    for (at = 0; at < WINDOW; ++at)
        for (i = 0; i < FINE; ++i) {
            double phase = 2 * M_PI * at / RATE_HZ, hz = key_hz[i / 5] * (1 + around[i % 5]);
            fine[at][i] = cos(phase * hz) * M_SQRT2 / WINDOW;
            fine[at][FINE + i] = sin(phase * hz) * M_SQRT2 / WINDOW;
            if (i < COARSE) {
                coarse[at][i] = cos(phase * key_hz[i]) * M_SQRT2 / WINDOW;
                coarse[at][COARSE + i] = sin(phase * key_hz[i]) * M_SQRT2 / WINDOW;
            }
        }
}

typedef float eight __attribute__((vector_size(32)));

#ifdef __x86_64__
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* Whether so much of the energy lies in one frequency of each group; `n` of them in all, cosines, then sines. */
static inline __attribute__((always_inline)) int is_in_two_tones(const float *window, const float *waves, const int n,
                                                                float least) {
    eight sums[FINE / 4] = {{0}}, others[FINE / 4] = {{0}};
    float best[2] = {0}, power;
    int at, i;
    for (at = 0; at < WINDOW; at += 2)
        for (i = 0; i < n / 4; ++i) {
            sums[i] += window[at] * ((const eight *)waves)[at * n / 4 + i];
            others[i] += window[at + 1] * ((const eight *)waves)[(at + 1) * n / 4 + i];
        }
    for (i = 0; i < n / 4; ++i)
        sums[i] += others[i];
    for (i = 0; i < n; ++i) {
        float even = sums[i / 8][i % 8], odd = sums[(n + i) / 8][i % 8];
        power = even * even + odd * odd;
        best[i >= n / 2] = power > best[i >= n / 2] ? power : best[i >= n / 2];
    }
    return best[0] + best[1] > least;
}

/* As `_suspicious` of recorder/inband_dtmf.py, of one window. */
WIDE int hushtape_may_be_key(const short *samples) {
    float window[WINDOW] __attribute__((aligned(32))), energy = 0;
    eight squares = {0};
    int at;
    pthread_once(&once, &make_waves);
    for (at = 0; at < WINDOW; ++at)
        window[at] = samples[at];
    for (at = 0; at < WINDOW / 8; ++at)
        squares += ((const eight *)window)[at] * ((const eight *)window)[at];
    for (at = 0; at < 8; ++at)
        energy += squares[at] / WINDOW;
    return energy > QUIETEST && is_in_two_tones(window, &coarse[0][0], COARSE, SUSPICION * energy) &&
           is_in_two_tones(window, &fine[0][0], FINE, NEARLY_PURE * energy);
}

static void let_go(struct held *held) {
    int owners = __atomic_sub_fetch(&held->owners, 1, __ATOMIC_ACQ_REL);
    if (owners)
        return;
    explicit_bzero(held->filling, held->filling_room);
    explicit_bzero(held->taken, held->taken_room);
    free(held->filling);
    free(held->taken);
    pthread_mutex_destroy(&held->lock);
    free(held);
}

/* For the WAV writer: NULL when there is no memory. */
void *hushtape_held_new(void) {
    struct held *held = calloc(1, sizeof(*held));
    if (!held)
        return NULL;
    held->filling = aligned_alloc(LINE, FIRST_ROOM);
    held->taken = aligned_alloc(LINE, FIRST_ROOM);
    if (!held->filling || !held->taken) {
        free(held->filling);
        free(held->taken);
        free(held);
        return NULL;
    }
    pthread_mutex_init(&held->lock, NULL);
    held->filling_room = held->taken_room = FIRST_ROOM;
    held->owners = 2;
    return last_made = held;
}

static int make_room(struct held *held, size_t size) {
    char *larger;
    if (held->filled + size <= held->filling_room)
        return 1;
    if (2 * held->filling_room > MOST_ROOM || !(larger = aligned_alloc(LINE, 2 * held->filling_room)))
        return 0;
    memcpy(larger, held->filling, held->filled);
    explicit_bzero(held->filling, held->filling_room);
    free(held->filling);
    held->filling = larger;
    held->filling_room *= 2;
    return 1;
}

/* Past the cache where that can be done: nobody reads it before it is sealed, and then the machine foresees each line. */
static void keep(char *at, const char *sound, size_t size) {
    size_t done = 0;
#ifdef __SSE2__
    if (!((uintptr_t)at % sizeof(__m128i)))
        for (; done + sizeof(__m128i) <= size; done += sizeof(__m128i))
            _mm_stream_si128((__m128i *)(at + done), _mm_loadu_si128((const __m128i *)(sound + done)));
    _mm_sfence();
#endif
    memcpy(at + done, sound + done, size - done);
}

/* For the WAV writer, on the conference's thread: samples of 16 bits, of this machine's byte order. */
void hushtape_held_add(struct held *held, const void *frame, size_t size) {
    int may_be_key = size && (size != WINDOW * sizeof(short) || hushtape_may_be_key(frame));
    pthread_mutex_lock(&held->lock);
    if (size && make_room(held, size)) {
        keep(held->filling + held->filled, frame, size);
        held->filled += size;
        held->flags |= may_be_key ? MAY_HOLD_TONES : 0;
    } else if (size) {
        held->flags |= LOST_SOME;
    }
    pthread_mutex_unlock(&held->lock);
}

/* For the WAV writer: what adding the next frame will touch. */
void hushtape_held_fetch(struct held *held) {
    __builtin_prefetch(held, 1);
    __builtin_prefetch((char *)held + sizeof(*held) - 1, 1);
}

/* For the WAV writer: nothing follows. */
void hushtape_held_end(struct held *held) {
    __atomic_store_n(&held->is_over, 1, __ATOMIC_RELEASE);
    let_go(held);
}

/* What the WAV writer made last; both run on the main thread. */
struct held *hushtape_held_last_made(void) { return last_made; }

int hushtape_held_is_over(struct held *held) { return __atomic_load_n(&held->is_over, __ATOMIC_ACQUIRE); }

/* All that there is by now: its place, valid until the next time, when it is overwritten with zeros. */
const char *hushtape_held_take(struct held *held, size_t *size, int *flags) {
    char *taken;
    size_t room;
    explicit_bzero(held->taken, held->taken_size);
    pthread_mutex_lock(&held->lock);
    taken = held->filling, room = held->filling_room;
    *size = held->taken_size = held->filled;
    *flags = held->flags;
    held->filling = held->taken, held->filling_room = held->taken_room;
    held->filled = 0, held->flags = 0;
    pthread_mutex_unlock(&held->lock);
    held->taken = taken, held->taken_room = room;
    return taken;
}

/* The recorder is done with it. */
void hushtape_held_free(struct held *held) { let_go(held); }
