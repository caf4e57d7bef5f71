/* What a stream has brought by now, in one call: pjsua2's objects for it are some hundred fields each.
 *
 * Compiled into the production pjsua2 by bootstrap/pjsua2.py and called by recorder/stream_counts.py through ctypes, which
 * explains the numbers.
 */
#include <pjsua-lib/pjsua.h>

enum { PACKETS, BYTES, LOST, DOUBLED, NEVER_CAME, RAN_DRY, DISCARDED, COUNTS };

/* 0, or pjsip's status. */
int hushtape_count_stream(int call_id, unsigned index, unsigned counts[COUNTS]) {
    pjsua_stream_stat stat;
    pj_status_t status = pjsua_call_get_stream_stat(call_id, index, &stat);
    if (status != PJ_SUCCESS)
        return status;
    counts[PACKETS] = stat.rtcp.rx.pkt;
    counts[BYTES] = stat.rtcp.rx.bytes;
    counts[LOST] = stat.rtcp.rx.loss;
    counts[DOUBLED] = stat.rtcp.rx.dup;
    counts[NEVER_CAME] = stat.jbuf.lost;
    counts[RAN_DRY] = stat.jbuf.empty;
    counts[DISCARDED] = stat.jbuf.discard;
    return PJ_SUCCESS;
}
